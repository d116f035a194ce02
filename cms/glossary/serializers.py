"""The JSON of glossary terms, references unresolved."""

from typing import Annotated, Any, TypedDict

from cms.publishing.references import SnippetRef


class GlossaryTermBriefJson(TypedDict):
    """A term by name."""

    code: str
    term: str


class GlossaryTermJson(TypedDict):
    """A term, and whether to use it."""

    code: str
    term: str
    alternatives: list[str]
    definition: str
    status: Annotated[str, "cms.GlossaryTerm.status"]
    use_instead: Annotated[SnippetRef, "cms.GlossaryTerm"] | None
    source: str | None
    note: str | None


def glossary_term(row: Any) -> GlossaryTermJson:
    """`{"code", "term", "alternatives", "definition", "status", "use_instead", "source", "note"}`.

    `use_instead` is `{"code", "term", "lang"}`, or null where there is no such public term.
    """
    return {
        "code": row.code,
        "term": row.term,
        "alternatives": row.spellings,
        "definition": row.definition,
        "status": row.status,
        "use_instead": SnippetRef(row.use_instead_id, "cms.GlossaryTerm") if row.use_instead_id else None,
        "source": row.source or None,
        "note": row.note or None,
    }


def glossary_term_brief(row: Any) -> GlossaryTermBriefJson:
    """`{"code", "term"}`: a term named inside something else."""
    return {"code": row.code, "term": row.term}
