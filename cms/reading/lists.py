"""The lists that index and directory pages show, made by the code of the API's own lists."""

from itertools import groupby
from typing import Any

from cms.api import drawing
from cms.api.frame import Frame
from cms.api.paging import LIMIT_MAX, Part
from cms.api.problems import Problem
from cms.reading import labels

PRESS_PAGE_SIZE = 30
COUNTRY_CODE_LENGTH = 2


def of_page(frame: Frame, page: dict[str, Any], path: str, offset: int) -> dict[str, Any] | None:
    """Return the list that belongs to a page of this type, if any does."""
    match page["meta"]["type"]:
        case "library.LibraryIndexPage":
            query = f"type=library.PublicationPage&child_of={page['id']}&order={page['default_sort']}"
            return paged(frame, query, Part(min(page["page_size"] or 1, LIMIT_MAX), offset), path)
        case "press.PressIndexPage":
            query = f"type=press.PressReleasePage&child_of={page['id']}"
            return paged(frame, query, Part(PRESS_PAGE_SIZE, offset), path)
        case "press.EventIndexPage":
            query = f"type=press.EventPage&child_of={page['id']}&when=past"
            return paged(frame, query, Part(PRESS_PAGE_SIZE, offset), path)
        case "library.CourseIndexPage":
            query = f"type=library.CoursePage&child_of={page['id']}&order=title"
            return paged(frame, query, Part(PRESS_PAGE_SIZE, offset), path)
        case "home.DirectoryPage":
            return directory(frame, page)
    return None


def paged(frame: Frame, query: str, part: Part, path: str) -> dict[str, Any]:
    """Return `{"total", "items", "first", "last", "previous", "next"}`; of a hidden page, an empty list."""
    try:
        total, items = drawing.page_list(frame, query, part)
    except Problem:
        total, items = 0, []
    before = max(part.offset - part.limit, 0)
    after = part.offset + part.limit
    return {
        "total": total,
        "items": items,
        "first": part.offset + 1,
        "last": part.offset + len(items),
        "previous": (f"{path}?offset={before}" if before else path) if part.offset else None,
        "next": f"{path}?offset={after}" if after < total else None,
    }


def directory(frame: Frame, page: dict[str, Any]) -> dict[str, Any] | None:
    """Return `{"helplines": [{"country", "rows"}]}`, the world-wide ones first, or rows by what the page lists.

    The page's group narrows them: a kind of helpline or organisation, a group of people, the country of offices.
    """
    group = page["group"] or ""
    if page["lists"] == "helplines":
        rows = drawing.helplines(frame, group if group in labels.WORDS["helpline"] else "")
        return {"helplines": by_country(rows)}
    if page["lists"] == "organisations":
        return {"organisations": drawing.organisations(frame, group if group in labels.WORDS["organisation"] else "")}
    if page["lists"] == "people":
        return {"people": drawing.people(frame, group if group in labels.WORDS["person"] else "")}
    if page["lists"] == "offices":
        return {"offices": drawing.offices(frame, group.upper() if len(group) == COUNTRY_CODE_LENGTH else "")}
    return None


def by_country(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Gather helplines by country in the order of its name, those without a country first."""

    def name(row: dict[str, Any]) -> str:
        return row["country"]["label"].casefold() if row["country"] else ""

    groups = (list(group) for _name, group in groupby(sorted(rows, key=name), key=name))
    return [{"country": group[0]["country"], "rows": group} for group in groups]
