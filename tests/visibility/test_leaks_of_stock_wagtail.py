"""L1 to L12, L20: what stock Wagtail gives away, and this service does not (reliability.md §3d)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.publishing import clock
from cms.publishing.visibility import public_view
from tests import factories as make

from . import world as worlds
from .world import CANARY, World, restrict

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WAYS = {
    "unpublished": lambda page: make.fresh(page).unpublish(),
    "private": restrict,
    "offline by hand": lambda page: Page.objects.filter(pk=page.pk).update(live=False),
}


def body(api: Any, address: str) -> str:
    answer = api.get(address)
    assert answer.status == 200, answer.data
    return answer.response.content.decode()


def file_answer(api: Any, address: str) -> Any:
    """Ask for a file at its full address, and read it to its end, which closes it."""
    response = api.get(address.removeprefix("http://testserver")).response
    assert b"".join(response)
    return response


def private_collection(name: str = "Private") -> Collection:
    """Return a collection two levels below one that is not open to everybody."""
    outer = Collection.get_first_root_node().add_child(name=name)
    CollectionViewRestriction.objects.create(collection=outer, restriction_type=CollectionViewRestriction.LOGIN)
    return outer.add_child(name="Inner").add_child(name="Innermost")


@pytest.mark.parametrize("way", WAYS)
def test_l1_a_public_page_does_not_name_what_it_points_at(way: str, api: Any, world: World) -> None:
    """L1: foreign keys and child rows."""
    later = world.witnesses[1]
    WAYS[way](world.secret)
    answer = api.get(f"pages/{later.pk}/").data
    assert answer["supersedes"] is None
    assert answer["related"] == answer["in_series"] == []


@pytest.mark.parametrize(
    "fields", ["related(*)", "related(body,title)", "*,related(*)", "supersedes(title)", "_,related"]
)
def test_l2_no_expansion_opens_what_is_hidden(fields: str, api: Any, world: World) -> None:
    """L2: `fields=rel(*)` gave the whole body, from a detail and in lists."""
    world.secret.unpublish()
    later = world.witnesses[1]
    for address in (f"pages/{later.pk}/?fields={fields}", f"pages/?type=library.PublicationPage&fields={fields}"):
        assert CANARY not in body(api, address)


def test_l3_a_file_of_a_private_collection_has_neither_name_nor_address(api: Any) -> None:
    """L3, S25 to S27: also in collections below it, and its language is not told either."""
    private = private_collection()
    picture = make.image("Zqpicture", alt_texts={"en": "zqpicture"}, collection=private)
    paper = make.document("Zqpaper", collection=private)
    page = make.publication(
        files=[("ar", paper), ("en", "https://example.org/open.pdf")],
        cover_image=picture,
        body=[
            make.block("image", {"image": {"image": picture.pk, "decorative": False, "alt_text": ""}, "caption": ""}),
            make.block("file", {"document": paper.pk, "title": ""}),
            make.block("paragraph", f'<p><a linktype="document" id="{paper.pk}">read</a></p>'),
        ],
    )
    for form in ("html", "markdown"):
        answer = api.get(f"pages/{page.pk}/", rich_text_format=form)
        assert "zqpicture" not in answer.response.content.decode().lower()
        assert "zqpaper" not in answer.response.content.decode().lower()
        assert answer.data["cover"] is None
        assert [row["language"]["code"] for row in answer.data["files"]] == ["en"]
        assert answer.data["languages"] == [{"code": "en", "label": "English"}]
        assert "/documents/" not in answer.response.content.decode()
    assert api.get("pages/", type="library.PublicationPage", language="ar").data["meta"]["total_count"] == 0
    assert api.get(f"images/{picture.pk}/").status == api.get(f"documents/{paper.pk}/").status == 404
    CollectionViewRestriction.objects.all().delete()
    assert len(api.get(f"pages/{page.pk}/").data["files"]) == 2
    assert api.get("pages/", type="library.PublicationPage", language="ar").data["meta"]["total_count"] == 1


@pytest.mark.parametrize("form", ["html", "markdown"])
@pytest.mark.parametrize("way", WAYS)
def test_l4_rich_text_keeps_the_words_of_a_link_and_drops_its_address(
    way: str, form: str, api: Any, world: World
) -> None:
    """L4: the slug of drafts and private pages, in both formats."""
    WAYS[way](world.secret)
    text = api.get(f"pages/{world.witnesses[0].pk}/", rich_text_format=form).data["body"][0]["value"]
    assert text == ("<p>Read our words for it.</p>" if form == "html" else "Read our words for it.")


def test_l5_nothing_below_a_hidden_page_is_public(api: Any, lone_world: World) -> None:
    """L5: stock still lists it, finds it, and names its parent."""
    Page.objects.filter(pk=lone_world.branch.pk).update(live=False)
    assert api.get(f"pages/{lone_world.shelf.pk}/").status == api.get(f"pages/{lone_world.secret.pk}/").status == 404
    worlds.assert_hidden(api, lone_world)


def test_l6_an_alias_of_something_hidden_is_hidden(api: Any, world: World) -> None:
    """L6: `alias_of` told title and address of the source. An alias of an alias is no way round."""
    alias, again, abroad = world.aliases
    shown = api.get(f"pages/{alias.pk}/").data["meta"]
    assert shown["alias_of"]["id"] == world.secret.pk
    assert shown["translations"] == []
    assert api.get(f"pages/{abroad.pk}/").status == 404, "an alias for another language answers by path only"
    Page.objects.filter(pk=world.secret.pk).update(live=False)
    assert [api.get(f"pages/{page.pk}/").status for page in world.aliases] == [404, 404, 404]
    for path in ("/en/mirrors/mirror/", "/en/mirrors/mirror-again/", "/zh-hans/mirror-abroad/"):
        assert api.get(f"pages/by-path/?path={path}").status == 404
    assert "alias_of" not in body(api, f"pages/?child_of={alias.get_parent().pk}&fields=alias_of")
    assert again.alias_of_id == alias.pk


def test_l6_below_an_alias_of_something_hidden_nothing_is_public(api: Any, lone_world: World) -> None:
    """L6: an alias of a section with its pages, put elsewhere."""
    place = Page.objects.get(pk=make.standard("Place", slug="place").pk)
    copy = lone_world.branch.create_alias(parent=place, update_slug="copy", recursive=True)
    below = [page.pk for page in copy.get_descendants(inclusive=True)]
    assert [api.get(f"pages/{pk}/").status for pk in below] == [200, 200, 200]
    Page.objects.filter(pk=lone_world.branch.pk).update(live=False)
    assert [api.get(f"pages/{pk}/").status for pk in below] == [404, 404, 404]


def test_an_alias_of_an_alias_for_another_language_answers_by_path_as_a_fallback(api: Any, world: World) -> None:
    """design/3 L5: a page never lies about its language, however many mirrors stand between."""
    abroad = world.aliases[2]
    parent = Page.objects.get(pk=make.press_room("zh-hans").pk)
    again = abroad.create_alias(parent=parent, update_slug="once-more")
    assert api.get(f"pages/{again.pk}/").status == 404
    assert all(row["id"] != again.pk for row in api.get("pages/", locale="zh-Hans", limit=50).data["items"])
    meta = api.get("pages/by-path/?path=/zh-Hans/press/once-more/").data["meta"]
    assert (meta["locale"], meta["requested_locale"], meta["translation"]["state"]) == ("en", "zh-Hans", "fallback")


@pytest.mark.parametrize("path", ["/old", "/typed"])
def test_l7_a_redirect_to_something_hidden_is_none(path: str, api: Any, world: World) -> None:
    """L7: the target's path was told, whether the editor chose the page or typed its address."""
    to = api.get(f"pages/by-path/?path={path}").data["redirect"]["to"]
    assert to == f"http://testserver/en/branch/shelf/{CANARY}-slug/"
    restrict(world.branch)
    assert api.get(f"pages/by-path/?path={path}").status == 404


