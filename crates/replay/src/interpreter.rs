//! A module's own bytes in a wasm interpreter: no JavaScript, no host functions, bounded in every direction.

use crate::limits::{FUEL_SLICE, MAX_ANSWER_BYTES, MAX_FUEL, MAX_MEMORY_BYTES};
use tongban_engine::{IMAGE_SECTION, TEXT_SECTION, digest, sections};
use wasmi::{
    AsContextMut, CompilationMode, Config, Engine, Error, Func, Linker, Memory, Module, Store,
    StoreLimits, StoreLimitsBuilder, TypedFunc, TypedResumableCall,
};

/// Which bound was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`MAX_FUEL`] instructions.
    Fuel,
    /// [`MAX_MEMORY_BYTES`] of linear memory.
    Memory,
    /// The caller does not wait any longer.
    Time,
    /// [`MAX_ANSWER_BYTES`] of one answer.
    Answer,
}

/// Why a module gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is no module that answers packets: not wasm, another interface, no catalogue of its engine's.
    Unfit(String),
    /// It trapped.
    Trapped(String),
    /// It wanted more than it may have.
    Limit(Limit),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unfit(why) => write!(f, "the module cannot be run: {why}"),
            Self::Trapped(why) => write!(f, "the module stopped: {why}"),
            Self::Limit(Limit::Fuel) => f.write_str("the module ran longer than it may"),
            Self::Limit(Limit::Memory) => f.write_str("the module wanted more memory than it may"),
            Self::Limit(Limit::Time) => f.write_str("the module did not answer in time"),
            Self::Limit(Limit::Answer) => f.write_str("the module's answer is larger than is read"),
        }
    }
}

impl std::error::Error for Trouble {}

/// Whether the caller still waits; asked every [`FUEL_SLICE`] instructions.
pub type Waiting<'a> = &'a mut dyn FnMut() -> bool;

/// A module's compiled code; cheap to clone, instances are made from it.
#[derive(Debug, Clone)]
pub struct Code {
    module: Module,
    /// The catalogue as `tongban_load` takes it.
    frame: std::sync::Arc<[u8]>,
    /// Instructions for one call.
    fuel: u64,
}

/// One instance of a module, its catalogue loaded.
#[derive(Debug)]
pub struct Interpreter {
    store: Store<StoreLimits>,
    memory: Memory,
    alloc: TypedFunc<u32, u32>,
    free: TypedFunc<(u32, u32), ()>,
    decide: TypedFunc<(u32, u32), u64>,
    replay: TypedFunc<(u32, u32), u64>,
    fuel: u64,
    spent: u64,
}

impl Code {
    /// Compiles a module.
    ///
    /// # Errors
    /// [`Trouble::Unfit`].
    pub fn new(module: &[u8]) -> Result<Self, Trouble> {
        let mut config = Config::default();
        // All at once, so that the fuel of a call depends on the call alone.
        config
            .consume_fuel(true)
            .compilation_mode(CompilationMode::Eager);
        let engine = Engine::new(&config);
        Ok(Self {
            frame: frame(module)?.into(),
            fuel: MAX_FUEL,
            module: Module::new(&engine, module).map_err(|error| unfit(&error))?,
        })
    }

    /// The same with fewer instructions for one call than [`MAX_FUEL`].
    #[must_use]
    pub fn with_fuel(mut self, fuel: u64) -> Self {
        self.fuel = fuel.min(MAX_FUEL);
        self
    }

