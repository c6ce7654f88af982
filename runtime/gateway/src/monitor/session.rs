//! Who is signed in: sessions in memory, with an end that comes by itself.

use crate::config::Role;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a session lasts at most, however busy it is: a working day.
const LONGEST: Duration = Duration::from_secs(12 * 3_600);

/// How many sessions there are at most; the one that was used longest ago gives way.
const MOST: usize = 1_000;

/// The sessions.
pub(super) struct Sessions {
    idle: Duration,
    open: Mutex<HashMap<String, Session>>,
}

/// A session.
#[derive(Debug, Clone)]
pub(super) struct Session {
    /// Who it is.
    pub(super) user: String,
    /// What the user may do.
    pub(super) role: Role,
    /// What every form of the session carries, so that no other site can send one.
    pub(super) form_token: String,
    began: Instant,
    used: Instant,
}

impl Sessions {
    /// No sessions; each will end when it was not used for `idle`.
    pub(super) fn new(idle: Duration) -> Self {
        Self { idle, open: Mutex::default() }
    }

    /// A new session, and the text by which a browser says that it is its own.
    ///
    /// # Errors
    /// When the system has no chance to give.
    pub(super) fn open(&self, user: &str, role: Role, now: Instant) -> Result<String, getrandom::Error> {
        let (token, form_token) = (chance()?, chance()?);
        let session = Session { user: user.to_owned(), role, form_token, began: now, used: now };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, session| !self.is_over(session, now));
        if open.len() >= MOST
            && let Some(oldest) = open.iter().min_by_key(|(_, session)| session.used).map(|(token, _)| token.clone())
        {
            open.remove(&oldest);
        }
        open.insert(token.clone(), session);
        Ok(token)
    }

    /// The session of a token, which is used by that.
    pub(super) fn using(&self, token: &str, now: Instant) -> Option<Session> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let session = open.get_mut(token)?;
        if self.is_over(session, now) {
            open.remove(token);
            return None;
        }
        session.used = now;
        Some(session.clone())
    }

    /// The session of a token, without using it: a page that is open and nobody at it keeps no session alive.
    pub(super) fn looking(&self, token: &str, now: Instant) -> Option<Session> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(token).filter(|session| !self.is_over(session, now)).cloned()
    }

    /// Ends a session.
    pub(super) fn close(&self, token: &str) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }

    fn is_over(&self, session: &Session, now: Instant) -> bool {
        now.saturating_duration_since(session.used) >= self.idle || now.saturating_duration_since(session.began) >= LONGEST
    }
}

/// 256 bits that nobody can guess.
fn chance() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_it_is_idle_and_when_it_is_long() {
        let (sessions, start) = (Sessions::new(Duration::from_secs(60)), Instant::now());
        let token = sessions.open("ana", Role::Look, start).unwrap();
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(sessions.using(&token, after(59)).unwrap().user, "ana");
        assert!(sessions.looking(&token, after(118)).is_some(), "using it has moved its end");
        assert!(sessions.looking(&token, after(119)).is_none(), "looking has not");
        assert!(sessions.using(&token, after(119)).is_none());
        assert!(sessions.using(&token, after(60)).is_none(), "what is over stays over");

        let token = sessions.open("ana", Role::Look, start).unwrap();
        for minute in 0..12 * 60 {
            assert!(sessions.using(&token, after(minute * 59)).is_some());
        }
        let (mut last, end) = (719 * 59, 12 * 3_600);
        while last + 59 < end {
            last += 59;
            assert!(sessions.using(&token, after(last)).is_some());
        }
        assert!(sessions.using(&token, after(end)).is_none(), "half a day is the end");
    }

    #[test]
    fn sessions_are_bounded_and_tokens_differ() {
        let (sessions, start) = (Sessions::new(Duration::from_secs(60)), Instant::now());
        let first = sessions.open("ana", Role::Look, start).unwrap();
        let tokens: Vec<String> = (0..MOST).map(|_| sessions.open("bia", Role::Operate, start + Duration::from_secs(1)).unwrap()).collect();
        assert!(sessions.looking(&first, start + Duration::from_secs(1)).is_none(), "the one used longest ago has given way");
        assert!(tokens.iter().all(|token| token.len() == 64 && sessions.looking(token, start + Duration::from_secs(1)).is_some()));
        let session = sessions.looking(&tokens[0], start).unwrap();
        assert_ne!(session.form_token, tokens[0]);
        sessions.close(&tokens[0]);
        assert!(sessions.looking(&tokens[0], start).is_none());
    }
}
