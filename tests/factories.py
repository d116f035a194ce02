"""Small builders for tests. Whatever is public went live through a revision, as in production."""

import io
import itertools
import uuid
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.models import Locale, Page

from cms.directory.models import Office, Organisation, Person, Series
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline, HelplinePhone
from cms.languages.models import TranslationState
from cms.media.models import Document, Image
from cms.pages.rows import PageAudience, PageCountry, PageOrganisation, PageTopic, RelatedPage
from cms.site.models import Announcement, Menu, SiteText, StatCounter
from cms.taxonomy.models import Audience, Country, Region, ResourceType, Topic
from home.models import DirectoryPage, HomePage, PortalPage, PortalSectionPage, StandardPage
from library.models import (
    CourseEnrolment,
    CourseIndexPage,
    CoursePage,
    LibraryIndexPage,
    PublicationFile,
    PublicationPage,
)
from press.models import EventIndexPage, EventPage, PressIndexPage, PressReleasePage

_numbers = itertools.count(1)


def locale(lang: str = "en") -> Locale:
    """Return a locale by its Django code."""
    return Locale.objects.get(language_code=lang)


def fresh(row: Any) -> Any:
    """Return a row as it is in the database."""
    return type(row)._base_manager.get(pk=row.pk)


def publish(row: Any) -> Any:
    """Put a page or a snippet live as it is in memory."""
    row.save_revision().publish()
    return fresh(row)


