//! Connections to a server that has a certificate.

use crate::suite::server::{Server, own};
use depara_store::{Settings, Store, StoreError};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// An authority and its certificate as text.
fn authority(name: &str) -> (Issuer<'static, KeyPair>, String) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.distinguished_name.push(rcgen::DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let text = params.self_signed(&key).unwrap().pem();
    (Issuer::new(params, key), text)
}

/// Writes the certificate of a server that is called `localhost`, and the authorities that know it and do not.
fn certificates(folder: &Path) -> String {
    let ((authority, known), (_, unknown)) = (authority("known"), authority("unknown"));
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    for (name, text) in
        [("server.pem", certificate.pem()), ("server.key", key.serialize_pem()), ("known.pem", known), ("unknown.pem", unknown)]
    {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(if name == "server.key" { 0o600 } else { 0o644 })).unwrap();
        own(&file);
    }
    let folder = folder.display();
    format!("-c ssl=on -c ssl_cert_file={folder}/server.pem -c ssl_key_file={folder}/server.key")
}

/// Whether the connection is encrypted.
fn encrypted(address: &str) -> Result<bool, StoreError> {
    let mut store = Store::open(address, Settings::default())?;
    let mut encrypted = 0;
    store.transaction(|transaction| {
        transaction.query("SELECT CAST(CAST(ssl AS INTEGER) AS BIGINT) FROM pg_stat_ssl WHERE pid = pg_backend_pid()", &[], &mut |row| {
            encrypted = row.integer(0)?.unwrap_or_default();
            Ok(())
        })
    })?;
    Ok(encrypted == 1)
}

#[test]
fn what_goes_to_the_server_is_protected_as_the_address_says() {
    let Some(server) = Server::start_new("TLS to PostgreSQL", certificates) else { return };
    let address = |host: &str, options: &str| server.address().replace("127.0.0.1", host) + options;
    let (known, unknown) = (server.folder().join("known.pem"), server.folder().join("unknown.pem"));
    let with = |mode: &str, file: &Path| format!("?sslmode={mode}&sslrootcert={}", file.display());
    // Nobody listens on this machine but the machine.
    assert!(!encrypted(&address("127.0.0.1", "")).unwrap());
    assert!(!encrypted(&address("127.0.0.1", "?sslmode=disable")).unwrap());
    assert!(encrypted(&address("127.0.0.1", "?sslmode=prefer")).unwrap());
    assert!(encrypted(&address("127.0.0.1", "?sslmode=require")).unwrap());
    assert!(encrypted(&address("localhost", &with("verify-full", &known))).unwrap());
    assert!(encrypted(&address("127.0.0.1", &with("verify-ca", &known))).unwrap(), "the name does not matter");
    assert!(encrypted(&address("127.0.0.1", &with("require", &known))).unwrap());
    for (address, why) in [
        (address("127.0.0.1", &with("verify-full", &known)), "not valid for name"),
        (address("localhost", &with("verify-full", &unknown)), "UnknownIssuer"),
        (address("127.0.0.1", &with("verify-ca", &unknown)), "UnknownIssuer"),
        (address("127.0.0.1", &with("require", &unknown)), "UnknownIssuer"),
    ] {
        let refused = encrypted(&address).unwrap_err();
        assert!(matches!(refused, StoreError::NotProtected { .. }) && refused.to_string().contains(why), "{refused:?}");
    }
    // Every connection that comes after the first is protected as it is.
    let mut another = Store::open(&address("localhost", &with("verify-full", &known)), Settings::default()).unwrap().another().unwrap();
    another.transaction(|transaction| transaction.execute("CREATE TABLE something (number BIGINT)", &[])).unwrap();
    drop(server);
    let Some(plain) = Server::start_new("a PostgreSQL without TLS", |_| String::new()) else { return };
    assert!(!encrypted(&(plain.address() + "?sslmode=prefer")).unwrap());
    let told = encrypted(&(plain.address() + "?sslmode=require")).unwrap_err().to_string();
    assert!(told.contains("does not support TLS"), "{told}");
}
