//! DP0301: a system receives a message that no other system sends.

use super::walk;
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{Adapter, Catalog, Direction, Message};
use crate::resolve::Draft;

pub(crate) const CODE: Code = Code("DP0301");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for (index, message) in catalog.messages.iter().enumerate() {
        let unread = |adapter: &Adapter| adapter.message.value == index && draft.has_unread(adapter.span);
        if !draft.is_unread(&message.name.value) && !catalog.adapters.iter().any(unread) {
            problems.extend(never_sent(catalog, index, message));
        }
    }
}

fn never_sent(catalog: &Catalog, index: usize, message: &Message) -> Option<Diagnostic> {
    let directions: Vec<(&Adapter, &Direction)> = catalog
        .adapters
        .iter()
        .filter(|adapter| adapter.message.value == index)
        .flat_map(|adapter| adapter.directions.iter().map(move |direction| (adapter, direction)))
        .collect();
    // What a system sends itself does not reach it.
    let reached = |receiver: &Direction| directions.iter().any(|(_, sender)| sender.sends && sender.system.value != receiver.system.value);
    let mut receivers = directions.iter().filter(|(_, direction)| direction.receives && !reached(direction));
    let (adapter, direction) = receivers.next()?;
    let system = catalog.systems.get(direction.system.value).map_or("", |system| system.name.as_str());
    let text = Text::from(&phrases::NEVER_SENT).with("message", &message.name.value).with("version", message.version);
    let problem = Diagnostic::warning(CODE, text, direction.span, Text::from(&phrases::RECEIVES).with("system", system))
        .at(walk::adapter_path(adapter))
        .help(Text::from(&phrases::NEVER_SENT_HELP));
    Some(receivers.fold(problem, |problem, (_, other)| problem.related(other.span, Text::from(&phrases::RECEIVES_TOO))))
}
