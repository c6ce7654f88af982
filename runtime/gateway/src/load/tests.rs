//! Loads to a system that does what the tests tell it.

use super::{Documents, Folder, Load, LoadReport, Pace, Progress, Query};
use crate::config::{Config, Peer, StoreConfig};
use crate::engine::{Engine, EngineError};
use crate::transport::{Courier, Delivered, DeliveryError};
use depara_mappings::Registry;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A system that processes everything but what has a name that it does not like, until somebody has put that right.
#[derive(Default)]
struct Protheus {
    sent: Mutex<Vec<String>>,
    is_put_right: bool,
}

impl Courier for Protheus {
    fn deliver(&self, _: &Peer, document: &str, _: Duration) -> Result<Delivered, DeliveryError> {
        let between = |open: &str, close: &str| document.split(open).nth(1).and_then(|rest| rest.split(close).next()).unwrap_or_default();
        let (uuid, transaction) = (between("<UUID>", "<"), between("<Transaction>", "<"));
        self.sent.lock().unwrap().push(format!("{transaction} {uuid}"));
        let result = if document.contains("Ruim") && !self.is_put_right {
            "<Status>ERROR</Status><ListOfMessages><Message>Nome inválido</Message></ListOfMessages>"
        } else {
            "<Status>OK</Status>"
        };
        Ok(Delivered::Answer(format!(
            "<TOTVSMessage><MessageInformation version=\"1.000\"><Transaction>{transaction}</Transaction></MessageInformation>\
             <ResponseMessage><ReceivedMessage><UUID>{uuid}</UUID></ReceivedMessage><ProcessingInformation>{result}</ProcessingInformation>\
             </ResponseMessage></TOTVSMessage>"
        )))
    }
}

fn customer(number: usize, name: &str) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"2.002\"><UUID>c{number}</UUID><Transaction>CustomerVendor</Transaction>\
         </MessageInformation><BusinessMessage><BusinessEvent><Event>upsert</Event></BusinessEvent><BusinessContent>\
         <Code>{number}</Code><Name>{name}</Name></BusinessContent></BusinessMessage></TOTVSMessage>"
    )
}

fn document(number: usize) -> String {
    format!(
        "<TOTVSMessage><MessageInformation version=\"2.005\"><UUID>d{number}</UUID><Transaction>AccountReceivableDocument</Transaction>\
         </MessageInformation><BusinessMessage><BusinessEvent><Event>upsert</Event></BusinessEvent><BusinessContent/>\
         </BusinessMessage></TOTVSMessage>"
    )
}

/// Runs a load of `folder` on the store at `store`, with workers of its own.
fn run(folder: &Path, store: &Path, pace: Pace, progress: &mut dyn Progress) -> (LoadReport, Vec<String>) {
    run_to(Protheus::default(), folder, store, pace, progress)
}

fn run_to(protheus: Protheus, folder: &Path, store: &Path, pace: Pace, progress: &mut dyn Progress) -> (LoadReport, Vec<String>) {
    let peer = Peer { url: Some("http://protheus.invalid/".to_owned()), ..Peer::new("PROTHEUS", "PROTHEUS") };
    let config = Config::new(StoreConfig::new(store.to_string_lossy()), [peer]);
    let protheus = Arc::new(protheus);
    let courier = Arc::clone(&protheus) as Arc<dyn Courier>;
    let engine = Arc::new(Engine::<Registry>::new(Arc::new(config), courier, Registry::ADAPTERS, Registry::PROFILES).unwrap());
    let workers = engine.start().unwrap();
    let load = Load::new(&*engine, Registry::LOAD_ORDER, "PROTHEUS", pace).unwrap();
    let report = load.run(&Folder::open(folder).unwrap(), progress).unwrap();
    engine.stop();
    workers.join();
    let sent = std::mem::take(&mut *protheus.sent.lock().unwrap());
    (report, sent)
}

#[test]
fn records_go_before_those_that_refer_to_them() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("títulos")).unwrap();
    std::fs::write(folder.path().join("títulos/a.xml"), document(1)).unwrap();
    std::fs::write(folder.path().join("z.xml"), customer(1, "Aurora")).unwrap();
    std::fs::write(folder.path().join("b.xml"), "isto não é uma mensagem").unwrap();
    std::fs::write(folder.path().join("leia-me.txt"), "nada").unwrap();
    let (report, sent) = run(folder.path(), &folder.path().join("depara.db"), Pace::default(), &mut ());
    assert_eq!(sent, ["CustomerVendor c1", "AccountReceivableDocument d1"]);
    assert_eq!((report.documents(), report.errors(), report.problems.len()), (2, 0, 1));
    assert!(report.problems[0].document.ends_with("b.xml") && report.problems[0].reason.starts_with("A mensagem não pôde ser lida"));
    assert!(!report.is_complete() && !report.stopped);
}

