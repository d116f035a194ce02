"""Resolves the references of an answer, pass by pass; each pass asks once for each kind, however many there are."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any

from cms.api.frame import Frame
from cms.api.resolving import files, helplines, pages, snippets, terms, texts
from cms.api.resolving.tree import Finisher, InLanguage, Key, references
from cms.publishing import references as kinds
from cms.publishing.version import kept

MAX_PASSES = 6
"""A list holds cards, cards hold snippets, snippets hold pictures; deeper than this nothing goes."""

Loader = Callable[["Resolver", list[Key]], dict[Key, Any]]

LOADERS: dict[type, Loader] = {
    kinds.PageLink: pages.pages,
    kinds.PageCard: pages.pages,
    kinds.PageSet: pages.pages,
    kinds.PagesBelow: pages.pages,
    kinds.PageAt: pages.pages,
    kinds.PageQuery: pages.pages,
    kinds.Neighbours: pages.neighbours,
    kinds.HelplineQuery: helplines.helpline_queries,
    kinds.ImageRef: files.images,
    kinds.DocumentRef: files.documents,
    kinds.TermRef: terms.terms,
    kinds.SnippetRef: snippets.snippets,
    kinds.RichText: texts.rich_texts,
}
LAST = (kinds.ImageRef, kinds.DocumentRef)
"""Kinds that hold no references: they are loaded when nothing else is left, once for the whole answer."""


class Resolver:
    """Turns trees with references into JSON. One per request."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found: dict[Key, Any] = {}
        self.made: dict[Hashable, Any] = {}

    def resolve(self, tree: Any, locale: Any = None) -> Any:
        """Return the JSON of `tree` for readers of `locale`, by default of the request's language."""
        locale = locale or self.frame.locale or self.frame.source or self.frame.view.locales[0]
        pending: Any = tree
        last: dict[Key, None] = {}
        for _pass in range(MAX_PASSES):
            fresh = self._fresh(pending, locale)
            last.update(dict.fromkeys(key for key in fresh if isinstance(key[0], LAST)))
            now = [key for key in fresh if not isinstance(key[0], LAST)]
            if not now:
                break
            pending = self._load(now)
        self._load(list(last))
        return Finisher(self.found, self.frame.view.now).finish(tree, locale)

    def _fresh(self, tree: Any, locale: Any) -> list[Key]:
        """Return the references of a tree that were not loaded yet, those inside rich text among them."""
        keys = dict.fromkeys(key for key in references(tree, locale) if key not in self.found)
        written = [key for key in keys if isinstance(key[0], kinds.RichText)]
        if not written:
            return list(keys)
        inside = self._fresh(self._load(written), locale)
        return list(dict.fromkeys([*(key for key in keys if key not in self.found), *inside]))

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return a value that is made once for an answer, and kept with the content version."""
        if key not in self.made:
            self.made[key] = kept(key, make)
        return self.made[key]

    def _load(self, keys: list[Key]) -> list[InLanguage]:
        """Load references, and return what they lead to as trees."""
        by_loader: dict[Loader, list[Key]] = defaultdict(list)
        for key in keys:
            by_loader[LOADERS[type(key[0])]].append(key)
        loaded: dict[Key, Any] = dict.fromkeys(keys)
        for loader, members in by_loader.items():
            loaded.update(loader(self, members))
        self.found.update(loaded)
        return [InLanguage(key[1], value) for key, value in loaded.items()]
