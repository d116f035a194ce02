"""The number of an entry. Numbers are small, so that a set of entries is a row of bits: pages have the even ones."""

from typing import Any

from wagtail.models import Page

from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline

SNIPPETS: tuple[Any, ...] = (Helpline, GlossaryTerm)
"""The kinds of snippet that are searched. Their places are part of stored keys: new ones go to the end."""

PAGE = "page"
_KINDS = 8


def kind_of(model: Any) -> str:
    """Return what `key_of` calls a model: `page`, or the label of a kind of snippet."""
    return PAGE if issubclass(model, Page) else str(model._meta.label)


def key_of(kind: str, pk: int) -> int:
    """Return the key of a page or a snippet.

    Raises:
        ValueError: for a kind that is not searched.
    """
    if kind == PAGE:
        return 2 * pk
    labels = [model._meta.label for model in SNIPPETS]
    return 2 * (_KINDS * pk + labels.index(kind)) + 1


def of_key(key: int) -> tuple[str, int]:
    """Return the kind and the primary key that a key was made from."""
    half, is_snippet = divmod(key, 2)
    if not is_snippet:
        return PAGE, half
    pk, place = divmod(half, _KINDS)
    return SNIPPETS[place]._meta.label, pk
