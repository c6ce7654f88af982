//! The adapter block of a new map: what a developer fills in from the top down, each open fact with a `pending` line.

use crate::draft::{Fact, Field, Item};
use crate::names::{identifier, is_identifier};
use crate::print::quoted;
use std::collections::BTreeMap;

/// How the alias and its field look where the schema names none.
const SOME_FIELD: (&str, &str) = ("ALIAS", "CAMPO");
/// How many aliases are named at most.
const MOST_ALIASES: usize = 4;

/// An open fact: comments that say what fits, the statements that hold until somebody knows better, and what is missing.
struct Open {
    remarks: Vec<String>,
    statements: &'static [&'static str],
    pending: &'static str,
}

/// The block, in no particular form.
pub(super) fn block(adapter: &str, item: &Item) -> String {
    let cited = Cited::of(item);
    let mut out = format!(
        "// Preencha de cima para baixo. Cada `pending` diz o que falta: troque a linha pelo fato e cite de onde ele veio.\n\
         // `depara check` mostra o que falta; `depara check --release` recusa o que ainda estiver pendente.\n\n\
         adapter {adapter} {} {{\nmessage {} {}\n",
        quoted(&item.title),
        identifier(&item.title).to_uppercase(),
        item.version,
    );
    for Open { remarks, statements, pending } in header(item, &cited).into_iter().chain(keys(item, &cited)) {
        let remarks = remarks.iter().map(|remark| format!("// {remark}\n"));
        let statements = statements.iter().map(|statement| format!("{statement}\n"));
        out.extend(remarks.chain(statements));
        out.push_str(&format!("pending {}\n\n", quoted(pending)));
    }
    format!("{}\n}}\n", out.trim_end())
}

/// What the manual's adapter table says.
fn header(item: &Item, cited: &Cited<'_>) -> [Open; 8] {
    let (alias, _) = cited.key();
    // What a schema says of who sends is written as notes of the message.
    let notes = if item.notes.is_empty() { "" } else { " Veja as notas da mensagem, abaixo." };
    let open = |remarks: &[&str], statements, pending| {
        let remarks = remarks.iter().map(|remark| (*remark).to_owned()).collect();
        Open { remarks, statements, pending }
    };
    let mut tables =
        open(&["O alias da tabela do Protheus; se não houver tabela, só retire o `pending`."], &[], "Falta o alias da tabela do Protheus.");
    tables.remarks.extend(cited.aliases());
    tables.remarks.push(format!("alias  {alias}"));
    [
        open(&[], &[], "Falta a descrição do adapter, como na tabela do manual: por enquanto, é o nome da mensagem."),
        open(
            &["A rotina do Protheus; se houver mais de uma, entre vírgulas."],
            &["routine A_DEFINIR"],
            "Falta a rotina do Protheus no lugar de A_DEFINIR.",
        ),
        tables,
        open(
            &["Como trafega, e o que leva: `all`, ou uma lista de `insert`, `update`, `upsert`, `delete`."],
            &["channel EAI", "operations all"],
            "Falta confirmar o canal e as operações.",
        ),
        open(
            &[&format!("Um sistema por linha: `sends`, `receives`, `sends, receives` ou `none`.{notes}")],
            &["protheus none", "rm none"],
            "Falta dizer quem envia e quem recebe.",
        ),
        open(
            &["`sync`, ou `async` se a resposta vem em mensagem própria."],
            &["delivery sync"],
            "Falta confirmar se a entrega é síncrona.",
        ),
        open(
            &[
                "O dono do cadastro: um sistema, ou `both`. Em `locks`, o que um sistema bloqueia enquanto a integração está ativa.",
                "master  protheus",
                "locks   rm insert, delete",
            ],
            &[],
            "Falta dizer quem é o dono do cadastro e o que fica bloqueado.",
        ),
        open(&["O manual ou a rotina de onde vêm estes fatos.", "source  \"…\""], &[], "Falta a fonte."),
    ]
}

