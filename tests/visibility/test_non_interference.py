"""The bar of design/5 §1: delete everything that is not public, ask the same again, get the same bytes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.directory.models import Office, Organisation, Person
from cms.glossary.models import GlossaryTerm
from cms.languages.models import LocaleProfile
from cms.media.models import Document, Image
from cms.pages.rows import PageOrganisation
from cms.publishing import clock, ledger
from cms.publishing.models import Embargo
from cms.publishing.visibility import PublicView, public_view
from cms.search import rebuilding
from cms.search.models import SearchWord
from cms.site.models import Announcement
from library.models import PublicationFile
from tests import factories as make
from tests.conftest import Api

from . import world as worlds
from .world import World, restrict

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = datetime.now(UTC).replace(microsecond=0)
SOON = NOW + timedelta(days=3)


def hide_much(world: World) -> None:
    """Add a hidden page of nearly every kind to the world; the secret itself is private."""
    restrict(world.secret, PageViewRestriction.PASSWORD)
    links = [world.witnesses[1], world.secret]
    hidden: list[Any] = [
        make.standard("zq draft", draft=True, slug="draft"),
        make.release("zq unpublished", slug="unpublished", related=links),
        make.release("zq expired", slug="expired", topics=[make.topic("quiet")]),
        make.publication("zq embargoed", slug="embargoed", topics=[make.topic("quiet")]),
        make.standard("zq parent", slug="parent"),
    ]
    make.standard("zq child", parent=hidden[4], slug="child")
    expired = make.translated(hidden[2], "es", title="Noticia", lead="Sigue aquí.")
    make.state(hidden[2], source_hash="changed")
    make.fresh(hidden[1]).unpublish()
    Page.objects.filter(pk=hidden[2].pk).update(expire_at=SOON)
    Page.objects.filter(pk=hidden[4].pk).update(live=False)
    Embargo.objects.create(translation_key=hidden[3].translation_key, until=SOON + timedelta(days=9))
    make.translated(make.standard("Open", slug="open"), "zh-hans", title="zq 关闭")
    LocaleProfile.objects.filter(locale=make.locale("zh-hans")).update(launched=False)
    house = make.organisation("draft-house", draft=True)
    make.publication("Much", slug="much", related=[*hidden, expired], publishers=[house], files=[("ar", _private())])
    _hide_events_people_and_terms(world, house)
    make.standard("Hides and seeks", slug="hides")
    make.standard("Zq hiding", slug="words").unpublish()
    make.menu("footer", *(make.menu_entry("Somewhere", page) for page in (*hidden, expired)))


def _hide_events_people_and_terms(world: World, house: Organisation) -> None:
    """Hide some of each of the smaller kinds beside public ones that point at what is hidden."""
    make.event("Open day", partners=[house], end=SOON + timedelta(days=30), start=SOON + timedelta(days=29))
    make.event("zq draft event", draft=True, topics=[make.topic("quiet")])
    make.event("zq expired event", expire_at=SOON)
    make.course("Open course", providers=[house])
    make.course("zq draft course", draft=True)
    yesterday = NOW.date() - timedelta(days=1)
    make.person("open", name="Open", photo=make.image("zq lapsed"), photo_consent="zq drawer",
                photo_consent_until=yesterday)  # fmt: skip
    make.person("zq-gone", photo=make.image("zq gone"), photo_consent="zq drawer", active_to=yesterday, sort_order=1)
    make.person("zq-draft", draft=True)
    make.office("open")
    make.office("zq-draft", draft=True, country=make.country("GT"))
    make.term("open", status="avoid", use_instead=make.term("zq-draft", draft=True))
    make.translated(make.term("closed"), "zh-hans", term="zq 术语")


def _private() -> Document:
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return make.document("zq private", collection=collection)


def delete_what_is_not_public(view: PublicView) -> None:
    """Leave the gaps of the ids as they are."""
    PublicationFile.objects.exclude(document__isnull=True).exclude(
        document__in=view.documents(Document.objects.all())
    ).delete()
    public = set(view.pages().values_list("pk", flat=True))
    hidden = Page.objects.filter(depth__gt=1).exclude(pk__in=public).order_by("alias_of_id", "-path")
    for page in [*hidden.filter(alias_of__isnull=False), *hidden.filter(alias_of__isnull=True)]:
        if row := Page.objects.filter(pk=page.pk).first():
            row.keep_translations = True
            row.delete()
    organisations = Organisation.objects.exclude(pk__in=view.snippets(Organisation.objects.all()))
    PageOrganisation.objects.filter(organisation__in=organisations).delete()
    organisations.delete()
    terms = GlossaryTerm.objects.exclude(pk__in=view.snippets(GlossaryTerm.objects.all()))
    GlossaryTerm.objects.filter(use_instead__in=terms).update(use_instead=None)
    terms.delete()
    for kind in (Person, Office):
        kind.objects.exclude(pk__in=view.snippets(kind.objects.all())).delete()
    Announcement.objects.exclude(pk__in=view.snippets(Announcement.objects.all())).delete()
    for model, shown in ((Image, view.images), (Document, view.documents)):
        model.objects.exclude(pk__in=view.used(shown(model.objects.all())).values("pk")).delete()
    SearchWord.objects.all().delete()
    rebuilding.rebuild(rebuilding.pending(everything=True), everything=True)


def crawl(api: Api, addresses: list[str]) -> dict[str, Any]:
    return {address: worlds.told(api.get(address).response) for address in addresses}


@pytest.mark.timeout(900)
def test_what_is_hidden_changes_no_byte_of_any_answer(api: Api, world: World) -> None:
    hide_much(world)
    paths = [f"/{page.url_path.strip('/').partition('/')[2]}/" for page in Page.objects.filter(depth__gt=2)]
    paths = [f"/{lang}{path}" for path in paths for lang in ("en", "es")] + [
        "/old",
        "/typed",
        "/zh-hans/mirror-abroad/",
    ]
    last = Page.objects.latest("pk").pk + 1
    addresses = list(worlds.every_address(last, Document.objects.count() + 2, sorted(set(paths))))
    with clock.at(SOON + timedelta(seconds=1)):
        ledger.reconcile()
        before = crawl(api, addresses)
        said = b"".join(content for _status, content, _headers in before.values())
        assert b"zq" not in said.replace(b"zqsecret", b"").replace(worlds.MISSPELT.encode(), b"")
        assert sum(status == 200 for status, _content, _headers in before.values()) > 100
        count = Page.objects.count()
        delete_what_is_not_public(public_view())
        assert Page.objects.count() <= count - 12
        after = crawl(api, addresses)
    differing = [address for address in addresses if before[address] != after[address]]
    assert differing == []
