//! Senders that wait.

use super::{Scene, answered, customer, errors, failed, processed, response};
use crate::transport::{Delivered, DeliveryError};
use depara_store::queue::{QueueDirection, Status};

#[test]
fn a_customer_of_rm_goes_to_protheus_and_the_pair_comes_back() {
    let scene = Scene::new();
    let answer = processed("u1", "0|000000731", "01||000000731|01|C");
    scene.will(Ok(Delivered::Answer(answer.clone())));
    let document = customer("u1", "000000731", "upsert", "Sync");
    let passed_back = answered(scene.receive("RM", &document));
    let original =
        format!("<MessageContent>{}</MessageContent>", document.replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"));
    assert_eq!(passed_back.replace(&original, ""), answer, "as it came, with the original message that the sender may look for");
    assert!(passed_back.contains(&original));
    assert_eq!(scene.sent(), [("PROTHEUS".to_owned(), document.clone())], "the message is passed on as it came");
    assert_eq!(scene.rows("FCFO"), ["0|000000731 = 01||000000731|01|C"]);
    let (inbound, outbound) = (scene.messages(QueueDirection::Inbound), scene.messages(QueueDirection::Outbound));
    assert_eq!((inbound[0].status, outbound[0].status), (Status::Processed, Status::Processed));
    assert_eq!(outbound[0].cause, Some(inbound[0].id));
    // Sent once more, it is answered and not sent again.
    assert_eq!(answered(scene.receive("RM", &document)), passed_back);
    assert!(scene.sent().is_empty());
}

#[test]
fn a_deletion_buries_the_row() {
    let scene = Scene::new();
    scene.will(Ok(Delivered::Answer(processed("u1", "0|000000731", "01||000000731|01|C"))));
    answered(scene.receive("RM", &customer("u1", "000000731", "upsert", "Sync")));
    scene.will(Ok(Delivered::Answer(response("PROTHEUS", "u2", "<ProcessingInformation><Status>OK</Status></ProcessingInformation>"))));
    let deletion = customer("u2", "000000731", "delete", "Sync").replace("11:00:00", "12:00:00");
    assert!(errors(&answered(scene.receive("RM", &deletion))).is_empty());
    assert!(scene.rows("FCFO").is_empty());
    // An older event does not bring it back.
    scene.will(Ok(Delivered::Answer(processed("u3", "0|000000731", "01||000000731|01|C"))));
    answered(scene.receive("RM", &customer("u3", "000000731", "upsert", "Sync")));
    assert!(scene.rows("FCFO").is_empty());
}

#[test]
fn what_the_other_system_says_is_passed_back_and_nothing_is_learnt() {
    let scene = Scene::new();
    scene.will(Ok(Delivered::Answer(failed("u1", "Código não encontrado"))));
    let answer = answered(scene.receive("RM", &customer("u1", "000000731", "upsert", "Sync")));
    assert_eq!(errors(&answer), [("1".to_owned(), "Código não encontrado".to_owned())]);
    assert!(scene.rows("FCFO").is_empty());
    let inbound = scene.messages(QueueDirection::Inbound);
    assert_eq!((inbound[0].status, inbound[0].text.as_str()), (Status::Error, "Código não encontrado"));
}

#[test]
fn a_system_that_is_down_is_an_error_and_its_message_can_be_sent_again() {
    let scene = Scene::new();
    let document = customer("u1", "000000731", "upsert", "Sync");
    let answer = answered(scene.receive("RM", &document));
    assert_eq!(errors(&answer), [("1".to_owned(), "O PROTHEUS não pôde ser alcançado: connection refused".to_owned())]);
    scene.will(Ok(Delivered::Answer(processed("u1", "0|000000731", "01||000000731|01|C"))));
    assert!(errors(&answered(scene.receive("RM", &document))).is_empty(), "the sender tries again with the same identifier");
    assert_eq!(scene.rows("FCFO").len(), 1);
    assert_eq!(scene.messages(QueueDirection::Outbound).len(), 1);
}

#[test]
fn an_answer_that_does_not_come_is_an_error_and_one_that_comes_late_is_taken() {
    let scene = Scene::new();
    scene.will(Ok(Delivered::Taken));
    let answer = answered(scene.receive("RM", &customer("u1", "000000731", "upsert", "Sync")));
    assert_eq!(errors(&answer), [("2".to_owned(), "Tempo esgotado: não houve resposta em 0 s".to_owned())]);
    let late = processed("u1", "0|000000731", "01||000000731|01|C");
    assert!(errors(&answered(scene.receive("PROTHEUS", &late))).is_empty());
    assert_eq!(scene.messages(QueueDirection::Inbound)[0].status, Status::Processed);
    assert_eq!(scene.rows("FCFO").len(), 1);
}

#[test]
fn a_peer_that_never_answers_is_left_alone_for_a_while() {
    let scene = Scene::new();
    for number in 0..5 {
        scene.will(Err(DeliveryError::TimedOut { peer: "PROTHEUS".into(), seconds: 1 }));
        answered(scene.receive("RM", &customer(&format!("u{number}"), &format!("{number}"), "upsert", "Sync")));
    }
    assert_eq!(scene.sent().len(), 5);
    let answer = answered(scene.receive("RM", &customer("u9", "9", "upsert", "Sync")));
    assert!(errors(&answer)[0].1.starts_with("O PROTHEUS não está respondendo"), "{answer}");
    assert!(scene.sent().is_empty());
    scene.later(31);
    scene.will(Ok(Delivered::Answer(processed("u10", "0|10", "01||10|01|C"))));
    assert!(errors(&answered(scene.receive("RM", &customer("u10", "10", "upsert", "Sync")))).is_empty());
}

#[test]
fn a_row_that_the_de_para_refuses_is_an_error_of_the_message() {
    let scene = Scene::new();
    scene.will(Ok(Delivered::Answer(processed("u1", "", "01||000000731|01|C"))));
    let answer = answered(scene.receive("RM", &customer("u1", "000000731", "upsert", "Sync")));
    assert!(answer.contains("<Status>OK</Status>"), "no row, but the system has processed it: {answer}");
    assert!(scene.rows("FCFO").is_empty());
}

#[test]
fn a_load_of_the_de_para_teaches_the_pairs_that_its_answer_proves() {
    use depara::envelope::{Body, MessageInformation, Product, ReceivedMessage};
    use depara::load::{Position, Wanted};
    use depara::{Message, Policy};
    use depara_mappings::internal_id_load_1_000::{INFO, InternalIdLoad1000};
    use depara_mappings::load::{self, Execution};
    let scene = Scene::with(|_| {}, |engine| engine.taught_by(INFO.name, load::rows));
    let wanted = ["000000077", "000000078"].map(|code| (format!("0|{code}"), format!("01;C{code}")));
    let rows = wanted.iter().zip(2..).map(|((internal, mask), line)| Wanted {
        internal,
        mask,
        ..Wanted::new(Position::Row(line), "CUSTOMERVENDOR")
    });
    let pairs = load::pairs(rows);
    let product = |name: &'static str| Some(Product { name: Some(name.into()), version: None });
    let information = MessageInformation { uuid: Some("u1".into()), product: product("RM"), ..MessageInformation::default() };
    let batch = pairs.batches(std::num::NonZeroUsize::MAX).next().unwrap();
    let request = load::message(load::content(&batch, &Execution { number: 17, company: "0", branch: "" }), information).encode();
    let decoded = Message::<InternalIdLoad1000>::decode(&request, &Policy::default()).unwrap().value;
    let Body::Business(business) = &decoded.body else { panic!("a load") };
    let received = load::received(business.content.as_ref().unwrap());
    // Protheus knows the first customer, and not the second.
    let replies = received.reply(
        |pair| {
            if pair.internal.ends_with("77") { Ok(format!("01||{}|01|C", pair.values.text(1))) } else { Err("não cadastrado".to_owned()) }
        },
        |problem| problem.to_string(),
    );
    let answers = MessageInformation { uuid: Some("r1".into()), product: product("PROTHEUS"), ..MessageInformation::default() };
    let answer =
        load::answer(load::reply(replies.unwrap(), Some(17)), ReceivedMessage { uuid: Some("u1".into()), ..Default::default() }, answers)
            .encode();
    scene.will(Ok(Delivered::Answer(answer)));
    answered(scene.receive("RM", &request));
    assert_eq!(scene.rows("FCFO"), ["0|000000077 = 01||000000077|01|C"]);
}
