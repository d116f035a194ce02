"""Checks all content files without touching the database, and tells every file's first problem at once."""

from datetime import date

from django.utils import timezone

from cms.seed import pages, papers, settings, snippets, terms
from cms.seed.content import Content, ContentError, PageSpec, Place
from cms.seed.names import Names


def check(content: Content) -> None:
    """Plan everything with made-up primary keys.

    Raises:
        ContentError: with one line for each file at fault.
    """
    if found := problems(content):
        raise ContentError("sample content", f"{len(found)} problems", "\n" + "\n".join(found))


def problems(content: Content) -> list[str]:
    """Return the first problem of every file and snippet."""
    found: list[str] = []
    names = imagined_names(content)
    today = timezone.now().date()
    for table, model in terms.TABLES.items():
        for number, (place, row) in enumerate(content.rows("vocabularies", table)):
            _try(found, terms.plan_of, model, row, number, names, place)
    _try(found, _check_snippets, content, names, today)
    _try(found, settings.plan_of, content, names)
    writer = pages.PageWriter(names)
    for spec in content.pages:
        _try(found, _check_page, spec, writer, today)
    return found


def imagined_names(content: Content) -> Names:
    """Return every name that the files give, each with a made-up key."""
    names = Names(paths=content.paths)
    names.pages = dict.fromkeys(content.paths.values(), 1)
    for table, model in terms.TABLES.items():
        for _place, row in content.rows("vocabularies", table):
            names.terms[(model._meta.label, row.get("code", ""))] = 1
    for spec in snippets.specs(content):
        names.snippets[(spec.label, spec.code)] = 1
    for page in content.pages:
        for paper in papers.of_page(page):
            names.documents.update(dict.fromkeys((*paper.names, paper.title), 1))
    return names


def _try(found: list[str], step, *arguments) -> None:  # type: ignore[no-untyped-def]
    try:
        step(*arguments)
    except ContentError as error:
        found.append(str(error))


def _check_snippets(content: Content, names: Names, today: date) -> None:
    for spec in snippets.specs(content):
        snippets.plan_of(spec, spec.data, names, today)
        for language in spec.texts:
            snippets.plan_of(spec, snippets.translated_data(spec, language), names, today)


def _check_page(spec: PageSpec, writer: pages.PageWriter, today: date) -> None:
    writer.plan(spec, spec.data, today, spec.place)
    writer.plan(spec, {**spec.data, **spec.english_before()}, today, spec.place)
    for language in spec.texts:
        writer.plan(spec, writer.translated_data(spec, language), today, Place(spec.file, language))
