"""Which fields of a model the admin's index holds."""

from modelsearch.index import AutocompleteField, SearchField


def searched(*names: str) -> list[SearchField | AutocompleteField]:
    """Return fields that are found by whole words and while these are typed: lists and choosers ask for the latter."""
    return [kind(name) for name in names for kind in (SearchField, AutocompleteField)]
