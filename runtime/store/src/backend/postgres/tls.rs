//! Addresses of servers, and whether what goes to them is encrypted: `sslmode` and `sslrootcert` as libpq has them.

use crate::StoreError;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::net::IpAddr;
use std::sync::Arc;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

/// A server, and how one speaks with it.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) config: Config,
    pub(super) connector: MakeRustlsConnect,
}

/// How far a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protection {
    /// Not at all.
    Disable,
    /// Where the server offers it.
    Prefer,
    /// Encrypted, to whomever answers.
    Require,
    /// Encrypted, to somebody with a certificate of a known authority.
    VerifyCa,
    /// Encrypted, to the host that the address names.
    VerifyFull,
}

/// The words of `sslmode`.
const MODES: [(&str, Protection); 5] = [
    ("disable", Protection::Disable),
    ("prefer", Protection::Prefer),
    ("require", Protection::Require),
    ("verify-ca", Protection::VerifyCa),
    ("verify-full", Protection::VerifyFull),
];

impl Server {
    /// Reads an address. Where it says no `sslmode`, a server on this machine is spoken with in clear, and any other one only under a certificate
    /// for its name, so that nobody on the way gets the password unless the address asks for it.
    pub(super) fn of(address: &str) -> Result<Self, StoreError> {
        let Address { mut config, protection, roots } = Address::parse(address)?;
        config.ssl_mode(match protection {
            Protection::Disable => SslMode::Disable,
            Protection::Prefer => SslMode::Prefer,
            Protection::Require | Protection::VerifyCa | Protection::VerifyFull => SslMode::Require,
        });
        let connector = MakeRustlsConnect::new(client_config(protection, roots.as_deref())?);
        Ok(Self { config, connector })
    }
}

/// What an address says.
struct Address {
    config: Config,
    protection: Protection,
    /// The file of `sslrootcert`.
    roots: Option<String>,
}

impl Address {
    fn parse(address: &str) -> Result<Self, StoreError> {
        let (place, query) = address.split_once('?').unwrap_or((address, ""));
        let (mut said, mut roots, mut rest) = (None, None, Vec::new());
        for part in query.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("sslmode", mode)) => {
                    let known = MODES.iter().find(|(word, _)| *word == mode);
                    said = Some(known.ok_or_else(|| StoreError::SslMode { found: mode.to_owned() })?.1);
                }
                Some(("sslrootcert", "system")) => roots = None,
                Some(("sslrootcert", file)) => roots = Some(percent_decoded(file)),
                _ => rest.push(part),
            }
        }
        let without = if rest.is_empty() { place.to_owned() } else { format!("{place}?{}", rest.join("&")) };
        let config: Config = without.parse().map_err(super::fault)?;
        let protection = match said {
            // As in libpq: who names an authority wants it asked.
            Some(Protection::Require) if roots.is_some() => Protection::VerifyCa,
            Some(protection) => protection,
            None if is_of_this_machine(&config) => Protection::Disable,
            None => Protection::VerifyFull,
        };
        Ok(Self { config, protection, roots })
    }
}

fn is_of_this_machine(config: &Config) -> bool {
    let hosts = config.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    });
    hosts && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.split_at_checked(2).and_then(|(digits, behind)| {
            let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            Some((u8::from_str_radix(digits, 16).ok()?, behind))
        });
        let (byte, behind) = if first == b'%' { code.unwrap_or((first, behind)) } else { (first, behind) };
        bytes.push(byte);
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn client_config(protection: Protection, roots: Option<&str>) -> Result<ClientConfig, StoreError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions().map_err(not_set_up)?;
    let config = match protection {
        // Never used where nothing is encrypted, so no certificates are read.
        Protection::Disable | Protection::Prefer | Protection::Require => {
            builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        }
        Protection::VerifyCa => {
            let full = WebPkiServerVerifier::builder_with_provider(Arc::new(authorities(roots)?), provider).build().map_err(not_set_up)?;
            builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyName(full)))
        }
        Protection::VerifyFull => builder.with_root_certificates(authorities(roots)?),
    };
    Ok(config.with_no_client_auth())
}