def test_l7_a_redirect_to_another_site_is_given_as_it_is(api: Any) -> None:
    Redirect.objects.create(old_path="/away", redirect_link="https://example.org/there?x=1", is_permanent=False)
    answer = api.get("pages/by-path/?path=/away/").data
    assert answer == {"redirect": {"to": "https://example.org/there?x=1", "permanent": False}}


@pytest.mark.parametrize("way", WAYS)
def test_l7_no_list_of_redirects_tells_of_one_to_something_hidden(way: str, api: Any, world: World) -> None:
    """L7: `location` was the path of drafts and private pages; `total_count` says nothing of them either."""
    assert api.get("redirects/").data["meta"]["total_count"] == 2
    rows = [row["id"] for row in api.get("redirects/").data["items"]]
    WAYS[way](world.secret)
    assert api.get("redirects/").data == {
        "meta": {"total_count": 0, "next": None, "previous": None}, "items": [],
    }  # fmt: skip
    for pk in rows:
        assert api.get(f"redirects/{pk}/").status == api.get("redirects/find/", id=pk).status == 404
    assert api.get("redirects/find/", html_path="/old").status == 404


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS])
def test_l8_a_page_made_private_after_it_was_translated_is_private_in_all_languages(
    kind: str, api: Any, world: World
) -> None:
    """L8, S17: also everything below it, and by search."""
    restrict(world.branch, kind)
    for page in (world.secret, world.twin, world.branch, *world.twin.get_ancestors().filter(depth__gt=2)):
        assert api.get(f"pages/{page.pk}/").status == 404
    assert api.get("pages/", search=worlds.TWIN).data["items"] == []
    assert api.get(f"pages/?child_of={world.twin.get_parent().pk}").status == 400


