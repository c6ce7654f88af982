//! Senders that do not wait.

use super::{Scene, customer, errors, failed, processed};
use crate::transport::{Delivered, Reception};
use depara_store::queue::{QueueDirection, Status};

fn accept(scene: &Scene, uuid: &str) {
    let reception = scene.receive("RM", &customer(uuid, "000000731", "upsert", "Async"));
    let Reception::Accepted(receipt) = reception else { panic!("a receipt: {reception:?}") };
    assert!(receipt.contains("<ReceiptMessage>") && receipt.contains(uuid), "{receipt}");
}

#[test]
fn the_answer_comes_as_a_message_of_its_own() {
    let scene = Scene::new();
    accept(&scene, "u1");
    assert!(scene.sent().is_empty(), "nothing was sent before the sender had its receipt");
    let answer = processed("u1", "0|000000731", "01||000000731|01|C");
    scene.will(Ok(Delivered::Answer(answer.clone())));
    scene.will(Ok(Delivered::Taken));
    scene.work();
    let sent = scene.sent();
    assert_eq!(sent.iter().map(|(peer, _)| peer.as_str()).collect::<Vec<_>>(), ["PROTHEUS", "RM"]);
    assert!(sent[1].1.starts_with(answer.split_once("</ReceivedMessage>").unwrap().0), "{}", sent[1].1);
    assert!(sent[1].1.contains("<MessageContent>"));
    assert_eq!(scene.rows("FCFO").len(), 1);
    assert!(scene.messages(QueueDirection::Outbound).iter().all(|message| message.status == Status::Processed));
}

#[test]
fn an_error_is_tried_again_and_its_sender_is_told_once_at_the_end() {
    let scene = Scene::new();
    accept(&scene, "u1");
    scene.work();
    assert_eq!(scene.sent().len(), 1, "the sender is not told while there are attempts left");
    assert_eq!(scene.messages(QueueDirection::Inbound)[0].status, Status::Sent);
    scene.later(60);
    scene.will(Ok(Delivered::Answer(failed("u1", "Loja não cadastrada"))));
    scene.will(Ok(Delivered::Taken));
    scene.work();
    let sent = scene.sent();
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert_eq!(errors(&sent[1].1), [("1".to_owned(), "Loja não cadastrada".to_owned())]);
    assert_eq!(scene.messages(QueueDirection::Inbound)[0].status, Status::Error);
}

#[test]
fn an_answer_that_comes_by_itself_ends_both_messages() {
    let scene = Scene::new();
    accept(&scene, "u1");
    scene.will(Ok(Delivered::Taken));
    scene.work();
    assert_eq!(scene.messages(QueueDirection::Outbound)[0].status, Status::Sent);
    let answer = processed("u1", "0|000000731", "01||000000731|01|C");
    scene.receive("PROTHEUS", &answer);
    assert_eq!(scene.messages(QueueDirection::Inbound)[0].status, Status::Processed);
    assert_eq!(scene.rows("FCFO").len(), 1);
    // Twice, and to a message that nobody has sent.
    scene.receive("PROTHEUS", &answer);
    scene.receive("PROTHEUS", &processed("u7", "0|7", "01||7|01|C"));
    assert_eq!(scene.rows("FCFO").len(), 1);
    let orphans = scene
        .engine
        .pool
        .with(|store| store.transaction(|transaction| transaction.orphan_answers(0, 10)).map_err(crate::engine::EngineError::from));
    assert_eq!(orphans.unwrap().len(), 1);
}

#[test]
fn messages_of_one_record_keep_their_order() {
    let scene = Scene::new();
    accept(&scene, "u1");
    accept(&scene, "u2");
    scene.will(Ok(Delivered::Taken));
    scene.work();
    assert_eq!(scene.sent().len(), 1, "the second waits for the end of the first");
    scene.receive("PROTHEUS", &processed("u1", "0|000000731", "01||000000731|01|C"));
    scene.will(Ok(Delivered::Taken));
    scene.will(Ok(Delivered::Taken));
    scene.work();
    let mut peers: Vec<String> = scene.sent().into_iter().map(|(peer, _)| peer).collect();
    peers.sort();
    assert_eq!(peers, ["PROTHEUS", "RM"]);
}
