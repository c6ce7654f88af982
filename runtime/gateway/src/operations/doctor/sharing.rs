//! Whether the ERP shares its tables so that keys can be built, RM understands them, and the mappings allow it.

use super::{Check, Verdict};
use depara::environment::{Coligada, Layout, Mode, Sharing};
use depara::rules::{AdapterRules, SharingInfo};
use depara::{AdapterInfo, Environment};
use std::collections::BTreeMap;

const NAME: &str = "sharing";

/// Each table that a key or a rule of the adapters names.
pub(super) fn checks(environment: &Environment, served: &[(&AdapterInfo, &AdapterRules)]) -> Vec<Check> {
    let mut tables: BTreeMap<&str, Vec<&SharingInfo>> = BTreeMap::new();
    for (adapter, rules) in served {
        for key in adapter.keys.iter().filter(|key| key.system == ERP) {
            tables.entry(key.alias).or_default();
        }
        for info in rules.sharing {
            tables.entry(info.alias).or_default().push(info);
        }
    }
    let mut checks: Vec<Check> = tables.iter().filter_map(|(alias, modes)| of_table(environment, alias, modes)).collect();
    if checks.is_empty() {
        checks.push(Check::fine(NAME, "", format!("as {} tabelas são compartilhadas como a integração pede", tables.len())));
    }
    checks
}

/// The system whose tables have sharing modes.
const ERP: &str = "PROTHEUS";

fn of_table(environment: &Environment, alias: &str, modes: &[&SharingInfo]) -> Option<Check> {
    let check = |verdict, text: String, advice: String| Some(Check::new(NAME, alias, verdict, text, advice));
    let Ok(found) = environment.sharing(alias) else {
        let text = format!("o ambiente não diz como a tabela {alias} é compartilhada, e por isso as chaves dela não podem ser conferidas");
        return check(Verdict::Warning, text, format!("acrescente {alias} em [sharing] do ambiente"));
    };
    let before = format!("mude o compartilhamento de {alias} no Protheus antes de começar: depois, todas as chaves mudam");
    if !rm_understands(found, environment.layout(), environment.coligada()) {
        let text = format!(
            "a tabela {alias} é {found}, e o RM só tem três formas: global, exclusiva por coligada e exclusiva por filial; \
             níveis que são um só no RM devem ser compartilhados do mesmo modo"
        );
        return check(Verdict::Failure, text, before);
    }
    let listed = |recommended: bool| {
        let of_kind = modes.iter().filter(|info| info.recommended == recommended);
        of_kind.map(|info| info.sharing.to_string()).collect::<Vec<_>>().join(", ")
    };
    match (modes.iter().find(|info| info.sharing == found), listed(true), listed(false)) {
        (None, recommended, allowed) if !allowed.is_empty() => {
            let text = format!("a tabela {alias} é {found}; a integração aceita {}", [recommended, allowed].join(" "));
            check(Verdict::Failure, text, before)
        }
        (info, recommended, _) if !recommended.is_empty() && info.is_none_or(|info| !info.recommended) => {
            let text = format!("a tabela {alias} é {found}; recomenda-se {recommended}");
            check(Verdict::Warning, text, "confira com quem implantou a integração se isso é intencional".to_owned())
        }
        _ => None,
    }
}

/// Whether a mode is global, exclusive by coligada or exclusive by filial, in the grouping of the installation, else in any of the three
/// (TDN 463821434). Levels that branch codes have no characters for say nothing.
fn rm_understands(sharing: Sharing, layout: Layout, coligada: Option<Coligada>) -> bool {
    let level = |mode: Mode, width: u8| (width > 0).then_some(mode == Mode::Exclusive);
    let levels = [level(sharing.company, layout.company()), level(sharing.unit, layout.unit()), level(sharing.branch, layout.branch())];
    let fits = |coligada: Coligada| {
        let of_coligada = match coligada {
            Coligada::Group => 0,
            Coligada::Company => 1,
            Coligada::Unit => 2,
        };
        let (above, below) = levels.split_at_checked(of_coligada).unwrap_or((&levels, &[]));
        let (above, below): (Vec<bool>, Vec<bool>) = (above.iter().copied().flatten().collect(), below.iter().copied().flatten().collect());
        let alike = |modes: &[bool]| modes.windows(2).all(|pair| pair.first() == pair.last());
        // What is exclusive by filial is exclusive by coligada.
        let nested = !(below.contains(&true) && above.contains(&false));
        alike(&above) && alike(&below) && nested
    };
    match coligada {
        Some(coligada) => fits(coligada),
        None => [Coligada::Group, Coligada::Company, Coligada::Unit].into_iter().any(fits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_rm() {
        for (mode, layout, coligada, expected) in [
            ("CCC", "EEUUFFFF", None, true),
            ("EEE", "EEUUFFFF", None, true),
            ("EEC", "EEUUFFFF", None, true),
            ("ECC", "EEUUFFFF", None, true),
            ("CEC", "EEUUFFFF", None, false),
            ("CEC", "EEFFFF", None, true),
            ("EEC", "EEUUFFFF", Some(Coligada::Company), false),
            ("ECC", "EEUUFFFF", Some(Coligada::Company), true),
            ("CEE", "EEUUFFFF", Some(Coligada::Company), false),
            ("EEC", "EEUUFFFF", Some(Coligada::Unit), true),
            ("ECC", "EEUUFFFF", Some(Coligada::Group), false),
            ("EEE", "EEUUFFFF", Some(Coligada::Group), true),
        ] {
            let (sharing, layout) = (mode.parse().expect("a mode"), layout.parse().expect("a layout"));
            assert_eq!(rm_understands(sharing, layout, coligada), expected, "{mode} {coligada:?}");
        }
    }
}
