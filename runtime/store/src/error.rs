//! What can go wrong between a program and its store.

use crate::codes::CodeError;
use crate::depara::{Operation, Refusal, Side};
use crate::queue::Status;
use depara::{EnvironmentError, KeyError};

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why the store did not do what was asked of it. `Display` is English; [`StoreError::in_portuguese`] has the other form.
///
/// ```
/// use depara_store::StoreError;
///
/// let error = StoreError::SchemaTooNew { found: 9, known: 1 };
/// assert_eq!(error.to_string(), "the data base has schema 9, and this program knows schemas up to 1: start a newer program");
/// assert_eq!(error.in_portuguese(), "o banco de dados está no esquema 9, e este programa conhece até o 1: use um programa mais novo");
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The data base refused a statement.
    #[error("the data base refused a statement: {source}")]
    Database {
        /// What it said.
        source: Source,
    },
    /// Others were in the way, and stayed there however often the transaction was tried.
    #[error("other transactions were in the way, and the attempts are used up: {source}")]
    Conflict {
        /// What the data base said.
        source: Source,
    },
    /// The connection is gone. A transaction that was being committed may be there or not.
    #[error("the connection to the data base is gone: {source}")]
    Disconnected {
        /// What was noticed.
        source: Source,
    },
    /// There is no room for more.
    #[error("the disk of the data base is full: {source}")]
    DiskFull {
        /// What the data base said.
        source: Source,
    },
    /// A newer program has changed the data base.
    #[error("the data base has schema {found}, and this program knows schemas up to {known}: start a newer program")]
    SchemaTooNew {
        /// The schema of the data base.
        found: i64,
        /// The newest schema that the program knows.
        known: i64,
    },
    /// The address is of a back end that was not compiled in.
    #[error("this program was built without PostgreSQL: build depara-store with its feature `postgres`")]
    NoPostgres,
    /// The address says in a way that is none how the connection is protected.
    #[error("sslmode `{found}` is none of disable, prefer, require, verify-ca, verify-full")]
    SslMode {
        /// What it says.
        found: String,
    },
    /// The server has no TLS, or not the certificate that it should have.
    #[error("no protected connection to the data base: {source}; `sslmode` says how far a connection is to be protected")]
    NotProtected {
        /// What was noticed.
        source: Source,
    },
    /// No authority is known whose certificate the server could have.
    #[error("no certificate of an authority can be read from `{place}`: {source}; name a file with `sslrootcert=`")]
    NoAuthority {
        /// The file, or the machine.
        place: String,
        /// What is wrong with it.
        source: Source,
    },
    /// A text has the character U+0000.
    #[error("`{text}` has the character U+0000 (shown as \u{2400}), which PostgreSQL cannot keep")]
    NulCharacter {
        /// The text, with another character in its place.
        text: String,
    },
    /// A result is not what the statement should give.
    #[error("column {column} of a result is not {wanted}")]
    Column {
        /// Which, counted from zero.
        column: usize,
        /// What it should be.
        wanted: &'static str,
    },
    /// A key of nothing, or of blanks alone.
    #[error("the {side} key for De-Para `{space}` is empty")]
    EmptyKey {
        /// The name space.
        space: String,
        /// Whose key.
        side: Side,
    },
    /// A key that is too long.
    #[error("the {side} key for De-Para `{space}` has {found} bytes; at most {limit} fit: `{key}`")]
    KeyTooLong {
        /// The name space.
        space: String,
        /// Whose key.
        side: Side,
        /// The key.
        key: String,
        /// Its length in bytes.
        found: usize,
        /// How many fit.
        limit: usize,
    },
    /// The name space was declared otherwise before.
    #[error("De-Para `{space}` is kept as {found}; declared is {declared}")]
    SpaceDiffers {
        /// The name space.
        space: String,
        /// How the data base has it.
        found: String,
        /// How the program declares it.
        declared: String,
    },
    /// Both systems use one code.
    #[error("De-Para `{space}` has no rows: both systems use one code")]
    Identical {
        /// The name space.
        space: String,
    },
    /// The name space is looked up in the other direction only.
    #[error("De-Para `{space}` is not looked up by the {side} key")]
    WrongDirection {
        /// The name space.
        space: String,
        /// By whose key it was asked for.
        side: Side,
    },
    /// The key has no partner.
    #[error("De-Para `{space}` has no row for the {side} key `{key}`")]
    NoRow {
        /// The name space.
        space: String,
        /// Whose key.
        side: Side,
        /// The key.
        key: String,
    },
    /// The key has more than one partner where one was asked for.
    #[error("De-Para `{space}` has several rows for the {side} key `{key}`")]
    SeveralRows {
        /// The name space.
        space: String,
        /// Whose key.
        side: Side,
        /// The key.
        key: String,
    },
    /// The truth table does not let the pair in.
    #[error("De-Para `{space}` does not {operation} `{internal}` = `{external}`: {refusal}")]
    Refused {
        /// The name space.
        space: String,
        /// What was asked.
        operation: Operation,
        /// The internal key.
        internal: String,
        /// The external key.
        external: String,
        /// Why not.
        refusal: Refusal,
    },
    /// A key has not the form that the mapping gives the internal key.
    #[error("the internal key `{key}` for De-Para `{space}` has not the form of its table: {source}")]
    InternalKey {
        /// The name space.
        space: String,
        /// The key.
        key: String,
        /// What is wrong with it.
        source: Box<KeyError>,
    },
    /// The coligada of a key is no number that RM has.
    #[error("the internal key `{internal}` for De-Para `{space}` has a coligada that is no whole number from 0 to 4294967295")]
    ColigadaNumber {
        /// The name space.
        space: String,
        /// The key.
        internal: String,
    },
    /// A record was to be written to a coligada, and its key is of another.
    #[error("the internal key `{internal}` for De-Para `{space}` is not of coligada {coligada}, to which the record is replicated")]
    OtherColigada {
        /// The name space.
        space: String,
        /// The key.
        internal: String,
        /// The coligada.
        coligada: u32,
    },
    /// No coligada sees the record.
    #[error(
        "a record for De-Para `{space}` reaches no coligada: none of those with the external code `{group}` sees it; fill in the external code \
         of the coligada and the branches of its filiais"
    )]
    NoTarget {
        /// The name space.
        space: String,
        /// The company group that has sent it.
        group: String,
    },
    /// Coligada 0 was to be a company group.
    #[error("coligada 0 stands for all coligadas and is no company group: map each of the others")]
    ColigadaZero,
    /// The coligada has no company group.
    #[error("coligada {coligada} is no company group of `{application}`: map the coligada before its filiais")]
    NoColigada {
        /// The application.
        application: String,
        /// The coligada.
        coligada: u32,
    },
    /// The installation does not say what is needed.
    #[error("the installation does not say how far the record is visible: {source}")]
    Installation {
        /// What is missing or wrong.
        source: Box<EnvironmentError>,
    },
    /// No code can be given.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// There is no such message.
    #[error("there is no message {id} in the queue")]
    NoMessage {
        /// Its number.
        id: i64,
    },
    /// The message is in a status from which one does not get there.
    #[error("message {id} has the status `{from}`, from which it does not become `{to}`{}", only_from(.allowed))]
    Transition {
        /// The message.
        id: i64,
        /// Its status.
        from: Status,
        /// The status that it was to get.
        to: Status,
        /// From which statuses one gets there in the way that was asked for.
        allowed: Vec<Status>,
    },
    /// An earlier message of the same business key is not finished.
    #[error("message {id} waits for its turn: message {earlier} of the same key is not finished")]
    NotItsTurn {
        /// The message.
        id: i64,
        /// The earlier one.
        earlier: i64,
    },
    /// The message waits until somebody maps its codes.
    #[error("message {id} waits for {codes} codes that a person must map")]
    WaitsForMapping {
        /// The message.
        id: i64,
        /// How many codes.
        codes: i64,
    },
    /// The lease of the worker has ended, and the message may be with another.
    #[error("the lease on message {id} has ended: what this worker did for it is not kept")]
    LeaseLost {
        /// The message.
        id: i64,
    },
}

