//! Protheus, RM and the gateway between them, on this machine: a customer goes one way, a bank the other, a message fails and is processed again.
//!
//! `cargo run --release -p depara-examples --example protheus-rm` goes on running, so that the monitor can be looked at; with `-- --once` it ends
//! after the exchange.

use depara::rows::Layout;
use depara_examples::{config, login, operator};
use depara_gateway::engine::OperateError;
use depara_gateway::{Gateway, Running};
use depara_mappings::Registry;
use depara_peers::{Account, Bank, Contract, Customer, Protheus, Rm, SendError, Sent};
use depara_store::depara::{RowQuery, RowState};
use depara_store::queue::{MessageQuery, QueueDirection, Status};
use std::error::Error;
use std::io::{self, Write};

/// The three systems.
struct Systems {
    protheus: Protheus,
    rm: Rm,
    gateway: Running,
    /// The gateway's data base is in it.
    _folder: tempfile::TempDir,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let systems = Systems::start()?;
    systems.tell(&mut out)?;
    if std::env::args().any(|argument| argument == "--once") {
        systems.gateway.stop();
        return Ok(());
    }
    let user = operator();
    writeln!(out, "\n== O monitor\n")?;
    writeln!(out, "http://{}/monitor   usuário: {}   senha: {}", systems.gateway.address(), user.user, user.password)?;
    writeln!(out, "\nOs três sistemas continuam no ar até Ctrl-C.")?;
    drop(out);
    systems.gateway.wait_for_signal();
    Ok(())
}

impl Systems {
    fn start() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let (protheus, rm) = (Protheus::start(login("gateway"))?, Rm::start(login("gateway"))?);
        let config = config(folder.path(), &protheus.address(), &rm.address())?;
        let gateway = Gateway::<Registry>::new(config, Registry::ADAPTERS, Registry::PROFILES)?.start()?;
        let service = |system: &str| format!("http://{}/{system}/EAISERVICE.apw", gateway.address());
        protheus.connect(service("PROTHEUS"), login("PROTHEUS"));
        rm.connect(service("RM"), login("RM"));
        Ok(Self { protheus, rm, gateway, _folder: folder })
    }

    /// The whole exchange, step by step.
    fn tell(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "== Três sistemas nesta máquina\n")?;
        writeln!(out, "Protheus   {}", self.protheus.address())?;
        writeln!(out, "gateway    http://{}", self.gateway.address())?;
        writeln!(out, "RM         {}", self.rm.address())?;
        self.customer(out)?;
        self.bank(out)?;
        self.failure(out)?;
        for (title, layout) in [("do EAI 2.0", Layout::Eai2), ("do pacote 1021", Layout::Package1021)] {
            writeln!(out, "\n== O De-Para do gateway, no leiaute {title}\n")?;
            let rows = self.rows(layout)?;
            table(out, std::iter::once(layout.columns().iter().map(|title| (*title).to_owned()).collect()).chain(rows))?;
        }
        Ok(())
    }

    fn customer(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\n== Um cliente vai do RM ao Protheus, e a chave volta\n")?;
        writeln!(out, "O RM inclui a Escola Exemplo Ltda e envia CUSTOMERVENDOR 2.002 ao gateway, que a guarda e entrega ao Protheus.")?;
        answer(out, "Protheus", self.rm.create(Customer::named("Escola Exemplo Ltda")))?;
        for customer in self.protheus.customers() {
            writeln!(out, "SA1 do Protheus: {} {}", customer.code, customer.name)?;
        }
        for row in self.rm.rows() {
            writeln!(out, "De-Para do RM: {row}")?;
        }
        Ok(())
    }

    fn bank(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\n== Um banco vai do Protheus ao RM: conta corrente, conta caixa e convênio\n")?;
        self.rm.number_contracts_from(19);
        let bank = Bank {
            branch: "02AM0001".to_owned(),
            code: "001".to_owned(),
            name: "Banco Exemplo".to_owned(),
            account: Account { agency: "0455".to_owned(), number: "012453".to_owned() },
            contract: Some(Contract { number: "1250".to_owned(), transferor: "Escola Exemplo Ltda".to_owned(), code: "77".to_owned() }),
        };
        writeln!(out, "O Protheus envia BANK 2.001 com a chave {}.", bank.key())?;
        answer(out, "RM", self.protheus.send_bank(&bank))
    }

    fn failure(&self, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        writeln!(out, "\n== O Protheus sai do ar, e nada se perde\n")?;
        self.protheus.stop();
        writeln!(out, "O RM inclui a Papelaria Exemplo Ltda.")?;
        answer(out, "gateway", self.rm.create(Customer::named("Papelaria Exemplo Ltda")))?;
        self.protheus.start_again()?;
        writeln!(out, "O Protheus volta, e no monitor alguém manda reprocessar a mensagem com erro.")?;
        for id in self.failed()? {
            let after = self.gateway.operate().reprocess(id, &operator().user)?;
            writeln!(out, "Mensagem {id}: {}", situation(after))?;
        }
        // RM asks with the same UUID what has become of its message, as its users do, and gets the answer that is kept.
        if let Some(uuid) = self.rm.last_sent() {
            writeln!(out, "O RM envia a mesma mensagem outra vez; o gateway a reconhece pelo UUID e devolve a resposta que já tem.")?;
            answer(out, "gateway", self.rm.send_again(&uuid))?;
        }
        writeln!(out, "Clientes no Protheus: {}", self.protheus.customers().len())?;
        Ok(())
    }

    /// The messages that came in and have an error.
    fn failed(&self) -> Result<Vec<i64>, OperateError> {
        let query = MessageQuery { direction: Some(QueueDirection::Inbound), statuses: &[Status::Error], ..MessageQuery::default() };
        self.gateway.operate().pool().with(|store| {
            let found = store.read(|transaction| transaction.find_messages(&query, None, 10))?;
            Ok(found.items.iter().map(|message| message.id).collect())
        })
    }

    fn rows(&self, layout: Layout) -> Result<Vec<Vec<String>>, OperateError> {
        let query = RowQuery { states: &[RowState::Paired], ..RowQuery::default() };
        self.gateway.operate().pool().with(|store| {
            let found = store.read(|transaction| transaction.find_rows(&query, (0, 0), 100))?;
            let cells =
                |found: &depara_store::depara::FoundRow| found.row.cells(&found.space, layout).into_iter().map(str::to_owned).collect();
            Ok(found.items.iter().map(cells).collect())
        })
    }
}

