"""The admin's search on PostgreSQL."""

from typing import Any

from django.contrib.postgres import search
from modelsearch.backends.database.postgres import postgres
from modelsearch.backends.database.postgres.query import Lexeme
from modelsearch.query import Phrase, PlainText, SearchQuery

from cms.indexing.entries import AnalysedIndex
from cms.indexing.queries import NOTHING, Tamed, Unchecked, lexemes


class _Analysing(Unchecked):
    def build_tsquery_content(self, query: SearchQuery, config: Any = None, invert: bool = False) -> Any:
        """Return what a query asks for, every text in it read as the index was written.

        Searches in named fields (`fields=`) read their columns instead of the index, so they stay as they are.
        """
        build = super().build_tsquery_content  # type: ignore[misc]
        if self.fields is not None or not isinstance(query, PlainText | Phrase):  # type: ignore[attr-defined]
            return build(query, config=config, invert=invert)
        wanted = lexemes(query, Lexeme, prefix=self.LAST_TERM_IS_PREFIX)  # type: ignore[attr-defined]
        asked = (
            build(NOTHING, config=config)
            if wanted is None
            else search.SearchQuery(wanted, search_type="raw", config=config)
        )
        return ~asked if invert else asked


class SearchCompiler(_Analysing, postgres.PostgresSearchQueryCompiler):
    """Compiles a search for whole words."""


class AutocompleteCompiler(_Analysing, postgres.PostgresAutocompleteQueryCompiler):
    """Compiles a search while somebody types."""


class Index(AnalysedIndex, postgres.PostgresIndex):
    """Holds words by `cms.analysis`."""


class SearchBackend(Tamed, postgres.PostgresSearchBackend):
    """Finds words by `cms.analysis`."""

    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
