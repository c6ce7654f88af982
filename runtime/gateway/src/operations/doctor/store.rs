//! Whether the store can be reached, and whether its schema is that of this program.

use super::{Check, Verdict};
use crate::config::Config;
use depara_store::{Schema, Store, StoreError};
use std::path::Path;

const NAME: &str = "store";

/// The store is asked for its schema alone: a check changes nothing, and makes no file.
pub(super) fn checks(config: &Config) -> Vec<Check> {
    let address = config.store.address.reveal();
    if !address.contains("://") && !Path::new(address).exists() {
        return vec![of_new_file(Path::new(address))];
    }
    let check = |verdict, text: String, advice: &str| vec![Check::new(NAME, "", verdict, text, advice)];
    match Store::schema(address) {
        Ok(Schema { found: 0, .. }) => {
            check(Verdict::Fine, "o banco responde e está vazio; as tabelas são criadas ao iniciar".to_owned(), "")
        }
        Ok(Schema { found, known }) if found == known => check(Verdict::Fine, format!("o banco responde, com o esquema {found}"), ""),
        Ok(Schema { found, known }) if found < known => check(
            Verdict::Warning,
            format!("o banco tem o esquema {found}, e este programa usa o {known}: ele é atualizado ao iniciar"),
            "faça uma cópia do banco antes de iniciar, e pare os gateways que o usam com a versão anterior",
        ),
        Ok(Schema { found, known }) => check(
            Verdict::Failure,
            format!("o banco tem o esquema {found}, e este programa só conhece até o {known}"),
            "inicie a versão do gateway que atualizou o banco, ou uma mais nova",
        ),
        Err(error) => {
            let (text, advice) = explained(&error);
            check(Verdict::Failure, text, advice)
        }
    }
}

fn of_new_file(file: &Path) -> Check {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match std::fs::metadata(folder) {
        Ok(data) if data.is_dir() && !data.permissions().readonly() => {
            Check::fine(NAME, "", format!("o arquivo `{}` ainda não existe; ele é criado ao iniciar", file.display()))
        }
        _ => Check::new(
            NAME,
            "",
            Verdict::Failure,
            format!("o arquivo `{}` não pode ser criado: a pasta não existe, ou não se pode gravar nela", file.display()),
            "crie a pasta, e dê ao usuário do gateway a permissão de gravar nela",
        ),
    }
}

/// Why, and what is to be done. What the data base itself says comes as it is.
fn explained(error: &StoreError) -> (String, &'static str) {
    let start = "confira se o servidor está no ar e se o endereço, o usuário e a senha estão certos";
    match error {
        StoreError::NoPostgres => {
            ("este programa foi compilado sem o PostgreSQL".to_owned(), "use um programa compilado com ele, ou um arquivo SQLite")
        }
        StoreError::DiskFull { .. } => ("o disco do banco está cheio".to_owned(), "libere espaço no disco do banco"),
        StoreError::NotProtected { source } => (
            format!("não há conexão protegida com o banco: {source}"),
            "instale no servidor um certificado para o nome dele, indique a autoridade com `sslrootcert=`, ou diga com `sslmode=` quanta proteção se quer",
        ),
        StoreError::NoAuthority { place, source } => (
            format!("nenhum certificado de autoridade em `{place}`: {source}"),
            "indique com `sslrootcert=` o arquivo da autoridade, em PEM",
        ),
        StoreError::Disconnected { source } => (format!("o banco não responde: {source}"), start),
        other => (format!("o banco não abre: {other}"), start),
    }
}
