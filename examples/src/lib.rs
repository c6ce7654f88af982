//! What the programs of this package share: the configuration of a gateway between the two small systems of `depara-peers`.

use argon2::{Argon2, PasswordHasher};
use depara_gateway::config::{Breaker, Config, Credentials, Listen, MonitorConfig, Peer, Role, Secret, StoreConfig, User};
use depara_peers::{Login, ProtheusSystem};
use std::error::Error;
use std::path::Path;
use std::time::Duration;

/// What a system signs in with: each has a password of its own.
#[must_use]
pub fn login(system: &str) -> Login {
    Login::new(system, &format!("senha de {system}"))
}

/// The user of the monitor, who may look and operate.
#[must_use]
pub fn operator() -> Login {
    Login::new("demonstracao", "demonstracao")
}

/// The configuration of a gateway on a free port of the loopback, with its data base in `folder`; what `depara serve` reads from a file.
///
/// # Errors
/// When the password of the operator cannot be hashed.
pub fn config(folder: &Path, protheus: &str, rm: &str) -> Result<Config, Box<dyn Error>> {
    let store = StoreConfig::new(folder.join("depara.db").to_string_lossy());
    let operator = operator();
    let hash = Argon2::default().hash_password_with_salt(operator.password.as_bytes(), b"demonstracao")?.to_string();
    let user = User { name: operator.user, password: Secret::new(hash), role: Role::Operate };
    Ok(Config {
        listen: Listen { address: ([127, 0, 0, 1], 0).into(), ..Listen::default() },
        environment: Some(ProtheusSystem::environment()?),
        monitor: Some(MonitorConfig { users: vec![user], session: Duration::from_secs(1_800) }),
        ..Config::new(store, [peer("PROTHEUS", protheus), peer("RM", rm)])
    })
}

fn peer(name: &str, url: &str) -> Peer {
    Peer {
        url: Some(url.to_owned()),
        credentials: Some(credentials("gateway")),
        callers: Some(credentials(name)),
        breaker: Breaker { pause: Duration::from_secs(2), ..Peer::new(name, name).breaker },
        ..Peer::new(name, name)
    }
}

fn credentials(system: &str) -> Credentials {
    let Login { user, password } = login(system);
    Credentials { user, password: Secret::new(password) }
}
