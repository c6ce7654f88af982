//! What is wrong with a configuration, as data; the sentences are Portuguese, because operators read them.

use std::fmt;
use std::path::PathBuf;

/// One problem of a configuration: where it is, what was found, what fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where it is.
    pub place: Place,
    /// The setting by its path in the file: `peers.RM.url`; empty for the file as a whole.
    pub setting: String,
    /// What is wrong.
    pub kind: ConfigProblemKind,
}

/// Where a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A file, with line and column in characters, each from 1.
    File {
        /// The file; none where the text did not come from one.
        path: Option<PathBuf>,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// An environment variable, or the flag that stands for it.
    Variable(&'static str),
}

/// Whether a configuration can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConfigSeverity {
    /// It cannot.
    Error,
    /// It can, and somebody should look.
    Warning,
}

/// What is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigProblemKind {
    /// The text is not TOML; what the reader says, in English.
    Syntax(String),
    /// No setting has this name.
    UnknownKey {
        /// The name.
        found: String,
        /// The one that was probably meant.
        near: Option<String>,
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// The value is of another type.
    WrongType {
        /// What it is.
        found: &'static str,
        /// What fits.
        fits: String,
    },
    /// The value has not the form, or is out of bounds.
    BadValue {
        /// The value.
        found: String,
        /// What fits.
        fits: String,
        /// The value that was probably meant.
        near: Option<String>,
    },
    /// Something that has no default is not said; what it is.
    Missing(&'static str),
    /// A secret stands in the file itself.
    LiteralSecret,
    /// The variable of a secret is not set, or empty.
    NoVariable(String),
    /// A file cannot be read.
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file with a secret is empty.
    EmptySecret(PathBuf),
    /// Everybody on the machine may read a file with a secret.
    ReadableByAll(PathBuf),
    /// The file of the ERP's installation is wrong.
    BadEnvironment {
        /// The file.
        file: PathBuf,
        /// What is wrong, in English.
        reason: String,
    },
    /// Two peers are served at one path.
    SamePath {
        /// The path.
        path: String,
        /// The other peer.
        other: String,
    },
    /// A path that the gateway itself serves.
    ReservedPath(String),
    /// Two peers have names that differ in case alone.
    SameName(String),
    /// Two users of the monitor have one name.
    SameUser(String),
    /// No peer has this name.
    UnknownPeer {
        /// The name.
        found: String,
        /// The one that was probably meant.
        near: Option<String>,
        /// Those that there are.
        known: Vec<String>,
    },
    /// No adapter has this name.
    UnknownAdapter {
        /// The name.
        found: String,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// No adapter speaks with this product.
    UnknownProduct {
        /// The product.
        found: String,
        /// Those that the adapters know.
        known: Vec<String>,
    },
    /// No mapping has this profile.
    UnknownProfile {
        /// The profile.
        found: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// The peer does not receive the messages of the adapter.
    DoesNotReceive {
        /// The peer.
        peer: String,
        /// Its product.
        product: String,
        /// The adapter.
        adapter: String,
    },
    /// There is no peer at all.
    NoPeers,
    /// Nothing can come from the peer, and nothing go to it.
    IdlePeer(String),
    /// Plain HTTP on an address that others reach.
    PlainAddress(String),
    /// A password that is soon guessed.
    WeakPassword(Weakness),
    /// Two peers sign in with one password.
    SharedPassword(String),
    /// The monitor has no users.
    NoUsers,
}

/// Why a password is soon guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// It is short.
    Short,
    /// It is the name of the user.
    UserName,
    /// Its hash costs too little to compute.
    CheapHash,
}

impl ConfigProblem {
    /// Whether the configuration can be used all the same.
    #[must_use]
    pub fn severity(&self) -> ConfigSeverity {
        use ConfigProblemKind as Kind;
        match self.kind {
            Kind::ReadableByAll(_) | Kind::IdlePeer(_) | Kind::PlainAddress(_) | Kind::WeakPassword(_) | Kind::SharedPassword(_) => {
                ConfigSeverity::Warning
            }
            _ => ConfigSeverity::Error,
        }
    }
}

impl ConfigProblemKind {
    /// A name that stays the same, for programs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Syntax(_) => "syntax",
            Self::UnknownKey { .. } => "unknown-key",
            Self::WrongType { .. } => "wrong-type",
            Self::BadValue { .. } => "bad-value",
            Self::Missing(_) => "missing",
            Self::LiteralSecret => "literal-secret",
            Self::NoVariable(_) => "no-variable",
            Self::Unreadable { .. } => "unreadable-file",
            Self::EmptySecret(_) => "empty-secret",
            Self::ReadableByAll(_) => "readable-by-all",
            Self::BadEnvironment { .. } => "bad-environment",
            Self::SamePath { .. } => "same-path",
            Self::ReservedPath(_) => "reserved-path",
            Self::SameName(_) => "same-name",
            Self::SameUser(_) => "same-user",
            Self::UnknownPeer { .. } => "unknown-peer",
            Self::UnknownAdapter { .. } => "unknown-adapter",
            Self::UnknownProduct { .. } => "unknown-product",
            Self::UnknownProfile { .. } => "unknown-profile",
            Self::DoesNotReceive { .. } => "does-not-receive",
            Self::NoPeers => "no-peers",
            Self::IdlePeer(_) => "idle-peer",
            Self::PlainAddress(_) => "plain-address",
            Self::WeakPassword(_) => "weak-password",
            Self::SharedPassword(_) => "shared-password",
            Self::NoUsers => "no-users",
        }
    }
}

