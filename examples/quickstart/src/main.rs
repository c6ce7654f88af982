//! Reads a customer and the answer to it: typed content, keys, and De-Para rows in both layouts.

use depara::envelope::Body;
use depara::rows::{Layout, Pair, proved_rows};
use depara::{Environment, KeyContext, Message, Messages, Policy};
use depara_mappings::Registry;
use depara_mappings::customer_vendor_2_002::{self, Type};
use depara_mappings::registry::Content;
use std::error::Error;
use std::fmt::Write;

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", story()?);
    Ok(())
}

/// Everything that the program shows.
fn story() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let environment: Environment = include_str!("../messages/environment.toml").parse()?;

    writeln!(out, "== A customer, as Protheus sends it\n")?;
    let customer = Message::<Registry>::decode(include_str!("../messages/customer.xml"), &Policy::default())?;
    if let Body::Business(business) = &customer.value.body
        && let Some(Content::CustomerVendor2002(content)) = &business.content
    {
        writeln!(out, "name          {}", content.name.as_deref().unwrap_or_default())?;
        writeln!(out, "is            {:?}", content.r#type)?;
        assert_eq!(content.r#type, Some(Type::Both));
        if let Some(credit) = content.credit_information.as_ref().and_then(|credit| credit.credit_limit.as_ref()) {
            writeln!(out, "credit limit  {credit}, with its scale")?;
        }
        if let Some(date) = &content.register_date {
            writeln!(out, "registered    {date}")?;
        }
        writeln!(out, "\n== Its keys: SA1 and SA2 are shared, so the branch is empty; `Both` gives two\n")?;
        for key in customer_vendor_2_002::external_keys(content, &KeyContext::new(&environment, "01AM0001"))? {
            writeln!(out, "{}.{}  {key}", key.info.alias, key.info.field)?;
        }
    }
    writeln!(out, "\n== What was noticed; nothing is lost silently\n")?;
    for finding in &customer.report.findings {
        writeln!(out, "{finding}")?;
    }

    writeln!(out, "\n== The De-Para rows that the answer of RM proves\n")?;
    let answer = Message::<Registry>::decode(include_str!("../messages/answer.xml"), &Policy::default())?;
    if let Body::Response(response) = &answer.value.body
        && let Some(content) = &response.return_content
    {
        let message = Registry::find("CUSTOMERVENDOR", Some("2.002"))?;
        let pairs = content.pairs().map(|(name, origin, destination)| Pair { name: name.unwrap_or_default(), origin, destination });
        let proof = proved_rows(message.adapters, pairs, Some(true));
        for layout in [Layout::Eai2, Layout::Package1021] {
            writeln!(out, "{}", layout.columns().join("\t"))?;
            for row in &proof.rows {
                writeln!(out, "{}", layout.cells(row).join("\t"))?;
            }
            writeln!(out)?;
        }
    }

    writeln!(out, "== A message written back is the same message\n")?;
    let written = customer.value.encode();
    let again = Message::<Registry>::decode(&written, &Policy::default())?;
    writeln!(out, "{} bytes, equal: {}", written.len(), again.value == customer.value)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_story_tells_keys_and_rows() {
        let story = super::story().expect("the example runs");
        for expected in [
            "SA1.A1_COD  01||000000731|01|C",
            "SA2.A2_COD  01||000000731|01|F",
            "CODCOLIGADA|CODCFO\t0|000000731\t",
            "CustomField",
            "equal: true",
        ] {
            assert!(story.contains(expected), "`{expected}` in:\n{story}");
        }
    }
}
