//! The engine over a small compiled catalogue.

mod bundle_sequences;
mod bundles;
mod common;
mod decisions;
mod drafts;
mod hostile_images;
mod nested;
mod next;
mod reference;
mod rosters;
mod same;
mod schemas;
mod sessions;
mod suggest;
mod texts;