/// The key and the De-Para, as comments to be filled in.
fn keys(item: &Item, cited: &Cited<'_>) -> [Open; 2] {
    let (alias, field) = cited.key();
    let key = vec![
        "A chave como o De-Para a mostra, segmento a segmento, e o elemento da mensagem que preenche cada um.".to_owned(),
        format!("key {alias}.{field} {{"),
        format!("    protheus  company | branch({alias}) | {}", cited.segment()),
        format!("    content   {}", cited.slots(item)),
        "}".to_owned(),
    ];
    let depara = vec![
        "A tabela do RM, a chave dela e um exemplo do manual. Se não há linha no De-Para: `depara none because \"…\"`.".to_owned(),
        "depara TABELA \"Descrição\" {".to_owned(),
        "    rm        CODCOLIGADA int | CODIGO".to_owned(),
        format!("    external  {alias}.{field}"),
        "    example   \"chave do RM\" = \"chave do Protheus\"".to_owned(),
        "}".to_owned(),
    ];
    [
        Open { remarks: key, statements: &[], pending: "Faltam os segmentos da chave do Protheus." },
        Open { remarks: depara, statements: &[], pending: "Falta o De-Para." },
    ]
}

/// What the schema says of tables of Protheus.
struct Cited<'i> {
    /// How often each alias is named, the one named most often first.
    aliases: Vec<(&'i str, usize)>,
    /// The elements of the content itself with the fields of the alias that is named most often, those that Protheus requires first.
    fields: Vec<(&'i Field, &'i Fact)>,
}

impl<'i> Cited<'i> {
    fn of(item: &'i Item) -> Self {
        let lines = std::iter::once(&item.content).chain(item.records.iter().map(|record| &record.lines));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (alias, _) in lines.flat_map(|lines| Item::fields(lines)).flat_map(|field| &field.facts).filter_map(protheus) {
            let count = counts.entry(alias).or_default();
            *count = count.saturating_add(1);
        }
        let mut aliases: Vec<(&str, usize)> = counts.into_iter().collect();
        aliases.sort_by_key(|(alias, count)| (std::cmp::Reverse(*count), *alias));
        let leading = aliases.first().map(|(alias, _)| *alias);
        let of_alias = |fact: &&Fact| protheus(fact).is_some_and(|(alias, _)| Some(alias) == leading);
        let own = Item::fields(&item.content).into_iter();
        let mut fields: Vec<(&Field, &Fact)> =
            own.filter_map(|field| field.facts.iter().find(of_alias).map(|fact| (field, fact))).collect();
        fields.sort_by_key(|(field, fact)| (!field.name.ends_with("Code"), !fact.required));
        Self { aliases, fields }
    }

    /// The alias and the field that the key is probably called after, or placeholders.
    fn key(&self) -> (&'i str, &'i str) {
        let named = self.fields.first().and_then(|(_, fact)| protheus(fact));
        named.or_else(|| self.aliases.first().map(|(alias, _)| (*alias, SOME_FIELD.1))).unwrap_or(SOME_FIELD)
    }

    fn aliases(&self) -> Option<String> {
        let all: Vec<String> = self.aliases.iter().take(MOST_ALIASES).map(|(alias, count)| format!("{alias} ({count})")).collect();
        (!all.is_empty()).then(|| format!("O esquema cita, com o número de campos: {}.", all.join(", ")))
    }

    /// The field of the key with its width.
    fn segment(&self) -> String {
        let (_, name) = self.key();
        let size = self.fields.first().and_then(|(_, fact)| fact.r#type.as_ref()?.size).filter(|size| *size <= 255);
        size.map_or_else(|| name.to_owned(), |size| format!("{name} char({size})"))
    }

    /// The elements that fill the segments, as far as the content has them.
    fn slots(&self, item: &Item) -> String {
        let own = Item::fields(&item.content);
        let there = |name: &'static str| if own.iter().any(|field| field.name == name && field.wrapper.is_none()) { name } else { "_" };
        let code = self.fields.first().map_or_else(|| there("Code"), |(field, _)| field.name.as_str());
        format!("{} | {} | {}", there("CompanyId"), there("BranchId"), if is_identifier(code) { code } else { "_" })
    }
}

/// Alias and field of a fact of Protheus.
fn protheus(fact: &Fact) -> Option<(&str, &str)> {
    let (alias, field) = fact.field.as_ref().filter(|_| fact.system == "protheus")?;
    Some((alias, field))
}