def block(kind: str, value: Any) -> dict[str, Any]:
    """Return a block as a stream stores it."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def item(value: Any) -> dict[str, Any]:
    """Return an item of a list block as it is stored."""
    return block("item", value)


# Terms and snippets


def topic(code: str, parent: Topic | None = None, **labels: str) -> Topic:
    """Return a topic; `labels` are by BCP 47 code."""
    return Topic.objects.get_or_create(code=code, defaults={"labels": {"en": code, **labels}, "parent": parent})[0]


def audience(code: str) -> Audience:
    """Return an audience."""
    return Audience.objects.get_or_create(code=code, defaults={"labels": {"en": code}})[0]


def country(code: str) -> Country:
    """Return a country."""
    return Country.objects.get_or_create(code=code)[0]


def region(code: str, **labels: str) -> Region:
    """Return a region; `labels` are by BCP 47 code."""
    return Region.objects.get_or_create(code=code, defaults={"labels": {"en": code, **labels}})[0]


def resource_type(code: str = "report") -> ResourceType:
    """Return a kind of publication."""
    return ResourceType.objects.get_or_create(code=code, defaults={"labels": {"en": code}})[0]


def _snippet(model: type[Any], draft: bool, lang: str, values: dict[str, Any]) -> Any:
    row = model(locale=locale(lang), live=False, **values)
    row.save()
    return row if draft else publish(row)


def organisation(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> Organisation:
    """Store an organisation."""
    made: Organisation = _snippet(Organisation, draft, lang, {"code": code, "name": code.title(), **values})
    return made


def series(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> Series:
    """Store a series."""
    made: Series = _snippet(Series, draft, lang, {"code": code, "name": code.title(), **values})
    return made


def person(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> Person:
    """Store a person."""
    defaults = {"code": code, "name": code.title(), "role": "Member"}
    made: Person = _snippet(Person, draft, lang, {**defaults, **values})
    return made


def office(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> Office:
    """Store an office, in Singapore unless told otherwise."""
    values.setdefault("country", country("SG"))
    made: Office = _snippet(Office, draft, lang, {"code": code, "name": code.title(), **values})
    return made


def term(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> GlossaryTerm:
    """Store a glossary term."""
    defaults = {"code": code, "term": code, "definition": f"What {code} means."}
    made: GlossaryTerm = _snippet(GlossaryTerm, draft, lang, {**defaults, **values})
    return made


def site_text(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> SiteText:
    """Store a shared text."""
    made: SiteText = _snippet(SiteText, draft, lang, {"code": code, "body": f"<p>{code}</p>", **values})
    return made


def announcement(code: str, *, draft: bool = False, lang: str = "en", **values: Any) -> Announcement:
    """Store a banner."""
    made: Announcement = _snippet(Announcement, draft, lang, {"code": code, "text": code, **values})
    return made


def counter(key: str, *, draft: bool = False, lang: str = "en", **values: Any) -> StatCounter:
    """Store a figure."""
    defaults = {"key": key, "value": 7, "label": key, "as_of": date(2026, 1, 1)}
    made: StatCounter = _snippet(StatCounter, draft, lang, {**defaults, **values})
    return made


def menu(code: str, *entries: dict[str, Any], draft: bool = False, lang: str = "en") -> Menu:
    """Store a menu; entries as `menu_entry` gives them."""
    made: Menu = _snippet(Menu, draft, lang, {"code": code, "items": list(entries)})
    return made


def menu_entry(label: str, page: Page | None = None, url: str = "", children: Any = ()) -> dict[str, Any]:
    """Return an entry of a menu; `children` are pairs of a label and a page."""
    below = [item({"label": name, "page": target.pk, "url": "", "style": "link"}) for name, target in children]
    entry = {"label": label, "page": page.pk if page else None, "url": url, "style": "link", "children": below}
    return block("entry", entry)


def helpline(
    code: str, *, draft: bool = False, lang: str = "en", phones: Any = ("116000",), **values: Any
) -> Helpline:
    """Store a helpline with its numbers; without a country it is a world-wide one."""
    defaults = {"code": code, "name": code.title(), "kind": "child_helpline", "verified_on": date(2026, 11, 1)}
    row = Helpline(locale=locale(lang), live=False, **{**defaults, "is_global": not values.get("country"), **values})
    row.phones = [HelplinePhone(number=number) for number in phones]
    row.save()
    return row if draft else publish(row)


# Files


def image(title: str = "Picture", **values: Any) -> Image:
    """Store an approved picture of its own colour."""
    content = io.BytesIO()
    Picture.new("RGB", (40, 30), (next(_numbers) % 256, 80, 160)).save(content, "PNG")
    file = ContentFile(content.getvalue(), name=f"{title.lower()}.png")
    return Image.objects.create(**{"title": title, "file": file, "safeguarding_status": "approved", **values})


def document(title: str = "Guide", **values: Any) -> Document:
    """Store a text file."""
    file = ContentFile(f"{title} {next(_numbers)}".encode(), name=f"{title.lower()}.txt")
    return Document.objects.create(**{"title": title, "file": file, **values})


# Pages


def home(lang: str = "en") -> HomePage:
    """Return the home page of a language."""
    return HomePage.objects.get(locale=locale(lang), depth=2)


def library(lang: str = "en") -> LibraryIndexPage:
    """Return the library of a language."""
    return LibraryIndexPage.objects.filter(locale=locale(lang)).order_by("pk")[0]


def press_room(lang: str = "en") -> PressIndexPage:
    """Return the press room of a language."""
    return PressIndexPage.objects.get(locale=locale(lang))


def _page(parent: Page, page: Page, draft: bool) -> Any:
    page.locale_id, page.live = parent.locale_id, False
    page.slug = page.slug or f"page-{next(_numbers)}"
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return fresh(page) if draft else publish(fresh(page))


def standard(
    title: str = "About us", *, parent: Page | None = None, draft: bool = False, **values: Any
) -> StandardPage:
    """Make a page of text."""
    topics = values.pop("topics", ())
    page: Any = StandardPage(title=title, **values)
    page.topic_rows = [PageTopic(topic=row) for row in topics]
    made: StandardPage = _page(parent or home(), page, draft)
    return made


def portal(title: str = "Education", *, parent: Page | None = None, draft: bool = False, **values: Any) -> PortalPage:
    """Make a portal."""
    made: PortalPage = _page(
        parent or home(), PortalPage(**{"title": title, "intro": "For schools.", **values}), draft
    )
    return made


def section(title: str = "Teachers", *, parent: Page, draft: bool = False, **values: Any) -> PortalSectionPage:
    """Make a section of a portal."""
    made: PortalSectionPage = _page(parent, PortalSectionPage(title=title, **values), draft)
    return made


def directory(title: str = "Helplines", *, parent: Page | None = None, draft: bool = False, **values: Any) -> Any:
    """Make the page around a list."""
    return _page(parent or home(), DirectoryPage(title=title, **values), draft)


def shelf(title: str = "Shelf", *, parent: Page | None = None, draft: bool = False, **values: Any) -> LibraryIndexPage:
    """Make one more library."""
    made: LibraryIndexPage = _page(parent or home(), LibraryIndexPage(title=title, **values), draft)
    return made


def publication(
    title: str = "Safe schools",
    *,
    parent: Page | None = None,
    draft: bool = False,
    topics: Any = (),
    countries: Any = (),
    audiences: Any = (),
    publishers: Any = (),
    files: Any = (),
    related: Any = (),
    **values: Any,
) -> PublicationPage:
    """Make a publication of 2020; `files` are pairs of a language and a document or an address."""
    defaults = {"title": title, "summary": f"About {title}.", "publication_year": 2020}
    values.setdefault("resource_type", resource_type())
    page: Any = PublicationPage(**{**defaults, **values})
    page.topic_rows = [PageTopic(topic=row) for row in topics]
    page.country_rows = [PageCountry(country=row) for row in countries]
    page.audience_rows = [PageAudience(audience=row) for row in audiences]
    page.organisation_rows = [PageOrganisation(organisation=row) for row in publishers]
    page.related_rows = [RelatedPage(related=Page.objects.get(pk=row.pk)) for row in related]
    page.files = [_file(language, target) for language, target in files]
    made: PublicationPage = _page(parent or library(), page, draft)
    return made


def _file(language: str, target: Any) -> PublicationFile:
    if isinstance(target, str):
        return PublicationFile(language=language, external_url=target)
    return PublicationFile(language=language, document=target)


def release(
    title: str = "We opened an office", *, parent: Page | None = None, draft: bool = False, **values: Any
) -> PressReleasePage:
    """Make a press release of 2 November 2026."""
    defaults = {"title": title, "lead": f"{title}.", "release_date": datetime(2026, 11, 2, 14, tzinfo=UTC)}
    topics, related = values.pop("topics", ()), values.pop("related", ())
    page: Any = PressReleasePage(**{**defaults, **values})
    page.topic_rows = [PageTopic(topic=row) for row in topics]
    page.related_rows = [RelatedPage(related=Page.objects.get(pk=row.pk)) for row in related]
    made: PressReleasePage = _page(parent or press_room(), page, draft)
    return made


def calendar(title: str = "Events", *, parent: Page | None = None, **values: Any) -> EventIndexPage:
    """Return the events' front page of the parent's language, making it where it is missing."""
    parent = parent or home()
    found = EventIndexPage.objects.filter(locale_id=parent.locale_id).order_by("pk").first()
    made: EventIndexPage = found or _page(
        parent, EventIndexPage(**{"title": title, "slug": "events", **values}), False
    )
    return made


def event(title: str = "A day for children", *, parent: Page | None = None, draft: bool = False, **values: Any) -> Any:
    """Make an event in New York at 15:00 on 2 November 2026, of two hours."""
    defaults = {
        "title": title, "lead": f"{title}.", "place": "New York",
        "start": datetime(2026, 11, 2, 20, tzinfo=UTC), "end": datetime(2026, 11, 2, 22, tzinfo=UTC),
    }  # fmt: skip
    topics, partners = values.pop("topics", ()), values.pop("partners", ())
    page: Any = EventPage(**{**defaults, **values})
    page.topic_rows = [PageTopic(topic=row) for row in topics]
    page.organisation_rows = [PageOrganisation(organisation=row, role="partner") for row in partners]
    return _page(parent or calendar(), page, draft)


def courses(title: str = "Courses", *, parent: Page | None = None, **values: Any) -> CourseIndexPage:
    """Return the courses' front page of the parent's language, making it where it is missing."""
    parent = parent or home()
    found = CourseIndexPage.objects.filter(locale_id=parent.locale_id).order_by("pk").first()
    made: CourseIndexPage = found or _page(
        parent, CourseIndexPage(**{"title": title, "slug": "courses", **values}), False
    )
    return made


def course(title: str = "First steps", *, parent: Page | None = None, draft: bool = False, **values: Any) -> Any:
    """Make a course; `enrolments` are pairs of a language and an address."""
    topics, providers = values.pop("topics", ()), values.pop("providers", ())
    enrolments = values.pop("enrolments", [("en", "https://example.org/enrol")])
    page: Any = CoursePage(**{"title": title, "summary": f"About {title}.", **values})
    page.topic_rows = [PageTopic(topic=row) for row in topics]
    page.organisation_rows = [PageOrganisation(organisation=row, role="provider") for row in providers]
    page.enrolments = [CourseEnrolment(language=language, url=url) for language, url in enrolments]
    return _page(parent or courses(), page, draft)


def translated(page: Any, lang: str, *, draft: bool = False, **values: Any) -> Any:
    """Bring a page or a snippet into another language by hand; `values` are its texts."""
    twin = fresh(page).copy_for_translation(locale(lang))
    for name, value in values.items():
        setattr(twin, name, value)
    if not isinstance(twin, Page):
        twin.live = False
    twin.save()
    return fresh(twin) if draft else publish(twin)


def state(page: Any, **values: Any) -> None:
    """Overwrite what was recorded of a text when it went live."""
    rows = TranslationState.objects.filter(translation_key=page.translation_key, locale_id=page.locale_id)
    assert rows.exists()
    rows.update(**values)
