//! The few signs that stand beside words, drawn with lines on a field of 16 by 16.

use maud::{Markup, html};

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Clock,
    Gear,
    Send,
    Check,
    Warning,
    Forbidden,
    Aside,
    Hand,
    In,
    Out,
    Again,
    Pause,
    Search,
}

/// A sign beside a word; who listens to a page hears the word alone.
pub(super) fn icon(icon: Icon) -> Markup {
    html! { svg.icon viewBox="0 0 16 16" aria-hidden="true" focusable="false" { path d=(lines(icon)); } }
}

fn lines(icon: Icon) -> &'static str {
    match icon {
        Icon::Clock => "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 0 1 0-12.4M8 4.6V8l2.4 1.6",
        Icon::Gear => "M13.6 6.4A6 6 0 0 0 2.9 5M2.4 9.6A6 6 0 0 0 13.1 11M2.6 2.2V5h2.8M13.4 13.8V11h-2.8",
        Icon::Send => "M14 2L7 9M14 2l-4.2 12L7 9L2 6.2z",
        Icon::Check => "M2.6 8.6l3.6 3.6l7.2-8",
        Icon::Warning => "M8 2l6.4 11.6H1.6zM8 6.2v3.6M8 11.4v.6",
        Icon::Forbidden => "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 0 1 0-12.4M3.7 3.7l8.6 8.6",
        Icon::Aside => "M2.4 8h11.2M10.2 4.6L13.6 8l-3.4 3.4M2.4 3v10",
        Icon::Hand => "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 0 1 0-12.4M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.3M8 11.2v.6",
        Icon::In => "M13 3L4 12M4 5.4V12h6.6",
        Icon::Out => "M3 13l9-9M5.4 4H12v6.6",
        Icon::Again => "M13.4 8A5.4 5.4 0 1 1 11.6 4M13.4 1.8v3.4H10",
        Icon::Pause => "M5.4 3v10M10.6 3v10",
        Icon::Search => "M7 2.2a4.8 4.8 0 1 1 0 9.6a4.8 4.8 0 0 1 0-9.6M10.6 10.6L14 14",
    }
}
