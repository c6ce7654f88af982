//! Records that contain themselves.

use super::context::Context;
use super::path::Bodies;
use super::problems::record_in_itself;
use crate::ir::{FieldKind, Member, Record, TypeId};
use crate::span::Span;

/// Reports each circle of records once, at the first of its records that is met.
pub(super) fn check(cx: &mut Context<'_>, bodies: Bodies<'_>) {
    let mut graph = Graph::default();
    let blocks = bodies.types.iter().map(|types| (format!("types {} {}", types.name.value, types.version), &types.records));
    let messages = bodies.messages.iter().map(|message| (format!("message {} {}", message.name.value, message.version), &message.records));
    for (step, records) in blocks.chain(messages) {
        graph.add(step, records);
    }
    let mut state = vec![State::New; graph.nodes.len()];
    for start in 0..graph.nodes.len() {
        graph.walk(cx, &mut state, start);
    }
}

/// All records: those of the blocks of shared types first, so that an index of a block says where its records begin.
#[derive(Default)]
struct Graph<'c> {
    nodes: Vec<Node<'c>>,
    blocks: Vec<Block>,
}

/// A record, and the block or message (by its place in [`Graph::blocks`]) that it belongs to.
struct Node<'c> {
    record: &'c Record,
    block: usize,
}

/// The records of a block or message.
struct Block {
    step: String,
    first: usize,
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// A record that is being walked through.
struct Open {
    node: usize,
    /// What is still to be looked at: nodes, and the fields that hold them.
    rest: Vec<(usize, Span)>,
    /// The field that led here; none at the start.
    by: Option<Span>,
}

impl<'c> Graph<'c> {
    fn add(&mut self, step: String, records: &'c [Record]) {
        let block = self.blocks.len();
        self.blocks.push(Block { step, first: self.nodes.len(), count: records.len() });
        self.nodes.extend(records.iter().map(|record| Node { record, block }));
    }

    /// Goes through the records below `start`, each once, without recursion: a file may nest records deeper than the stack.
    fn walk(&self, cx: &mut Context<'_>, state: &mut [State], start: usize) {
        if state.get(start) != Some(&State::New) {
            return;
        }
        let mut open = vec![self.enter(state, start, None)];
        while let Some(last) = open.last_mut() {
            let Some((child, by)) = last.rest.pop() else {
                mark(state, last.node, State::Done);
                open.pop();
                continue;
            };
            match state.get(child) {
                Some(State::New) => open.push(self.enter(state, child, Some(by))),
                Some(State::Open) => {
                    let around = open.iter().skip_while(|step| step.node != child).skip(1);
                    let way: Vec<Span> = around.filter_map(|step| step.by).chain([by]).collect();
                    self.report(cx, child, &way);
                }
                Some(State::Done) | None => {}
            }
        }
    }

    fn enter(&self, state: &mut [State], node: usize, by: Option<Span>) -> Open {
        mark(state, node, State::Open);
        Open { node, rest: self.inside(node), by }
    }

    /// The records right inside, each with the field that holds it, the last one first.
    fn inside(&self, node: usize) -> Vec<(usize, Span)> {
        let Some(Node { record, block }) = self.nodes.get(node) else { return Vec::new() };
        let place = |block: usize, record: usize| {
            let block = self.blocks.get(block).filter(|block| record < block.count)?;
            Some(block.first + record)
        };
        let inside = record.members.iter().rev().filter_map(|member| match member {
            Member::Group(group) => Some((place(*block, group.record)?, group.span)),
            Member::Field(field) => match field.kind {
                FieldKind::Record(TypeId::Local(record)) => Some((place(*block, record)?, field.span)),
                FieldKind::Record(TypeId::Shared(block, record)) => Some((place(block, record)?, field.span)),
                FieldKind::Scalar(_) | FieldKind::Enumeration(_) => None,
            },
        });
        inside.collect()
    }

    fn report(&self, cx: &mut Context<'_>, node: usize, way: &[Span]) {
        let Some(Node { record, block }) = self.nodes.get(node) else { return };
        let step = self.blocks.get(*block).map(|block| block.step.clone()).unwrap_or_default();
        let problem = record_in_itself::record_in_itself(&record.name, record.name.span, way);
        cx.within(step, |cx| cx.report(problem));
    }
}

fn mark(state: &mut [State], node: usize, to: State) {
    if let Some(state) = state.get_mut(node) {
        *state = to;
    }
}
