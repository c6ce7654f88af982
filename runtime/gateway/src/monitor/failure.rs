//! What a visitor sees when there is no page: why, and what to do.

use super::page::bare;
use super::state::Unread;
use crate::engine::PoolError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use depara_store::StoreError;
use maud::html;

/// Why there is no page.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nobody is signed in; where the visitor wanted to go.
    SignIn(String),
    /// Nobody is signed in, and it is no page that was asked for.
    NoSession,
    /// The visitor may look only.
    Forbidden,
    /// The form was not made for this session, or comes from another site.
    Forged,
    /// There is no such thing.
    NotFound(String),
    /// What was asked for makes no sense; why.
    Bad(String),
    /// There are too many who listen or sign in.
    Crowded,
    /// The store is away, or says no.
    Store(String),
    /// Nobody knows why.
    Broken,
}

impl From<Unread> for Failure {
    fn from(error: Unread) -> Self {
        match error {
            Unread::Store(StoreError::NoMessage { id }) => Self::NotFound(format!("Não há mensagem {id} na fila.")),
            Unread::Store(error) => {
                tracing::warn!(%error, "the store did not give the monitor what it asked for");
                Self::Store(error.in_portuguese())
            }
            Unread::Pool(error) => {
                tracing::warn!(%error, "the monitor has no connection to the store");
                Self::Store(match error {
                    PoolError::Store(error) => error.in_portuguese(),
                    PoolError::Busy { connections } => format!("todas as {connections} conexões com o banco de dados estão em uso"),
                })
            }
        }
    }
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn(_) | Self::NoSession => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::Forged => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Crowded | Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn words(&self) -> (&'static str, String) {
        match self {
            Self::SignIn(_) | Self::NoSession => ("Entre para continuar", "A sua sessão terminou ou ainda não começou.".to_owned()),
            Self::Forbidden => (
                "Sem permissão",
                "O seu usuário pode consultar, mas não operar. Peça a quem administra o monitor o papel “operar”.".to_owned(),
            ),
            Self::Forged => {
                ("Pedido recusado", "O formulário não pertence a esta sessão. Volte à página, atualize-a e envie de novo.".to_owned())
            }
            Self::NotFound(what) => ("Não encontrado", what.clone()),
            Self::Bad(why) => ("Pedido não compreendido", why.clone()),
            Self::Crowded => {
                ("Monitor ocupado", "Há pessoas ou páginas demais ao mesmo tempo. Tente de novo em alguns segundos.".to_owned())
            }
            Self::Store(why) => {
                ("O banco de dados não respondeu", format!("Motivo: {why}. Nada foi alterado. Tente de novo em alguns segundos."))
            }
            Self::Broken => {
                ("Algo deu errado", "O motivo está no registro (log) do gateway. Nada foi alterado por esta página.".to_owned())
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::SignIn(wanted) = &self {
            let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("volta", wanted).finish();
            return Redirect::to(&format!("/monitor/entrar?{query}")).into_response();
        }
        let (title, text) = self.words();
        let body = html! {
            section.card.narrow {
                h1 { (title) }
                p { (text) }
                p { a.button href="/monitor" { "Ir para a fila" } }
            }
        };
        let mut response = (self.status(), bare(title, body)).into_response();
        if matches!(self, Self::Crowded | Self::Store(_)) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
        }
        response
    }
}
