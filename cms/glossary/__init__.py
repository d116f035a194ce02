"""The words of the field: which to use, which to use with care, which to avoid, and what instead."""
