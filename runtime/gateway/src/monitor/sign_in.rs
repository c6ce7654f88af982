//! Signing in and out.

use super::failure::Failure;
use super::fields::Fields;
use super::guard::{self, SignOut};
use super::page::bare;
use super::state::Monitor;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The longest name that is looked at.
const LONGEST_NAME: usize = 100;

/// The page where somebody signs in.
pub(super) async fn show(State(monitor): State<Arc<Monitor>>, RawQuery(query): RawQuery) -> Markup {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let notice = if fields.get("saiu").is_some() {
        Some("Você saiu do monitor.")
    } else if fields.get("volta").is_some_and(|wanted| wanted != "/monitor") {
        Some("Entre para abrir a página pedida.")
    } else {
        None
    };
    form(&monitor, place(fields.raw("volta")), "", notice, None)
}

/// Somebody has typed a name and a password.
pub(super) async fn enter(State(monitor): State<Arc<Monitor>>, request: Request) -> Result<Response, Failure> {
    let headers = request.headers().clone();
    if !guard::is_same_site(&headers) {
        return Err(Failure::Forged);
    }
    let fields = guard::form(request, &monitor).await?;
    let (user, wanted) =
        (fields.get("usuario").unwrap_or_default().chars().take(LONGEST_NAME).collect::<String>(), place(fields.raw("volta")).to_owned());
    let password = fields.raw("senha").to_owned();
    let Some(_place) = monitor.passwords.place().await else { return Err(Failure::Crowded) };
    if let Err(wait) = monitor.throttle.try_now(&user, Instant::now()) {
        return Ok(too_soon(&monitor, &wanted, &user, wait));
    }
    let (checking, name) = (Arc::clone(&monitor), user.clone());
    let checked = tokio::task::spawn_blocking(move || checking.passwords.role(&name, &password)).await;
    let role = checked.map_err(|_| Failure::Broken)?;
    let Some(role) = role else {
        let known = if monitor.passwords.knows(&user) { user.as_str() } else { "(unknown)" };
        tracing::warn!(user = known, "a password of the monitor was wrong");
        let page = form(&monitor, &wanted, &user, None, Some("Usuário ou senha incorretos."));
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    };
    monitor.throttle.forget(&user);
    let token = monitor.sessions.open(&user, role, Instant::now()).map_err(|error| {
        tracing::error!(%error, "no session could be opened");
        Failure::Broken
    })?;
    tracing::info!(user = %user, "signed in at the monitor");
    Ok(moved(&wanted, &guard::cookie(&monitor, &headers, Some(&token))))
}

/// Somebody goes.
pub(super) async fn leave(State(monitor): State<Arc<Monitor>>, headers: HeaderMap, gone: SignOut) -> Response {
    monitor.sessions.close(&gone.token);
    moved("/monitor/entrar?saiu=1", &guard::cookie(&monitor, &headers, None))
}

fn moved(address: &str, cookie: &str) -> Response {
    let mut response = Redirect::to(address).into_response();
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn too_soon(monitor: &Monitor, wanted: &str, user: &str, wait: Duration) -> Response {
    let seconds = wait.as_secs().saturating_add(1);
    let problem = format!("Muitas tentativas com este usuário. Espere {seconds} s e tente de novo.");
    let page = form(monitor, wanted, user, None, Some(&problem));
    let mut response = (StatusCode::TOO_MANY_REQUESTS, page).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// A page of the monitor, whatever was asked for: nobody is sent to another site from here.
fn place(wanted: &str) -> &str {
    let rest = wanted.strip_prefix("/monitor");
    let is_own = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('?') || rest.starts_with('/'));
    let is_plain =
        wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') && !wanted.contains("//") && !wanted.contains("/../");
    if is_own && is_plain { wanted } else { "/monitor" }
}

fn form(monitor: &Monitor, wanted: &str, user: &str, notice: Option<&str>, problem: Option<&str>) -> Markup {
    bare(
        "Entrar",
        html! {
            section.card.door {
                p.brand { b { (monitor.title()) } " " span { "Monitor" } }
                h1 { "Entrar" }
                @if let Some(notice) = notice { p.note { (notice) } }
                @if let Some(problem) = problem { p.note.bad role="alert" id="problema" { (problem) } }
                form method="post" action="/monitor/entrar" {
                    input type="hidden" name="volta" value=(wanted);
                    label for="usuario" { "Usuário" }
                    input id="usuario" name="usuario" value=(user) autocomplete="username" autocapitalize="none" spellcheck="false" required
                        autofocus[user.is_empty()] aria-describedby=[problem.map(|_| "problema")];
                    label for="senha" { "Senha" }
                    input id="senha" name="senha" type="password" autocomplete="current-password" required
                        autofocus[!user.is_empty()] aria-describedby=[problem.map(|_| "problema")];
                    button.main type="submit" { "Entrar" }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for wanted in ["/monitor", "/monitor/mensagens/7", "/monitor?status=erro&texto=a%20b"] {
            assert_eq!(place(wanted), wanted);
        }
        for wanted in [
            "",
            "//evil.example",
            "/monitor//evil.example",
            "/monitorx",
            "https://evil.example",
            "/monitor/\\evil",
            "/monitor/../x",
            "/monitor?a=\r\nb",
        ] {
            assert_eq!(place(wanted), "/monitor");
        }
    }
}