    /// Makes an instance and loads its catalogue.
    ///
    /// # Errors
    /// As [`Interpreter::decide`].
    pub fn start(&self, waiting: Waiting<'_>) -> Result<Interpreter, Trouble> {
        let engine = self.module.engine();
        let limits = StoreLimitsBuilder::new()
            .memory_size(MAX_MEMORY_BYTES)
            .instances(1)
            .memories(1)
            .build();
        let mut store = Store::new(engine, limits);
        store.limiter(|limits| limits);
        store.set_fuel(FUEL_SLICE).map_err(|error| unfit(&error))?;
        let mut linker = Linker::new(engine);
        for import in self.module.imports() {
            let Some(ty) = import.ty().func() else {
                return Err(Trouble::Unfit(format!(
                    "it imports `{}`, which is no function",
                    import.name()
                )));
            };
            let name = import.name().to_owned();
            // Refused, not faked: deciding needs nothing of its host.
            let refuse = Func::new(&mut store, ty.clone(), move |_, _, _| {
                Err(Error::new(format!("it called its import `{name}`")))
            });
            linker
                .define(import.module(), import.name(), refuse)
                .map_err(|error| Trouble::Unfit(error.to_string()))?;
        }
        let instance = linker
            .instantiate_and_start(&mut store, &self.module)
            .map_err(|error| unfit(&error))?;
        let memory = instance
            .get_memory(&store, "memory")
            .ok_or_else(|| Trouble::Unfit("it exports no memory".to_owned()))?;
        macro_rules! export {
            ($name:literal) => {
                instance
                    .get_typed_func(&store, $name)
                    .map_err(|error| Trouble::Unfit(format!("`{}`: {error}", $name)))?
            };
        }
        let load: TypedFunc<(u32, u32), u32> = export!("tongban_load");
        let mut loaded = Interpreter {
            memory,
            alloc: export!("tongban_alloc"),
            free: export!("tongban_free"),
            decide: export!("tongban_decide"),
            replay: export!("tongban_replay"),
            store,
            fuel: self.fuel,
            spent: 0,
        };
        let mut fuel = MAX_FUEL;
        let frame = loaded.put(&self.frame, &mut fuel, waiting)?;
        match loaded.call(load, frame, &mut fuel, waiting)? {
            0 => Ok(loaded),
            code => Err(Trouble::Unfit(format!(
                "it does not load its own catalogue (`tongban_load` answered {code})"
            ))),
        }
    }
}

impl Interpreter {
    /// One decision, bytes to bytes, as `Engine::decide` of the module's own engine.
    ///
    /// # Errors
    /// [`Trouble`]; the instance is spent after one.
    pub fn decide(&mut self, request: &[u8], waiting: Waiting<'_>) -> Result<Vec<u8>, Trouble> {
        self.ask(self.decide, request, waiting)
    }

    /// A packet replayed, bytes to bytes, as `Engine::replay_bytes` of the module's own engine.
    ///
    /// # Errors
    /// As [`Interpreter::decide`].
    pub fn replay(&mut self, packet: &[u8], waiting: Waiting<'_>) -> Result<Vec<u8>, Trouble> {
        self.ask(self.replay, packet, waiting)
    }

    /// Instructions that the last answer took.
    #[must_use]
    pub const fn spent(&self) -> u64 {
        self.spent
    }

    fn ask(
        &mut self,
        export: TypedFunc<(u32, u32), u64>,
        request: &[u8],
        waiting: Waiting<'_>,
    ) -> Result<Vec<u8>, Trouble> {
        let mut fuel = self.fuel;
        // What the call before left over is not this one's.
        self.store.set_fuel(0).map_err(|error| unfit(&error))?;
        let request = self.put(request, &mut fuel, waiting)?;
        let answer = self.call(export, request, &mut fuel, waiting)?;
        let (ptr, len) = ((answer >> 32) as u32, (answer & 0xffff_ffff) as u32);
        let size = usize::try_from(len).unwrap_or(usize::MAX);
        if ptr == 0 {
            return Err(Trouble::Unfit("it gave no answer".to_owned()));
        }
        if size > MAX_ANSWER_BYTES {
            return Err(Trouble::Limit(Limit::Answer));
        }
        let mut bytes = vec![0; size];
        let at = usize::try_from(ptr).unwrap_or(usize::MAX);
        self.memory
            .read(&self.store, at, &mut bytes)
            .map_err(|error| Trouble::Unfit(error.to_string()))?;
        let free = self.free;
        self.call(free, (ptr, len), &mut fuel, waiting)?;
        let left = fuel.saturating_add(self.store.get_fuel().unwrap_or(0));
        self.spent = self.fuel.saturating_sub(left);
        Ok(bytes)
    }

