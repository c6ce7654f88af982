//! DP0304: an adapter is delivered in a way that one of its profiles does not take: EAI 2.0 is synchronous only.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Delivery, Profile};
use crate::resolve::Draft;
use crate::span::{Span, Spanned};

pub(crate) const CODE: Code = Code("DP0304");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for adapter in &catalog.adapters {
        // A delivery that several profiles refuse is reported for the first of them.
        let mut reported: Vec<Span> = Vec::new();
        for &place in &adapter.profiles {
            let Some((profile, effective)) = catalog.profiles.get(place).zip(catalog.adapter_in(adapter, place)) else { continue };
            let taken = profile.deliveries.is_empty() || profile.deliveries.iter().any(|taken| taken.value == effective.delivery.value);
            if !taken && !draft.has_unread(adapter.span) && !reported.contains(&effective.delivery.span) {
                reported.push(effective.delivery.span);
                problems.push(not_taken(profile, effective.delivery).at(walk::adapter_path(adapter)));
            }
        }
    }
}

fn not_taken(profile: &Profile, delivery: Spanned<Delivery>) -> Diagnostic {
    let name = &profile.name.value;
    let message = Text::from(&phrases::DELIVERY_OF_PROFILE).with("profile", name);
    let problem = Diagnostic::error(CODE, message, delivery.span, Text::from(&phrases::NOT_TAKEN));
    let Some(taken) = profile.deliveries.first() else { return problem };
    let word = match taken.value {
        Delivery::Sync => "sync",
        Delivery::Async => "async",
    };
    problem
        .related(taken.span, Text::from(&phrases::WHAT_IT_TAKES))
        .help(Text::from(&phrases::DELIVERY_HELP).with("profile", name).with("fits", word))
}
