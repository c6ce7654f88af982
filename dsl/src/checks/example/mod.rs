//! DP0214: an example does not fit its key.
//!
//! The engine that splits and builds keys at run time reads each example and writes it again: what differs is shown where it stands.

mod count;
mod load;
mod quoted;

use super::ambiguous_key::obstacle;
use super::shape::shape;
use super::walk::{self, NamedTemplate};
use crate::diagnostic::phrases::checks as phrases;
use crate::diagnostic::{Code, Diagnostic, Problems, Text};
use crate::ir::{LoadExample, Part, PartKind, Segment};
use crate::resolve::Draft;
use crate::span::{Span, Spanned};
use count::Difference;
use depara_key::{KeyError, Shape};
use quoted::{escape, place};
use std::ops::Range;

pub(crate) const CODE: Code = Code("DP0214");

pub(crate) fn check(draft: &Draft, problems: &mut Problems) {
    let catalog = draft.catalog();
    for adapter in &catalog.adapters {
        for key in &adapter.keys {
            let named = walk::of_key(adapter, key);
            problems.extend(key.examples.iter().filter_map(|example| misfit(&named, example)));
            if let Some((named, load)) = walk::of_load(adapter, key).zip(key.load.as_ref()) {
                let problem = |example: &LoadExample| misfit(&named, &example.mask).or_else(|| load::disagreement(&named, key, example));
                problems.extend(load.examples.iter().filter_map(problem));
            }
        }
        for depara in &adapter.deparas {
            let internal = walk::of_depara(adapter, depara);
            let (owner, key) = depara.external.value;
            let owner = catalog.adapters.get(owner);
            let external = owner.and_then(|owner| Some(walk::of_key(owner, owner.keys.get(key)?)));
            for row in &depara.examples {
                problems.extend(misfit(&internal, &row.internal));
                let found = external.as_ref().and_then(|external| misfit(external, &row.external));
                problems.extend(found.map(|problem| problem.at(walk::depara_path(adapter, depara))));
            }
        }
    }
}

/// What keeps `example` from being a key of this form. A form that is missing, or cannot be split again, was reported as such.
fn misfit(named: &NamedTemplate<'_>, example: &Spanned<String>) -> Option<Diagnostic> {
    if named.template.elements.is_empty() || obstacle(named.template).is_some() {
        return None;
    }
    let proof = Proof { named, shape: &shape(&named.name, named.template), example };
    let problem = match proof.shape.parse(&example.value) {
        Ok(parts) => {
            let values: Vec<Option<&str>> = parts.iter().collect();
            let built = proof.shape.format(&values).ok()?;
            if built == example.value {
                return None;
            }
            proof.built_otherwise(&built)
        }
        Err(error) => proof.explain(&error),
    };
    Some(problem.at(named.path.iter().cloned()))
}

/// One example and the form that it has to fit.
struct Proof<'a> {
    named: &'a NamedTemplate<'a>,
    shape: &'a Shape,
    example: &'a Spanned<String>,
}

