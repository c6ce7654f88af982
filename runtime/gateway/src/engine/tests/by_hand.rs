//! What persons do at the monitor.

use super::{Scene, answered, customer, processed};
use crate::engine::Operate;
use crate::transport::Delivered;
use depara_store::queue::{QueueDirection, Status};

#[test]
fn a_message_that_failed_is_sent_again_from_either_end() {
    for direction in [QueueDirection::Inbound, QueueDirection::Outbound] {
        let scene = Scene::new();
        answered(scene.receive("RM", &customer("u1", "000000731", "upsert", "Sync")));
        let failed = scene.messages(direction)[0].clone();
        assert_eq!(failed.status, Status::Error);
        scene.will(Ok(Delivered::Answer(processed("u1", "0|000000731", "01||000000731|01|C"))));
        let status = scene.engine.reprocess(failed.id, "maria").unwrap();
        assert_eq!(status, Status::Processed, "{direction}");
        assert_eq!(scene.messages(QueueDirection::Inbound)[0].status, Status::Processed);
        assert_eq!(scene.rows("FCFO").len(), 1);
        scene.engine.process(failed.id, "maria").unwrap_err();
    }
}

#[test]
fn a_message_is_described_for_people() {
    let scene = Scene::new();
    let described = scene.engine.describe(&customer("u1", "000000731", "upsert", "Sync").replace("<Code>", "<Novo>1</Novo><Code>"));
    assert_eq!(described.tree.unwrap()["TOTVSMessage"]["BusinessMessage"]["BusinessContent"]["Name"], "Papelaria Aurora");
    assert!(
        described.findings.iter().any(|finding| finding.contains("o elemento desconhecido `Novo` foi ignorado")),
        "{:?}",
        described.findings
    );
    assert_eq!(described.keys, [("FCFO".to_owned(), "0|000000731".to_owned())]);
    assert!(scene.engine.describe("<outro/>").problem.is_some());
}
