//! HTTP Basic: who says that he is the peer.

use crate::config::{Credentials, Secret};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;

/// User and password of a header `Authorization`.
pub(super) struct Claimed {
    user: String,
    password: String,
}

impl Claimed {
    /// What the headers say; `None` where they say nothing that can be read. Two such headers say nothing.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let (value, None) = (values.next()?.to_str().ok()?, values.next()) else { return None };
        let (scheme, encoded) = value.trim().split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("Basic") {
            return None;
        }
        let bytes = STANDARD.decode(encoded.trim()).ok()?;
        // Products write either; no text of Windows-1252 with an accent is UTF-8 by chance.
        let text = std::str::from_utf8(&bytes).map_or_else(|_| encoding_rs::WINDOWS_1252.decode(&bytes).0, Cow::Borrowed);
        let (user, password) = text.split_once(':')?;
        Some(Self { user: user.to_owned(), password: password.to_owned() })
    }

    /// Whether these are the credentials. Both parts are always compared, and in a time that says nothing of them.
    pub(super) fn are(&self, credentials: &Credentials) -> bool {
        let user = Secret::new(credentials.user.as_str()).is(&self.user);
        let password = credentials.password.is(&self.password);
        user & password
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn claimed(values: &[&str]) -> Option<(String, String)> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).expect("a header"));
        }
        Claimed::of(&headers).map(|claimed| (claimed.user, claimed.password))
    }

    #[test]
    fn what_headers_say() {
        let pair = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
        assert_eq!(claimed(&["Basic cm06c2VncmVkbw=="]), pair("rm", "segredo"));
        assert_eq!(claimed(&["basic  cm06c2VncmVkbw=="]), pair("rm", "segredo"));
        assert_eq!(claimed(&["Basic cm06YTpi"]), pair("rm", "a:b"));
        assert_eq!(claimed(&["Basic cm06w6c="]), pair("rm", "ç"));
        assert_eq!(claimed(&["Basic cm065w=="]), pair("rm", "ç"));
        assert_eq!(claimed(&["Basic Og=="]), pair("", ""));
        for wrong in [&[][..], &["Basic"], &["Basic !"], &["Basic cm0="], &["Bearer cm06YQ=="], &["Basic Og==", "Basic Og=="]] {
            assert_eq!(claimed(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn both_parts_must_be_right() {
        let credentials = Credentials { user: "rm".to_owned(), password: Secret::new("segredo") };
        for (user, password, right) in [("rm", "segredo", true), ("rm", "", false), ("", "segredo", false), ("RM", "segredo", false)] {
            assert_eq!(Claimed { user: user.to_owned(), password: password.to_owned() }.are(&credentials), right, "{user}:{password}");
        }
    }
}
