//! `tongban serve`: the intake service.

use crate::arguments::Arguments;
use crate::outcome::Outcome;
use anyhow::Result;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;
use tongban_gateway::{Config, Overrides};

/// Run the intake service: module, pages, lookups, packets, cases. `--module` names the module to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// TOML file with the same keys; flags win over it.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Address to listen on.
    #[arg(long, value_name = "ADDRESS")]
    pub addr: Option<SocketAddr>,
    /// Database, such as `sqlite:data/tongban.db`.
    #[arg(long, value_name = "URL")]
    pub db: Option<String>,
    /// Folder for materials and the service's key; without `--db` for the database too.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Built portal, at `/`.
    #[arg(long, value_name = "DIR")]
    pub portal: Option<PathBuf>,
    /// Built counter page, at `/counter/`.
    #[arg(long, value_name = "DIR")]
    pub counter: Option<PathBuf>,
    /// Built bank page, at `/bank/`.
    #[arg(long, value_name = "DIR")]
    pub bank: Option<PathBuf>,
    /// Built kiosk shell, at `/kiosk/`.
    #[arg(long, value_name = "DIR")]
    pub kiosk: Option<PathBuf>,
    /// Demonstration identities and registers (on unless the file says otherwise).
    #[arg(long, overrides_with = "no_demo")]
    pub demo: bool,
    /// No demonstration identities and registers.
    #[arg(long)]
    pub no_demo: bool,
}

impl Serve {
    /// Serves until it is told to stop. `--json` makes each log line a JSON object.
    pub fn run(&self, arguments: &Arguments) -> Result<Outcome> {
        let demo = match (self.demo, self.no_demo) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        };
        let flags = Overrides {
            addr: self.addr,
            db: self.db.clone(),
            data: self.data.clone(),
            module: arguments.module.clone(),
            portal: self.portal.clone(),
            counter: self.counter.clone(),
            bank: self.bank.clone(),
            kiosk: self.kiosk.clone(),
            demo,
        };
        let config = Config::load(self.config.as_deref(), flags)?;
        tongban_gateway::init_logging(arguments.json);
        tongban_gateway::run(config)?;
        Ok(Outcome::Fine)
    }
}
