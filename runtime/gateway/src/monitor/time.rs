//! Times as people in São Paulo read and type them.

use depara_store::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use maud::{Markup, html};
use std::sync::LazyLock;

/// The zone of the monitor. The offset stands in for it only if the program was built without the data base of zones.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| {
    let offset = || Offset::from_hours(-3).map_or(TimeZone::UTC, TimeZone::fixed);
    TimeZone::get("America/Sao_Paulo").unwrap_or_else(|_| offset())
});

/// `28/11/2026 10:15:02`.
pub(super) fn text(at: Timestamp) -> String {
    format(at, "%d/%m/%Y %H:%M:%S")
}

/// The same for machines and people.
pub(super) fn time(at: Timestamp) -> Markup {
    html! { time datetime=(at.to_string()) { (text(at)) } }
}

/// The same, or a dash.
pub(super) fn maybe(at: Option<Timestamp>) -> Markup {
    html! { @match at { Some(at) => (time(at)), None => span.faint { "—" } } }
}

/// `há 5 min`: for what is recent or waits.
pub(super) fn ago(at: Timestamp, now: Timestamp) -> String {
    match now.micros().saturating_sub(at.micros()) / 1_000_000 {
        ..=0 => "agora".to_owned(),
        seconds @ 1..60 => format!("há {seconds} s"),
        seconds @ 60..3_600 => format!("há {} min", seconds / 60),
        seconds @ 3_600..172_800 => format!("há {} h", seconds / 3_600),
        seconds => format!("há {} dias", seconds / 86_400),
    }
}

/// What was typed into a field of a date and time: `2026-11-28T10:15`, or a day alone. A day that is an end is meant to its end.
pub(super) fn typed(text: &str, is_end: bool) -> Option<Timestamp> {
    let moment: DateTime = match text.parse::<jiff::civil::Date>() {
        Ok(day) if text.len() == 10 => (if is_end { day.tomorrow().ok()? } else { day }).to_datetime(jiff::civil::Time::midnight()),
        _ => text.parse().ok()?,
    };
    let zoned = moment.to_zoned(ZONE.clone()).ok()?;
    Some(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
}

fn format(at: Timestamp, form: &str) -> String {
    match jiff::Timestamp::from_microsecond(at.micros()) {
        Ok(time) => time.to_zoned(ZONE.clone()).strftime(form).to_string(),
        Err(_) => at.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_sao_paulo() {
        let at = Timestamp::from_micros(1_700_000_000_000_000);
        assert_eq!(text(at), "14/11/2023 19:13:20");
        assert_eq!(time(at).into_string(), "<time datetime=\"2023-11-14T22:13:20Z\">14/11/2023 19:13:20</time>");
        // In the summer of 2018 São Paulo was two hours behind UTC.
        assert_eq!(text(Timestamp::from_micros(1_545_825_600_000_000)), "26/12/2018 10:00:00");
    }

    #[test]
    fn what_is_typed_is_meant_in_sao_paulo() {
        let at = |text, is_end| typed(text, is_end).map(super::text);
        assert_eq!(at("2026-11-28T10:15", false).as_deref(), Some("28/11/2026 10:15:00"));
        assert_eq!(at("2026-11-28", false).as_deref(), Some("28/11/2026 00:00:00"));
        assert_eq!(at("2026-11-28", true).as_deref(), Some("29/11/2026 00:00:00"));
        assert_eq!((at("ontem", false), at("9999-12-31", true), at("", true)), (None, None, None));
    }

    #[test]
    fn what_was_is_told_in_words() {
        let ago = |seconds: i64| ago(Timestamp::from_micros(0), Timestamp::from_micros(seconds * 1_000_000));
        assert_eq!(
            [ago(-5), ago(0), ago(59), ago(60), ago(7_200), ago(200_000)].join("; "),
            "agora; agora; há 59 s; há 1 min; há 2 h; há 2 dias"
        );
    }
}