    fn put(
        &mut self,
        bytes: &[u8],
        fuel: &mut u64,
        waiting: Waiting<'_>,
    ) -> Result<(u32, u32), Trouble> {
        let len = u32::try_from(bytes.len()).map_err(|_| Trouble::Limit(Limit::Memory))?;
        let alloc = self.alloc;
        let ptr = self.call(alloc, len, fuel, waiting)?;
        if ptr == 0 {
            return Err(Trouble::Limit(Limit::Memory));
        }
        let at = usize::try_from(ptr).unwrap_or(usize::MAX);
        self.memory
            .write(&mut self.store, at, bytes)
            .map_err(|error| Trouble::Unfit(error.to_string()))?;
        Ok((ptr, len))
    }

    /// Calls an export a slice of fuel at a time.
    fn call<P: wasmi::WasmParams, R: wasmi::WasmResults>(
        &mut self,
        export: TypedFunc<P, R>,
        params: P,
        fuel: &mut u64,
        waiting: Waiting<'_>,
    ) -> Result<R, Trouble> {
        self.refuel(0, fuel, waiting)?;
        let mut called = export
            .call_resumable(&mut self.store, params)
            .map_err(|error| self.trapped(&error))?;
        loop {
            match called {
                TypedResumableCall::Finished(results) => return Ok(results),
                TypedResumableCall::HostTrap(stopped) => {
                    return Err(Trouble::Trapped(stopped.host_error().to_string()));
                }
                TypedResumableCall::OutOfFuel(paused) => {
                    self.refuel(paused.required_fuel(), fuel, waiting)?;
                    called = paused
                        .resume(self.store.as_context_mut())
                        .map_err(|error| self.trapped(&error))?;
                }
            }
        }
    }

    /// Takes the next slice out of `fuel`.
    fn refuel(&mut self, needed: u64, fuel: &mut u64, waiting: Waiting<'_>) -> Result<(), Trouble> {
        if !waiting() {
            return Err(Trouble::Limit(Limit::Time));
        }
        let held = self.store.get_fuel().unwrap_or(0);
        if *fuel == 0 && held < needed.max(1) {
            return Err(Trouble::Limit(Limit::Fuel));
        }
        let slice = FUEL_SLICE.max(needed).saturating_sub(held).min(*fuel);
        *fuel = fuel.saturating_sub(slice);
        self.store
            .set_fuel(held.saturating_add(slice))
            .map_err(|error| unfit(&error))
    }

    /// A trap; one at the edge of memory is a bound that was reached.
    fn trapped(&self, error: &Error) -> Trouble {
        let page = 64 << 10;
        if self.memory.data_size(&self.store).saturating_add(page) >= MAX_MEMORY_BYTES {
            return Trouble::Limit(Limit::Memory);
        }
        Trouble::Trapped(error.to_string())
    }
}

fn unfit(error: &Error) -> Trouble {
    Trouble::Unfit(error.to_string())
}

/// The module's parts as `tongban_load` takes them: entries of name and bytes, each with its length.
fn frame(module: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut out = Vec::new();
    let mut part = |name: &str, body: &[u8]| -> Result<(), Trouble> {
        for bytes in [name.as_bytes(), body] {
            let length = u32::try_from(bytes.len())
                .map_err(|_| Trouble::Unfit("it is too large".to_owned()))?;
            out.extend(length.to_le_bytes());
            out.extend_from_slice(bytes);
        }
        Ok(())
    };
    part("digest", digest(module).as_bytes())?;
    for (name, body) in sections(module).map_err(|found| Trouble::Unfit(found.message))? {
        if name == IMAGE_SECTION || name.starts_with(TEXT_SECTION) {
            part(name, body)?;
        }
    }
    Ok(out)
}
