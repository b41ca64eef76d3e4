//! The engine over a small compiled catalogue.

mod common;
mod decisions;
mod hostile_images;
mod reference;
mod sessions;
mod suggest;
mod texts;
