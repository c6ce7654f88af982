//! Part of depara.
