//! A team's own gateway: messages go between Protheus and RM as ever, and the customers that Protheus sends are taken by a handler of the program.
//!
//! `cargo run --release -p depara-examples --example own-gateway`: the handler is what a product writes that is neither of the two systems.

use depara_examples::{config, login};
use depara_gateway::Gateway;
use depara_gateway::engine::{Handled, Handler, HandlerError, Work};
use depara_mappings::Registry;
use depara_mappings::customer_vendor_2_002::{BusinessContent, CustomerVendor2002};
use depara_mappings::mata030::{self, FcfoKey};
use depara_peers::{Customer, Protheus, Sent};
use std::error::Error;

/// The product's own customers: a table in the data base of the gateway.
struct Customers;

impl Handler for Customers {
    type Message = CustomerVendor2002;

    // The same message carries vendors, which are no matter of this handler.
    fn applies(&self, content: &BusinessContent<'_>) -> bool {
        mata030::applies(content)
    }

    fn upsert(&self, work: &mut Work<'_, '_>, content: &BusinessContent<'_>) -> Result<Handled, HandlerError> {
        let Some(name) = content.name.as_deref() else { return Err(HandlerError::refused("O cliente não tem nome")) };
        let (external, code) = (work.key("InternalId"), content.code.as_deref().unwrap_or_default());
        // The record, the De-Para row and the status of the message are there together, or none of them is.
        work.transaction().execute(
            "INSERT INTO customer (code, name) VALUES (?1, ?2) ON CONFLICT (code) DO UPDATE SET name = excluded.name",
            &[code.into(), name.into()],
        )?;
        work.link(FcfoKey::DE_PARA, &format!("0|{code}"), external)?;
        Ok(Handled::Done)
    }

    fn delete(&self, work: &mut Work<'_, '_>, _: Option<&BusinessContent<'_>>) -> Result<Handled, HandlerError> {
        let external = work.key("InternalId");
        work.unlink(FcfoKey::DE_PARA, external)?;
        Ok(Handled::Done)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", story()?);
    Ok(())
}

/// Starts the gateway, lets Protheus send a customer, and says what it was answered.
fn story() -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let protheus = Protheus::start(login("gateway"))?;
    let config = config(folder.path(), &protheus.address(), "http://127.0.0.1:9/")?;
    let mut store = depara_store::Store::open(config.store.address.reveal(), depara_store::Settings::default())?;
    store.transaction(|transaction| transaction.execute("CREATE TABLE customer (code TEXT PRIMARY KEY, name TEXT NOT NULL)", &[]))?;

    let gateway = Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES)?.handle(&mata030::INFO, Customers).start()?;

    protheus.connect(format!("http://{}/PROTHEUS/EAISERVICE.apw", gateway.address()), login("PROTHEUS"));
    let Sent::Answered(answer) = protheus.send(&Customer::named("Escola Exemplo Ltda").coded("000000731"))? else {
        return Err("a resposta vem depois".into());
    };
    gateway.stop();
    let pairs = answer.outcome.map_err(|texts| texts.join("; "))?;
    let pairs: Vec<_> = pairs.iter().map(|pair| format!("{} = {}", pair.origin, pair.destination)).collect();
    Ok(format!("O gateway respondeu ao Protheus: {}", pairs.join(", ")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_handler_answers_with_the_key_that_it_gave() {
        let story = super::story().expect("the example runs");
        assert_eq!(story, "O gateway respondeu ao Protheus: 01||000000731|01|C = 0|000000731");
    }
}
