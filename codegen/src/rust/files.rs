//! The files of a catalog, and how they are made: each by itself, so that a build with many mappings uses every core.

use super::print::Item;
use super::{Context, ROOT, adapter, message, profile, registry, root};
use depara_dsl::parallel;
use std::collections::BTreeMap;

/// A file that is generated.
#[derive(Debug, Clone, Copy)]
enum File {
    Message(usize),
    Types(usize),
    Adapter(usize),
    Profiles,
    Registry,
    Root,
}

/// The text of every file, by name.
pub(crate) fn all(cx: &Context<'_>) -> BTreeMap<String, String> {
    let catalog = cx.catalog;
    // Those that grow with the catalog come first, so that no core has to wait for them in the end.
    let files: Vec<File> = [File::Registry, File::Root]
        .into_iter()
        .chain((0..catalog.messages.len()).map(File::Message))
        .chain((0..catalog.types.len()).map(File::Types))
        .chain((0..catalog.adapters.len()).map(File::Adapter))
        .chain((!catalog.profiles.is_empty()).then_some(File::Profiles))
        .collect();
    parallel::each(&files, |file| text(cx, *file)).into_iter().flatten().collect()
}

/// The name and the text of a file.
fn text(cx: &Context<'_>, file: File) -> Option<(String, String)> {
    let (catalog, names) = (cx.catalog, &cx.names);
    let tokens = |source, items: Vec<_>| cx.print(source, items.into_iter().map(Item::from));
    Some(match file {
        File::Message(n) => {
            let message = catalog.messages.get(n)?;
            (names.message_file(n), cx.print(Some(message.span.file), message::items(cx, n, message)))
        }
        File::Types(n) => {
            let types = catalog.types.get(n)?;
            (names.types_file(n), cx.print(Some(types.span.file), message::shared_items(cx, n, types)))
        }
        File::Adapter(n) => {
            let adapter = catalog.adapters.get(n)?;
            (names.adapter_file(n), tokens(Some(adapter.span.file), adapter::items(cx, n, adapter)))
        }
        File::Profiles => (profile::FILE.to_owned(), tokens(None, profile::items(cx))),
        File::Registry => ("registry.rs".to_owned(), tokens(None, registry::items(cx))),
        File::Root => (ROOT.to_owned(), tokens(None, root::items(cx))),
    })
}
