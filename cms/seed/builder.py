"""Builds the sample content, in order, and changes nothing where it is already as the files say."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction
from wagtail.models import Page, Site

from cms.languages import codes
from cms.media.models import Document
from cms.search import papers as searched
from cms.seed import checking, foundation, indexes, pages, papers, pictures, settings, snippets, terms, translations
from cms.seed.content import LANGUAGES, Content, PageSpec, load
from cms.seed.names import Names
from home.models import HomePage
from library.models import PublicationPage

Progress = Callable[[str, int, int], None]
"""Is told the stage, how many steps of it are done and how many it has."""

Item = TypeVar("Item")


@dataclass
class Report:
    """What a build did: how many things changed by stage, and what it left out and why."""

    changed: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many things changed in all."""
        return sum(self.changed.values())


def build(progress: Progress = lambda stage, done, total: None, content: Content | None = None) -> Report:
    """Bring the database in line with the content files.

    Call it outside transactions: translations go live when their own transaction ends. Every file is checked before
    the first row is written.

    Raises:
        ContentError: naming file and key, for the first problem of each file.
    """
    content = content or load()
    checking.check(content)
    with indexes.unlogged_queries():
        foundation.lay()
        with indexes.paused():
            report = _Build(content, progress).run()
        if report.total:
            progress("Search", 0, 1)
            indexes.rebuild()
            progress("Search", 1, 1)
    return report


def is_built() -> bool:
    """Say whether the database holds content already: the sample content to its end, or somebody's own."""
    site = Site.objects.filter(is_default_site=True).first()
    if site and settings.are_filled(site):
        return True
    own = {spec.slug for spec in load().pages}
    return PublicationPage.objects.exclude(slug__in=own).exists()


@dataclass
class _Build:
    content: Content
    progress: Progress
    report: Report = field(default_factory=Report)

    def __post_init__(self) -> None:
        self.names = Names(paths=self.content.paths, make_picture=self._picture)
        self.writer = pages.PageWriter(self.names)
        self.homes: dict[str, Page] = {
            codes.to_bcp47(home.locale.language_code): home
            for home in HomePage.objects.filter(depth=2).select_related("locale")
        }
        self._pictures: dict[tuple[str, str, int], int] = {}

    def run(self) -> Report:
        """Go through the stages."""
        with transaction.atomic(durable=True):
            self._count("Vocabularies", terms.build(self.content, self.names))
        pages.name_pages_of_setup(self.homes, self.names)
        with transaction.atomic(durable=True):
            for spec in self._steps("Page tree", self.content.pages):
                self._count("Page tree", pages.ensure_stub(spec, self.homes, self.writer))
        for snippet in self._steps("Snippets", list(snippets.specs(self.content))):
            self._count("Snippets", snippets.build(snippet, self.names))
        with transaction.atomic(durable=True):
            for spec in self._steps("Files", [spec for spec in self.content.pages if spec.data.get("files")]):
                self._count("Files", self._files(spec))
        for spec in self._steps("Pages", self.content.pages):
            self._count("Pages", pages.publish(spec, self.writer, before=self._is_before(spec)))
        self._translate_snippets()
        for spec in self._steps("Translated pages", [spec for spec in self.content.pages if spec.texts]):
            self._translate_page(spec)
        self._count("Settings", settings.build(self.content, self.names))
        return self.report

    def _count(self, stage: str, changed: int) -> None:
        self.report.changed[stage] = self.report.changed.get(stage, 0) + changed

    def _steps(self, stage: str, items: list[Item]) -> Iterator[Item]:
        for number, item in enumerate(items):
            self.progress(stage, number, len(items))
            yield item
        self.progress(stage, len(items), len(items))

    def _picture(self, kind: str, colour: str, variant: int) -> int:
        key = (kind, colour, variant)
        if key not in self._pictures:
            image, made = pictures.find_or_make(kind, colour, variant)
            self._pictures[key] = image.pk
            self._count("Pictures", made)
        return self._pictures[key]

    def _files(self, spec: PageSpec) -> int:
        wanted = papers.of_page(spec)
        stored = dict(Document.objects.filter(title__in=[paper.title for paper in wanted]).values_list("title", "pk"))
        missing = [paper for paper in wanted if paper.title not in stored]
        made = Document.objects.bulk_create(paper.make() for paper in missing)
        for document, paper in zip(made, missing, strict=True):
            stored[document.title] = document.pk
            document.store_texts(["\n".join(papers.lines(paper.text, paper.language))])
        searched.refresh(made)
        for paper in wanted:
            for name in (*paper.names, paper.title):
                self.names.documents.setdefault(name, stored[paper.title])
        return len(missing)

    def _is_before(self, spec: PageSpec) -> bool:
        """Say whether an outdated translation is still to be made from the page's earlier English."""
        page = pages.load_specific(spec, self.names)
        languages = [language for language in LANGUAGES if spec.status(language) == "outdated"]
        return any(not translations.is_translated(page, language) for language in languages)

    def _translate_snippets(self) -> None:
        wanted = [(spec, language) for spec in snippets.specs(self.content) for language in spec.texts]
        for spec, language in self._steps("Translated snippets", wanted):
            self._count("Translated snippets", snippets.translate(spec, language, self.names))

    def _translate_page(self, spec: PageSpec) -> None:
        for language in _outdated_first(spec):
            if spec.parent and pages.find(spec.parent, self.homes, language) is None:
                self.report.skipped.append(f"{spec.file} in {language}: its parent is not translated")
                continue
            self._count("Translated pages", pages.translate(spec, language, self.writer))
            if spec.status(language) == "outdated":
                self._count("Pages", pages.publish(spec, self.writer, before=False))


def _outdated_first(spec: PageSpec) -> Iterable[str]:
    return sorted(spec.texts, key=lambda language: spec.status(language) != "outdated")
