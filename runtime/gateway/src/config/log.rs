//! What is logged, and how.

use std::str::FromStr;
use tracing::level_filters::LevelFilter;

/// What is logged, and how. Contents of messages are logged at `trace` alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogConfig {
    /// How a line is written.
    pub format: LogFormat,
    /// How much.
    pub levels: LogLevels,
}

/// How a line of the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// An object a line, for programs.
    Json,
}

/// How much is logged: one level for all, and others for parts: `info,depara_gateway::transport=debug`.
///
/// ```
/// use depara_gateway::config::LogLevels;
///
/// let levels: LogLevels = "warn,depara_gateway=debug".parse()?;
/// assert_eq!(levels.to_string(), "warn,depara_gateway=debug");
/// assert!("loud".parse::<LogLevels>().is_err());
/// # Ok::<(), depara_gateway::config::LogLevelsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLevels {
    /// What holds for all.
    pub default: LevelFilter,
    /// What holds for parts, by the path of their module.
    pub parts: Vec<(String, LevelFilter)>,
}

/// A text that does not say how much is logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no level: off, error, warn, info, debug or trace fit, alone or as PART=LEVEL")]
pub struct LogLevelsError(pub String);

impl Default for LogLevels {
    /// What an operator wants to know.
    fn default() -> Self {
        Self { default: LevelFilter::INFO, parts: Vec::new() }
    }
}

impl FromStr for LogLevels {
    type Err = LogLevelsError;

    fn from_str(text: &str) -> Result<Self, LogLevelsError> {
        let mut levels = Self::default();
        for part in text.split(',').map(str::trim) {
            let level = |text: &str| match text.to_ascii_lowercase().as_str() {
                name @ ("off" | "error" | "warn" | "info" | "debug" | "trace") => name.parse().map_err(|_| LogLevelsError(part.to_owned())),
                _ => Err(LogLevelsError(part.to_owned())),
            };
            match part.split_once('=') {
                Some((name, text)) if !name.trim().is_empty() => levels.parts.push((name.trim().to_owned(), level(text.trim())?)),
                Some(_) => return Err(LogLevelsError(part.to_owned())),
                None => levels.default = level(part)?,
            }
        }
        Ok(levels)
    }
}

impl std::fmt::Display for LogLevels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.default)?;
        self.parts.iter().try_for_each(|(name, level)| write!(f, ",{name}={level}"))
    }
}
