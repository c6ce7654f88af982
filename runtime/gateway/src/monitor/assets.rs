//! The stylesheet, the script and the sign of the monitor, each at an address that changes with its bytes.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// A file that browsers may keep for ever.
pub(super) struct Asset {
    name: String,
    kind: &'static str,
    bytes: &'static str,
}

/// The stylesheet.
pub(super) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("monitor", "css", "text/css; charset=utf-8", include_str!("assets/monitor.css")));

/// The script that follows what happens; every page works without it.
pub(super) static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("monitor", "js", "text/javascript; charset=utf-8", include_str!("assets/monitor.js")));

/// The sign in the browser's tab.
pub(super) static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("monitor", "svg", "image/svg+xml", include_str!("assets/monitor.svg")));

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, bytes: &'static str) -> Self {
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Self { name: format!("{stem}.{:016x}.{ending}", hasher.finish()), kind, bytes }
    }

    /// Where it is.
    pub(super) fn address(&self) -> String {
        format!("/monitor/estatico/{}", self.name)
    }
}

/// One of the files.
pub(super) async fn serve(Path(name): Path<String>) -> Response {
    match [&*STYLE, &*SCRIPT, &*ICON].into_iter().find(|asset| asset.name == name) {
        Some(asset) => {
            let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
