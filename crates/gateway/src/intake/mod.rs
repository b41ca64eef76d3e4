//! Taking a packet: read, allowed, replayed, decided again with what the registers say, kept, acknowledged.

mod bundle;
mod correct;
mod files;
mod kept;
mod number;
mod outcome;
mod past;
mod policy;
mod read;
mod receipt;
mod take;
mod words;

pub use bundle::together;
pub use policy::{allowed_item, may_file};
pub use read::strict_json;
pub use receipt::{Correction, Receipt, ShownDeadline};
pub use take::{decide, read_receipt, receipt_of, take};