fn only_from(statuses: &[Status]) -> String {
    match statuses {
        [] => String::new(),
        statuses => format!("; that goes from {}", statuses.iter().map(|status| format!("`{status}`")).collect::<Vec<_>>().join(", ")),
    }
}

impl StoreError {
    /// The same for a reader of Portuguese. What a data base says stays in the data base's language.
    #[must_use]
    pub fn in_portuguese(&self) -> String {
        match self {
            Self::Database { source } => format!("o banco de dados recusou um comando: {source}"),
            Self::Conflict { source } => format!("outras transações atrapalharam, e as tentativas se esgotaram: {source}"),
            Self::Disconnected { source } => format!("a conexão com o banco de dados caiu: {source}"),
            Self::DiskFull { source } => format!("o disco do banco de dados está cheio: {source}"),
            Self::SchemaTooNew { found, known } => {
                format!("o banco de dados está no esquema {found}, e este programa conhece até o {known}: use um programa mais novo")
            }
            Self::NoPostgres => "este programa foi compilado sem PostgreSQL: compile depara-store com a feature `postgres`".to_owned(),
            Self::SslMode { found } => format!("sslmode `{found}` não é nenhum de disable, prefer, require, verify-ca, verify-full"),
            Self::NotProtected { source } => {
                format!("não há conexão protegida com o banco de dados: {source}; `sslmode` diz até que ponto a conexão deve ser protegida")
            }
            Self::NoAuthority { place, source } => {
                format!("nenhum certificado de autoridade pôde ser lido de `{place}`: {source}; informe um arquivo com `sslrootcert=`")
            }
            Self::NulCharacter { text } => {
                format!("`{text}` tem o caractere U+0000 (mostrado como \u{2400}), que o PostgreSQL não guarda")
            }
            Self::Column { column, wanted } => {
                let wanted = match *wanted {
                    "a whole number" => "um número inteiro",
                    "characters" => "um texto",
                    _ => "uma sequência de bytes",
                };
                format!("a coluna {column} de um resultado não é {wanted}")
            }
            Self::EmptyKey { space, side } => format!("a chave {} do De-Para `{space}` está vazia", side.in_portuguese()),
            Self::KeyTooLong { space, side, key, found, limit } => {
                format!("a chave {} do De-Para `{space}` tem {found} bytes; cabem no máximo {limit}: `{key}`", side.in_portuguese())
            }
            Self::SpaceDiffers { space, found, declared } => {
                format!("o De-Para `{space}` está gravado como {found}; a declaração diz {declared}")
            }
            Self::Identical { space } => format!("o De-Para `{space}` não tem linhas: os dois sistemas usam o mesmo código"),
            Self::WrongDirection { space, side } => {
                format!("o De-Para `{space}` não é consultado pela chave {}", side.in_portuguese())
            }
            Self::NoRow { space, side, key } => {
                format!("o De-Para `{space}` não tem linha para a chave {} `{key}`", side.in_portuguese())
            }
            Self::SeveralRows { space, side, key } => {
                format!("o De-Para `{space}` tem várias linhas para a chave {} `{key}`", side.in_portuguese())
            }
            Self::Refused { space, operation, internal, external, refusal } => {
                let (operation, refusal) = (operation.in_portuguese(), refusal.in_portuguese());
                format!("o De-Para `{space}` não aceita {operation} `{internal}` = `{external}`: {refusal}")
            }
            Self::InternalKey { space, key, source } => {
                format!("a chave interna `{key}` do De-Para `{space}` não tem a forma da sua tabela: {source}")
            }
            Self::ColigadaNumber { space, internal } => {
                format!("a chave interna `{internal}` do De-Para `{space}` tem uma coligada que não é um número inteiro de 0 a 4294967295")
            }
            Self::OtherColigada { space, internal, coligada } => {
                format!(
                    "a chave interna `{internal}` do De-Para `{space}` não é da coligada {coligada}, para a qual o registro é replicado"
                )
            }
            Self::NoTarget { space, group } => format!(
                "um registro do De-Para `{space}` não chega a nenhuma coligada: nenhuma das que têm o código externo `{group}` o enxerga; preencha o \
                 código externo da coligada e as filiais dela"
            ),
            Self::ColigadaZero => {
                "a coligada 0 representa todas as coligadas e não é um grupo de empresas: relacione cada uma das outras".to_owned()
            }
            Self::NoColigada { application, coligada } => {
                format!("a coligada {coligada} não é um grupo de empresas de `{application}`: relacione a coligada antes das suas filiais")
            }
            Self::Installation { source } => format!("a instalação não diz até onde o registro é visível: {source}"),
            Self::Code(error) => error.in_portuguese(),
            Self::NoMessage { id } => format!("não há mensagem {id} na fila"),
            Self::Transition { id, from, to, allowed } => {
                let names = allowed.iter().map(|status| format!("`{}`", status.in_portuguese())).collect::<Vec<_>>().join(", ");
                let hint = if names.is_empty() { String::new() } else { format!("; isso só é possível a partir de {names}") };
                let (from, to) = (from.in_portuguese(), to.in_portuguese());
                format!("a mensagem {id} está com o status `{from}` e não pode passar a `{to}`{hint}")
            }
            Self::NotItsTurn { id, earlier } => {
                format!("a mensagem {id} aguarda a sua vez: a mensagem {earlier} da mesma chave não terminou")
            }
            Self::WaitsForMapping { id, codes } => {
                format!("a mensagem {id} aguarda {codes} códigos que uma pessoa precisa relacionar")
            }
            Self::LeaseLost { id } => {
                format!("a reserva da mensagem {id} expirou: o que este processo fez por ela não foi gravado")
            }
        }
    }
}
