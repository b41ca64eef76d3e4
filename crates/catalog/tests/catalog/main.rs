//! The compiler of catalogues, from folders to images.

mod diff;
mod exports;
mod findings;
mod image;
mod layout;
mod listed;
mod reference;
mod support;
mod tables;
mod usefulness;
mod words;
