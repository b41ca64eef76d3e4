//! From a configuration to a listening service.

use crate::config::{Config, ConfigError};
use crate::demo;
use crate::ports::{Clock, EngineModule, FsMaterialStore, ModuleError, SystemClock};
use crate::secrets::Key;
use crate::state::{Parts, State, assemble};
use crate::store::{self, SqlRegisters};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tongban_replay::{Archive, ArchiveError};

/// Why the service does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file or folder cannot be used.
    #[error("cannot use `{}`: {cause}", file.display())]
    File {
        /// Which one.
        file: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The module cannot be used.
    #[error("cannot use module `{}`: {cause}; build it with `tongban build`", file.display())]
    Module {
        /// Which one.
        file: PathBuf,
        /// Why.
        cause: Box<ModuleError>,
    },
    /// The modules of earlier releases do not go with it.
    #[error("cannot use module `{}`: {cause}", file.display())]
    Modules {
        /// The module that was to be served.
        file: PathBuf,
        /// Why.
        cause: Box<ArchiveError>,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on `{addr}`: {cause}; choose another with `--addr`")]
    Listen {
        /// Which one.
        addr: std::net::SocketAddr,
        /// Why.
        cause: std::io::Error,
    },
    /// The system gives no threads.
    #[error("cannot start threads: {0}")]
    Threads(std::io::Error),
    /// The database cannot be opened.
    #[error("cannot open the database: {0}")]
    Database(#[from] sqlx::Error),
    /// The demonstration data are wrong.
    #[error("the demonstration data are wrong: {0}")]
    Demo(String),
    /// Without demonstration identities nobody could sign in: no other provider is built in yet.
    #[error("no identity provider is configured; run with `--demo`")]
    NoIdentities,
}

/// [`serve`] on threads of its own, for a program that is not asynchronous itself.
pub fn run(config: Config) -> Result<(), ServeError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Rules are evaluated on these threads; their depth is bounded, and this is more than it needs.
        .thread_stack_size(4 << 20)
        .build()
        .map_err(ServeError::Threads)?;
    runtime.block_on(serve(config))
}

/// Runs until Ctrl-C or SIGTERM; requests under way are finished first.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|cause| ServeError::Listen {
            addr: config.addr,
            cause,
        })?;
    let addr = listener.local_addr().map_err(|cause| ServeError::Listen {
        addr: config.addr,
        cause,
    })?;
    let state = open(&config, addr.port()).await?;
    announce(&config, &state);
    let cleaner = tokio::spawn(clean(Arc::clone(&state)));
    let app = crate::router(Arc::clone(&state));
    let served = axum::serve(listener, app)
        .with_graceful_shutdown(stopped())
        .await;
    cleaner.abort();
    state.parts.pool.close().await;
    served.map_err(|cause| ServeError::Listen { addr, cause })
}

async fn open(config: &Config, port: u16) -> Result<State, ServeError> {
    let file = |file: PathBuf| move |cause| ServeError::File { file, cause };
    std::fs::create_dir_all(&config.data).map_err(file(config.data.clone()))?;
    if let Some(folder) = config.db_folder() {
        std::fs::create_dir_all(&folder).map_err(file(folder.clone()))?;
    }
    let bytes = std::fs::read(&config.module).map_err(file(config.module.clone()))?;
    let modules = archive(config, &bytes).map_err(|cause| ServeError::Modules {
        file: config.module.clone(),
        cause: Box::new(cause),
    })?;
    let module = EngineModule::load(bytes).map_err(|cause| ServeError::Module {
        file: config.module.clone(),
        cause: Box::new(cause),
    })?;
    let key = Key::open(&config.data.join("key")).map_err(file(config.data.join("key")))?;
    let materials = FsMaterialStore::open(&config.data.join("materials"))
        .map_err(file(config.data.join("materials")))?;
    let pool = store::open(&config.db).await?;
    if !config.demo {
        return Err(ServeError::NoIdentities);
    }
    let demo = demo::Demo::new(&key).map_err(ServeError::Demo)?;
    demo.load_registers(&pool).await?;
    store::expire(&mut *pool.acquire().await?, SystemClock.unix_seconds()).await?;
    let loopback = config.addr.ip().is_loopback();
    let origins = if config.origins.is_empty() {
        let mut origins = vec![format!(
            "http://{}",
            std::net::SocketAddr::new(config.addr.ip(), port)
        )];
        if loopback || config.addr.ip().is_unspecified() {
            origins.push(format!("http://localhost:{port}"));
            origins.push(format!("http://127.0.0.1:{port}"));
        }
        origins
    } else {
        config.origins.clone()
    };
    Ok(assemble(Parts {
        clock: Arc::new(SystemClock),
        identities: Arc::new(demo),
        registers: Arc::new(SqlRegisters::new(pool.clone(), &config.unreachable)),
        materials: Arc::new(materials),
        module: Arc::new(module),
        modules: Arc::new(modules),
        pool,
        key,
        pages: config.pages.clone(),
        origins,
        secure_cookies: config.secure_cookies.unwrap_or(!loopback),
        demo: config.demo,
    }))
}

/// Keeps the module with those before it. A release that takes another back is refused: clients refuse it too.
fn archive(config: &Config, module: &[u8]) -> Result<Archive, ArchiveError> {
    let modules = Archive::open(&config.modules_folder())?;
    match modules.follows(module) {
        // Who tries a catalogue out changes it without counting up.
        Err(cause @ (ArchiveError::Newer(..) | ArchiveError::SameRevision(..))) if config.demo => {
            tracing::warn!(%cause, "the demonstration serves it all the same");
        }
        followed => {
            for cause in followed? {
                tracing::warn!(%cause, "a kept module is passed over; packets made with it are not taken until its file is put back");
            }
        }
    }
    modules.keep(module)?;
    Ok(modules)
}

#[expect(
    clippy::print_stdout,
    reason = "the addresses are what the operator asked for"
)]
fn announce(config: &Config, state: &State) {
    let origin = state.public_origin();
    println!("tongban is listening on {origin}");
    let pages = [
        ("portal", "/", &config.pages.portal),
        ("counter", "/counter/", &config.pages.counter),
        ("bank", "/bank/", &config.pages.bank),
        ("kiosk", "/kiosk/", &config.pages.kiosk),
    ];
    for (name, path, folder) in pages {
        if folder.is_some() {
            println!("  {name:<8} {origin}{path}");
        }
    }
    println!("  {:<8} {origin}/openapi.json", "api");
    println!("  {:<8} {}", "module", state.parts.module.digest());
}

/// Removes what has ended, every ten minutes.
async fn clean(state: State) {
    let mut every = tokio::time::interval(Duration::from_secs(600));
    loop {
        every.tick().await;
        let now = state.now();
        if let Err(cause) = state
            .writer
            .write(move |db| Box::pin(async move { store::expire(db, now).await }))
            .await
        {
            tracing::warn!(%cause, "ended sessions could not be removed");
        }
    }
}

async fn stopped() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