/// What a system was answered.
fn answer(out: &mut impl Write, who: &str, sent: Result<Sent, SendError>) -> Result<(), Box<dyn Error>> {
    match sent? {
        Sent::Taken => writeln!(out, "Recebida; a resposta vem depois.")?,
        Sent::Answered(answer) => match answer.outcome {
            Ok(pairs) => {
                for pair in pairs {
                    writeln!(out, "Resposta do {who}: {} = {}", pair.origin, pair.destination)?;
                }
            }
            Err(texts) => writeln!(out, "Resposta do {who}, com erro: {}", texts.join("; "))?,
        },
    }
    Ok(())
}

fn situation(status: Status) -> &'static str {
    match status {
        Status::Processed => "processada",
        Status::Error => "com erro",
        _ => "em andamento",
    }
}

/// Writes rows in columns.
fn table(out: &mut impl Write, rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
    let rows: Vec<_> = rows.collect();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default();
    for row in &rows {
        let cells: Vec<_> = row.iter().enumerate().map(|(column, cell)| format!("{cell:<0$}", width(column))).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Systems;

    #[test]
    fn the_story_tells_of_the_exchange_and_shows_the_rows() {
        let mut out = Vec::new();
        let systems = Systems::start().expect("the systems start");
        systems.tell(&mut out).expect("the exchange goes on");
        systems.gateway.stop();
        let story = String::from_utf8(out).expect("the story is text");
        for expected in [
            "Resposta do Protheus: 0|000000001 = 01||000000001|01|C",
            "Resposta do RM: 01|02AM0001|001|0455|012453 = 2|19",
            "Resposta do gateway, com erro: O PROTHEUS não pôde ser alcançado",
            ": processada",
            "Clientes no Protheus: 2",
            "PROTHEUS    FConta     CODCOLIGADA|NUMBANCO|NUMAGENCIA|NROCONTA  2|001|0455 |012453",
            "FCFO       CODCOLIGADA|CODCFO                        0|000000002",
        ] {
            assert!(story.contains(expected), "`{expected}` in:\n{story}");
        }
    }
}