/// The authorities whose certificates count: those of a file, or the machine's own.
fn authorities(file: Option<&str>) -> Result<RootCertStore, StoreError> {
    let mut store = RootCertStore::empty();
    match file {
        Some(file) => {
            let certificates = CertificateDer::pem_file_iter(file).map_err(|error| no_authority(file, error.to_string()))?;
            for certificate in certificates {
                let added =
                    certificate.map_err(|error| error.to_string()).and_then(|one| store.add(one).map_err(|error| error.to_string()));
                added.map_err(|error| no_authority(file, error))?;
            }
        }
        None => {
            let found = rustls_native_certs::load_native_certs();
            store.add_parsable_certificates(found.certs);
        }
    }
    if store.is_empty() {
        return Err(no_authority(file.unwrap_or("the machine's own"), "there is no certificate".to_owned()));
    }
    Ok(store)
}

fn no_authority(place: &str, what: String) -> StoreError {
    StoreError::NoAuthority { place: place.to_owned(), source: what.into() }
}

fn not_set_up(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Database { source: Box::new(error) }
}

/// Takes every certificate: encrypted, but to whomever answers.
#[derive(Debug)]
struct AnyCertificate(Arc<CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Takes every certificate of a known authority, for whatever name.
#[derive(Debug)]
struct AnyName(Arc<WebPkiServerVerifier>);

impl ServerCertVerifier for AnyName {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        match self.0.verify_server_cert(certificate, chain, name, ocsp, now) {
            // The name is looked at when everything else is right.
            Err(rustls::Error::InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. })) => {
                Ok(ServerCertVerified::assertion())
            }
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<(Protection, Option<String>), String> {
        Address::parse(address).map(|address| (address.protection, address.roots)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_an_address_says() {
        for (address, protection) in [
            ("postgres://u@127.0.0.1:5432/b", Protection::Disable),
            ("postgres://u@localhost/b", Protection::Disable),
            ("postgres://u@[::1]/b", Protection::Disable),
            ("postgres://u@%2Fvar%2Frun%2Fpostgresql/b", Protection::Disable),
            ("postgres://u:p@db.example:5432/b", Protection::VerifyFull),
            ("postgres://u:p@10.0.0.7/b", Protection::VerifyFull),
            ("postgres://u:p@localhost,db.example/b", Protection::VerifyFull),
            ("postgres://u:p@localhost/b?hostaddr=10.0.0.7", Protection::VerifyFull),
            ("postgres://u:p@db.example/b?sslmode=disable", Protection::Disable),
            ("postgres://u:p@db.example/b?sslmode=prefer&application_name=x", Protection::Prefer),
            ("postgres://u:p@db.example/b?application_name=x&sslmode=require", Protection::Require),
            ("postgres://u:p@localhost/b?sslmode=verify-full", Protection::VerifyFull),
            ("postgres://u:p@localhost/b?sslmode=verify-full&sslrootcert=system", Protection::VerifyFull),
        ] {
            assert_eq!(read(address), Ok((protection, None)), "{address}");
        }
        let roots = read("postgres://u:p@db.example/b?sslmode=require&sslrootcert=%2Fetc%2Four%20ca.pem");
        assert_eq!(roots, Ok((Protection::VerifyCa, Some("/etc/our ca.pem".to_owned()))));
        assert_eq!(percent_decoded("100%"), "100%");
        let wrong = read("postgres://u:p@db.example/b?sslmode=on").unwrap_err();
        assert_eq!(wrong, "sslmode `on` is none of disable, prefer, require, verify-ca, verify-full");
        assert!(read("postgres://u:secret@db.example:port/b").is_err_and(|error| !error.contains("secret")));
    }

    #[test]
    fn a_file_of_authorities_that_is_none() {
        let error = Server::of("postgres://u@db.example/b?sslrootcert=/nowhere/ca.pem").map(|_| ()).unwrap_err();
        assert!(error.to_string().starts_with("no certificate of an authority can be read from `/nowhere/ca.pem`"), "{error}");
        assert!(error.in_portuguese().starts_with("nenhum certificado de autoridade pôde ser lido de `/nowhere/ca.pem`"));
    }
}
