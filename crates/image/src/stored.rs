//! The catalogue's types as they are stored: fields and variants in their order.

use crate::{
    Assurance, Audience, Basis, BasisKind, BundleEntry, BundleMember, BundleNeed, Capability,
    CatalogInfo, Channel, Check, Condition, Deadline, DeadlineKind, Domain, EnumValue, Fact,
    FactKind, Field, FormatChoice, Function, Handling, Image, Item, ItemEntry, ItemMaterial,
    ItemRisk, Level, Limit, Material, MaterialForm, Message, Milestone, Node, NodeKind,
    OfficeLevel, Output, Page, Parameter, ParameterRow, Region, Risk, RiskNeeds, RouteRule,
    RouteTarget, Section, Sensitivity, Slot, SlotKind, Source, Suggest, TextId, Texts, Unless, Way,
    WayKind,
};
use tongban_runtime::stored::{Reader, Stored};
use tongban_runtime::{stored, stored_names};

stored! {
    Basis { id, kind, title, text, source }
    CatalogInfo { id, name, version, revision, effective, notice, locales, channels, levels, regions }
    Channel { id, name, staffed, backdate_days, capabilities }
    OfficeLevel { id, name }
    Region { code, name }
    Fact { id, name, hint, kind, code, sensitivity, purpose, sources }
    Domain { min, max, scale, unit }
    EnumValue { id, name }
    Page { id, title, sections }
    Section { title, fields }
    Field { slot, group, label, hint, optional, visible, required, read_only, checks }
    Check { id, node, message, level, basis }
    Slot { fact, kind, group }
    Node { kind, group, program, reads }
    Image { catalog, facts, formats, parameters, functions, calendar, bases, materials, risks, messages, items, bundles }
    BundleEntry { entry, members }
    BundleMember { item, when, needs }
    BundleNeed { member, settles }
    ItemEntry { id, code, group, name, summary, keywords, audience, insurance, handling, online, citywide, fast, channels, reserve, body }
    Item { id, basic_code, assurance, taken_at, handled_at, basis, slots, nodes, programs, fields, pages, conditions, materials, risks, routes, deadlines, suggest, milestones, outputs, effects }
    Suggest { from, ahead_months, text, unless }
    Unless { id, program, text }
    Condition { id, name, node, met, unmet, remedy, basis, focus }
    RouteRule { id, node, target, post, reason }
    Limit { amount, kind, basis }
    Deadline { id, node, statutory, promised }
    Milestone { id, name }
    Output { id, name }
    Material { id, code, name, forms, issuer, points, basis, identity, media, max_bytes, max_files }
    Way { kind, node, text, due_working_days, automatic }
    ItemMaterial { material, node, reason, ways, basis }
    Parameter { id, unit, rows }
    ParameterRow { region, from, until, value, basis }
    Function { id, program, basis }
    Risk { code, name, check, needs, basis }
    ItemRisk { id, risk, node, level, message, focus }
    Message { text, args }
    Texts { locale, entries }
}

stored_names! {
    BasisKind [Law, Regulation, Local, Practice, Unverified]
    Capability [Upload, Scan, ReadCard, Print, Offline, Clerk]
    Sensitivity [None, Personal, Sensitive]
    Audience [Person, Unit]
    Handling [Instant, Accepted]
    Assurance [None, Account, RealName, RealPerson, Clerk]
    RouteTarget [Here, InsuredPlace, City]
    DeadlineKind [Minutes, WorkingDays, Days]
    MaterialForm [Original, Copy, Electronic]
    Level [Warn, Review1, Review2, Block]
    RiskNeeds [Local, Register, Case]
}

impl Stored for TextId {
    fn read(from: &mut Reader<'_>) -> Self {
        Self(u32::read(from))
    }
}

impl Stored for Source {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(3) {
            0 => Self::Asked,
            1 => Self::Card(Stored::read(from)),
            _ => Self::Register {
                register: Stored::read(from),
                field: Stored::read(from),
            },
        }
    }
}

impl Stored for FactKind {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(7) {
            0 => Self::Boolean,
            1 => Self::Number(Stored::read(from)),
            2 => Self::Text {
                max_chars: Stored::read(from),
                format: Stored::read(from),
                long: Stored::read(from),
            },
            3 => Self::Date {
                min: Stored::read(from),
                max: Stored::read(from),
            },
            4 => Self::Enum(Stored::read(from)),
            5 => Self::Region,
            _ => Self::Group {
                fields: Stored::read(from),
                min_rows: Stored::read(from),
                max_rows: Stored::read(from),
                unique: Stored::read(from),
            },
        }
    }
}

impl Stored for FormatChoice {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(2) {
            0 => Self::Always(Stored::read(from)),
            _ => Self::By {
                fact: Stored::read(from),
                cases: Stored::read(from),
            },
        }
    }
}

impl Stored for SlotKind {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(5) {
            0 => Self::Input,
            1 => Self::Computed(Stored::read(from)),
            2 => Self::ApplicationDate,
            3 => Self::InsuredRegion,
            _ => Self::Rows,
        }
    }
}

impl Stored for NodeKind {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(10) {
            0 => Self::Computed(Stored::read(from)),
            1 => Self::Visible(Stored::read(from)),
            2 => Self::Required(Stored::read(from)),
            3 => Self::Check(Stored::read(from), Stored::read(from)),
            4 => Self::Condition(Stored::read(from)),
            5 => Self::Material(Stored::read(from)),
            6 => Self::Risk(Stored::read(from)),
            7 => Self::Route(Stored::read(from)),
            8 => Self::Deadline(Stored::read(from)),
            _ => Self::Way(Stored::read(from), Stored::read(from)),
        }
    }
}

impl Stored for WayKind {
    fn read(from: &mut Reader<'_>) -> Self {
        match from.variant(7) {
            0 => Self::Shared,
            1 => Self::Rendered,
            2 => Self::Provided,
            3 => Self::Promised,
            4 => Self::Deferred,
            5 => Self::Fetched,
            _ => Self::Covered(Stored::read(from)),
        }
    }
}
