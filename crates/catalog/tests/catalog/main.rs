//! The compiler of catalogues, from folders to images.

mod exports;
mod findings;
mod image;
mod reference;
mod support;
