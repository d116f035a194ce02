"""The JSON of glossary terms, references unresolved."""

from typing import Any

from cms.publishing.references import SnippetRef


def glossary_term(row: Any) -> dict[str, Any]:
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


def glossary_term_brief(row: Any) -> dict[str, Any]:
    """`{"code", "term"}`: a term named inside something else."""
    return {"code": row.code, "term": row.term}
