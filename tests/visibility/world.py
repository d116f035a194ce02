"""A small public site in which one publication, the secret, is pointed at from everywhere; and a crawl of it all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms.api.endpoints import changes
from cms.api.page_parameters import facets_of
from cms.media.models import Document, Image
from cms.pages.registry import feeds
from library.models import PublicationPage
from tests import factories as make

CANARY = "zqsecret"
TWIN = "zqgemelo"
MISSPELT = "zqsecrte"
BEGINNING = changes.written(0)
FACETS = facets_of([PublicationPage])
PAGE_TYPES = (
    "home.HomePage",
    "home.PortalPage",
    "home.StandardPage",
    "library.LibraryIndexPage",
    "library.PublicationPage",
    "press.PressIndexPage",
    "press.PressReleasePage",
    "press.EventPage",
    "library.CoursePage",
)
SNIPPETS = (
    "vocabularies/", "helplines/", "organisations/", "people/", "offices/", "glossary/", "stats/", "menus/", "site/",
)  # fmt: skip


@dataclass
class World:
    """`secret` lies in `shelf`, which lies in `branch`; `twin` is its Spanish translation, if it has one."""

    secret: Any
    twin: Any
    branch: Any
    shelf: Any
    image: Image
    document: Document
    aliases: list[Any] = field(default_factory=list)
    witnesses: list[Any] = field(default_factory=list)


def build(*, draft: bool = False) -> World:
    """Make the site; as a `draft` the secret was never published, and has neither translation nor aliases."""
    branch = make.standard("Branch", slug="branch")
    shelf = make.shelf("Shelf", parent=branch, slug="shelf")
    picture, paper = make.image(f"{CANARY}picture", alt_texts={"en": f"{CANARY} alt"}), make.document(f"{CANARY}paper")
    secret = make.publication(
        f"{CANARY} title",
        slug=f"{CANARY}-slug",
        parent=shelf,
        draft=draft,
        summary=f"{CANARY} summary",
        cover_image=picture,
        files=[("fr", paper)],
        topics=[make.topic("quiet")],
        countries=[make.country("GT")],
        series=make.series("row"),
        featured=True,
        body=[make.block("paragraph", f"<p>{CANARY} text</p>")],
    )
    world = World(secret, None, branch, shelf, picture, paper)
    if not draft:
        _mirror(world)
        make.translated(branch, "es", title="Rama")
        make.translated(shelf, "es", title="Estante")
        world.twin = make.translated(secret, "es", title=f"{TWIN} título", summary=f"{TWIN} resumen")
    _point(world)
    return world


def _mirror(world: World) -> None:
    parent = make.standard("Mirrors", slug="mirrors")
    alias = world.secret.create_alias(parent=Page.objects.get(pk=parent.pk), update_slug="mirror")
    again = alias.create_alias(parent=Page.objects.get(pk=parent.pk), update_slug="mirror-again")
    abroad = world.secret.create_alias(
        parent=Page.objects.get(pk=make.home("zh-hans").pk),
        update_slug="mirror-abroad",
        update_locale=make.locale("zh-hans"),
        reset_translation_key=False,
    )
    world.aliases = [alias, again, abroad]


def _point(world: World) -> None:
    pk = world.secret.pk
    link = f'<p>Read <a linktype="page" id="{pk}">our words for it</a>.</p>'
    card = {"title": "A card", "page": pk, "url": "", "image": None}
    everything = make.standard(
        "Everything",
        slug="everything",
        body=[
            make.block("paragraph", link),
            make.block(
                "resource_list", {"heading": "Key", "items": [make.item({"page": pk, "url": "", "title": ""})]}
            ),
            make.block("respond_now", {"heading": "Now", "steps": [], "page": pk}),
            make.block("cta", {"heading": "Act", "cta_label": "Go", "page": pk, "url": ""}),
            make.block("card_grid", {"heading": "", "cards": [make.item(card)]}),
            make.block("publication_list", {"heading": "", "topic": "quiet", "limit": 3}),
        ],
    )
    related = make.publication(
        "Later edition", slug="later-edition", related=[world.secret], supersedes=world.secret,
        series=make.fresh(world.secret).series, publication_year=2021,
    )  # fmt: skip
    earlier = make.publication("Earlier edition", slug="earlier-edition", publication_year=2019)
    world.secret.supersedes = earlier
    type(world.secret).objects.filter(pk=pk).update(supersedes=earlier)
    press = make.release("Release", slug="release", related=[world.secret])
    make.menu("main", make.menu_entry("Over there", world.secret, children=[("Deeper", world.secret)]))
    make.announcement("news", text="News", link_label="More", link_page=Page.objects.get(pk=pk))
    Redirect.objects.create(old_path="/old", redirect_page=Page.objects.get(pk=pk))
    Redirect.objects.create(old_path="/typed", redirect_link=f"/en/branch/shelf/{CANARY}-slug/")
    world.witnesses = [everything, related, earlier, press]


# Where it would show


def channels(world: World) -> dict[str, str]:
    """Return, by name, an address whose answer names the secret while that is public: absolute, or of the API."""
    everything, related, earlier, press = (page.pk for page in world.witnesses)
    pk = world.secret.pk
    branch = f"type=library.PublicationPage&child_of={world.shelf.pk}"
    return {
        "list": "pages/?limit=50",
        "list of its type": "pages/?type=library.PublicationPage",
        "list of its locale": "pages/?locale=en&type=library.PublicationPage",
        "list that falls back to it": "pages/?locale=zh-Hans&fallback=en&type=library.PublicationPage",
        "child_of": f"pages/?{branch}",
        "descendant_of": f"pages/?descendant_of={world.branch.pk}&locale=en",
        "exact title": f"pages/?title={CANARY} title",
        "exact slug": f"pages/?slug={CANARY}-slug",
        "filter by topic": "pages/?type=library.PublicationPage&topic=quiet",
        "filter by language of its file": "pages/?type=library.PublicationPage&language=fr",
        "filter by series": "pages/?type=library.PublicationPage&series=row",
        "search": f"pages/?search={CANARY}",
        "search of everything": "search/?q=quiet&facets=type,topic,country,series",
        "search where it stands in": "search/?q=quiet&locale=zh-Hans&fallback=en",
        "correction": f"search/?q={MISSPELT}",
        "suggestion": f"search/suggest/?q={CANARY}",
        "search page": "/en/search/?q=quiet",
        "detail": f"pages/{pk}/",
        "by path": f"pages/by-path/?path=/en/branch/shelf/{CANARY}-slug/",
        "redirect": "pages/by-path/?path=/old",
        "redirect typed by hand": "pages/by-path/?path=/typed",
        "related cards": f"pages/{related}/?fields=_,related",
        "related cards in full": f"pages/{related}/?fields=_,related(*)",
        "related cards of a list": "pages/?type=library.PublicationPage&fields=related(body,files,topics)",
        "related cards of a release": f"pages/{press}/",
        "edition before": f"pages/{related}/?fields=_,supersedes",
        "edition after": f"pages/{earlier}/?fields=_,superseded_by",
        "others of the series": f"pages/{related}/?fields=_,in_series",
        "blocks": f"pages/{everything}/",
        "markdown": f"pages/{everything}/?rich_text_format=markdown",
        "featured": f"pages/{make.library().pk}/",
        "menu": "menus/main/",
        "menus": "menus/",
        "site": "site/",
        "image": f"images/{world.image.pk}/",
        "document": f"documents/{world.document.pk}/",
        "redirects": "redirects/?limit=50",
        "changes": f"changes/?since={BEGINNING}&limit=50",
        "sitemap": "/sitemaps/en-1.xml",
        "Atom": "/feeds/publications/en.atom",
        "RSS": "/feeds/publications/en.rss",
        "JSON Feed": "/feeds/publications/en.json",
    }


def quiet_channels(world: World) -> dict[str, str]:
    """Return addresses whose answers count the secret or depend on it without naming it."""
    return {
        "count of the topic": "vocabularies/topics/",
        "count of the country": "vocabularies/countries/",
        "count of the series": "vocabularies/series/",
        "count of the type": "vocabularies/resource-types/",
        "all counts": "vocabularies/",
        "share translated": "locales/",
        "facets": "pages/?facets=topic,country&limit=1",
        "facets of its type": "pages/?type=library.PublicationPage&facets=series,language,year,featured&fields=_",
        "counts of a search": "search/?q=edition&facets=type,topic,country,series,language,year&fields=_",
        "suggested topics": "search/?q=quietly&fields=_",
        "suggested topic": "search/suggest/?q=qui",
        "sitemaps": "/sitemap.xml",
        "ancestor": f"pages/?ancestor_of={world.secret.pk}",
        "translation_of": f"pages/?translation_of={world.secret.pk}",
        "id": f"pages/?id={world.secret.pk}",
    }


def names(world: World, text: str) -> bool:
    """Say whether an answer gives the secret away: by its words, its files, or its address."""
    marks = [CANARY, *(f"/api/v2/pages/{page.pk}/" for page in (world.secret, *world.aliases))]
    return any(mark in text for mark in marks)


def told(response: Any) -> tuple[int, bytes, tuple[tuple[str, str], ...]]:
    """Return all that an answer says: status, body, headers."""
    return response.status_code, response.content, tuple(sorted(response.items()))


def assert_hidden(api: Any, world: World) -> None:
    """Ask on every channel, and for the ids of the page, its aliases and its files."""
    for name, address in {**channels(world), **quiet_channels(world)}.items():
        answer = api.get(address)
        assert answer.status in (200, 400, 404), (name, answer.data)
        text = answer.response.content.decode()
        echo = address if answer.status == 200 and "total_count" in text else ""
        assert not names(world, text.replace(echo, "")), f"{name}: {text[:2000]}"
    for page in (world.secret, *world.aliases):
        assert api.get(f"pages/{page.pk}/").status == 404
        assert api.get("pages/find/", id=page.pk).status == 404
    assert api.get(f"images/{world.image.pk}/").status == 404
    assert api.get(f"documents/{world.document.pk}/").status == 404


def counts(api: Any) -> dict[str, int]:
    """Return how many pages the API counts of the secret's topic and country."""
    topics = {row["code"]: row["count"] for row in api.get("vocabularies/topics/").data["items"]}
    lands = {row["code"]: row["count"] for row in api.get("vocabularies/countries/").data["items"]}
    return {"topic": topics["quiet"], "country": lands["GT"]}


