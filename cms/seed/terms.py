"""Vocabularies and countries."""

from typing import Any

from cms.seed.content import LANGUAGES, Content, Place
from cms.seed.names import Names
from cms.seed.plans import Plan
from cms.taxonomy.models import Audience, Context, Country, Region, ResourceType, Topic

TABLES: dict[str, type[Any]] = {
    "topics": Topic,
    "audiences": Audience,
    "resource_types": ResourceType,
    "contexts": Context,
    "regions": Region,
    "countries": Country,
}
"""Models by the name of their rows in `vocabularies.toml`; regions come before countries."""

STEP = 10
ALL = ("en", *LANGUAGES)


def build(content: Content, names: Names) -> int:
    """Bring every term in line with the file; return how many changed."""
    changed = 0
    for table, model in TABLES.items():
        for number, (place, row) in enumerate(content.rows("vocabularies", table)):
            plan = plan_of(model, row, number, names, place)
            term = model.objects.filter(code=row["code"]).first() or model(code=row["code"])
            if term.pk is None or not plan.is_done(term):
                plan.apply(term)
                term.save()
                changed += 1
            names.terms[(model._meta.label, row["code"])] = term.pk
    return changed


def plan_of(model: type[Any], row: dict[str, Any], number: int, names: Names, place: Place) -> Plan:
    """Return the planned values of a term.

    Raises:
        ContentError: for an unknown key, a missing code or English label, an unknown parent or region.
    """
    allowed = {"code", *ALL}
    values: dict[str, Any] = {"labels": {language: row[language] for language in ALL if row.get(language)}}
    if not row.get("code"):
        raise place.error("code is missing")
    if model is Country:
        allowed.add("region")
        values["region_id"] = names.term("cms.Region", row["region"], place / "region") if "region" in row else None
    else:
        allowed |= _by_language("synonyms").keys()
        values["sort_order"] = number * STEP
        values["synonyms"] = {
            language: "\n".join(row[key]) for key, language in _by_language("synonyms").items() if row.get(key)
        }
        if "en" not in row:
            raise (place / "en").error("is missing")
    if model is Context:
        allowed.add("archived")
        values["archived"] = row.get("archived", False)
    if model is Topic:
        allowed |= {"parent", *_by_language("description")}
        values["parent_id"] = names.term("cms.Topic", row["parent"], place / "parent") if "parent" in row else None
        values["descriptions"] = {
            language: row[key] for key, language in _by_language("description").items() if row.get(key)
        }
    place.no_other_keys(row, allowed)
    return Plan(values)


def _by_language(name: str) -> dict[str, str]:
    return {f"{name}_{language}": language for language in ALL}
