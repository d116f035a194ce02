"""The JSON of vocabulary terms."""

from typing import Any

from cms.languages.localized import pick
from cms.taxonomy.models import Country


def term(row: Any, language: str) -> dict[str, Any]:
    """`{"code": "csam", "label": "Material de abuso sexual infantil"}`, with `lang` where it is not `language`'s."""
    label, lang = row.name_in(language) if isinstance(row, Country) else pick(row.labels, language)
    answer = {"code": row.code, "label": label or row.code}
    if lang != language:
        answer["lang"] = lang
    return answer
