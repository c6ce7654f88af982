//! Who gets in, who may do what, and what hostile texts come to.

use super::browser::{Browser, post};
use super::engine::FakeEngine;
use super::{failed, message, start};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use depara_store::queue::{Answer, Finish, Outcome, QueueDirection, ReturnedKey, Status};
use std::sync::Arc;
use std::time::Duration;

/// Every page that somebody who is signed in can see.
const PAGES: [&str; 9] = [
    "/monitor",
    "/monitor/mensagens/1",
    "/monitor/pendencias",
    "/monitor/depara",
    "/monitor/adaptadores",
    "/monitor/adaptadores/Customer",
    "/monitor/sistemas",
    "/monitor/orfas",
    "/monitor/mensagens/999999",
];

#[tokio::test]
async fn only_who_signs_in_gets_in() {
    let (_, browser) = start();
    for page in PAGES {
        let got = browser.get(page).await;
        assert_eq!(got.status, StatusCode::SEE_OTHER, "{page}");
        assert!(got.header("location").starts_with("/monitor/entrar?volta=%2Fmonitor"), "{page}: {}", got.header("location"));
    }
    assert_eq!(browser.get("/monitor/eventos").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.post("/monitor/processar", &[("id", "1")]).await.status, StatusCode::UNAUTHORIZED);

    let wrong = browser.post("/monitor/entrar", &[("usuario", "ana"), ("senha", "segredo-bia")]).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert_eq!(wrong.header("set-cookie"), "");
    let unknown = browser.post("/monitor/entrar", &[("usuario", "zoé"), ("senha", "segredo-bia")]).await;
    let neutral = |body: &str| body.replace("zoé", "ana");
    assert_eq!(neutral(&unknown.body), wrong.body, "a name that nobody has is answered as one that somebody has");

    let right =
        browser.post("/monitor/entrar", &[("usuario", "ana"), ("senha", "segredo-ana"), ("volta", "/monitor/depara?texto=0%7C1")]).await;
    assert_eq!((right.status, right.header("location")), (StatusCode::SEE_OTHER, "/monitor/depara?texto=0%7C1"));
    let cookie = right.header("set-cookie");
    assert!(cookie.ends_with("; Path=/monitor; HttpOnly; SameSite=Strict"), "{cookie}");
    let away = browser.post("/monitor/entrar", &[("usuario", "ana"), ("senha", "segredo-ana"), ("volta", "https://evil.example/")]).await;
    assert_eq!(away.header("location"), "/monitor");
}

#[tokio::test]
async fn behind_tls_the_cookie_is_for_tls_alone() {
    let (_, browser) = start();
    let mut request = post("/monitor/entrar", &[("usuario", "ana"), ("senha", "segredo-ana")]);
    request.headers_mut().insert("x-forwarded-proto", "https".parse().unwrap());
    assert!(browser.send(request).await.header("set-cookie").ends_with("; SameSite=Strict; Secure"));
}

#[tokio::test]
async fn wrong_passwords_slow_down() {
    let (_, browser) = start();
    for _ in 0..3 {
        assert_eq!(browser.post("/monitor/entrar", &[("usuario", "ana"), ("senha", "x")]).await.status, StatusCode::UNAUTHORIZED);
    }
    let slow = browser.post("/monitor/entrar", &[("usuario", "ana"), ("senha", "segredo-ana")]).await;
    assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(!slow.header("retry-after").is_empty());
    slow.says(&["Muitas tentativas"]);
    browser.signed_in_as("bia").await;
}

