//! Decision tables of generated catalogues.

use crate::seed::Seed;
use crate::words;
use crate::yaml::text;
use core::fmt::Write as _;

/// The generated functions of an item.
#[derive(Default)]
pub(crate) struct Functions {
    text: String,
}

impl Functions {
    /// A complete table from months to months; its Chinese name.
    pub fn ladder(&mut self, item: u32, seed: &mut Seed) -> String {
        let (zh, en) = words::name(seed, &[("阶梯", "ladder")], &format!("{item}号"));
        let steps = seed.from(3, 12);
        let mut rows = String::new();
        let (mut from, mut gives) = (0, seed.from(0, 6));
        for step in 0..steps {
            let to = from + seed.from(6, 48);
            let cell = match step {
                0 => format!("< {to}"),
                _ if step + 1 == steps => format!(">= {from}"),
                _ => format!("[{from}..{to})"),
            };
            let _ = write!(rows, "\n      - [\"{cell}\", \"{gives}\"]");
            from = to;
            gives += seed.from(1, 6);
        }
        let _ = write!(
            self.text,
            "- id: g{item}ladder\n  name: {}\n  params: [{{name: 档月数, type: number, unit: month}}]\n  returns: {{type: number, unit: month}}\n  table:\n    policy: U\n    inputs: [档月数]\n    rows:{rows}\n  basis: [GENERATED]\n\n",
            text(&zh, &en),
        );
        zh
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Its file of `functions/`.
    pub fn text(&self) -> String {
        self.text.clone()
    }
}