impl Proof<'_> {
    /// The problem with a text that the engine could not split.
    fn explain(&self, error: &KeyError) -> Diagnostic {
        match error {
            KeyError::SegmentCount { found, fits, .. } => self.other_count(*found, fits),
            KeyError::Literal { found, fits, .. } => self
                .problem(error, Text::from(&phrases::LITERAL_DIFFERS).with("found", found).with("fits", fits))
                .related(self.segment(error), Text::from(&phrases::ALWAYS_THIS))
                .fix(Text::from(&phrases::WRITE_LITERAL).with("fits", fits), place(self.example, error.span()), escape(fits)),
            KeyError::TooLong { found, limit, .. } => self
                .problem(error, Text::from(&phrases::SEGMENT_TOO_LONG).with("found", characters(found)))
                .related(self.segment(error), Text::from(&phrases::FITS_AT_MOST).with("count", limit)),
            KeyError::WrongWidth { found, width, .. } => self.wrong_width(error, found, *width),
            KeyError::Empty { .. } => {
                let segment = self.segment(error);
                self.problem(error, Text::from(&phrases::SEGMENT_EMPTY)).related(segment, Text::from(&phrases::NOT_OPTIONAL)).fix(
                    Text::from(&phrases::MARK_OPTIONAL),
                    segment.after(),
                    "?",
                )
            }
            KeyError::NotInt { found, .. } => self.not_int(error, found),
            KeyError::NotDate { .. } => {
                self.problem(error, Text::from(&phrases::SEGMENT_NOT_DATE)).related(self.segment(error), Text::from(&phrases::TAKES_DATE))
            }
            _ => self.problem(error, Text::from(&phrases::SEGMENT_DIFFERS)).related(self.segment(error), Text::from(&phrases::TAKES_OTHER)),
        }
    }

    /// The problem with a text that the engine splits, and builds otherwise.
    fn built_otherwise(&self, built: &str) -> Diagnostic {
        let segments = self.shape.segments.len();
        let pieces = |text| pieces(text, self.shape.separator, segments);
        let tokens = pieces(&self.example.value).into_iter().zip(pieces(built)).enumerate();
        let (number, range, fits) = tokens
            .filter(|(_, (found, fits))| self.example.value.get(found.clone()) != built.get(fits.clone()))
            .map(|(index, (found, fits))| (index, found, built.get(fits).unwrap_or_default()))
            .next()
            .unwrap_or((0, 0..self.example.value.len(), built));
        let segment = self.named.template.segments().nth(number);
        let label = Text::from(&phrases::BUILT_OTHERWISE)
            .with("number", number.saturating_add(1))
            .with("segment", segment.map(name).unwrap_or_default())
            .with("fits", fits);
        let span = place(self.example, range);
        let problem = Diagnostic::error(CODE, self.message(), span, label).help(Text::from(&phrases::KEEP_HELP)).fix(
            Text::from(&phrases::WRITE_AS_BUILT),
            span,
            escape(fits),
        );
        match segment {
            Some(segment) => problem.related(segment.span, Text::from(&phrases::BLANKS_TRIMMED)),
            None => problem,
        }
    }

    fn other_count(&self, found: usize, counts: &[usize]) -> Diagnostic {
        let text = &self.example.value;
        let pieces = pieces(text, self.shape.separator, usize::MAX);
        let segment = |at: usize| self.named.template.segments().nth(at);
        let called = |at: usize| segment(at).map(name).unwrap_or_default();
        match count::difference(self.shape, text, counts) {
            Difference::Missing { at, fits } => {
                let label = Text::from(&phrases::SEGMENT_MISSING).with("segment", called(at)).with("found", found).with("fits", fits);
                let gap = at.checked_sub(1).and_then(|before| pieces.get(before)).map_or(0, |before| before.end);
                let problem = Diagnostic::error(CODE, self.message(), place(self.example, gap..gap), label);
                problem.related(segment(at).map_or(self.named.template.span, |segment| segment.span), Text::from(&phrases::THIS_SEGMENT))
            }
            Difference::Surplus { at, fits } => {
                let label = match at.checked_sub(1) {
                    Some(before) => Text::from(&phrases::SEGMENT_SURPLUS).with("segment", called(before)),
                    None => Text::from(&phrases::FIRST_SURPLUS),
                };
                let surplus = place(self.example, pieces.get(at).cloned().unwrap_or(0..text.len()));
                Diagnostic::error(CODE, self.message(), surplus, label.with("found", found).with("fits", fits))
                    .related(self.named.template.span, Text::from(&phrases::FORM_ENDS).with("fits", fits))
            }
        }
    }

    fn wrong_width(&self, error: &KeyError, found: &str, width: usize) -> Diagnostic {
        let label = Text::from(&phrases::SEGMENT_WIDTH).with("found", characters(found)).with("fits", width);
        let problem = self.problem(error, label).related(self.segment(error), Text::from(&phrases::EXACTLY).with("count", width));
        let padded = format!("{:<width$}", found.trim_end_matches(' '));
        if characters(&padded) != width || found.trim().is_empty() {
            return problem;
        }
        problem.fix(Text::from(&phrases::PAD_SEGMENT).with("fits", width), place(self.example, error.span()), escape(&padded))
    }

    fn not_int(&self, error: &KeyError, found: &str) -> Diagnostic {
        let number = found.trim().parse::<i64>();
        let label = match &number {
            Ok(number) => Text::from(&phrases::BUILT_OTHERWISE).with("fits", number),
            Err(_) => Text::from(&phrases::SEGMENT_NOT_INT),
        };
        let problem = self.problem(error, label).related(self.segment(error), Text::from(&phrases::TAKES_INT));
        match number {
            Ok(number) => problem.fix(Text::from(&phrases::WRITE_AS_BUILT), place(self.example, error.span()), number.to_string()),
            Err(_) => problem,
        }
    }

    /// The problem at the place that the engine blames; `label` may name the segment and its number.
    fn problem(&self, error: &KeyError, label: Text) -> Diagnostic {
        let label = label.with("number", error.place().segment).with("segment", &error.place().name);
        Diagnostic::error(CODE, self.message(), place(self.example, error.span()), label)
    }

    fn message(&self) -> Text {
        Text::from(&phrases::MISFIT_EXAMPLE).with("name", &self.named.name)
    }

    /// Where the segment that the engine blames is written.
    fn segment(&self, error: &KeyError) -> Span {
        let segment = error.place().segment.checked_sub(1).and_then(|index| self.named.template.segments().nth(index));
        segment.map_or(self.named.template.span, |segment| segment.span)
    }
}

/// What a segment is called: its parts as they are written, without their types.
fn name(segment: &Segment) -> String {
    let part = |part: &Part| match &part.kind {
        PartKind::Company => "company".to_owned(),
        PartKind::Branch(alias) => format!("branch({alias})"),
        PartKind::Field(field) => field.clone(),
        PartKind::Literal(text) => format!("\"{}\"", escape(text)),
    };
    segment.parts.iter().map(part).collect::<Vec<_>>().join(" + ")
}

/// The ranges between the separators of `text`, at most so many: the last one takes what is left.
fn pieces(text: &str, separator: char, most: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    text.splitn(most, separator)
        .map(|piece| {
            let range = start..piece.len().saturating_add(start);
            start = range.end.saturating_add(separator.len_utf8());
            range
        })
        .collect()
}

fn characters(text: &str) -> usize {
    text.chars().count()
}
