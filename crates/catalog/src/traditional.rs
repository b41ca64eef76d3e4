//! zh-Hant out of zh-Hans, by the tables of OpenCC for Hong Kong and Macao: 核對, 為, 裏 as they are read there.

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// The converter; made once, its tables are large.
pub struct Traditional {
    tables: Option<OpenCC>,
}

impl Traditional {
    /// Loads the tables that are compiled into the library.
    #[must_use]
    pub fn new() -> Self {
        Self {
            tables: OpenCC::from_config(BuiltinConfig::S2hk).ok(),
        }
    }

    /// The text in Traditional characters. What stands in `{…}` is left as it is.
    #[must_use]
    pub fn convert(&self, text: &str) -> String {
        let Some(tables) = &self.tables else {
            return text.to_owned();
        };
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (literal, tail) = rest.split_at(open);
            out.push_str(&tables.convert(literal));
            let close = tail.find('}').map_or(tail.len(), |at| at + 1);
            let (hole, after) = tail.split_at(close);
            out.push_str(hole);
            rest = after;
        }
        out.push_str(&tables.convert(rest));
        out
    }
}

impl Default for Traditional {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Traditional;

    #[test]
    fn words_are_converted_and_placeholders_are_not() {
        let tables = Traditional::new();
        assert_eq!(tables.convert("还差{0}个月，请补缴"), "還差{0}個月，請補繳");
        assert_eq!(tables.convert("{缴费月数}个月"), "{缴费月数}個月");
    }
}
