//! The module in a wasm interpreter: a host without JavaScript, its imports refused.

use crate::model::section;
use anyhow::{Context as _, Result, bail};
use wasmi::{Engine, Error, Func, Linker, Memory, Module, Store, TypedFunc};

/// A loaded module.
pub struct Interpreter {
    store: Store<()>,
    memory: Memory,
    alloc: TypedFunc<u32, u32>,
    free: TypedFunc<(u32, u32), ()>,
    decide: TypedFunc<(u32, u32), u64>,
}

impl Interpreter {
    /// Instantiates the module and loads its own catalogue.
    pub fn new(module: &[u8], digest: &str) -> Result<Self> {
        let engine = Engine::default();
        let compiled = Module::new(&engine, module)?;
        let mut store = Store::new(&engine, ());
        let mut linker = Linker::new(&engine);
        for import in compiled.imports() {
            let Some(ty) = import.ty().func() else {
                bail!(
                    "the module imports `{}`, which is no function",
                    import.name()
                )
            };
            let name = import.name().to_owned();
            // Refused, not faked: deciding must need nothing of its host.
            let refuse = Func::new(&mut store, ty.clone(), move |_, _, _| {
                Err(Error::new(format!("the module called its import `{name}`")))
            });
            linker.define(import.module(), import.name(), refuse)?;
        }
        let instance = linker.instantiate_and_start(&mut store, &compiled)?;
        let mut loaded = Self {
            memory: instance
                .get_memory(&store, "memory")
                .context("the module exports no memory")?,
            alloc: instance.get_typed_func(&store, "tongban_alloc")?,
            free: instance.get_typed_func(&store, "tongban_free")?,
            decide: instance.get_typed_func(&store, "tongban_decide")?,
            store,
        };
        let load: TypedFunc<(u32, u32), u32> =
            instance.get_typed_func(&loaded.store, "tongban_load")?;
        let frame = loaded.put(&frame(module, digest)?)?;
        match load.call(&mut loaded.store, frame)? {
            0 => Ok(loaded),
            code => bail!("`tongban_load` answered {code}"),
        }
    }

    /// One decision, bytes to bytes.
    pub fn decide(&mut self, request: &[u8]) -> Result<Vec<u8>> {
        let request = self.put(request)?;
        let answer = self.decide.call(&mut self.store, request)?;
        let (ptr, len) = (
            u32::try_from(answer >> 32)?,
            u32::try_from(answer & 0xffff_ffff)?,
        );
        if ptr == 0 {
            bail!("`tongban_decide` gave no answer");
        }
        let mut bytes = vec![0; usize::try_from(len)?];
        self.memory
            .read(&self.store, usize::try_from(ptr)?, &mut bytes)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        self.free.call(&mut self.store, (ptr, len))?;
        Ok(bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(u32, u32)> {
        let len = u32::try_from(bytes.len())?;
        let ptr = self.alloc.call(&mut self.store, len)?;
        if ptr == 0 {
            bail!("`tongban_alloc` refused {len} bytes");
        }
        self.memory
            .write(&mut self.store, usize::try_from(ptr)?, bytes)
            .map_err(|error| anyhow::anyhow!("{error}"))?;
        Ok((ptr, len))
    }
}

/// The module's parts as `tongban_load` takes them.
fn frame(module: &[u8], digest: &str) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut part = |name: &str, body: &[u8]| -> Result<()> {
        for bytes in [name.as_bytes(), body] {
            out.extend(u32::try_from(bytes.len())?.to_le_bytes());
            out.extend_from_slice(bytes);
        }
        Ok(())
    };
    part("digest", digest.as_bytes())?;
    for name in [
        "tongban.image",
        "tongban.text.zh-Hans",
        "tongban.text.zh-Hant",
        "tongban.text.en",
    ] {
        if let Some(body) = section(module, name) {
            part(name, body)?;
        }
    }
    Ok(out)
}
