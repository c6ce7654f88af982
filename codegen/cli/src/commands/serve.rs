//! `depara serve`: the gateway between Protheus and RM, until it is told to stop.

use crate::failure::{Failure, Outcome};
use crate::session::Session;
use clap::Args;
use std::path::PathBuf;

/// Serve Protheus and RM: receive their messages, keep them, pass them on, answer them
///
/// The configuration says where messages and De-Para are kept, where the gateway listens, and who the two systems are; `configure` writes one
/// and `doctor` examines it. What an option says stands above the environment variable, and that above the file. SIGTERM and Ctrl-C stop it: what is in work is
/// finished first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  depara serve --config depara.toml
  depara serve --config depara.toml --check
                                          is the configuration right?
  depara serve --config depara.toml --listen 127.0.0.1:9080 --log debug

Exit codes: 0 it was told to stop; 1 the configuration is wrong, or it cannot start; 2 the call is wrong.")]
pub(crate) struct Serve {
    #[command(flatten)]
    installation: Installation,

    /// How much is logged: off, error, warn, info, debug, trace, or PART=LEVEL, between commas
    #[arg(long, value_name = "LEVELS")]
    log: Option<String>,

    /// How lines of the log are written: text or json
    #[arg(long, value_name = "FORM")]
    log_format: Option<String>,

    /// Only say what is wrong with the configuration
    #[arg(long)]
    check: bool,
}

/// Which installation is meant, and what of it is different this time.
#[derive(Debug, Args)]
pub(crate) struct Installation {
    /// The configuration
    #[arg(long, required = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// The store: the file of SQLite, or postgres://USER@HOST/BASE
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) store: Option<String>,

    /// The address to listen at, such as 127.0.0.1:8080
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,

    /// The profile, such as Eai2
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// The environment: widths of fields, sharing modes of the tables
    #[arg(long, value_name = "FILE")]
    pub(crate) environment: Option<PathBuf>,
}

#[cfg(not(feature = "gateway"))]
impl Serve {
    pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
        Err(super::without_gateway(session))
    }
}

#[cfg(feature = "gateway")]
mod serving {
    use super::{Failure, Installation, Outcome, Serve, Session};
    use crate::phrases as say;
    use depara_dsl::diagnostic::Text;
    use depara_gateway::Gateway;
    use depara_gateway::config::{Config, LogConfig, LogFormat, Reading};
    use depara_mappings::internal_id_load_1_000::INFO;
    use depara_mappings::{Registry, load};
    use tracing_subscriber::Layer;
    use tracing_subscriber::filter::Targets;
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

    impl Installation {
        /// Reads the configuration; an option is the variable of this run.
        pub(crate) fn read(&self, session: &Session<'_>, others: &[(&str, Option<&str>)]) -> Reading {
            // A file of the call is seen from the folder of the call, one of the configuration from the configuration's.
            let absolute = |path: &str| std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.display().to_string());
            let store = self.store.as_deref().map(|store| if store.contains("://") { store.to_owned() } else { absolute(store) });
            let environment = self.environment.as_deref().map(|path| absolute(&path.to_string_lossy()));
            let options = [
                ("DEPARA_STORE", store.as_deref()),
                ("DEPARA_LISTEN", self.listen.as_deref()),
                ("DEPARA_PROFILE", self.profile.as_deref()),
                ("DEPARA_ENVIRONMENT", environment.as_deref()),
            ];
            let given = |name: &str| {
                let found = options.iter().chain(others).find(|(known, _)| *known == name)?;
                found.1.map(str::to_owned)
            };
            let path = self.config.as_deref().unwrap_or_else(|| std::path::Path::new("depara.toml"));
            Config::read(path, &|name| given(name).or_else(|| session.variable(name))).with_adapters(Registry::ADAPTERS)
        }
    }

    impl Serve {
        pub(crate) fn run(self, session: &mut Session<'_>) -> Result<Outcome, Failure> {
            let others = [("DEPARA_LOG", self.log.as_deref()), ("DEPARA_LOG_FORMAT", self.log_format.as_deref())];
            let reading = self.installation.read(session, &others);
            for problem in &reading.problems {
                session.aside(problem);
            }
            let Some(config) = reading.config else { return Ok(Outcome::Problems) };
            if self.check {
                session.line(session.word(&say::CONFIGURATION_FINE))?;
                return Ok(Outcome::Fine);
            }
            let cannot =
                |session: &Session<'_>, reason: String| Failure::Input(session.text(Text::from(&say::CANNOT_SERVE).with("reason", reason)));
            start_log(&config.log).map_err(|error| cannot(session, error.to_string()))?;
            let scheme = if config.listen.tls.is_some() { "https" } else { "http" };
            let (peers, has_monitor) = (config.peers.clone(), config.monitor.is_some());
            let gateway = Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES);
            let gateway = gateway.map_err(|error| cannot(session, error.to_string()))?;
            let gateway = gateway.taught_by(INFO.name, load::rows);
            let running = gateway.start().map_err(|error| cannot(session, error.to_string()))?;
            let base = format!("{scheme}://{}", running.address());
            for peer in peers.values().filter(|peer| peer.callers.is_some()) {
                let text = Text::from(&say::SERVES_PEER).with("peer", &peer.name).with("address", format!("{base}{}", peer.path));
                session.line(session.text(text))?;
            }
            if has_monitor {
                session.line(session.text(Text::from(&say::SERVES_MONITOR).with("address", format!("{base}/monitor"))))?;
            }
            session.line(session.text(Text::from(&say::SERVES_MACHINES).with("address", &base)))?;
            session.flush()?;
            running.wait_for_signal();
            session.line(session.word(&say::STOPPED))?;
            Ok(Outcome::Fine)
        }
    }

    /// Lines go to the standard error, where systemd and containers take them; what `serve` says itself goes to the standard output.
    fn start_log(config: &LogConfig) -> Result<(), TryInitError> {
        let levels = Targets::new().with_default(config.levels.default).with_targets(config.levels.parts.clone());
        let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
        let lines = match config.format {
            LogFormat::Text => lines.boxed(),
            LogFormat::Json => lines.json().boxed(),
        };
        tracing_subscriber::registry().with(lines.with_filter(levels)).try_init()
    }
}
