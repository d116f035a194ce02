"""Resolves the references of an answer, pass by pass; each pass asks once for each kind, however many there are."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from cms.api.frame import Frame
from cms.api.resolving import files, pages, queries, snippets, terms, texts
from cms.api.resolving.tree import InLanguage, Key, finish, references
from cms.publishing import references as kinds

MAX_PASSES = 6
"""A list holds cards, cards hold snippets, snippets hold pictures; deeper than this nothing goes."""

Loader = Callable[["Resolver", list[Key]], dict[Key, Any]]

LOADERS: dict[type, Loader] = {
    kinds.PageLink: pages.named,
    kinds.PageCard: pages.named,
    kinds.PageSet: pages.sets,
    kinds.PagesBelow: pages.trees,
    kinds.PageAt: pages.places,
    kinds.Neighbours: pages.neighbours,
    kinds.PageQuery: queries.page_queries,
    kinds.HelplineQuery: queries.helpline_queries,
    kinds.ImageRef: files.images,
    kinds.DocumentRef: files.documents,
    kinds.TermRef: terms.terms,
    kinds.SnippetRef: snippets.snippets,
    kinds.RichText: texts.rich_texts,
}


class Resolver:
    """Turns trees with references into JSON. One per request; vocabularies are loaded once."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found: dict[Key, Any] = {}
        self.vocabularies: dict[str, dict[int, Any]] = {}

    def resolve(self, tree: Any, locale: Any = None) -> Any:
        """Return the JSON of `tree` for readers of `locale`, by default of the request's language."""
        locale = locale or self.frame.locale or self.frame.source or self.frame.view.locales[0]
        pending: Any = tree
        for _pass in range(MAX_PASSES):
            fresh = [key for key in dict.fromkeys(references(pending, locale)) if key not in self.found]
            if not fresh:
                break
            loaded = self._load(fresh)
            pending = [InLanguage(key[1], value) for key, value in loaded.items()]
        return finish(tree, locale, self.found, self.frame.view.now)

    def _load(self, keys: list[Key]) -> dict[Key, Any]:
        by_loader: dict[Loader, list[Key]] = defaultdict(list)
        for key in keys:
            by_loader[LOADERS[type(key[0])]].append(key)
        loaded: dict[Key, Any] = dict.fromkeys(keys)
        for loader, members in by_loader.items():
            loaded.update(loader(self, members))
        self.found.update(loaded)
        return loaded
