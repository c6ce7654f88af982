//! What has become of a message in plain words, and what is to be done: errors are texts of two systems and of the gateway between them.

mod known;

use super::time;
use super::words;
use depara::Delivery;
use depara_store::Timestamp;
use depara_store::queue::{MessageRecord, QueueDirection, Status};

/// What has become of a message, for people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Explanation {
    /// What it is, in one sentence.
    pub(super) what: String,
    /// What that means.
    pub(super) meaning: String,
    /// What is to be done next; empty when it is nothing.
    pub(super) next: String,
}

impl Explanation {
    fn new(what: impl Into<String>, meaning: impl Into<String>, next: impl Into<String>) -> Self {
        Self { what: what.into(), meaning: meaning.into(), next: next.into() }
    }
}

/// What has become of a message.
pub(super) fn message(record: &MessageRecord, now: Timestamp) -> Explanation {
    let peer = &record.peer;
    match record.status {
        Status::Pending if record.waits > 0 => Explanation::new(
            format!("Parada: aguarda o relacionamento de {}.", words::several(record.waits, "código", "códigos")),
            "A mensagem usa um código que ainda não tem par no De-Para, e a tabela exige que uma pessoa o informe.",
            "Abra Pendências e informe o código correspondente. A mensagem continua sozinha logo depois.",
        ),
        Status::Pending => match record.due_at {
            Some(due) if due > now => Explanation::new(
                format!("Será tentada de novo em {}.", time::text(due)),
                "Uma tentativa anterior não deu certo e a próxima já está marcada.",
                "Nada a fazer. Para não esperar, use Processar.",
            ),
            Some(_) => Explanation::new("Pronta para ser processada.", "Está na fila e será pega pelo próximo processo livre.", ""),
            None => Explanation::new(
                "Aguarda a sua vez.",
                "Outra mensagem do mesmo cadastro veio antes e ainda não terminou; a ordem entre elas é mantida.",
                "Veja a mensagem anterior da mesma chave: enquanto estiver com erro, as seguintes esperam.",
            ),
        },
        Status::Processing => Explanation::new("Sendo processada agora.", "Um processo está com a mensagem neste momento.", ""),
        Status::Sent if record.direction == QueueDirection::Inbound => Explanation::new(
            "Repassada: falta a resposta do outro sistema.",
            "A mensagem foi entregue ao destino, que ainda não disse se a processou.",
            deadline(record),
        ),
        Status::Sent => Explanation::new(
            format!("Entregue: {peer} confirmou o recebimento e vai responder depois."),
            "O envio é assíncrono; a resposta chega como outra mensagem com o mesmo UUID.",
            deadline(record),
        ),
        Status::Processed => Explanation::new("Processada com sucesso.", "A mensagem foi aceita e nada falta.", ""),
        Status::Error => {
            let mut explanation = error(&record.text, record);
            match record.due_at {
                Some(due) if due > now => {
                    explanation.next = format!("Nova tentativa automática em {}. {}", time::text(due), explanation.next)
                }
                Some(_) => explanation.next = format!("Nova tentativa automática em instantes. {}", explanation.next),
                None => {}
            }
            explanation
        }
        Status::Refused => {
            let known = known::of_message(&record.text, record);
            let explanation = known.unwrap_or_else(|| {
                Explanation::new(
                    format!("Recusada: {}", sentence(&record.text)),
                    "Quem recebeu não aceita esta mensagem e não vai aceitá-la se for repetida igual.",
                    "Corrija a causa no sistema de origem e envie o cadastro de novo.",
                )
            });
            Explanation { what: prefixed("Recusada: ", &explanation.what), ..explanation }
        }
        Status::Ignored => Explanation::new(
            format!("Deixada de lado{}", after_colon(&record.text)),
            "Uma regra ou uma pessoa decidiu que nada deve ser feito com esta mensagem.",
            "",
        ),
    }
}

/// An error in plain words.
pub(super) fn error(text: &str, record: &MessageRecord) -> Explanation {
    let known = known::of_message(text, record);
    let explanation = known.unwrap_or_else(|| {
        let next = match record.direction {
            QueueDirection::Outbound => format!("Corrija no {} o que o texto aponta e reprocesse.", record.peer),
            QueueDirection::Inbound => {
                format!("Corrija o que o texto aponta; depois reprocesse ou envie o cadastro de novo pelo {}.", record.peer)
            }
        };
        Explanation::new(
            format!("Erro: {}", sentence(text)),
            "O texto é o que o sistema que processou a mensagem respondeu.",
            format!("{next} {}", repetition(record)),
        )
    });
    Explanation { what: prefixed("Erro: ", &explanation.what), ..explanation }
}

/// What went wrong on the way to a system, without a message.
pub(super) fn way(text: &str) -> Explanation {
    known::of_text(text).unwrap_or_else(|| Explanation::new(sentence(text), "", ""))
}

/// What a second time of the same message does.
fn repetition(record: &MessageRecord) -> &'static str {
    match (record.direction, record.delivery) {
        (QueueDirection::Outbound, _) => "Reprocessar envia com o mesmo UUID: quem já processou reconhece a repetição.",
        (QueueDirection::Inbound, Delivery::Sync) => "Quem enviou já recebeu a resposta de erro.",
        (QueueDirection::Inbound, Delivery::Async) => "",
    }
}

fn deadline(record: &MessageRecord) -> String {
    match record.answer_by {
        Some(until) => {
            format!("Nada a fazer por enquanto: a resposta pode vir até {}. Depois disso a mensagem passa a erro.", time::text(until))
        }
        None => "Nada a fazer por enquanto.".to_owned(),
    }
}

/// A text as a sentence: with an end, and in Portuguese where it is there in both languages.
fn sentence(text: &str) -> String {
    let text = portuguese(text).trim();
    match text.chars().last() {
        None => "sem texto.".to_owned(),
        Some('.' | '!' | '?' | '…') => text.to_owned(),
        Some(_) => format!("{text}."),
    }
}

/// What the store says in both languages stands as `English / português`.
pub(super) fn portuguese(text: &str) -> &str {
    const BOTH: [&str; 2] = ["the worker stopped before it was done / ", "no answer came in time / "];
    BOTH.iter().find_map(|english| text.strip_prefix(english)).unwrap_or(text)
}

fn after_colon(text: &str) -> String {
    if text.trim().is_empty() { ".".to_owned() } else { format!(": {}", sentence(text)) }
}

fn prefixed(prefix: &str, text: &str) -> String {
    if text.starts_with(prefix) { text.to_owned() } else { format!("{prefix}{text}") }
}

#[cfg(test)]
mod tests;