def test_l9_an_alias_outside_a_private_section_is_private(api: Any, lone_world: World) -> None:
    """L9, S14: the alias itself lies in a public branch, whether it was made before the restriction or after."""
    restrict(lone_world.branch)
    late = Page.objects.get(pk=lone_world.secret.pk).create_alias(
        parent=Page.objects.get(pk=make.home().pk), update_slug="late"
    )
    assert [api.get(f"pages/{page.pk}/").status for page in (*lone_world.aliases, late)] == [404] * 4


def test_l9_a_copy_of_a_page_whose_privacy_is_inherited_stays_private(api: Any) -> None:
    """L9: copied live into a public branch, with what lies below it; a copy within the section needs nothing more."""
    portal = make.portal("Private")
    page = make.section("Inner", parent=portal)
    below = make.section("Deeper", parent=page)
    restrict(portal)
    other = make.portal("Public")
    copy = make.fresh(page).copy(to=other, recursive=True, keep_live=True)
    assert copy.live
    rows = [copy, *copy.get_children()]
    assert [row.slug for row in rows] == [page.slug, below.slug]
    assert [api.get(f"pages/{row.pk}/").status for row in rows] == [404, 404]
    make.fresh(page).copy(to=make.fresh(portal), update_attrs={"slug": "again"}, keep_live=True)
    assert PageViewRestriction.objects.count() == 2


def test_l10_what_expired_is_gone_though_nobody_swept(api: Any) -> None:
    """L10: decided at query time, to the second."""
    page = make.release()
    page.expire_at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    make.publish(page)
    with clock.at(page.expire_at - timedelta(seconds=1)):
        assert api.get(f"pages/{page.pk}/").status == 200
    with clock.at(page.expire_at):
        assert api.get(f"pages/{page.pk}/").status == 404
        assert page.pk not in {row["id"] for row in api.get("pages/", limit=50).data["items"]}


def test_l10_what_expired_is_gone_from_sitemap_feeds_and_facets_and_changes_call_it_withdrawn(api: Any) -> None:
    """L10: on the channels beside the lists, in the same second."""
    page = make.release("Zqexpired", topics=[make.topic("soon-gone")])
    page.expire_at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    make.publish(page)
    addresses = ["/sitemaps/en-1.xml", *(f"/feeds/press/en.{form}" for form in ("atom", "rss", "json"))]
    since = worlds.BEGINNING

    def told() -> tuple[list[bool], list[int], list[str]]:
        named = [page.slug in api.get(address).response.content.decode() for address in addresses]
        counted = api.get("pages/", facets="topic").data["meta"]["facets"]["topic"]
        counts = [row["count"] for row in counted if row["code"] == "soon-gone"]
        changes = api.get("changes/", since=since, type="press.PressReleasePage").data["items"]
        return named, counts, [row["action"] for row in changes if row["id"] == page.pk]

    with clock.at(page.expire_at - timedelta(seconds=1)):
        assert told() == ([True] * 4, [1], ["published"])
    with clock.at(page.expire_at):
        assert told() == ([False] * 4, [], ["withdrawn"])


def test_l10_the_time_is_that_of_the_database(api: Any) -> None:
    assert abs(public_view().now - datetime.now(UTC)) < timedelta(minutes=1)


def test_l11_pages_of_another_site_are_nowhere_and_its_name_is_refused(api: Any, problem: Any) -> None:
    """L11: `?site=` opened any site from any host."""
    root = Page.get_first_root_node().add_child(instance=Page(title="Other", slug="other", locale=make.locale()))
    Site.objects.create(hostname="other.example.org", root_page=root)
    page = make.standard("Elsewhere", parent=root)
    assert api.get(f"pages/{page.pk}/").status == 404
    assert page.pk not in {row["id"] for row in api.get("pages/", limit=50).data["items"]}
    problem(api.get("pages/", site="other.example.org"), 400, "site")
    problem(api.get("pages/", site="never.example.org"), 400, "site")
    assert api.get("pages/", site="testserver").status == 200
    assert api.get("pages/", type="home.HomePage").data["meta"]["total_count"] == 3


