//! As much of a browser as the tests need: a cookie, forms, and what a page says.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use tower::ServiceExt;

/// A browser.
#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    cookie: Option<String>,
}

/// What a browser got.
pub(super) struct Got {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Got {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The token that the forms of the page carry.
    pub(super) fn token(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"ficha\" value=\"").expect("the page has a form of a session");
        rest.split('"').next().unwrap().to_owned()
    }

    /// Fails with the page when it lacks one of the texts.
    pub(super) fn says(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.body.contains(text), "«{text}» is not in {} {}", self.status, self.body);
        }
        self
    }

    /// Fails with the page when it has one of the texts.
    pub(super) fn says_not(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(!self.body.contains(text), "«{text}» is in {} {}", self.status, self.body);
        }
        self
    }
}

impl Browser {
    pub(super) fn new(router: Router) -> Self {
        Self { router, cookie: None }
    }

    /// Sends a request as it is, with the cookie.
    pub(super) async fn send(&self, mut request: Request<Body>) -> Got {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Got { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// An answer whose body does not end.
    pub(super) async fn open(&self, path: &str, resumed: Option<&str>) -> axum::response::Response {
        let mut request = Request::get(path);
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(id) = resumed {
            request = request.header("last-event-id", id);
        }
        self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
    }

    pub(super) async fn get(&self, path: &str) -> Got {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        self.send(post(path, fields)).await
    }

    /// Sends a form of the session.
    pub(super) async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        let token = self.get("/monitor").await.token();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("ficha", token.as_str())]).collect();
        self.post(path, &fields).await
    }

    /// The same browser with somebody signed in.
    pub(super) async fn signed_in_as(mut self, name: &str) -> Self {
        let got = self.post("/monitor/entrar", &[("usuario", name), ("senha", &format!("segredo-{name}"))]).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
        self.cookie = Some(got.header("set-cookie").split(';').next().unwrap().to_owned());
        self
    }

    pub(super) fn with_cookie(mut self, cookie: &str) -> Self {
        self.cookie = Some(cookie.to_owned());
        self
    }
}

/// A form.
pub(super) fn post(path: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).unwrap()
}
