//! What the pages show.

use super::browser::Browser;
use super::engine::{ANSWER, FakeEngine};
use super::{failed, html, message, start};
use crate::engine::{PeerState, Readiness};
use axum::http::StatusCode;
use depara_store::depara::{Side, Stamp};
use depara_store::queue::{Answer, Finish, NewMessage, Outcome, QueueDirection, ReturnedKey};
use std::time::Duration;

/// A queue with a message of every status, rows, a code that waits and an answer that nobody asked for.
fn fill(engine: &FakeEngine) {
    let finishes = [
        Finish::Failed { error: "O PROTHEUS não respondeu em 120 s".into(), response: None },
        Finish::Refused { reason: "O evento delete da mensagem BANK não é tratado; eventos tratados: upsert".into(), response: None },
        Finish::Ignored { reason: "regra do mapeamento".into(), response: None },
        Finish::Sent,
        Finish::Processed {
            response: Some(ANSWER.into()),
            keys: vec![ReturnedKey {
                name: "CustomerVendor".into(),
                origin: "01||000000731|01|C".into(),
                destination: "0|000000731".into(),
            }],
        },
    ];
    for (number, finish) in finishes.iter().enumerate() {
        let uuid = format!("uuid-{number}");
        let id = engine.keep(message(QueueDirection::Outbound, "PROTHEUS", &uuid, &uuid));
        engine.end(id, finish);
    }
    let space = engine.space("FCFO");
    engine.pair(&space, "0|000000731", "01||000000731|01|C");
    engine.pair(&space, "0|000000800", "01||000000800|01|C");
    engine.store(|transaction| {
        let stamp = Stamp { at: transaction.now(), source: "bia" };
        transaction.update(&space, Side::Internal, "0|000000800", "01||000000801|01|C", stamp)
    });
    let waits = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-espera", "espera"));
    engine.ask(&space, "0|000000900", waits);
    engine.store(|transaction| {
        let answer = Answer { outcome: Outcome::Processed, response: ANSWER.into(), keys: Vec::new() };
        transaction.answer("RM", "uuid-de-outro", &answer)
    });
    let now = engine.store(|transaction| Ok(transaction.now()));
    let peer = |name: &str| PeerState {
        name: name.into(),
        product: name.into(),
        has_address: true,
        left_alone_until: None,
        last_success: Some(now),
        last_failure: None,
        failures: 0,
    };
    *engine.peers.lock().unwrap() = vec![
        PeerState {
            left_alone_until: Some(now.after(Duration::from_secs(60))),
            last_failure: Some((now, "O PROTHEUS não pôde ser alcançado: a conexão foi recusada".into())),
            failures: 5,
            ..peer("PROTHEUS")
        },
        peer("RM"),
    ];
}

