"""Vocabularies: one row per term, a stable code, a label per language."""
