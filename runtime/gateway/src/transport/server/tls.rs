//! TLS of the listening side: certificate and key from their files.

use super::ServeError;
use crate::config::TlsFiles;
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{Error, ServerConfig};

/// What makes a TLS connection of an accepted one.
pub(super) fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor, ServeError> {
    let TlsFiles { certificate, key } = files;
    let no_certificate = |reason: String| no(certificate, "certificate", reason);
    let chain = CertificateDer::pem_file_iter(certificate).map_err(|error| no_certificate(error.to_string()))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|error| no_certificate(error.to_string()))?;
    if chain.is_empty() {
        return Err(no_certificate("there is no section `CERTIFICATE`".to_owned()));
    }
    let private = PrivateKeyDer::from_pem_file(key).map_err(|error| no(key, "private key", error.to_string()))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions();
    let mut config =
        config.and_then(|config| config.with_no_client_auth().with_single_cert(chain, private)).map_err(|error| match error {
            Error::InconsistentKeys(_) => no(key, "private key", "it is not the key of the certificate".to_owned()),
            error => no_certificate(error.to_string()),
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn no(path: &Path, what: &'static str, reason: String) -> ServeError {
    ServeError::Tls { path: path.to_owned(), what, reason }
}