impl fmt::Display for ConfigProblem {
    /// `depara.toml:12:5: erro: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity() {
            ConfigSeverity::Error => "erro",
            ConfigSeverity::Warning => "aviso",
        };
        write!(f, "{}: {severity}: ", self.place)?;
        match self.setting.as_str() {
            "" => write!(f, "{}", self.kind),
            setting => write!(f, "`{setting}`: {}", self.kind),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path: Some(path), line, column } => write!(f, "{}:{line}:{column}", path.display()),
            Self::File { path: None, line, column } => write!(f, "linha {line}, coluna {column}"),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

impl fmt::Display for ConfigProblemKind {
    /// The sentence, in Portuguese.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(reason) => write!(f, "o texto não é TOML: {reason}"),
            Self::UnknownKey { found, near, known } => {
                write!(f, "não existe a chave `{found}`; ")?;
                hint(f, near.as_deref(), known)
            }
            Self::WrongType { found, fits } => write!(f, "veio {found}; cabe {fits}"),
            Self::BadValue { found, fits, near } => {
                write!(f, "veio `{found}`; cabe {fits}")?;
                near.as_ref().map_or(Ok(()), |near| write!(f, "; você quis dizer `{near}`?"))
            }
            Self::Missing(what) => write!(f, "falta informar {what}"),
            Self::LiteralSecret => f.write_str(
                "segredos não ficam neste arquivo, que é copiado e enviado para outras pessoas; \
                 cabe { env = \"VARIÁVEL\" } ou { file = \"caminho\" }",
            ),
            Self::NoVariable(name) => write!(f, "a variável de ambiente `{name}` não está definida, ou está vazia"),
            Self::Unreadable { file, reason } => write!(f, "não foi possível ler `{}`: {reason}", file.display()),
            Self::EmptySecret(file) => write!(f, "o arquivo `{}` está vazio; cabe nele o segredo, em uma linha", file.display()),
            Self::ReadableByAll(file) => {
                write!(f, "qualquer usuário da máquina pode ler `{0}`; `chmod 600 {0}` corrige", file.display())
            }
            Self::BadEnvironment { file, reason } => write!(f, "o ambiente `{}` tem um erro: {reason}", file.display()),
            Self::SamePath { path, other } => {
                write!(f, "`{path}` já é o caminho de `{other}`; cada parceiro precisa do seu, porque é por ele que se sabe quem chama")
            }
            Self::ReservedPath(path) => write!(f, "`{path}` é um caminho do próprio gateway; escolha outro"),
            Self::SameName(other) => write!(f, "o nome só difere de `{other}` em maiúsculas e minúsculas; escolha outro"),
            Self::SameUser(name) => write!(f, "o usuário `{name}` aparece duas vezes; fique com um só"),
            Self::UnknownPeer { found, near, known } => {
                write!(f, "não há parceiro `{found}`; ")?;
                hint(f, near.as_deref(), known)
            }
            Self::UnknownAdapter { found, near } => {
                write!(f, "nenhum adapter se chama `{found}`; ")?;
                match near {
                    Some(near) => write!(f, "você quis dizer `{near}`?"),
                    None => f.write_str("`depara list` mostra os que existem"),
                }
            }
            Self::UnknownProduct { found, known } => {
                write!(f, "nenhum adapter fala com o produto `{found}`; ")?;
                hint(f, None, known)
            }
            Self::UnknownProfile { found, known } => {
                write!(f, "os mapeamentos não têm o perfil `{found}`; ")?;
                hint(f, None, known)
            }
            Self::DoesNotReceive { peer, product, adapter } => {
                write!(f, "`{peer}` ({product}) não recebe as mensagens de {adapter}; indique um parceiro que as receba")
            }
            Self::NoPeers => f.write_str("não há parceiros; cada sistema com que o gateway fala tem um bloco [peers.NOME]"),
            Self::IdlePeer(name) => {
                write!(f, "`{name}` não tem `url`, para onde enviar, nem `callers`, com que entrar: nenhuma mensagem vai nem vem")
            }
            Self::PlainAddress(address) => write!(
                f,
                "em {address} o gateway é alcançado pela rede sem TLS, e as senhas passam abertas; \
                 informe `tls`, ou deixe um proxy com TLS na frente e escute em 127.0.0.1"
            ),
            Self::WeakPassword(Weakness::Short) => f.write_str("a senha tem menos de 12 caracteres; escolha uma mais longa"),
            Self::WeakPassword(Weakness::UserName) => f.write_str("a senha é o próprio nome do usuário; escolha outra"),
            Self::WeakPassword(Weakness::CheapHash) => f.write_str(
                "o hash é rápido demais de calcular, e a senha se descobre por tentativas; \
                 gere outro com `depara configure --hash-password`",
            ),
            Self::SharedPassword(other) => write!(f, "a senha é a mesma de `{other}`; quem conhece uma se passa pelos dois"),
            Self::NoUsers => {
                f.write_str("o monitor não tem usuários, e ninguém pode entrar; acrescente [[monitor.users]] ou retire [monitor]")
            }
        }
    }
}

fn hint(f: &mut fmt::Formatter<'_>, near: Option<&str>, known: &[impl AsRef<str>]) -> fmt::Result {
    match near {
        Some(near) => write!(f, "você quis dizer `{near}`?"),
        None if known.is_empty() => f.write_str("não há nenhum"),
        None => write!(f, "cabe {}", choices(known)),
    }
}

/// `a`, `b` or `c`, in Portuguese.
pub(super) fn choices(known: &[impl AsRef<str>]) -> String {
    match known {
        [] => String::new(),
        [one] => format!("`{}`", one.as_ref()),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|name| format!("`{}`", name.as_ref())).collect();
            format!("{} ou `{}`", most.join(", "), last.as_ref())
        }
    }
}

/// The name that was probably meant; case does not count.
pub(super) fn nearest<'n>(found: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let found = found.to_lowercase();
    let measured = known.into_iter().map(|name| (strsim::damerau_levenshtein(&found, &name.to_lowercase()), name));
    let close = measured.filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1));
    close.min_by_key(|(distance, _)| *distance).map(|(_, name)| name.to_owned())
}
