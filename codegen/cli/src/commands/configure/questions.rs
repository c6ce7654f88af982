//! What is asked of somebody at a terminal, in Portuguese; an empty answer keeps what is there.

use super::change::Change;
use super::secret;
use super::write::File;
use crate::failure::Failure;
use crate::session::Session;
use depara_mappings::Registry;

/// Asks for what every installation has to say.
pub(super) fn ask(session: &mut Session<'_>, file: &File) -> Result<Vec<Change>, Failure> {
    let mut asked = Asked { session, file, changes: Vec::new() };
    asked.session.aside("Uma resposta vazia mantém o que está entre colchetes; um traço (-) deixa sem.");
    asked.setting(
        "Onde ficam as mensagens e o De-Para (um arquivo, ou postgres://usuário@servidor/base)?",
        "store.address",
        "depara.db",
    )?;
    asked.setting("Em que endereço o gateway escuta?", "listen.address", "127.0.0.1:8080")?;
    let profiles: Vec<&str> = Registry::PROFILES.iter().map(|profile| profile.name).collect();
    asked.setting(&format!("Qual é o perfil da integração ({})?", profiles.join(", ")), "profile", "Eai2")?;
    asked.setting("Que arquivo descreve a instalação do Protheus (compartilhamento das tabelas)?", "environment", "-")?;
    for (product, url) in [("PROTHEUS", "http://protheus:8080/ws/EAISERVICE.apw"), ("RM", "http://rm:8051/wsEAI/IwsEAI")] {
        asked.peer(product, url)?;
    }
    asked.monitor()?;
    Ok(asked.changes)
}

struct Asked<'a, 'io> {
    session: &'a mut Session<'io>,
    file: &'a File,
    changes: Vec<Change>,
}

impl Asked<'_, '_> {
    /// An answer, or what stands in brackets; none for a dash.
    fn line(&mut self, question: &str, default: &str) -> Result<Option<String>, Failure> {
        let shown = if default == "-" { String::new() } else { format!(" [{default}]") };
        let answer = self.session.ask(format_args!("{question}{shown}"))?.unwrap_or_default();
        let answer = answer.trim();
        let answer = if answer.is_empty() { default } else { answer };
        Ok((answer != "-").then(|| answer.to_owned()))
    }

    /// Asks for a setting; the answer, if there is one.
    fn setting(&mut self, question: &str, key: &str, default: &str) -> Result<Option<String>, Failure> {
        let there = self.file.says(key);
        let answer = self.line(question, there.as_deref().unwrap_or(default))?;
        match &answer {
            Some(answer) if Some(answer) != there.as_ref() => self.changes.push(Change::set(key, answer)),
            None if there.is_some() => self.changes.push(Change::Remove { key: key.to_owned() }),
            _ => {}
        }
        Ok(answer)
    }

    fn peer(&mut self, product: &str, url: &str) -> Result<(), Failure> {
        if self
            .setting(&format!("{product}: para onde vão as mensagens (endereço do serviço)?"), &format!("peers.{product}.url"), url)?
            .is_some()
            && self.file.says(&format!("peers.{product}.product")).is_none()
        {
            self.changes.push(Change::set(&format!("peers.{product}.product"), product));
        }
        let question = format!("{product}: com que usuário o gateway entra nele?");
        self.credentials(&question, &format!("peers.{product}.credentials"), &format!("DEPARA_{product}_SENHA"))?;
        let question = format!("{product}: com que usuário ele entra no gateway?");
        self.credentials(&question, &format!("peers.{product}.callers"), &format!("DEPARA_DO_{product}_SENHA"))
    }

    /// A user, and where the password comes from.
    fn credentials(&mut self, question: &str, key: &str, variable: &str) -> Result<(), Failure> {
        let (user, password) = (format!("{key}.user"), format!("{key}.password"));
        let there = self.file.says(&user);
        let Some(answer) = self.line(question, there.as_deref().unwrap_or("-"))? else {
            if there.is_some() {
                self.changes.push(Change::Remove { key: key.to_owned() });
            }
            return Ok(());
        };
        if Some(&answer) != there.as_ref() {
            self.changes.push(Change::set(&user, &answer));
        }
        let source = ["env", "file"].into_iter().find_map(|source| {
            let name = self.file.says(&format!("{password}.{source}"))?;
            Some(if source == "env" { name } else { format!("arquivo:{name}") })
        });
        let question = "  De que variável vem a senha dele? (ou arquivo:CAMINHO, que é gravado agora)";
        let Some(answer) = self.line(question, source.as_deref().unwrap_or(variable))? else { return Ok(()) };
        if Some(&answer) == source.as_ref() {
            return Ok(());
        }
        match answer.strip_prefix("arquivo:") {
            Some(path) => {
                let secret = secret::ask(self.session, "  Senha:")?;
                let change = Change::of_secret(self.session, &password, path.trim(), secret)?;
                self.changes.push(change);
            }
            None => {
                let mut table = toml_edit::InlineTable::new();
                table.insert("env", toml_edit::Value::from(answer));
                self.changes.push(Change::Set { key: password, value: table.into() });
            }
        }
        Ok(())
    }

    /// The first user of the monitor; others are added with `--set`.
    fn monitor(&mut self) -> Result<(), Failure> {
        if self.file.has_users() {
            return Ok(());
        }
        let Some(name) = self.line("Que usuário pode entrar no monitor?", "-")? else { return Ok(()) };
        let role =
            self.line("  O que ele pode (look: só olhar; operate: também processar)?", "operate")?.unwrap_or_else(|| "look".to_owned());
        let password = secret::ask(self.session, "  Senha dele:")?;
        let hash = secret::hash(self.session, &password)?;
        self.changes.push(Change::set(&format!("monitor.users.{name}.role"), &role));
        self.changes.push(Change::Set { key: format!("monitor.users.{name}.password"), value: hash.into() });
        Ok(())
    }
}
