//! What the generator knows of an item: its inputs with their domains, and which inputs each result rests on.

use anyhow::{Context as _, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use tongban_image::{FactKind, FormatChoice, Image, Item, NodeKind, SlotKind};
use tongban_runtime::{Date, Decimal};

/// An item, ready to be generated for.
pub struct Model {
    /// Its id.
    pub id: String,
    /// As compiled.
    pub item: Item,
    /// Inputs outside groups, and groups.
    pub inputs: Vec<Input>,
    /// Dates that its rules name.
    pub dates: Vec<Date>,
    /// Numbers that its rules name.
    pub numbers: Vec<Decimal>,
}

/// A format, and the fact with the value that chooses it; none: always.
pub type Choice = (Option<(String, String)>, u32);

/// Something that can be set.
#[derive(Clone)]
pub struct Input {
    /// Its slot.
    pub slot: u32,
    /// Its fact, by index.
    pub fact: u32,
    /// Its fact's id.
    pub id: String,
    /// Columns, when it is a group.
    pub columns: Vec<Input>,
    /// Whether a page asks for it.
    pub asked: bool,
}

/// Reads the image out of a module.
pub fn image(module: &[u8]) -> Result<Image> {
    let body = section(module, "tongban.image").context("the module holds no catalogue")?;
    tongban_image::decode_image(body).map_err(|error| anyhow::anyhow!("{error}"))
}

/// Body of the custom section `name`.
pub fn section<'a>(module: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut rest = module.get(8..)?;
    while let Some((&id, after)) = rest.split_first() {
        let (length, after) = leb128(after)?;
        let (body, after) = after.split_at_checked(length)?;
        rest = after;
        if id == 0 {
            let (length, body) = leb128(body)?;
            let (found, content) = body.split_at_checked(length)?;
            if found == name.as_bytes() {
                return Some(content);
            }
        }
    }
    None
}

fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (mut value, mut shift, mut rest) = (0usize, 0, bytes);
    loop {
        let (&byte, after) = rest.split_first()?;
        rest = after;
        value |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some((value, rest));
        }
        shift += 7;
    }
}

impl Model {
    /// The model of every item of the image.
    pub fn all(image: &Image) -> Result<Vec<Self>> {
        image
            .items
            .iter()
            .map(|entry| {
                Self::new(
                    image,
                    tongban_image::decode_item(&entry.body)
                        .map_err(|error| anyhow::anyhow!("{error}"))?,
                )
            })
            .collect()
    }

    fn new(image: &Image, item: Item) -> Result<Self> {
        let asked: BTreeSet<u32> = item.fields.iter().map(|field| field.slot).collect();
        let input = |slot: u32, fact: u32| -> Result<Input> {
            let id = image
                .facts
                .get(index(fact))
                .context("a slot names a fact that is not there")?
                .id
                .clone();
            Ok(Input {
                slot,
                fact,
                id,
                columns: Vec::new(),
                asked: asked.contains(&slot),
            })
        };
        let mut inputs = Vec::new();
        for (number, slot) in (0u32..).zip(&item.slots) {
            let settable = matches!(slot.kind, SlotKind::Input | SlotKind::Rows);
            if !settable || slot.group.is_some() {
                continue;
            }
            let mut made = input(number, slot.fact)?;
            for (column, inner) in (0u32..).zip(&item.slots) {
                if inner.group == Some(number) && inner.kind == SlotKind::Input {
                    made.columns.push(input(column, inner.fact)?);
                }
            }
            inputs.push(made);
        }
        if inputs.is_empty() {
            bail!("the item `{}` asks for nothing", item.id);
        }
        let mut model = Self {
            id: item.id.clone(),
            item,
            inputs,
            dates: Vec::new(),
            numbers: Vec::new(),
        };
        model.harvest(image)?;
        Ok(model)
    }

    /// Collects the constants that rules and functions compare with.
    fn harvest(&mut self, image: &Image) -> Result<()> {
        let mut texts = BTreeSet::new();
        let functions = image.functions.iter().map(|function| &function.program);
        for program in self.item.programs.iter().chain(functions) {
            let json = serde_json::to_value(program)?;
            if let Some(constants) = json.get("constants") {
                collect(constants, &mut texts);
            }
        }
        for text in texts {
            if let Some(date) = Date::parse(&text) {
                self.dates.push(date);
            } else if let Some(number) = Decimal::parse(&text) {
                self.numbers.push(number);
            }
        }
        Ok(())
    }

    /// The inputs that the given nodes rest on, by position in `inputs`.
    pub fn relevant(&self, nodes: impl IntoIterator<Item = u32>) -> Vec<usize> {
        let mut todo: Vec<u32> = nodes.into_iter().collect();
        let (mut seen, mut slots) = (BTreeSet::new(), BTreeSet::new());
        while let Some(node) = todo.pop() {
            if !seen.insert(node) {
                continue;
            }
            let Some(node) = self.item.nodes.get(index(node)) else {
                continue;
            };
            for &read in &node.reads {
                let Some(slot) = self.item.slots.get(index(read)) else {
                    continue;
                };
                slots.insert(slot.group.unwrap_or(read));
                if let SlotKind::Computed(inner) = slot.kind {
                    todo.push(inner);
                }
                todo.extend(self.guards(read));
            }
        }
        let positions = self.inputs.iter().enumerate();
        positions
            .filter(|(_, input)| slots.contains(&input.slot))
            .map(|(at, _)| at)
            .collect()
    }

    /// Nodes that say whether a slot's field is visible or required.
    fn guards(&self, slot: u32) -> impl Iterator<Item = u32> {
        let fields = self
            .item
            .fields
            .iter()
            .filter(move |field| field.slot == slot);
        fields.flat_map(|field| field.visible.into_iter().chain(field.required))
    }

    /// Nodes of a kind.
    pub fn nodes(&self, wanted: impl Fn(NodeKind) -> bool) -> Vec<u32> {
        (0u32..)
            .zip(&self.item.nodes)
            .filter(|(_, node)| wanted(node.kind))
            .map(|(number, _)| number)
            .collect()
    }

    /// Every number of documents that the item asks for: fact id, deciding enumeration and its values with formats.
    pub fn documents(&self, image: &Image) -> BTreeMap<String, Vec<Choice>> {
        let columns = self.inputs.iter().flat_map(|input| &input.columns);
        let mut found = BTreeMap::new();
        for input in self
            .inputs
            .iter()
            .chain(columns)
            .filter(|input| input.asked)
        {
            let Some(FactKind::Text {
                format: Some(choice),
                ..
            }) = image.facts.get(index(input.fact)).map(|fact| &fact.kind)
            else {
                continue;
            };
            let cases = match choice {
                FormatChoice::Always(format) => vec![(None, *format)],
                FormatChoice::By { fact, cases } => {
                    let Some(decider) = image.facts.get(index(*fact)) else {
                        continue;
                    };
                    cases
                        .iter()
                        .map(|(value, format)| (Some((decider.id.clone(), value.clone())), *format))
                        .collect()
                }
            };
            found.insert(input.id.clone(), cases);
        }
        found
    }
}

/// An index of the image as a position.
pub fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn collect(json: &serde_json::Value, texts: &mut BTreeSet<String>) {
    match json {
        serde_json::Value::String(text) => drop(texts.insert(text.clone())),
        serde_json::Value::Number(number) => drop(texts.insert(number.to_string())),
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| collect(item, texts)),
        _ => {}
    }
}
