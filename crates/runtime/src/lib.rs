//! Values, compiled rule programs and their unknown-aware evaluation.