/// Stops after some documents, as a process that is killed does.
struct Killed(u64);

impl Progress for Killed {
    fn ended(&mut self, documents: u64, _: u64) {
        self.0 = self.0.saturating_sub(documents);
    }

    fn stops(&mut self) -> bool {
        self.0 == 0
    }
}

#[test]
fn a_load_that_was_interrupted_goes_on_and_sends_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..40 {
        std::fs::write(folder.path().join(format!("{number:02}.xml")), customer(number, "Aurora")).unwrap();
    }
    let store = folder.path().join("depara.db");
    let pace = Pace { at_a_time: 4, ..Pace::default() };
    let (first, sent_first) = run(folder.path(), &store, pace, &mut Killed(10));
    assert!(first.stopped && !first.is_complete());
    assert!((1..40).contains(&sent_first.len()), "{}", sent_first.len());
    let (second, sent_second) = run(folder.path(), &store, pace, &mut ());
    assert!(second.is_complete(), "{second:?}");
    let mut all: Vec<String> = sent_first.into_iter().chain(sent_second).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 40);
    let known: u64 = second.stages.iter().map(|stage| stage.known).sum();
    assert_eq!(known, first.stages.iter().map(|stage| stage.enqueued).sum::<u64>());
}

#[test]
fn what_the_system_does_not_take_is_told_with_its_reason_and_stops_the_load_at_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..6 {
        std::fs::write(folder.path().join(format!("{number}.xml")), customer(number, "Ruim")).unwrap();
    }
    let pace = Pace { at_a_time: 1, errors: 2, ..Pace::default() };
    let (report, sent) = run(folder.path(), &folder.path().join("depara.db"), pace, &mut ());
    assert_eq!((report.errors(), report.stopped), (2, true));
    assert!(sent.len() <= 3, "{sent:?}");
    let failures: Vec<&str> = report.stages.iter().flat_map(|stage| &stage.failures).map(|problem| problem.reason.as_str()).collect();
    assert_eq!(failures, ["Nome inválido", "Nome inválido"]);
}

#[test]
fn what_has_failed_is_tried_once_more_by_the_next_load() {
    let folder = tempfile::tempdir().unwrap();
    for (number, name) in ["Aurora", "Ruim", "Ruim"].into_iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.xml")), customer(number, name)).unwrap();
    }
    let store = folder.path().join("depara.db");
    let (first, _) = run(folder.path(), &store, Pace::default(), &mut ());
    assert_eq!((first.errors(), first.is_complete()), (2, false));
    let (still, sent) = run(folder.path(), &store, Pace::default(), &mut ());
    assert_eq!((still.errors(), sent.len()), (2, 2), "once each, and not for ever");
    let put_right = Protheus { is_put_right: true, ..Protheus::default() };
    let (second, sent) = run_to(put_right, folder.path(), &store, Pace::default(), &mut ());
    assert!(second.is_complete(), "{second:?}");
    assert_eq!(sent.len(), 2, "what was processed is not sent again: {sent:?}");
}

#[test]
fn the_rows_of_a_query_are_documents() {
    let folder = tempfile::tempdir().unwrap();
    let config = StoreConfig::new(folder.path().join("depara.db").to_string_lossy());
    let pool = crate::engine::Pool::open(&config, depara_store::Settings::default()).unwrap();
    pool.with(|store| {
        store.transaction(|transaction| {
            transaction.execute("CREATE TABLE record (document TEXT)", &[])?;
            for text in ["b", "", "á\nc", "a"] {
                transaction.execute("INSERT INTO record VALUES (?1)", &[text.into()])?;
            }
            Ok::<_, EngineError>(())
        })
    })
    .unwrap();
    let query = Query::new(&pool, "SELECT document FROM record ORDER BY document");
    let documents = |most: usize| {
        let mut found = Vec::new();
        query
            .each(&mut |name, document| {
                found.push(format!("{name}: {document}"));
                if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })
            .unwrap();
        found
    };
    let all = ["linha 1: ", "linha 2: a", "linha 3: b", "linha 4: á\nc"];
    assert_eq!(documents(9), all);
    assert_eq!(documents(2), all[..2]);
    // The rows are those that there were at the beginning of the load.
    pool.with(|store| store.transaction(|transaction| transaction.execute("DELETE FROM record", &[]).map_err(EngineError::from))).unwrap();
    assert_eq!(documents(9), all);
    let wrong = Query::new(&pool, "DELETE FROM record").each(&mut |_, _| ControlFlow::Continue(()));
    assert!(wrong.is_err(), "a query only reads");
}