def every_address(last_page: int, last_file: int, paths: list[str]) -> Iterator[str]:
    """Return all addresses of the API, for every id up to the last ones and for the paths given."""
    for locale in (
        "",
        "locale=en",
        "locale=es",
        "locale=zh-Hans",
        "locale=es&fallback=en",
        "locale=zh&fallback=es,en",
    ):
        yield f"pages/?{locale}&limit=50"
        for kind in PAGE_TYPES:
            yield f"pages/?type={kind}&{locale}&fields=*"
        yield f"pages/?type=library.PublicationPage&{locale}&fields=_&facets={','.join(FACETS)}"
        yield f"pages/?{locale}&fields=_&facets=topic,country&topic=quiet"
        for word in (CANARY, TWIN, "Branch"):
            yield f"pages/?search={word}&{locale}"
        for endpoint in SNIPPETS:
            yield f"{endpoint}?{locale}"
        for word in (MISSPELT, "quiet", "draft edition", "open", "hidinq"):
            yield f"search/?q={word}&{locale}&facets=type,topic,country,series,publisher,language,year"
            yield f"search/?q={word}&{locale}&order=-date&topic=quiet&fields=matched"
    yield from (
        "locales/",
        "site/?locale=es",
        "pages/?locale=zh-Hans",
        "menus/main/",
        "helplines/countries/",
        "pages/?order=title",
        "pages/?order=-slug&limit=3",
        "pages/?type=press.EventPage&when=upcoming",
        "pages/?type=press.EventPage&when=past",
        "people/?group=staff&limit=1",
        "offices/?country=GT",
        "glossary/?letter=Z",
        "glossary/?q=a&limit=1",
    )
    yield from ("pages/?type=library.PublicationPage&publisher=draft-house", "pages/?topic=quiet")
    yield from ("/sitemap.xml", "/robots.txt", "redirects/?limit=50", "redirects/?limit=1&order=-old_path")
    yield from ("changes/?since=now", *(f"changes/?since={BEGINNING}&limit={limit}" for limit in (1, 20, 50)))
    for locale in ("en", "es", "zh-Hans"):
        yield f"changes/?since={BEGINNING}&locale={locale}&limit=50"
        yield from (f"search/suggest/?q={typed}&locale={locale}" for typed in ("zq", "qui", "op", "edit", "r", "guan"))
        yield from (f"/{locale.lower()}/search/?q={typed}" for typed in ("quiet", MISSPELT, "hidinq"))
        yield f"/sitemaps/{locale}-1.xml"
        yield from (f"/feeds/{name}/{locale}.{form}" for name in feeds() for form in ("atom", "rss", "json"))
    for pk in range(1, last_page + 1):
        yield f"pages/{pk}/"
        yield f"pages/?{('child_of', 'descendant_of', 'ancestor_of', 'translation_of')[pk % 4]}={pk}"
    for pk in range(1, last_file + 1):
        yield f"redirects/{pk}/"
        yield f"redirects/find/?id={pk}"
        yield f"images/{pk}/"
        yield f"documents/{pk}/"
    for path in paths:
        yield f"pages/by-path/?path={path}&fallback=es,en&fields=_,title,translations"
        yield f"redirects/find/?html_path={path}"


def restrict(page: Any, kind: str = PageViewRestriction.LOGIN) -> PageViewRestriction:
    """Put a restriction on a page."""
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=kind, password="open sesame"
    )
