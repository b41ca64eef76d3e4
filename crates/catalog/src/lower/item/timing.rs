//! Routes, limits and effects of an item.

use super::ItemLowering;
use crate::authored::Limit;
use crate::problem::{Noun, Problem};
use tongban_image as image;

impl ItemLowering<'_, '_> {
    pub(super) fn routes(&mut self) -> Vec<image::RouteRule> {
        let item = self.item;
        self.unique(
            Noun::new("去向", "route"),
            item.routes.iter().map(|one| &one.id),
        );
        if let Some(last) = item.routes.last()
            && last.when.is_some()
        {
            self.to
                .findings
                .error(last.id.at, &Problem::RouteWithoutEnd);
        }
        let mut list = Vec::new();
        for route in &item.routes {
            let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
            let node = route.when.as_ref().map(|rule| {
                self.node(
                    image::NodeKind::Route(number),
                    rule,
                    None,
                    self.label("去向", "route", &route.id.value),
                )
            });
            let reason = self.message(&route.reason, None);
            if let (Some(reason), false) = (reason, node == Some(None)) {
                list.push(image::RouteRule {
                    id: route.id.value.clone(),
                    node: node.flatten(),
                    target: route.target,
                    post: route.post.0.to_owned(),
                    reason,
                });
            }
        }
        list
    }

    pub(super) fn deadlines(&mut self) -> Vec<image::Deadline> {
        let item = self.item;
        self.unique(
            Noun::new("时限", "deadline"),
            item.deadlines.iter().map(|one| &one.id),
        );
        let mut list = Vec::new();
        for deadline in &item.deadlines {
            let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
            let node = deadline.when.as_ref().map(|rule| {
                self.node(
                    image::NodeKind::Deadline(number),
                    rule,
                    None,
                    self.label("时限", "deadline", &deadline.id.value),
                )
            });
            let statutory = deadline.statutory.as_ref().map(|limit| self.limit(limit));
            let promised = self.limit(&deadline.promised);
            if node != Some(None) {
                list.push(image::Deadline {
                    id: deadline.id.value.clone(),
                    node: node.flatten(),
                    statutory,
                    promised,
                });
            }
        }
        list
    }

    fn limit(&mut self, limit: &Limit) -> image::Limit {
        image::Limit {
            amount: limit.amount,
            kind: limit.kind,
            basis: self.to.bases(&limit.basis),
        }
    }

    pub(super) fn effects(&mut self) -> Vec<(String, String, u32)> {
        let item = self.item;
        let mut list = Vec::new();
        for effect in &item.effects {
            if let Some(fact) = self
                .slots
                .shared
                .names
                .facts
                .find(&effect.fact, &mut self.to.findings)
            {
                let slot = self.slots.slot(None, fact);
                list.push((
                    effect.register.value.clone(),
                    effect.field.value.clone(),
                    slot,
                ));
            }
        }
        list
    }
}
