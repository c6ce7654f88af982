//! Which messages somebody wants to see, as it stands in an address.

use super::DIRECTIONS;
use crate::monitor::fields::{Fields, address};
use crate::monitor::icons::{Icon, icon};
use crate::monitor::time;
use crate::monitor::words;
use depara_store::queue::{MessageQuery, MessageRecord, QueueDirection, Status};
use maud::{Markup, html};

/// Which messages somebody wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::monitor) struct Filter {
    pub(super) direction: Option<QueueDirection>,
    pub(super) peer: Option<String>,
    pub(super) statuses: Vec<Status>,
    transaction: Option<String>,
    text: Option<String>,
    since: Option<String>,
    until: Option<String>,
}

/// The longest text that is looked for.
const LONGEST: usize = 200;

impl Filter {
    /// What an address says; what it says wrongly is as if it did not say it.
    pub(in crate::monitor) fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).map(|text| text.chars().take(LONGEST).collect::<String>());
        let wanted = |name: &str| DIRECTIONS.iter().find(|(_, word)| *word == name).map(|(direction, _)| *direction);
        Self {
            direction: fields.get("sentido").and_then(wanted),
            peer: text("sistema"),
            statuses: fields.all("status").filter_map(words::status_named).take(Status::ALL.len()).collect(),
            transaction: text("transacao").map(|name| name.to_uppercase()),
            text: text("texto"),
            since: text("de").filter(|text| time::typed(text, false).is_some()),
            until: text("ate").filter(|text| time::typed(text, true).is_some()),
        }
    }

    /// Does something with the query of the store.
    pub(super) fn with_query<T>(&self, work: impl FnOnce(&MessageQuery<'_>) -> T) -> T {
        work(&MessageQuery {
            direction: self.direction,
            peer: self.peer.as_deref(),
            statuses: &self.statuses,
            transaction: self.transaction.as_deref(),
            text: self.text.as_deref(),
            since: self.since.as_deref().and_then(|text| time::typed(text, false)),
            until: self.until.as_deref().and_then(|text| time::typed(text, true)),
        })
    }

    /// Whether a message is one of those; the keys of its answer are not looked at.
    pub(in crate::monitor) fn takes(&self, record: &MessageRecord) -> bool {
        let text = self.text.as_deref().map(plain);
        let has =
            |text: &str| [&record.uuid, &record.text].into_iter().chain(&record.business_key).any(|found| plain(found).contains(text));
        self.with_query(|query| {
            query.direction.is_none_or(|direction| direction == record.direction)
                && query.peer.is_none_or(|peer| peer == record.peer)
                && (query.statuses.is_empty() || query.statuses.contains(&record.status))
                && query.transaction.is_none_or(|transaction| transaction == record.transaction)
                && query.since.is_none_or(|since| record.created_at >= since)
                && query.until.is_none_or(|until| record.created_at < until)
                && text.as_deref().is_none_or(has)
        })
    }

    /// Whether it takes everything.
    pub(super) fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// An address with the filter, and something more.
    pub(super) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut fields = self.fields();
        fields.extend(self.statuses.iter().map(|status| ("status", words::status_name(*status))));
        fields.extend_from_slice(more);
        address(path, &fields)
    }

    /// The address of the queue with another status.
    pub(super) fn with_status(&self, status: Option<Status>) -> String {
        let mut fields = self.fields();
        fields.extend(status.map(|status| ("status", words::status_name(status))));
        address("/monitor", &fields)
    }

    fn fields(&self) -> Vec<(&'static str, &str)> {
        let direction = DIRECTIONS.iter().find(|(direction, _)| Some(*direction) == self.direction).map(|(_, word)| *word);
        let fields = [
            ("sentido", direction),
            ("sistema", self.peer.as_deref()),
            ("transacao", self.transaction.as_deref()),
            ("texto", self.text.as_deref()),
            ("de", self.since.as_deref()),
            ("ate", self.until.as_deref()),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The form in which the filter is changed.
    pub(super) fn form(&self, peers: &[String], transactions: &[&str]) -> Markup {
        let is_narrow = Self { statuses: Vec::new(), ..self.clone() } != Self::default();
        let is_more = self.direction.is_some() || self.transaction.is_some() || self.since.is_some() || self.until.is_some();
        html! {
            form.filter.queue-filter method="get" action="/monitor" role="search" {
                @for status in &self.statuses { input type="hidden" name="status" value=(words::status_name(*status)); }
                p.field.wide {
                    label for="texto" { "Procurar" }
                    input id="texto" name="texto" type="search" value=[self.text.as_deref()] maxlength=(LONGEST)
                        placeholder="UUID, chave ou texto do erro";
                }
                p.field {
                    label for="sistema" { "Sistema" }
                    select id="sistema" name="sistema" {
                        option value="" { "Todos" }
                        @for peer in peers { option value=(peer) selected[self.peer.as_ref() == Some(peer)] { (peer) } }
                    }
                }
                details.more open[is_more] {
                    summary { "Mais filtros" }
                    div.fields {
                        p.field {
                            label for="sentido" { "Sentido" }
                            select id="sentido" name="sentido" {
                                option value="" { "Todos" }
                                @for (direction, word) in DIRECTIONS {
                                    option value=(word) selected[self.direction == Some(direction)] { (words::direction(direction)) }
                                }
                            }
                        }
                        p.field {
                            label for="transacao" { "Transação" }
                            input id="transacao" name="transacao" list="transacoes" value=[self.transaction.as_deref()] autocapitalize="characters"
                                spellcheck="false";
                            datalist id="transacoes" { @for name in transactions { option value=(name) {} } }
                        }
                        p.field {
                            label for="de" { "De" }
                            input id="de" name="de" type="date" value=[self.since.as_deref()];
                        }
                        p.field {
                            label for="ate" { "Até" }
                            input id="ate" name="ate" type="date" value=[self.until.as_deref()];
                        }
                    }
                }
                p.field.send {
                    button type="submit" { (icon(Icon::Search)) "Filtrar" }
                    @if is_narrow { a href="/monitor" { "Limpar" } }
                }
            }
        }
    }
}

fn plain(text: &str) -> String {
    depara::list::plain_letters(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str) -> Filter {
        Filter::of(&Fields::parse(query.as_bytes()))
    }

    #[test]
    fn a_filter_is_what_its_address_says() {
        let said = "sentido=entrada&sistema=RM&transacao=BANK&texto=0%7C1&de=2026-11-01&ate=2026-11-30&status=erro&status=pendente";
        let found = filter(said);
        assert_eq!(found.address("/monitor", &[]), format!("/monitor?{said}"));
        assert_eq!(found.statuses, [Status::Error, Status::Pending]);
        assert!(found.with_status(None).ends_with("ate=2026-11-30"));
        assert!(filter("").is_all() && filter("sentido=x&status=y&de=ontem&texto=+").is_all());
        assert_eq!(filter("transacao=bank").address("/m", &[("antes", "7")]), "/m?transacao=BANK&antes=7");
    }
}
