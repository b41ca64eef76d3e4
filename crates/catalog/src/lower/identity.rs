//! The catalogue's identity: languages, channels, offices, regions.

use super::{Lowering, not_a_date};
use crate::problem::Problem;
use tongban_image as image;
use tongban_runtime::Date;

impl Lowering<'_> {
    /// The catalogue's identity.
    pub(super) fn info(&mut self) -> Option<image::CatalogInfo> {
        let catalog = self.shared.authored.catalog.as_ref()?;
        if Date::parse(&catalog.effective.value).is_none() {
            not_a_date(&catalog.effective, &mut self.findings);
        }
        let mut locales = Vec::new();
        for locale in &catalog.locales {
            if super::texts::LOCALES.contains(&locale.as_str()) {
                locales.push(locale.value.clone());
            } else {
                self.findings.error(
                    locale.at,
                    &Problem::NotALocale {
                        text: &locale.value,
                    },
                );
            }
        }
        if locales.first().is_none_or(|first| first != "zh-Hans") {
            self.findings.error(catalog.at, &Problem::LocalesStart);
        }
        for region in &catalog.regions {
            if region.code.value.len() != 6
                || !region.code.value.bytes().all(|byte| byte.is_ascii_digit())
            {
                self.findings.error(
                    region.code.at,
                    &Problem::NotARegion {
                        code: &region.code.value,
                    },
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