#[tokio::test]
async fn a_session_ends_by_itself_and_by_hand() {
    let engine = Arc::new(FakeEngine::new(Duration::ZERO));
    let browser = Browser::new(crate::monitor::router(engine)).signed_in_as("ana").await;
    assert_eq!(browser.get("/monitor").await.status, StatusCode::SEE_OTHER, "its time is over at once");

    let (_, browser) = start();
    let browser = browser.signed_in_as("ana").await;
    assert_eq!(browser.post("/monitor/sair", &[]).await.status, StatusCode::FORBIDDEN, "another site cannot sign anybody out");
    let gone = browser.submit("/monitor/sair", &[]).await;
    assert_eq!((gone.status, gone.header("location")), (StatusCode::SEE_OTHER, "/monitor/entrar?saiu=1"));
    assert!(gone.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(browser.get("/monitor").await.status, StatusCode::SEE_OTHER, "the old cookie is worth nothing");
    let made_up = browser.with_cookie("depara_sessao=0000");
    assert_eq!(made_up.get("/monitor").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_looks_cannot_operate() {
    let (engine, browser) = start();
    let id = failed(&engine, "uuid-1");
    let ana = browser.clone().signed_in_as("ana").await;
    let page = ana.get(&format!("/monitor/mensagens/{id}")).await;
    page.says(&["O PROTHEUS não respondeu em 120 s"]).says_not(&["Reprocessar</a>", "de-lado", "Documento original", "confirmar?id"]);
    ana.get("/monitor").await.says_not(&["type=\"checkbox\"", "Processar as selecionadas"]);
    for path in ["/monitor/processar", "/monitor/pendencias", &format!("/monitor/mensagens/{id}/de-lado")] {
        let got = ana.submit(path, &[("id", &id.to_string()), ("motivo", "x")]).await;
        assert_eq!(got.status, StatusCode::FORBIDDEN, "{path}");
        got.says(&["Sem permissão"]);
    }
    for path in ["/monitor/confirmar?id=1", &format!("/monitor/mensagens/{id}/de-lado"), &format!("/monitor/mensagens/{id}/documento")] {
        assert_eq!(ana.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(engine.store(|transaction| transaction.message(id)).status, Status::Error);
    let bia = browser.signed_in_as("bia").await;
    bia.get(&format!("/monitor/mensagens/{id}")).await.says(&["Reprocessar", "de-lado", "Documento original"]);
    let file = bia.get(&format!("/monitor/mensagens/{id}/documento")).await;
    assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, super::engine::CUSTOMER));
    assert!(file.header("content-disposition").starts_with("attachment"));
}

#[tokio::test]
async fn a_form_needs_the_token_of_its_session_and_the_own_site() {
    let (engine, browser) = start();
    let id = failed(&engine, "uuid-1").to_string();
    let bia = browser.clone().signed_in_as("bia").await;
    let others = browser.signed_in_as("bia").await.get("/monitor").await.token();
    for token in ["", "x", &others] {
        assert_eq!(bia.post("/monitor/processar", &[("id", &id), ("ficha", token)]).await.status, StatusCode::FORBIDDEN, "{token}");
    }
    let own = bia.get("/monitor").await.token();
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"), ("origin", "null")]
    {
        let mut request = post("/monitor/processar", &[("id", &id), ("ficha", &own)]);
        request.headers_mut().insert("host", "monitor.example".parse().unwrap());
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(bia.send(request).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    assert_eq!(engine.store(|transaction| transaction.message(1)).status, Status::Error);
    let mut request = post("/monitor/processar", &[("id", &id), ("ficha", &own)]);
    request.headers_mut().insert("host", "monitor.example".parse().unwrap());
    request.headers_mut().insert("origin", "https://monitor.example".parse().unwrap());
    assert_eq!(bia.send(request).await.status, StatusCode::SEE_OTHER);

    let large = post("/monitor/processar", &[("id", &id), ("ficha", &own), ("x", &"x".repeat(100_000))]);
    assert_eq!(bia.send(large).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn browsers_are_told_what_pages_may_do() {
    let (_, browser) = start();
    let ana = browser.clone().signed_in_as("ana").await;
    for got in [browser.get("/monitor/entrar").await, ana.get("/monitor").await, ana.get("/monitor/nada").await] {
        let policy = got.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(got.header("cache-control"), "no-store");
        assert_eq!(got.header("referrer-policy"), "same-origin");
        // Nothing that the policy would stop: no script, style or handler in the page itself.
        got.says_not(&["<style", " style=", " onclick", " onchange", "javascript:", "http://", "https://"]);
        assert_eq!(got.body.matches("<script").count(), 1, "the script is a file");
    }
    let page = browser.get("/monitor/entrar").await.body;
    for ending in ["css", "js", "svg"] {
        let end = format!(".{ending}\"");
        let before = page.split(&end).next().unwrap();
        let address = format!("{}.{ending}", before.rsplit('"').next().unwrap());
        let file = browser.get(&address).await;
        assert_eq!((file.status, file.header("cache-control")), (StatusCode::OK, "public, max-age=31536000, immutable"), "{address}");
        assert!(!file.body.is_empty());
    }
    assert_eq!(browser.get("/monitor/estatico/outro.css").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.send(Request::get("/monitor/estatico/..%2F..%2Fetc%2Fpasswd").body(Body::empty()).unwrap()).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn hostile_texts_stay_texts() {
    const HOSTILE: &str = "\"><script>alert('x')</script><img src=x onerror=alert(1)>&'";
    let (engine, browser) = start();
    let mut hostile = message(QueueDirection::Inbound, HOSTILE, HOSTILE, HOSTILE);
    (hostile.transaction, hostile.version, hostile.payload) = (HOSTILE, HOSTILE, HOSTILE.as_bytes());
    let id = engine.keep(hostile);
    engine.end(id, &Finish::Failed { error: HOSTILE.into(), response: Some(HOSTILE.into()) });
    engine.store(|transaction| {
        let answer = Answer { outcome: Outcome::Error(HOSTILE.into()), response: HOSTILE.into(), keys: Vec::new() };
        transaction.answer(HOSTILE, HOSTILE, &answer)
    });
    let done = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-2", "chave"));
    let key = ReturnedKey { name: HOSTILE.into(), origin: HOSTILE.into(), destination: HOSTILE.into() };
    engine.end(done, &Finish::Processed { response: Some(HOSTILE.into()), keys: vec![key] });
    let space = engine.space("FCFO");
    engine.pair(&space, HOSTILE, HOSTILE);
    let waits = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-3", "espera"));
    engine.ask(&space, "<b>codigo</b>", waits);
    let bia = browser.signed_in_as("bia").await;
    let aside = bia.submit(&format!("/monitor/mensagens/{id}/de-lado"), &[("motivo", HOSTILE)]).await;
    assert_eq!(aside.status, StatusCode::SEE_OTHER);
    let encoded: String = form_urlencoded::byte_serialize(HOSTILE.as_bytes()).collect();
    let mut pages = vec![
        "/monitor".to_owned(),
        format!("/monitor?texto={encoded}&sistema={encoded}&transacao={encoded}&de={encoded}"),
        format!("/monitor/mensagens/{id}?lote={encoded}"),
        format!("/monitor/mensagens/{done}"),
        format!("/monitor/mensagens/{waits}"),
        format!("/monitor/depara?texto={encoded}"),
        format!("/monitor/depara/historico?tabela=1&lado=interna&chave={encoded}"),
        format!("/monitor/adaptadores/{encoded}"),
        format!("/monitor/lotes/{encoded}"),
        format!("/monitor/entrar?volta={encoded}"),
    ];
    pages.extend(["/monitor/pendencias", "/monitor/sistemas", "/monitor/orfas"].map(str::to_owned));
    for page in pages {
        let got = bia.get(&page).await;
        got.says_not(&["<script>", "<img", "<b>codigo", "onerror=alert(1)>"]);
    }
    let refused = bia
        .submit("/monitor/pendencias", &[("tabela", "1"), ("linha", "2"), ("lado", "interna"), ("chave", "0|1"), ("valor", HOSTILE)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says_not(&["<script>", "<img"]);
    bia.post("/monitor/entrar", &[("usuario", HOSTILE), ("senha", HOSTILE)]).await.says_not(&["<script>", "<img"]);
}
