//! The catalogue's identity: languages, channels, offices, regions.

use super::{Lowering, not_a_date};
use crate::finding::{Code, Finding};
use tongban_image as image;
use tongban_runtime::Date;

impl Lowering<'_> {
    /// The catalogue's identity.
    pub(super) fn info(&mut self) -> Option<image::CatalogInfo> {
        let catalog = self.shared.authored.catalog.as_ref()?;
        if Date::parse(&catalog.effective.value).is_none() {
            self.findings.add(not_a_date(&catalog.effective));
        }
        let mut locales = Vec::new();
        for locale in &catalog.locales {
            if super::texts::LOCALES.contains(&locale.as_str()) {
                locales.push(locale.value.clone());
            } else {
                let message = format!("`{}` is no language of the catalogue", locale.value);
                self.findings.add(
                    Finding::error(Code::UnknownWord, locale.at, &message)
                        .help("write `zh-Hans`, `zh-Hant` or `en`"),
                );
            }
        }
        if locales.first().is_none_or(|first| first != "zh-Hans") {
            self.findings.add(
                Finding::error(Code::Misfit, catalog.at, "`locales` starts with `zh-Hans`")
                    .help("zh-Hans is the source of all texts; put it first"),
            );
        }
        for region in &catalog.regions {
            if region.code.value.len() != 6
                || !region.code.value.bytes().all(|byte| byte.is_ascii_digit())
            {
                let message = format!("`{}` is no region code", region.code.value);
                self.findings.add(
                    Finding::error(Code::BadId, region.code.at, &message)
                        .help("write the six digits of GB/T 2260 in quotes"),
                );
            }
        }
        Some(image::CatalogInfo {
            id: catalog.id.value.clone(),
            name: self.texts.text(&catalog.name),
            version: catalog.version.value.clone(),
            revision: catalog.revision,
            effective: catalog.effective.value.clone(),
            notice: self.texts.text(&catalog.notice),
            locales,
            channels: catalog
                .channels
                .iter()
                .map(|channel| image::Channel {
                    id: channel.id.value.clone(),
                    name: self.texts.text(&channel.name),
                    staffed: channel.staffed,
                    backdate_days: channel.backdate_days,
                    capabilities: channel.capabilities.clone(),
                })
                .collect(),
            levels: catalog
                .levels
                .iter()
                .map(|level| image::OfficeLevel {
                    id: level.id.value.clone(),
                    name: self.texts.text(&level.name),
                })
                .collect(),
            regions: catalog
                .regions
                .iter()
                .map(|region| image::Region {
                    code: region.code.value.clone(),
                    name: self.texts.text(&region.name),
                })
                .collect(),
        })
    }
}
