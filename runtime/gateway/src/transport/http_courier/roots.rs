//! Whose certificates count: those of the machine's authorities, and of the peer's own.

use std::path::Path;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use ureq::tls::{Certificate, RootCerts};

/// The authorities of this machine, and those of a file in PEM form. A machine without any can speak with peers that need none.
///
/// # Errors
/// Why the file cannot be used.
pub(crate) fn roots(file: Option<&Path>) -> Result<RootCerts, String> {
    let mut certificates = rustls_native_certs::load_native_certs().certs;
    if let Some(file) = file {
        let cannot = |reason: String| format!("no certificate can be read from `{}`: {reason}", file.display());
        let before = certificates.len();
        for certificate in CertificateDer::pem_file_iter(file).map_err(|error| cannot(error.to_string()))? {
            certificates.push(certificate.map_err(|error| cannot(error.to_string()))?);
        }
        if certificates.len() == before {
            return Err(cannot("there is no section `CERTIFICATE`".to_owned()));
        }
    }
    Ok(RootCerts::from(certificates.iter().map(|certificate| Certificate::from_der(certificate).to_owned())))
}
