"""Stand-ins for things that an answer points at.

Serializers run no query: where a value lives in another row they put a reference, and `cms.api` resolves the
references of a whole answer in bulk, through the visibility function, in the language asked for (design/2 §1).
A reference that leads to nothing public resolves to `None`; lists drop it.

Serializers, getters and `represent` methods say by their return annotation what they give, and the document of the API
is made from it. A shape is a `TypedDict` whose name ends in `Json`; a reference that may lead nowhere is `… | None`.
`Annotated[SnippetRef, "cms.Series"]` says which snippet is meant, `Annotated[PageQuery, "press.PressReleasePage"]` of
which type the cards are, `Annotated[str, "cms.Helpline.kind"]` that a text is one of a column's choices.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Self

from typing_extensions import TypeVar

T = TypeVar("T")
Otherwise = TypeVar("Otherwise", default=None)


@dataclass(frozen=True)
class Reference:
    """Something elsewhere, by primary key."""

    pk: int


@dataclass(frozen=True)
class PageLink(Reference):
    """`{"id", "type", "title", "html_url", "detail_url", "locale"}` of a public page in the reader's language.

    `requested_locale` stands beside them where `locale` is one that it fell back to.
    """


@dataclass(frozen=True)
class PageCard(Reference):
    """The card of a public page: what a list shows of it, or the fields of a `fields=` selection."""

    fields: Any = field(default=None, hash=False)


@dataclass(frozen=True)
class ImageRef(Reference):
    """An image. `alt` replaces its default text; `decorative` empties it."""

    alt: str | None = None
    decorative: bool = False


@dataclass(frozen=True)
class DocumentRef(Reference):
    """A document: `{"id", "title", "url", "filename", "size", "language", …}`."""


@dataclass(frozen=True)
class TermRef(Reference):
    """A vocabulary term: `{"code", "label"}`. `vocabulary` is a model label such as `cms.Topic`."""

    vocabulary: str = ""


@dataclass(frozen=True)
class SnippetRef(Reference):
    """A translatable snippet by its source row, for example `cms.Organisation`."""

    model: str = ""


@dataclass(frozen=True)
class RichText:
    """Stored rich text whose links and pictures are still to be resolved."""

    source: str


@dataclass(frozen=True)
class PageQuery:
    """The newest public pages of a type, or the oldest: a list of cards. `filters` are the API's own parameters."""

    type: str
    limit: int
    filters: tuple[tuple[str, str], ...] = ()
    oldest_first: bool = False

    @classmethod
    def of(
        cls, type: str, limit: int, filters: Mapping[str, str | None], *, oldest_first: bool = False
    ) -> "PageQuery":
        """Build a query, leaving empty filters out."""
        given = tuple(sorted((key, value) for key, value in filters.items() if value))
        return cls(type, limit, given, oldest_first)


@dataclass(frozen=True)
class HelplineQuery:
    """Helplines of a country (ISO code) and kind; world-wide ones where `country` is empty."""

    country: str = ""
    kind: str = ""


@dataclass(frozen=True)
class When(Generic[T]):
    """A value that is shown only between two moments; outside them it resolves to `None`."""

    value: T
    show_from: Any = None
    show_until: Any = None
    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Needs(Generic[T, Otherwise]):
    """A value that is shown only where `reference` leads to something public; elsewhere it is `otherwise`."""

    reference: Reference | None
    value: T
    otherwise: Otherwise | None = None
    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Distinct(Generic[T]):
    """A list in which each finished value stands once."""

    values: list[T]
    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Badge:
    """A badge that ends by itself: `key`, `new` until a day, or nothing."""

    name: str
    until: str | None = field(default=None)


@dataclass(frozen=True)
class LanguageName:
    """A language by BCP 47 code: `{"code", "label"}`, the label in the reader's language."""

    code: str


@dataclass(frozen=True)
class PageSet:
    """Public pages of a type whose `lookup` equals `value`: a list of links, ordered by the type's own order.

    The translation group `without` is left out: a page is no part of its own set.
    """

    type: str
    lookup: str
    value: Any
    without: Any = None


@dataclass(frozen=True)
class PagesBelow:
    """The tree of public pages below `path`, at most `levels` deep: links with `children`."""

    path: str
    levels: int = 1


@dataclass(frozen=True)
class PageAt:
    """A public page by its place in the tree: a link, or null."""

    path: str


@dataclass(frozen=True)
class Neighbours:
    """`{"previous", "next"}` of a dated page among the public ones of its type and language: links or null."""

    type: str
    pk: int
    locale_id: int


@dataclass(frozen=True)
class LocalizedText:
    """A text stored in all languages: resolves to the reader's language, or English."""

    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str] | None) -> Self:
        """Build one from a stored value."""
        return cls(tuple(sorted((texts or {}).items())))


@dataclass(frozen=True)
class TextLanguage(LocalizedText):
    """The language that a `LocalizedText` of the same texts is given in (BCP 47), or null where there is no text.

    It stands beside the text, under the same key with `_lang`.
    """
