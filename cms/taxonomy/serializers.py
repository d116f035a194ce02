"""The JSON of vocabulary terms."""

from typing import Any, NotRequired, TypedDict

from cms.languages.localized import pick
from cms.taxonomy.models import Country


class TermJson(TypedDict):
    """A term of a vocabulary; `lang` where its label is not in the language asked for."""

    code: str
    label: str
    lang: NotRequired[str]


def term(row: Any, language: str) -> TermJson:
    """`{"code": "csam", "label": "Material de abuso sexual infantil"}`, with `lang` where it is not `language`'s."""
    label, lang = row.name_in(language) if isinstance(row, Country) else pick(row.labels, language)
    answer: TermJson = {"code": row.code, "label": label or row.code}
    if lang != language:
        answer["lang"] = lang
    return answer
