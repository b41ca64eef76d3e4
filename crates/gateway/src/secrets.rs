//! Random numbers and the service's own key: tokens, codes, signatures, pseudonyms.

use hmac::{Hmac, Mac};
use sha2::digest::generic_array::GenericArray;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

/// `N` random bytes as lower-case hex.
pub fn random_hex<const N: usize>() -> std::io::Result<String> {
    Ok(hex::encode(random::<N>()?))
}

/// `N` random bytes of the operating system.
pub fn random<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::other("the system gives no random numbers"))?;
    Ok(bytes)
}

/// SHA-256 as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The service's key, kept in the data folder. What it signs is bound to a purpose.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// Reads the key, or makes one at first start. Only the owner may read the file.
    pub fn open(file: &Path) -> std::io::Result<Self> {
        match fs::read(file) {
            Ok(bytes) => {
                let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| {
                    Error::new(
                        ErrorKind::InvalidData,
                        "the key file does not hold 32 bytes",
                    )
                })?;
                Ok(Self(key))
            }
            Err(cause) if cause.kind() == ErrorKind::NotFound => Self::create(file),
            Err(cause) => Err(cause),
        }
    }

    fn create(file: &Path) -> std::io::Result<Self> {
        let key = random::<32>()?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut out = options.open(file)?;
        out.write_all(&key)?;
        out.sync_all()?;
        Ok(Self(key))
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> Hmac<Sha256> {
        // A key shorter than the hash's block is padded with zeros (RFC 2104).
        let mut block = [0u8; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as Mac>::new(GenericArray::from_slice(&block));
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        mac
    }

    /// Signature of a message for a purpose.
    pub fn sign(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        self.mac(purpose, message).finalize().into_bytes().into()
    }

    /// Whether the signature is ours, in constant time.
    pub fn verify(&self, purpose: &str, message: &[u8], signature: &[u8]) -> bool {
        self.mac(purpose, message).verify_slice(signature).is_ok()
    }

    /// A short code people can read out: 16 characters without look-alikes, in groups of four.
    pub fn code(&self, purpose: &str, message: &[u8]) -> String {
        readable(&self.sign(purpose, message))
    }

    /// Pseudonym of a person or unit.
    pub fn pseudonym(&self, kind: &str, document_type: &str, document_number: &str) -> String {
        let signed = self.sign(
            "subject",
            format!("{kind}|{document_type}|{document_number}").as_bytes(),
        );
        hex::encode(signed.get(..16).unwrap_or_default())
    }
}

/// Sixteen characters of a 32-letter alphabet, in groups of four; 80 bits.
pub fn readable(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut out = String::with_capacity(19);
    for (i, byte) in bytes.iter().take(16).enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        out.push(char::from(LETTERS[usize::from(byte & 31)]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_survives_and_signs_for_one_purpose_only() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key");
        let key = Key::open(&file).unwrap();
        let again = Key::open(&file).unwrap();
        let signature = key.sign("answers", b"x");
        assert!(again.verify("answers", b"x", &signature));
        assert!(!again.verify("progress", b"x", &signature));
        assert!(!again.verify("answers", b"y", &signature));
        assert_eq!(key.code("progress", b"n").len(), 19);
    }

    #[test]
    fn a_key_file_cut_short_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("key");
        fs::write(&file, b"short").unwrap();
        assert!(Key::open(&file).is_err());
    }
}
