//! The compiled catalogue: its types and its one bounded binary codec.