PICTURES: dict[str, dict[str, Any]] = {
    "waits for review": {"safeguarding_status": "pending"},
    "was rejected": {"safeguarding_status": "rejected"},
    "consent is over": {"consent_expires": date(2020, 1, 1)},
    "rights are over": {"rights_expire": date(2020, 1, 1)},
}


@pytest.mark.parametrize("name", PICTURES)
def test_l12_a_picture_that_may_not_be_shown_is_nowhere(name: str, api: Any) -> None:
    """L12 and design/5 §1: neither the picture, nor its renditions, nor its text."""
    picture = make.image("Zqpicture", alt_texts={"en": "zqpicture"})
    page = make.publication(
        cover_image=picture,
        social_image=picture,
        publishers=[make.organisation("house", logo=picture)],
        body=[make.block("image", {"image": {"image": picture.pk, "decorative": False, "alt_text": "zqalt"}})],
    )
    file = api.get(f"images/{picture.pk}/").data["renditions"]["card"]["url"]
    assert file_answer(api, file).status_code == 200
    type(picture).objects.filter(pk=picture.pk).update(**PICTURES[name])
    for address in (f"pages/{page.pk}/", "pages/?fields=*", "organisations/"):
        text = body(api, address)
        assert "zqpicture" not in text
        assert "zqalt" not in text
        assert f"/images/{picture.pk}/" not in text
    assert api.get(f"images/{picture.pk}/").status == 404
    assert file_answer(api, file).status_code == 404


def test_a_picture_is_shown_on_the_last_day_of_its_consent(api: Any) -> None:
    picture = make.image(consent_expires=date(2026, 12, 24), rights_expire=date(2026, 12, 25))
    page = make.publication(cover_image=picture)
    for moment, shown in (
        (datetime(2026, 12, 24, 23, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 25, tzinfo=UTC), False),
    ):
        with clock.at(moment):
            assert (api.get(f"pages/{page.pk}/").data["cover"] is not None) is shown


def test_l20_every_document_has_an_etag_of_its_own(api: Any) -> None:
    """L20: documents without metadata shared the tag `""`."""
    first, second = make.document("First"), make.document("Second")
    make.publication(files=[("en", first), ("es", second)])
    tags = [file_answer(api, f"http://testserver{row.url}")["ETag"] for row in (first, second)]
    assert len(set(tags)) == 2
    assert '""' not in tags


def test_a_draft_snippet_is_nowhere_and_its_code_is_unknown(api: Any, problem: Any) -> None:
    """S24: not even by the suggestion of a filter."""
    house, row = make.organisation("zqhouse", draft=True), make.series("zqseries", draft=True)
    page = make.publication(publishers=[house], series=row)
    make.publication("Another", series=row)
    make.site_text("zqtext", draft=True)
    make.announcement("zqnews", draft=True)
    make.counter("zqfigure", draft=True)
    make.helpline("zqline", draft=True)
    make.menu("footer", make.menu_entry("zqmenu", url="https://example.org"), draft=True)
    for address in (
        f"pages/{page.pk}/", "pages/?fields=*", "organisations/", "vocabularies/", "site/", "menus/", "stats/",
        "helplines/",
    ):  # fmt: skip
        text = body(api, address)
        assert not any(f"zq{name}" in text for name in ("house", "series", "text", "news", "figure", "line", "menu"))
    assert api.get(f"pages/{page.pk}/").data["in_series"] == []
    for parameter, code in (("publisher", "zqhouse"), ("series", "zqseries")):
        refused = problem(api.get("pages/", type="library.PublicationPage", **{parameter: code}), 400, parameter)
        missed = problem(api.get("pages/", type="library.PublicationPage", **{parameter: code[:-1]}), 400, parameter)
        assert refused["errors"][0]["did_you_mean"] is missed["errors"][0]["did_you_mean"] is None
    problem(api.get("stats/", keys="zqfigure"), 400, "keys")
    problem(api.get("menus/footer/"), 404)


def test_neighbours_of_a_release_are_the_public_ones(api: Any) -> None:
    days = [datetime(2026, 5, day, tzinfo=UTC) for day in (1, 2, 3)]
    first, middle, last = (make.release(f"Day {day.day}", release_date=day) for day in days)
    make.fresh(middle).unpublish()
    assert api.get(f"pages/{first.pk}/").data["neighbours"]["next"]["id"] == last.pk
    assert api.get(f"pages/{last.pk}/").data["neighbours"]["previous"]["id"] == first.pk
