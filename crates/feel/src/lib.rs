//! FEEL text to checked, compiled programs.
