//! One TOML file, and flags that win over it.

use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

/// How the service runs. Unknown keys in the file are refused.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// Address to listen on.
    pub addr: SocketAddr,
    /// Database: `sqlite:PATH`.
    pub db: String,
    /// Folder for materials and the service's key.
    pub data: PathBuf,
    /// The module that every channel loads.
    pub module: PathBuf,
    /// Folder where modules are kept by digest, so that their packets can be replayed; none: `modules` beside the data.
    pub modules: Option<PathBuf>,
    /// Built pages.
    pub pages: Pages,
    /// Demonstration identities and registers.
    pub demo: bool,
    /// Registers of the demonstration that do not answer.
    pub unreachable: Vec<String>,
    /// Origins that browsers reach this service at, such as `https://bl.example.cn`; empty: the listening address by name and number.
    pub origins: Vec<String>,
    /// Whether the cookie is sent over TLS only; none: unless the address is a loopback one.
    pub secure_cookies: Option<bool>,
}

/// Folders of built pages; a page that is not given answers 404.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Pages {
    /// `/`
    pub portal: Option<PathBuf>,
    /// `/counter/`
    pub counter: Option<PathBuf>,
    /// `/bank/`
    pub bank: Option<PathBuf>,
    /// `/kiosk/`
    pub kiosk: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            addr: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            db: "sqlite:data/tongban.db".to_owned(),
            data: PathBuf::from("data"),
            module: PathBuf::from("module.wasm"),
            modules: None,
            pages: Pages::default(),
            demo: true,
            unreachable: Vec::new(),
            origins: Vec::new(),
            secure_cookies: None,
        }
    }
}

/// What flags say; `None` leaves the file's word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--addr`
    pub addr: Option<SocketAddr>,
    /// `--db`
    pub db: Option<String>,
    /// `--data`
    pub data: Option<PathBuf>,
    /// `--module`
    pub module: Option<PathBuf>,
    /// `--portal`
    pub portal: Option<PathBuf>,
    /// `--counter`
    pub counter: Option<PathBuf>,
    /// `--bank`
    pub bank: Option<PathBuf>,
    /// `--kiosk`
    pub kiosk: Option<PathBuf>,
    /// `--demo`, `--no-demo`
    pub demo: Option<bool>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read `{}`: {cause}", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("`{}` is not a configuration: {cause}", file.display())]
    Malformed {
        /// Which file.
        file: PathBuf,
        /// Where and why.
        cause: Box<toml::de::Error>,
    },
    /// A database that this version cannot use.
    #[error(
        "cannot use database `{0}`: this version keeps its data in SQLite; write `sqlite:` and a path"
    )]
    Database(String),
    /// An origin that is not one.
    #[error(
        "`{0}` is not an origin; write scheme and host without a path, such as `https://bl.example.cn`"
    )]
    Origin(String),
}

impl Config {
    /// Reads the file, when there is one, and applies the flags.
    pub fn load(file: Option<&Path>, flags: Overrides) -> Result<Self, ConfigError> {
        let mut config = match file {
            None => Self::default(),
            Some(file) => {
                let text =
                    std::fs::read_to_string(file).map_err(|cause| ConfigError::Unreadable {
                        file: file.to_owned(),
                        cause,
                    })?;
                toml::from_str(&text).map_err(|cause| ConfigError::Malformed {
                    file: file.to_owned(),
                    cause: Box::new(cause),
                })?
            }
        };
        config.apply(flags);
        config.check()?;
        Ok(config)
    }

    fn apply(&mut self, flags: Overrides) {
        let Overrides {
            addr,
            db,
            data,
            module,
            portal,
            counter,
            bank,
            kiosk,
            demo,
        } = flags;
        self.addr = addr.unwrap_or(self.addr);
        if let Some(data) = data {
            // A data folder without a word on the database holds that too.
            if db.is_none() {
                self.db = format!("sqlite:{}", data.join("tongban.db").display());
            }
            self.data = data;
        } else if let Some(folder) = db
            .as_deref()
            .and_then(sqlite_path)
            .and_then(|p| p.parent().map(Path::to_owned))
        {
            self.data = if folder.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                folder
            };
        }
        if let Some(db) = db {
            self.db = db;
        }
        self.module = module.unwrap_or_else(|| std::mem::take(&mut self.module));
        self.pages.portal = portal.or_else(|| self.pages.portal.take());
        self.pages.counter = counter.or_else(|| self.pages.counter.take());
        self.pages.bank = bank.or_else(|| self.pages.bank.take());
        self.pages.kiosk = kiosk.or_else(|| self.pages.kiosk.take());
        self.demo = demo.unwrap_or(self.demo);
    }

    fn check(&self) -> Result<(), ConfigError> {
        if !self.db.starts_with("sqlite:") {
            return Err(ConfigError::Database(self.db.clone()));
        }
        for origin in &self.origins {
            let host = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"));
            if host.is_none_or(|host| host.is_empty() || host.contains('/')) {
                return Err(ConfigError::Origin(origin.clone()));
            }
        }
        Ok(())
    }

    /// The folder where modules are kept.
    pub(crate) fn modules_folder(&self) -> PathBuf {
        self.modules
            .clone()
            .unwrap_or_else(|| self.data.join("modules"))
    }

    /// The folder of the database file, which must exist before it is opened.
    pub(crate) fn db_folder(&self) -> Option<PathBuf> {
        sqlite_path(&self.db)
            .and_then(|p| p.parent().map(Path::to_owned))
            .filter(|p| !p.as_os_str().is_empty())
    }
}

fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or_default();
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, flags: Overrides) -> Result<Config, String> {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("tongban.toml");
        std::fs::write(&file, text).unwrap();
        Config::load(Some(&file), flags).map_err(|e| e.to_string())
    }

    #[test]
    fn flags_win_over_the_file() {
        let flags = Overrides {
            addr: Some("127.0.0.1:9".parse().unwrap()),
            demo: Some(false),
            ..Overrides::default()
        };
        let config = load(
            "addr = '0.0.0.0:80'\ndemo = true\n[pages]\nportal = 'p'\n",
            flags,
        )
        .unwrap();
        assert_eq!(config.addr.port(), 9);
        assert!(!config.demo);
        assert_eq!(config.pages.portal, Some(PathBuf::from("p")));
    }

    #[test]
    fn unknown_keys_other_databases_and_odd_origins_are_refused() {
        assert!(
            load("adr = '0.0.0.0:80'", Overrides::default())
                .unwrap_err()
                .contains("adr")
        );
        let flags = Overrides {
            db: Some("postgres://x".into()),
            ..Overrides::default()
        };
        assert!(load("", flags).unwrap_err().contains("`postgres://x`"));
        assert!(
            load("origins = ['https://a/b']", Overrides::default())
                .unwrap_err()
                .contains("`https://a/b`")
        );
    }

    #[test]
    fn the_data_folder_follows_the_database() {
        let flags = Overrides {
            db: Some("sqlite:somewhere/t.db".into()),
            ..Overrides::default()
        };
        assert_eq!(load("", flags).unwrap().data, PathBuf::from("somewhere"));
    }
}
