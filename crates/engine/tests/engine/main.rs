//! The engine over a small compiled catalogue.

mod common;
mod decisions;
mod hostile_images;
mod sessions;
mod texts;
