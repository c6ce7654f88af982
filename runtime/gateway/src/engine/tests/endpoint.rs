//! The gateway as one of the two systems.

use super::{Scene, answered, errors};
use crate::engine::{Handled, Handler, HandlerError, Work};
use depara_mappings::currency_2_001::{BusinessContent, Currency2001};
use depara_mappings::{ctba140, mata070};
use depara_store::depara::OrNone;
use depara_store::queue::{QueueDirection, Status};

/// A program that keeps currencies, and takes none without a symbol.
struct Currencies;

impl Handler for Currencies {
    type Message = Currency2001;

    fn upsert(&self, work: &mut Work<'_, '_>, content: &BusinessContent<'_>) -> Result<Handled, HandlerError> {
        let symbol = content.symbol.as_deref().unwrap_or_default();
        work.transaction().execute("CREATE TABLE IF NOT EXISTS currency (symbol TEXT PRIMARY KEY)", &[])?;
        work.transaction().execute("INSERT INTO currency (symbol) VALUES (?1) ON CONFLICT DO NOTHING", &[symbol.into()])?;
        match symbol {
            "" => return Err(HandlerError::refused("A moeda não tem símbolo")),
            "XXX" => return Ok(Handled::Ignored("XXX não é uma moeda".to_owned())),
            _ => {}
        }
        let external = work.key("InternalId").to_owned();
        work.link(ctba140::GmoedaKey::DE_PARA, symbol, &external)?;
        Ok(Handled::Done)
    }

    fn delete(&self, work: &mut Work<'_, '_>, _: Option<&BusinessContent<'_>>) -> Result<Handled, HandlerError> {
        let external = work.key("InternalId").to_owned();
        let Some(symbol) = work.look_up(ctba140::GmoedaKey::DE_PARA, &external, OrNone)? else {
            return Ok(Handled::Ignored("a moeda não existe aqui".to_owned()));
        };
        work.transaction().execute("DELETE FROM currency WHERE symbol = ?1", &[(&symbol).into()])?;
        work.unlink(ctba140::GmoedaKey::DE_PARA, &external)?;
        Ok(Handled::Done)
    }
}

fn scene() -> Scene {
    Scene::with(|_| {}, |engine| engine.handle(&ctba140::INFO, Currencies))
}

#[test]
fn a_handler_of_another_message_is_told_before_the_first_one() {
    let scene = Scene::with(|_| {}, |engine| engine.handle(&mata070::INFO, Currencies));
    let error = scene.engine.start().unwrap_err();
    assert_eq!(error.to_string(), "the adapter `Bank` carries `BANK`; its handler takes `CURRENCY`");
}

fn currency(uuid: &str, symbol: &str, event: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"2.001\"><UUID>{uuid}</UUID><Transaction>Currency</Transaction>\
         <Product name=\"PROTHEUS\"/></MessageInformation><BusinessMessage><BusinessEvent><Entity>Currency</Entity><Event>{event}</Event>\
         <Identification><key name=\"InternalId\">01||01</key></Identification></BusinessEvent><BusinessContent>\
         <Symbol>{symbol}</Symbol></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

#[test]
fn a_handler_does_the_work_and_its_rows_come_back() {
    let scene = scene();
    let answer = answered(scene.receive("PROTHEUS", &currency("u1", "R$", "upsert")));
    assert!(errors(&answer).is_empty());
    assert!(answer.contains("<Origin>01||01</Origin><Destination>R$</Destination>"), "{answer}");
    assert_eq!(scene.rows("GMOEDA"), ["R$ = 01||01"]);
    assert!(errors(&answered(scene.receive("PROTHEUS", &currency("u2", "R$", "delete")))).is_empty());
    assert!(scene.rows("GMOEDA").is_empty());
}

#[test]
fn what_a_handler_wrote_before_it_failed_is_undone() {
    let scene = scene();
    let answer = answered(scene.receive("PROTHEUS", &currency("u1", "", "upsert")));
    assert_eq!(errors(&answer), [("1".to_owned(), "A moeda não tem símbolo".to_owned())]);
    let tables = scene.engine.pool.with(|store| {
        store
            .transaction(|transaction| {
                let mut tables = 0;
                transaction.query("SELECT count(*) FROM sqlite_master WHERE name = 'currency'", &[], &mut |row| {
                    tables = row.integer(0)?.unwrap_or_default();
                    Ok(())
                })?;
                Ok::<_, depara_store::StoreError>(tables)
            })
            .map_err(crate::engine::EngineError::from)
    });
    assert_eq!(tables.unwrap(), 0);
}

#[test]
fn what_is_ignored_is_fine_for_the_sender_and_has_its_reason_in_the_queue() {
    let scene = scene();
    assert!(errors(&answered(scene.receive("PROTHEUS", &currency("u1", "XXX", "upsert")))).is_empty());
    let kept = &scene.messages(QueueDirection::Inbound)[0];
    assert_eq!((kept.status, kept.text.as_str()), (Status::Ignored, "XXX não é uma moeda"));
}
