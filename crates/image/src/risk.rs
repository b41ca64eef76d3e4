//! Risk points (风险防控点).

use crate::{Message, TextId};
use serde::Serialize;

/// What a fired risk point does; later ones are stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 提示
    Warn,
    /// 一级复核
    Review1,
    /// 二级复核
    Review2,
    /// 阻断
    Block,
}

/// What a risk point needs to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RiskNeeds {
    /// The application's own facts.
    Local,
    /// A register's answer.
    Register,
    /// Facts of the case (operators, counts) that only the gateway knows.
    Case,
}

/// A risk pattern of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// Catalogue code, such as `R08`.
    pub code: String,
    /// Name, as it is when found.
    pub name: TextId,
    /// What is looked into, while nothing was found.
    pub check: Option<TextId>,
    /// What it needs.
    pub needs: RiskNeeds,
    /// Cited sources.
    pub basis: Vec<u32>,
}

/// A risk point of an item: fires when its node is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRisk {
    /// Stable id within the item.
    pub id: String,
    /// Index into [`crate::Image::risks`].
    pub risk: u32,
    /// Its node; none when only the gateway can decide it ([`RiskNeeds::Case`]).
    pub node: Option<u32>,
    /// Level when it fires.
    pub level: Level,
    /// What was found and what to do.
    pub message: Message,
    /// Field (index) where the focus goes.
    pub focus: Option<u32>,
}
