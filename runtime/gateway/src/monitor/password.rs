//! Passwords: whether one is right, in the same time for everybody, and how fast they may be tried.

use crate::config::{Role, Secret, User};
use argon2::{Argon2, PasswordVerifier};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};

/// A hash of a password that nobody knows, for names that nobody has: as much work as argon2 proposes.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bmluZ3VlbS1lbnRyYS1haQ$WW85x2VtDKYaVtkIqOqkVdgwlKNG1m4nQFVfXF9TZbM";

/// The longest password that is looked at.
const LONGEST: usize = 1_024;

/// Who may sign in.
pub(super) struct Passwords {
    users: Vec<User>,
    nobody: Secret,
    /// Each look at a password takes memory on purpose, so few are looked at together.
    places: Semaphore,
}

/// How many passwords are looked at together.
const TOGETHER: usize = 2;

/// How long somebody waits for others who sign in.
const PATIENCE: Duration = Duration::from_secs(10);

impl Passwords {
    pub(super) fn new(users: &[User]) -> Self {
        // A name that nobody has must cost what one costs that somebody has.
        let nobody = users.first().map_or_else(|| Secret::new(NOBODY), |user| user.password.clone());
        Self { users: users.to_vec(), nobody, places: Semaphore::new(TOGETHER) }
    }

    /// A place to look at a password; none when too many want to.
    pub(super) async fn place(&self) -> Option<SemaphorePermit<'_>> {
        tokio::time::timeout(PATIENCE, self.places.acquire()).await.ok()?.ok()
    }

    /// Whether there is a user of this name: what others type may be a password in the wrong field, and is not logged.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.users.iter().any(|user| user.name == name)
    }

    /// The role of a user whose password this is. It takes as long for names that nobody has, and it takes long: call it where that may be.
    pub(super) fn role(&self, name: &str, password: &str) -> Option<Role> {
        let user = self.users.iter().find(|user| user.name == name);
        let hash = user.map_or(&self.nobody, |user| &user.password);
        let (password, fits) = if password.len() > LONGEST { ("", false) } else { (password, true) };
        let verified = Argon2::default().verify_password(password.as_bytes(), hash.reveal());
        if let (Some(user), Err(error)) = (user, &verified)
            && *error != argon2::password_hash::Error::PasswordInvalid
        {
            tracing::error!(user = %user.name, %error, "the password hash of a user of the monitor cannot be used");
        }
        user.filter(|_| fits && verified.is_ok()).map(|user| user.role)
    }
}

/// How many wrong passwords of a name cost nothing.
const FREE: u32 = 3;

/// The longest that a name has to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// When a name is forgotten again.
const MEMORY: Duration = Duration::from_secs(900);

/// How many names are remembered at most.
const NAMES: usize = 1_000;

/// How fast passwords may be tried: each wrong one of a name makes the next wait twice as long.
#[derive(Default)]
pub(super) struct Throttle {
    tried: Mutex<HashMap<String, Tried>>,
}

#[derive(Clone, Copy)]
struct Tried {
    times: u32,
    last: Instant,
}

impl Throttle {
    /// Notes that a password is tried before it is looked at, so that many at once count as many. How long to wait, when it is too soon.
    pub(super) fn try_now(&self, name: &str, now: Instant) -> Result<(), Duration> {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = tried.get_mut(name) {
            let ends = known.last + wait(known.times);
            if now < ends {
                return Err(ends.saturating_duration_since(now));
            }
            let times = if now.saturating_duration_since(known.last) >= MEMORY { 0 } else { known.times };
            *known = Tried { times: times.saturating_add(1), last: now };
            return Ok(());
        }
        if tried.len() >= NAMES
            && let Some(oldest) = tried.iter().min_by_key(|(_, tried)| tried.last).map(|(name, _)| name.clone())
        {
            tried.remove(&oldest);
        }
        tried.insert(name.to_owned(), Tried { times: 1, last: now });
        Ok(())
    }

    /// The password was right.
    pub(super) fn forget(&self, name: &str) {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

/// How long the next try waits after so many.
fn wait(times: u32) -> Duration {
    match times.checked_sub(FREE) {
        None => Duration::ZERO,
        Some(more) => Duration::from_secs(2_u64.saturating_pow(more)).min(LONGEST_WAIT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordHasher;
    use argon2::password_hash::phc::PasswordHash;

    fn user(name: &str, password: &str, role: Role) -> User {
        let weak = argon2::Params::new(64, 1, 1, None).unwrap();
        let hash: PasswordHash = Argon2::from(weak).hash_password_with_salt(password.as_bytes(), b"sal-de-teste").unwrap();
        User { name: name.into(), password: Secret::new(hash.to_string()), role }
    }

    #[test]
    fn only_the_right_password_of_a_known_name_is_right() {
        let passwords = Passwords::new(&[user("ana", "segredo", Role::Look), user("bia", "outro", Role::Operate)]);
        assert_eq!(passwords.role("ana", "segredo"), Some(Role::Look));
        assert_eq!(passwords.role("bia", "outro"), Some(Role::Operate));
        assert_eq!(passwords.role("ana", "outro"), None);
        assert_eq!(passwords.role("Ana", "segredo"), None);
        assert_eq!(passwords.role("ninguém", "segredo"), None, "the hash that stands in for nobody's lets nobody in");
        assert_eq!(passwords.role("ana", &"segredo".repeat(500)), None);
    }

    #[test]
    fn the_hash_for_nobody_is_one_and_a_spoilt_one_lets_nobody_in() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert_eq!(Passwords::new(&[]).role("ana", "segredo"), None);
        let spoilt = User { name: "ana".into(), password: Secret::new("segredo"), role: Role::Operate };
        assert_eq!(Passwords::new(&[spoilt]).role("ana", "segredo"), None);
    }

    #[test]
    fn wrong_passwords_make_the_next_one_wait() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for _ in 0..FREE {
            assert_eq!(throttle.try_now("ana", start), Ok(()));
        }
        assert_eq!(throttle.try_now("ana", start), Err(Duration::from_secs(1)));
        assert_eq!(throttle.try_now("bia", start), Ok(()), "another name does not wait");
        let second = start + Duration::from_secs(1);
        assert_eq!(throttle.try_now("ana", second), Ok(()));
        assert_eq!(throttle.try_now("ana", second), Err(Duration::from_secs(2)));
        assert_eq!(throttle.try_now("ana", start + MEMORY + MEMORY), Ok(()));
        throttle.forget("ana");
        assert_eq!(throttle.try_now("ana", start), Ok(()));
        assert_eq!(wait(40), LONGEST_WAIT);
    }

    #[test]
    fn names_are_bounded() {
        let (throttle, start) = (Throttle::default(), Instant::now());
        for number in 0..NAMES * 2 {
            assert_eq!(throttle.try_now(&number.to_string(), start + Duration::from_millis(number as u64)), Ok(()));
        }
        assert_eq!(throttle.tried.lock().unwrap().len(), NAMES);
    }
}
