"""Versioned texts, their clauses and the changes between versions."""
