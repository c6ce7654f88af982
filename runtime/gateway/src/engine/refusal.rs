//! Why a message is not taken, in the words that its sender's people read.

use depara::rules::Operation;

/// Why a message is not taken. `Display` is Portuguese, because it ends up in the monitor of the system that sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It cannot be read.
    #[error("A mensagem não pôde ser lida: {0}")]
    Unreadable(String),
    /// It has no identifier, without which no answer finds it and no repetition is noticed.
    #[error("A mensagem não tem UUID em MessageInformation: sem ele a resposta não encontra a mensagem")]
    NoIdentifier,
    /// No mapping knows it.
    #[error("Mensagem {transaction} não configurada: nenhum adapter a conhece. Mensagens conhecidas: {known}")]
    UnknownMessage {
        /// Its transaction.
        transaction: String,
        /// What is known.
        known: String,
    },
    /// The mappings know other versions of it.
    #[error("Mensagem {transaction} na versão {version} não configurada. Versões conhecidas: {known}")]
    UnknownVersion {
        /// Its transaction.
        transaction: String,
        /// Its version.
        version: String,
        /// What is known.
        known: String,
    },
    /// Its adapters do not exist in the profile, or are switched off.
    #[error("A mensagem {transaction} não está ativa nesta instalação{}", of_profile(.profile.as_deref()))]
    Inactive {
        /// Its transaction.
        transaction: String,
        /// The profile of the installation.
        profile: Option<String>,
    },
    /// The system does not send it.
    #[error("{product} não envia a mensagem {transaction}; ela é enviada por: {senders}")]
    DoesNotSend {
        /// The product of the peer.
        product: String,
        /// The transaction.
        transaction: String,
        /// Who does.
        senders: String,
    },
    /// No other system receives it.
    #[error("Nenhum outro sistema desta instalação recebe a mensagem {transaction}")]
    NobodyReceives {
        /// The transaction.
        transaction: String,
    },
    /// Several systems could receive it.
    #[error("A mensagem {transaction} pode ir para vários sistemas ({candidates}) e a configuração não diz para qual")]
    SeveralReceive {
        /// The transaction.
        transaction: String,
        /// Which.
        candidates: String,
    },
    /// Its adapters do not carry the event.
    #[error("O evento {event} da mensagem {transaction} não é tratado; eventos tratados: {carried}")]
    Event {
        /// The event.
        event: String,
        /// The transaction.
        transaction: String,
        /// What is carried.
        carried: String,
    },
    /// The record belongs to another system.
    #[error("O cadastro da mensagem {transaction} pertence ao {master}: {product} não pode alterá-lo")]
    Master {
        /// The transaction.
        transaction: String,
        /// Who owns it.
        master: String,
        /// The product of the peer.
        product: String,
    },
    /// The system must not make this change while the integration is active.
    #[error("Com a integração ativa, {} do cadastro da mensagem {transaction} {} no {product}", change(*.operation), is_locked(*.operation))]
    Locked {
        /// The transaction.
        transaction: String,
        /// The product of the peer.
        product: String,
        /// The change.
        operation: Operation,
    },
    /// The profile takes synchronous messages alone.
    #[error("No perfil {profile} as mensagens são sempre síncronas; esta foi enviada como assíncrona")]
    Delivery {
        /// The profile.
        profile: String,
    },
    /// The content is of none of the handlers of the message.
    #[error("O conteúdo da mensagem {transaction} não é de nenhuma das rotinas configuradas: {routines}")]
    NoRoutine {
        /// The transaction.
        transaction: String,
        /// The routines.
        routines: String,
    },
    /// It answers nothing that was asked in a way that can be kept.
    #[error("A resposta não traz em ReceivedMessage/UUID o identificador da mensagem respondida")]
    AnswersNothing,
}

impl Refusal {
    /// The number in the answer's `Message/@code`; one of each kind, never used for another.
    #[must_use]
    pub const fn code(&self) -> u16 {
        match self {
            Self::Unreadable(_) => 101,
            Self::NoIdentifier => 102,
            Self::UnknownMessage { .. } => 103,
            Self::UnknownVersion { .. } => 104,
            Self::Inactive { .. } => 105,
            Self::DoesNotSend { .. } => 106,
            Self::NobodyReceives { .. } => 107,
            Self::SeveralReceive { .. } => 108,
            Self::Event { .. } => 109,
            Self::Master { .. } => 110,
            Self::Locked { .. } => 111,
            Self::Delivery { .. } => 112,
            Self::NoRoutine { .. } => 113,
            Self::AnswersNothing => 114,
        }
    }
}

fn of_profile(profile: Option<&str>) -> String {
    profile.map(|profile| format!(" (perfil {profile})")).unwrap_or_default()
}

fn change(operation: Operation) -> &'static str {
    match operation {
        Operation::Insert => "a inclusão",
        Operation::Update => "a alteração",
        Operation::Upsert => "a inclusão e a alteração",
        Operation::Delete => "a exclusão",
    }
}

fn is_locked(operation: Operation) -> &'static str {
    match operation {
        Operation::Upsert => "estão bloqueadas",
        Operation::Insert | Operation::Update | Operation::Delete => "está bloqueada",
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;
    use depara::rules::Operation;

    #[test]
    fn texts_are_sentences_that_name_what_is_wrong() {
        let locked = |operation| Refusal::Locked { transaction: "BANK".into(), product: "RM".into(), operation }.to_string();
        assert_eq!(locked(Operation::Delete), "Com a integração ativa, a exclusão do cadastro da mensagem BANK está bloqueada no RM");
        assert_eq!(
            locked(Operation::Upsert),
            "Com a integração ativa, a inclusão e a alteração do cadastro da mensagem BANK estão bloqueadas no RM"
        );
        let inactive =
            |profile: Option<&str>| Refusal::Inactive { transaction: "BANK".into(), profile: profile.map(str::to_owned) }.to_string();
        assert_eq!(inactive(None), "A mensagem BANK não está ativa nesta instalação");
        assert_eq!(inactive(Some("EAI 2.0")), "A mensagem BANK não está ativa nesta instalação (perfil EAI 2.0)");
    }
}
