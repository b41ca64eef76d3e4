//! Decision tables: hit policies, completeness and overlap, lowering.
