"""The admin's search on SQLite."""

from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import Lexeme, SearchQueryExpression
from modelsearch.query import Phrase, PlainText, SearchQuery

from cms.indexing.entries import AnalysedIndex
from cms.indexing.queries import NOTHING, Tamed, Unchecked, lexemes


class _InParentheses(SearchQueryExpression):
    def as_sql(self, *args: Any, **extra_context: Any) -> tuple[str, list[Any]]:
        sql, params = super().as_sql(*args, **extra_context)
        return f"({sql})", params


class _Analysing(Unchecked):
    def build_search_query_content(self, query: SearchQuery, config: Any = None) -> Any:
        """Return what a query asks for, every text in it read as the index was written."""
        build = super().build_search_query_content  # type: ignore[misc]
        if not isinstance(query, PlainText | Phrase):
            return build(query, config=config)
        wanted = lexemes(query, Lexeme, prefix=self.LAST_TERM_IS_PREFIX)  # type: ignore[attr-defined]
        return build(NOTHING) if wanted is None else _InParentheses(wanted, config=config)


class SearchCompiler(_Analysing, sqlite.SQLiteSearchQueryCompiler):
    """Compiles a search for whole words."""


class AutocompleteCompiler(_Analysing, sqlite.SQLiteAutocompleteQueryCompiler):
    """Compiles a search while somebody types."""


class Index(AnalysedIndex, sqlite.SQLiteIndex):
    """Holds words by `cms.analysis`."""


class SearchBackend(Tamed, sqlite.SQLiteSearchBackend):
    """Finds words by `cms.analysis`."""

    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
