"""Whatever hides a page hides it on every channel, as if it had never been (reliability.md §3a, §3b)."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cms.languages.models import LocaleProfile
from cms.publishing import clock
from cms.publishing.models import Embargo
from tests import factories as make

from . import world as worlds
from .world import TWIN, World, restrict

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = datetime.now(UTC).replace(microsecond=0)
LATER, SOON = NOW + timedelta(days=9), NOW + timedelta(days=3)


def embargo(page: Any) -> None:
    Embargo.objects.create(translation_key=page.translation_key, until=LATER)


def rows(page: Any) -> Any:
    return Page.objects.filter(pk=page.pk)


def to_other_site(world: World) -> None:
    root = Page.get_first_root_node().add_child(instance=Page(title="Other", slug="other", locale=make.locale()))
    Site.objects.create(hostname="other.example.org", root_page=root)
    Page.objects.get(pk=world.branch.pk).move(Page.objects.get(pk=root.pk), pos="last-child")


def restrict_group(world: World) -> None:
    """A restriction for members of a group."""
    restrict(world.secret, PageViewRestriction.GROUPS)


GROUP_WIDE: dict[str, Callable[[World], Any]] = {
    "unpublished": lambda world: world.secret.unpublish(),
    "embargoed": lambda world: embargo(world.secret),
    "private to members": lambda world: restrict(world.secret),
    "private by password": lambda world: restrict(world.secret, PageViewRestriction.PASSWORD),
    "private to a group": restrict_group,
    "below something private": lambda world: restrict(world.branch),
    "below something private by password": lambda world: restrict(world.shelf, PageViewRestriction.PASSWORD),
    "below something unpublished": lambda world: make.fresh(world.branch).unpublish(),
    "below something embargoed": lambda world: embargo(world.branch),
    "translation is private": lambda world: restrict(world.twin),
    "translation is below something private": lambda world: restrict(world.twin.get_parent()),
}
ALONE: dict[str, Callable[[World], Any]] = {
    "expired, though nobody swept": lambda world: rows(world.secret).update(expire_at=SOON),
    "parent expired, though nobody swept": lambda world: rows(world.branch).update(expire_at=SOON),
    "parent waits for its time": lambda world: rows(world.branch).update(go_live_at=LATER),
    "waits for its time": lambda world: rows(world.secret).update(go_live_at=LATER),
    "parent offline though it is still live": lambda world: rows(world.shelf).update(live=False),
    "on another site": to_other_site,
}


def test_what_is_public_is_named_on_every_channel(api: Any, world: World) -> None:
    """Without this, an empty API would pass all tests of this folder."""
    for name, address in worlds.channels(world).items():
        answer = api.get(address)
        assert answer.status == 200, (name, answer.data)
        assert worlds.names(world, answer.response.content.decode()), name
    assert worlds.counts(api) == {"topic": 3, "country": 3}, "the page and its two aliases of the same language"


@pytest.mark.parametrize("name", GROUP_WIDE)
def test_what_hides_a_page_hides_its_translations_and_aliases_everywhere(name: str, api: Any, world: World) -> None:
    twin = world.twin.pk
    assert api.get(f"pages/{twin}/").status == 200
    GROUP_WIDE[name](world)
    worlds.assert_hidden(api, world)
    assert worlds.counts(api) == {"topic": 0, "country": 0}
    if name == "below something unpublished":
        return
    assert api.get(f"pages/{twin}/").status == 404
    for address in ("pages/?locale=es&limit=50", f"pages/?search={TWIN}", "pages/by-path/?path=/es/"):
        assert TWIN not in api.get(address).response.content.decode().replace(address, "")


@pytest.mark.parametrize("name", ALONE)
def test_what_hides_a_page_hides_its_aliases_everywhere(name: str, api: Any, lone_world: World) -> None:
    ALONE[name](lone_world)
    with clock.at(SOON + timedelta(seconds=1)):
        worlds.assert_hidden(api, lone_world)
        assert worlds.counts(api) == {"topic": 0, "country": 0}


def test_an_embargo_ends_by_itself_at_its_moment(api: Any, world: World) -> None:
    embargo(world.secret)
    with clock.at(LATER - timedelta(seconds=1)):
        assert api.get(f"pages/{world.secret.pk}/").status == api.get(f"pages/{world.twin.pk}/").status == 404
    with clock.at(LATER):
        assert api.get(f"pages/{world.secret.pk}/").status == api.get(f"pages/{world.twin.pk}/").status == 200


def test_the_language_of_a_page_that_expired_is_not_known_from_its_translation(api: Any, world: World) -> None:
    """`source_updated_at` and "outdated" say something of the source, which is not public any more."""
    make.state(world.secret, source_hash="new words")
    before = api.get(f"pages/{world.twin.pk}/").data["meta"]
    assert before["translation"]["state"] == "outdated"
    rows(world.secret).update(expire_at=SOON)
    with clock.at(LATER):
        meta = api.get(f"pages/{world.twin.pk}/").data["meta"]
    assert meta["translations"] == []
    assert meta["translation"]["state"] == "current"
    assert meta["translation"]["source_updated_at"] is None


def test_a_closed_language_is_nowhere(api: Any, problem: Any, world: World) -> None:
    LocaleProfile.objects.filter(locale=make.locale("es")).update(launched=False)
    assert api.get(f"pages/{world.twin.pk}/").status == 404
    for address in ("pages/?limit=50", f"pages/?search={TWIN}", f"pages/{world.secret.pk}/", "site/", "locales/"):
        text = api.get(address).response.content.decode().replace(address, "")
        assert TWIN not in text
        assert '"es"' not in text
        assert "/es/" not in text
    assert api.get(f"pages/by-path/?path=/es/branch/shelf/{worlds.CANARY}-slug/").status == 404
    closed, unknown = (problem(api.get("pages/", locale=code), 400, "locale") for code in ("es", "xx"))
    assert closed["known_locales"] == unknown["known_locales"] == ["en", "zh-Hans"]


def test_a_page_below_one_of_a_closed_language_is_not_public(api: Any, lone_world: World) -> None:
    rows(lone_world.branch).update(locale=make.locale("zh-hans"), translation_key=uuid.uuid4())
    assert api.get(f"pages/{lone_world.secret.pk}/").status == 200
    LocaleProfile.objects.filter(locale=make.locale("zh-hans")).update(launched=False)
    worlds.assert_hidden(api, lone_world)


def test_with_no_language_open_there_is_nothing(api: Any, problem: Any, world: World) -> None:
    LocaleProfile.objects.update(launched=False)
    for address in (
        "pages/",
        f"pages/{world.secret.pk}/",
        "site/",
        "locales/",
        "menus/",
        "vocabularies/",
        "helplines/",
    ):
        problem(api.get(address), 404)


def test_a_source_taken_offline_takes_its_translation_along(api: Any, world: World) -> None:
    """S18: stock leaves the Spanish page online."""
    make.fresh(world.secret).unpublish()
    assert api.get(f"pages/{world.twin.pk}/").status == 404


def test_a_withdrawn_translation_leaves_its_source_alone(api: Any, world: World) -> None:
    make.fresh(world.twin).unpublish()
    assert api.get(f"pages/{world.twin.pk}/").status == 404
    answer = api.get(f"pages/{world.secret.pk}/")
    assert answer.status == 200
    assert answer.data["meta"]["translations"] == []


@pytest.mark.parametrize("go_live_at", [None, SOON])
def test_readers_see_the_old_words_until_an_edit_is_published(
    go_live_at: datetime | None, api: Any, world: World
) -> None:
    """S4, S5: neither an edit that waits nor one that is scheduled shows, nor can it be searched for."""
    before = api.get(f"pages/{world.secret.pk}/").response.content
    draft, picture, paper = make.fresh(world.secret), make.image("Draft"), make.document("Draft")
    draft.title, draft.cover_image = "zqedit title", picture
    draft.body = [make.block("file", {"document": paper.pk, "title": ""})]
    draft.go_live_at = go_live_at
    revision = draft.save_revision()
    if go_live_at:
        revision.publish()
    assert api.get(f"pages/{world.secret.pk}/").response.content == before
    assert api.get("pages/", search="zqedit").data["meta"]["total_count"] == 0
    assert api.get(f"images/{picture.pk}/").status == api.get(f"documents/{paper.pk}/").status == 404
    with clock.at(LATER):
        assert "zqedit" not in api.get(f"pages/{world.secret.pk}/").response.content.decode()


def test_hidden_and_never_made_are_the_same_answer(api: Any, world: World) -> None:
    """I3: same status, body and headers, by id, by path, by search and by filter."""
    restrict(world.branch)
    pk = world.secret.pk
    for hidden, never in (
        (f"pages/{pk}/", "pages/999999/"),
        (f"pages/{pk}/?fields=bogus", "pages/999999/?fields=bogus"),
        (f"pages/find/?id={pk}", "pages/find/?id=999999"),
        (f"pages/by-path/?path=/en/branch/shelf/{worlds.CANARY}-slug/", "pages/by-path/?path=/en/branch/shelf/never/"),
        (f"pages/by-path/?path=/es/branch/shelf/{worlds.CANARY}-slug/", "pages/by-path/?path=/es/never/"),
        ("pages/by-path/?path=/old", "pages/by-path/?path=/never"),
        (f"pages/find/?html_path=/en/branch/shelf/{worlds.CANARY}-slug/", "pages/find/?html_path=/en/never/"),
        (f"pages/?child_of={world.shelf.pk}", "pages/?child_of=999999"),
        (f"pages/?translation_of={pk}", "pages/?translation_of=999999"),
        (f"pages/?ancestor_of={pk}", "pages/?ancestor_of=999999"),
        (f"pages/?search={worlds.CANARY}", "pages/?search=zqnothing"),
        ("redirects/find/?html_path=/old", "redirects/find/?html_path=/never"),
        (f"redirects/{Redirect.objects.get(old_path='/old').pk}/", "redirects/999999/"),
        (f"pages/?slug={worlds.CANARY}-slug", "pages/?slug=never"),
        (f"images/{world.image.pk}/", "images/999999/"),
        (f"documents/{world.document.pk}/", "documents/999999/"),
    ):
        one, other = (api.get(address).response for address in (hidden, never))
        assert worlds.told(one) == worlds.told(other), hidden


def test_signing_in_changes_nothing(api: Any, client: Client, admin_user: Any, world: World) -> None:
    """L13, L14: sessions are not read, whatever they would open on the site itself."""
    restrict(world.secret)
    restriction = restrict(world.shelf, PageViewRestriction.PASSWORD)
    anonymous = [worlds.told(api.get(a).response) for a in worlds.channels(world).values()]
    client.force_login(admin_user)
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    assert [worlds.told(api.get(a).response) for a in worlds.channels(world).values()] == anonymous
    assert "Cookie" not in api.get("pages/").response["Vary"]


def test_a_page_is_back_as_soon_as_it_is_opened_again(api: Any, world: World) -> None:
    restriction = restrict(world.branch)
    assert api.get(f"pages/{world.twin.pk}/").status == 404
    restriction.delete()
    assert api.get(f"pages/{world.twin.pk}/").status == 200


def test_restrictions_go_round_a_whole_circle_of_translations(api: Any, world: World) -> None:
    """A page below the translation of a private page is private, and so are its own translations elsewhere."""
    zh = make.translated(world.branch, "zh-hans", title="分支")
    restrict(zh)
    assert api.get(f"pages/{world.branch.pk}/").status == api.get(f"pages/{world.twin.pk}/").status == 404
    assert Locale.objects.count() == 3
