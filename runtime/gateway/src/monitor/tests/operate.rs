//! What persons do at the monitor.

use super::browser::{Browser, Got};
use super::{failed, message, start};
use axum::http::StatusCode;
use depara_store::queue::{Finish, QueueDirection, Status};
use std::time::Duration;

/// The page that a form led to.
async fn followed(browser: &Browser, got: &Got) -> Got {
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
    browser.get(got.header("location")).await
}

#[tokio::test]
async fn a_message_is_reprocessed_after_one_more_question() {
    let (engine, browser) = start();
    let id = failed(&engine, "uuid-1");
    let bia = browser.signed_in_as("bia").await;
    bia.get(&format!("/monitor/mensagens/{id}")).await.says(&[&format!("href=\"/monitor/confirmar?id={id}\""), "Colocar de lado"]);
    let question = bia.get(&format!("/monitor/confirmar?id={id}")).await;
    question.says(&[&format!("Reprocessar a mensagem {id}?"), "mesmo UUID", "Sim, processar", "bia"]);
    let got = bia.post("/monitor/processar", &[("id", &id.to_string()), ("ficha", &question.token())]).await;
    let page = followed(&bia, &got).await;
    page.says(&["Processada com sucesso.", "Mandou reprocessar", "bia"]);
    let audit = engine.store(|transaction| transaction.audit(id));
    assert_eq!((audit[0].who.as_str(), audit[0].after), ("bia", Status::Processing));
}

#[tokio::test]
async fn of_many_messages_each_has_its_result() {
    let (engine, browser) = start();
    let good: Vec<i64> = (0..3).map(|number| failed(&engine, &format!("uuid-{number}"))).collect();
    let pending = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-p", "chave-1"));
    let behind = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-q", "chave-1"));
    let done = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-r", "chave-2"));
    engine.end(done, &Finish::Processed { response: None, keys: Vec::new() });
    let first = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-s", "chave-3"));
    let blocked = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-t", "chave-3"));
    let bia = browser.signed_in_as("bia").await;
    let all = [good.as_slice(), &[pending, behind, done, blocked]].concat();
    let ids: Vec<String> = all.iter().map(ToString::to_string).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let question = bia.get(&format!("/monitor/confirmar?{query}")).await;
    question.says(&["Processar 6 mensagens?", "3 mensagens com erro", "3 mensagens pendentes", "1 mensagem fica como está"]);
    let got = bia.submit("/monitor/processar", &fields).await;
    let address = got.header("location").to_owned();
    assert!(address.starts_with("/monitor/lotes/"), "{address}");
    let page = finished(&bia, &address).await;
    page.says(&["5 mensagens deram certo", "1 não deu", "já não estava pendente nem com erro"]);
    page.says(&[&format!("aguarda a sua vez: a mensagem {first} da mesma chave não terminou")]);
    page.says_not(&["http-equiv=\"refresh\"", "data-eventos"]);
    for id in good.iter().chain(&[pending, behind]) {
        assert_eq!(engine.store(|transaction| transaction.message(*id)).status, Status::Processed, "{id}");
    }
    assert_eq!(engine.store(|transaction| transaction.message(blocked)).status, Status::Pending);
}

/// The page of a job as soon as nothing more happens in it.
async fn finished(browser: &Browser, address: &str) -> Got {
    for _ in 0..200 {
        let page = browser.get(address).await;
        if page.body.contains("Terminado.") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the job at {address} does not end");
}

#[tokio::test]
async fn what_fails_again_is_told_where_it_was_asked_for() {
    let (engine, browser) = start();
    let id = failed(&engine, "uuid-1");
    *engine.ends.lock().unwrap() = Finish::Failed { error: "O PROTHEUS recusou o usuário ou a senha (HTTP 401)".into(), response: None };
    let bia = browser.signed_in_as("bia").await;
    let got = bia.submit("/monitor/processar", &[("id", &id.to_string())]).await;
    followed(&bia, &got).await.says(&["O PROTHEUS recusou o usuário ou a senha (HTTP 401)", "Corrija o usuário e a senha"]);
}

#[tokio::test]
async fn a_choice_has_at_least_one_and_at_most_two_hundred_messages() {
    let (engine, browser) = start();
    failed(&engine, "uuid-1");
    let bia = browser.signed_in_as("bia").await;
    let none = bia.get("/monitor/confirmar").await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    none.says(&["Nenhuma mensagem foi marcada"]);
    let ids: Vec<String> = (1..=201).map(|id: i64| id.to_string()).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    let many = bia.submit("/monitor/processar", &fields).await;
    assert_eq!(many.status, StatusCode::BAD_REQUEST);
    many.says(&["no máximo 200"]);
    assert_eq!(bia.submit("/monitor/processar", &[("id", "77")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bia.get("/monitor/lotes/1-1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_message_is_put_aside_with_a_reason() {
    let (engine, browser) = start();
    let id = failed(&engine, "uuid-1");
    let bia = browser.signed_in_as("bia").await;
    let address = format!("/monitor/mensagens/{id}/de-lado");
    bia.get(&address).await.says(&["Motivo", "não pode ser desfeito"]);
    bia.submit(&address, &[("motivo", "  ")]).await.says(&["Diga o motivo"]);
    let got = bia.submit(&address, &[("motivo", "cadastro duplicado")]).await;
    followed(&bia, &got).await.says(&["Deixada de lado: cadastro duplicado.", "Colocou de lado", "bia"]);
    let again = bia.submit(&address, &[("motivo", "outra vez")]).await;
    again.says(&["status `ignorado` e não pode passar a `ignorado`"]);
}

#[tokio::test]
async fn a_code_that_waits_is_mapped_and_its_messages_go_on() {
    let (engine, browser) = start();
    let space = engine.space("FCFO");
    let waits = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-1", "chave"));
    engine.ask(&space, "0|000000900", waits);
    let bia = browser.signed_in_as("bia").await;
    let page = bia.get("/monitor/pendencias").await;
    page.says(&["0|000000900", "1 mensagem espera", "SA1.A1_COD"]);
    bia.get(&format!("/monitor/mensagens/{waits}")).await.says(&["Parada: aguarda o relacionamento de 1 código.", "Aguarda De-Para"]);
    let (_, rest) = page.body.split_once("name=\"linha\" value=\"").unwrap();
    let row = rest.split('"').next().unwrap().to_owned();
    let (space, answer) = (space.id().to_string(), |value| [("valor", value), ("lado", "interna"), ("chave", "0|000000900")]);
    let fields = |value| [answer(value).as_slice(), &[("tabela", space.as_str()), ("linha", row.as_str())]].concat();
    let wrong = bia.submit("/monitor/pendencias", &fields("01||000000900|01|F")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["não tem a forma da chave externa", "value=\"01||000000900|01|F\"", "0|000000900"]);
    assert_eq!(engine.store(|transaction| transaction.message(waits)).waits, 1);
    let right = bia.submit("/monitor/pendencias", &fields("01||000000900|01|C")).await;
    followed(&bia, &right).await.says(&["1 mensagem continua agora", "Nenhum código aguarda relacionamento."]);
    let record = engine.store(|transaction| transaction.message(waits));
    assert_eq!((record.waits, record.due_at.map(|due| due.micros())), (0, Some(0)));
    let history = bia.get("/monitor/depara?texto=000000900").await;
    history.says(&["01||000000900|01|C", "Relacionado"]);
    let twice = bia.submit("/monitor/pendencias", &fields("01||000000901|01|C")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "it has its partner by now");
}
