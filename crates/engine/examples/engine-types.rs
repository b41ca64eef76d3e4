//! Prints the TypeScript declarations of what the engine takes and says, as they stand in
//! `www/engine/src/generated-types.ts`; `cargo xtask check` fails when that file falls behind.

use tongban_engine::api::{
    About, BasisView, Because, BundleMaterial, BundlePacket, BundlePart, CatalogView, Changes,
    Choice, ConditionView, DeadlineView, Difference, Dispute, Draft, Effect, Explanation,
    ExplanationStep, FieldChange, FieldView, FileView, GivenInPart, Guide, GuidePart, ItemSummary,
    ItemsQuery, Knowledge, LimitView, MaterialView, MemberView, Next, OpenOptions, Origin, Packet,
    PacketFact, PacketMaterial, PageView, Reason, ReplayReport, RiskView, RosterColumn,
    RosterCount, RosterFact, RosterFinding, RosterOptions, RosterProgress, RosterReport, RosterSum,
    RosterSummary, RouteView, RowChange, RowView, SectionView, Severity, Standing, SuggestOptions,
    SuggestReason, Suggestion, Verdict, View, Violation, WayView, Widget,
};
use ts_rs::{Config, TS};

/// One declaration with its doc comment.
fn declaration<T: TS>(config: &Config) -> String {
    format!(
        "{}export {}\n\n",
        T::docs().unwrap_or_default(),
        T::decl(config)
    )
}

macro_rules! declarations {
    ($config:expr, $($name:ident),+ $(,)?) => {
        [$(declaration::<$name>($config)),+].concat()
    };
}

fn main() {
    // Sizes and counts are far below 2^53.
    let config = Config::default().with_large_int("number");
    let types = declarations!(
        &config,
        View,
        MemberView,
        PageView,
        SectionView,
        Widget,
        Choice,
        Origin,
        Knowledge,
        FieldView,
        FieldChange,
        RowView,
        RowChange,
        Violation,
        Severity,
        BasisView,
        Because,
        ConditionView,
        MaterialView,
        WayView,
        FileView,
        RiskView,
        RouteView,
        DeadlineView,
        LimitView,
        Verdict,
        Reason,
        Changes,
        Next,
        About,
        CatalogView,
        ItemSummary,
        Guide,
        GuidePart,
        Packet,
        PacketFact,
        Dispute,
        PacketMaterial,
        BundlePacket,
        BundlePart,
        BundleMaterial,
        GivenInPart,
        Draft,
        Difference,
        ReplayReport,
        Explanation,
        ExplanationStep,
        Effect,
        OpenOptions,
        ItemsQuery,
        SuggestOptions,
        Standing,
        Suggestion,
        SuggestReason,
        RosterOptions,
        RosterProgress,
        RosterReport,
        RosterColumn,
        RosterFact,
        RosterFinding,
        RosterSummary,
        RosterSum,
        RosterCount,
    );
    println!(
        "// Generated from crates/engine/src/api; do not edit. After a change of those types:\n\
         // cargo run -p tongban-engine --features ts --example engine-types > www/engine/src/generated-types.ts\n"
    );
    println!("export {}\n", serde_json::Value::decl(&config));
    println!(
        "/** Null (absent), boolean, text (also decimals, dates and ids of enumerations) or rows. */"
    );
    println!(
        "export type WireValue = {};\n",
        serde_json::Value::name(&config)
    );
    print!("{types}");
}