/// The numbers of the messages on a page of the queue, from its top.
fn numbers(page: &str) -> Vec<i64> {
    page.split("data-id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn every_page_is_well_formed_accessible_and_portuguese() {
    let (engine, browser) = start();
    fill(&engine);
    html::check("/monitor/entrar", &browser.get("/monitor/entrar").await.body);
    html::check("wrong password", &browser.post("/monitor/entrar", &[("usuario", "ana"), ("senha", "x")]).await.body);
    let mut pages: Vec<String> = [
        "/monitor",
        "/monitor?status=erro&texto=nada",
        "/monitor/pendencias",
        "/monitor/depara",
        "/monitor/depara?texto=nada",
        "/monitor/depara/historico?tabela=1&lado=interna&chave=0%7C000000800",
        "/monitor/sistemas",
        "/monitor/orfas",
        "/monitor/confirmar?id=1&id=2&id=6",
        "/monitor/mensagens/1/de-lado",
        "/monitor/nada",
    ]
    .map(str::to_owned)
    .into();
    pages.extend((1..=6).map(|id| format!("/monitor/mensagens/{id}")));
    for user in ["ana", "bia"] {
        let browser = browser.clone().signed_in_as(user).await;
        for page in &pages {
            html::check(&format!("{page} of {user}"), &browser.get(page).await.body);
        }
    }
}

#[tokio::test]
async fn every_adapter_has_a_page() {
    let (_, browser) = start();
    let ana = browser.signed_in_as("ana").await;
    let table = ana.get("/monitor/adaptadores").await;
    table.says(&["Rotina", "Mensagem", "Canal", "Operação", "Versão", "Alias", "Envia/Recebe", "CUSTOMERVENDOR", "SA1", "EAI 2.0"]);
    for adapter in depara_mappings::Registry::ADAPTERS {
        let got = ana.get(&format!("/monitor/adaptadores/{}", adapter.name)).await;
        assert_eq!(got.status, StatusCode::OK, "{}", adapter.name);
        got.says(&[adapter.message, "O que é"]);
    }
    assert_eq!(ana.get("/monitor/adaptadores/Nenhum").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_queue_is_filtered_and_comes_in_pages() {
    let (engine, browser) = start();
    for number in 0..120 {
        let (direction, peer) = if number % 2 == 0 { (QueueDirection::Inbound, "RM") } else { (QueueDirection::Outbound, "PROTHEUS") };
        let (uuid, key) = (format!("uuid-{number:03}"), format!("chave-{number:03}"));
        let id =
            engine.keep(NewMessage { transaction: if number < 10 { "BANK" } else { "ITEM" }, ..message(direction, peer, &uuid, &key) });
        if number == 7 {
            engine.end(id, &Finish::Failed { error: "código não cadastrado".into(), response: None });
        }
    }
    let ana = browser.signed_in_as("ana").await;
    let first = ana.get("/monitor").await;
    assert_eq!(numbers(&first.body), (71..=120).rev().collect::<Vec<i64>>());
    first.says(&["Todas <b>120</b>", "Erro <b>1</b>", "Pendente <b>119</b>", "href=\"/monitor?antes=71\""]);
    let second = ana.get("/monitor?antes=71").await;
    assert_eq!(numbers(&second.body), (21..=70).rev().collect::<Vec<i64>>());
    second.says_not(&["data-eventos"]).says(&["Voltar ao início"]);
    let last = ana.get("/monitor?antes=21").await;
    assert_eq!(numbers(&last.body).len(), 20);
    last.says_not(&["rel=\"next\""]);

    for (query, expected) in [
        ("status=erro", vec![8]),
        ("status=erro&status=processado", vec![8]),
        ("texto=cadastrado", vec![8]),
        ("texto=CODIGO", vec![8]),
        ("texto=uuid-003", vec![4]),
        ("texto=chave-09", (91..=100).rev().collect()),
        ("transacao=bank&sentido=saida", vec![10, 8, 6, 4, 2]),
        ("transacao=BANK&sistema=RM", vec![9, 7, 5, 3, 1]),
        ("ate=2020-01-01", vec![]),
        ("de=2020-01-01&texto=uuid-11&sentido=entrada", vec![119, 117, 115, 113, 111]),
    ] {
        assert_eq!(numbers(&ana.get(&format!("/monitor?{query}")).await.body), expected, "{query}");
    }
    ana.get("/monitor?sistema=RM").await.says(&["Todas <b>60</b>", "href=\"/monitor?sistema=RM&amp;status=erro\""]);
}

#[tokio::test]
async fn a_message_says_what_has_become_of_it_and_what_it_has_to_do_with() {
    let (engine, browser) = start();
    let received = engine.keep(message(QueueDirection::Inbound, "RM", "uuid-1", "CUSTOMERVENDOR 0|000000731"));
    let sent = engine.keep(NewMessage { cause: Some(received), ..message(QueueDirection::Outbound, "PROTHEUS", "uuid-1", "C") });
    let key = ReturnedKey { name: "CustomerVendor".into(), origin: "01||000000731|01|C".into(), destination: "0|000000731".into() };
    engine.end(sent, &Finish::Processed { response: Some(ANSWER.into()), keys: vec![key] });
    let space = engine.space("FCFO");
    engine.pair(&space, "0|000000731", "01||000000731|01|C");
    let bia = browser.signed_in_as("bia").await;
    let page = bia.get(&format!("/monitor/mensagens/{sent}")).await;
    page.says(&[
        "Processada com sucesso.",
        "uuid-1",
        "Escola Exemplo &amp; Filhos Ltda",
        "<span class=\"name\">ShortName</span>",
        "O que foi lido de outra forma",
        "CustomField",
        "Chaves devolvidas na resposta",
        "Identificador Global",
        "Valor Chave Integração",
        "Nenhuma pessoa mexeu",
        &format!("href=\"/monitor/mensagens/{received}\""),
        "Veio desta",
        "Resposta original",
    ]);
    bia.get(&format!("/monitor/mensagens/{received}")).await.says(&["Deu origem a", &format!("href=\"/monitor/mensagens/{sent}\"")]);
    let missing = bia.get("/monitor/mensagens/99").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    missing.says(&["Não há mensagem 99 na fila."]);
    let nothing = bia.get("/monitor/mensagens/abc").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    nothing.says(&["Não há página neste endereço."]);
}

#[tokio::test]
async fn rows_are_found_and_have_a_history() {
    let (engine, browser) = start();
    fill(&engine);
    let ana = browser.signed_in_as("ana").await;
    let all = ana.get("/monitor/depara").await;
    all.says(&["0|000000731", "0|000000900", "Aguarda", "Aplicativo", "Sistema Integrado", "FCFO"]);
    let found = ana.get("/monitor/depara?texto=801").await;
    found.says(&["01||000000801|01|C"]).says_not(&["0|000000731"]);
    let history = ana.get("/monitor/depara/historico?tabela=1&lado=interna&chave=0%7C000000800").await;
    history.says(&["01||000000801|01|C", "01||000000800|01|C", "Alteração", "bia"]);
    assert_eq!(ana.get("/monitor/depara/historico?tabela=77&chave=x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(ana.get("/monitor/depara/historico?tabela=1").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn rows_come_in_pages() {
    let (engine, browser) = start();
    let space = engine.space("FCFO");
    for number in 0..60 {
        engine.pair(&space, &format!("0|{number:09}"), &format!("01||{number:09}|01|C"));
    }
    let ana = browser.signed_in_as("ana").await;
    let first = ana.get("/monitor/depara").await;
    first.says(&["0|000000049", "rel=\"next\""]).says_not(&["0|000000050"]);
    let (_, rest) = first.body.split_once("rel=\"next\" href=\"").unwrap();
    let second = ana.get(&rest.split('"').next().unwrap().replace("&amp;", "&")).await;
    second.says(&["0|000000050", "0|000000059"]).says_not(&["0|000000049", "rel=\"next\""]);
}

#[tokio::test]
async fn peers_and_orphans_are_told_in_words() {
    let (engine, browser) = start();
    fill(&engine);
    *engine.readiness.lock().unwrap() = Readiness::NotReady("o gateway está parando".into());
    let ana: Browser = browser.signed_in_as("ana").await;
    let page = ana.get("/monitor/sistemas").await;
    page.says(&[
        "Em pausa até",
        "O PROTHEUS não pôde ser alcançado",
        "Verifique se o serviço está no ar",
        "Respondendo",
        "1 pendente",
        "o gateway está parando",
        "Respostas órfãs",
    ]);
    let orphans = ana.get("/monitor/orfas").await;
    orphans.says(&["uuid-de-outro"]).says_not(&["Ver documento"]);
    failed(&engine, "mais-uma");
    ana.get("/monitor/sistemas").await.says(&["2 mensagens"]);
}
