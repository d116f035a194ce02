"""`search/` as design/4 has it: one list of everything public, narrowed, counted, read in parts, with what matched."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from cms.media.models import Document
from cms.search import ranking
from cms.taxonomy.models import Audience
from tests import factories as make
from tests.conftest import Api

pytestmark = [pytest.mark.usefixtures("keeping_inside"), pytest.mark.both_databases]
PUBLICATION, RELEASE, EVENT, COURSE = (
    "library.PublicationPage", "press.PressReleasePage", "press.EventPage", "library.CoursePage",
)  # fmt: skip
HELPLINE, TERM = "cms.Helpline", "cms.GlossaryTerm"


@pytest.fixture(scope="module")
def harbour(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Everything that can be searched, each with the word “harbour”, no two alike to the filters."""
    with django_db_blocker.unblock(), transaction.atomic():
        law, schools = make.topic("law", es="Legislación"), make.topic("schools", en="Schools")
        make.topic("model-law", parent=law)
        house, row = make.organisation("house"), make.series("row")
        publish = make.publication
        first = publish("Harbour one", topics=[law], countries=[make.country("GT")], publication_year=2019)
        publish("Harbour two", topics=[make.topic("model-law")], publishers=[house], publication_year=2020)
        publish("Harbour three", topics=[schools], series=row, resource_type=make.resource_type("guide"))
        publish("Harbour four", audiences=[make.audience("parents")], files=[("ar", "https://example.org/a.pdf")])
        publish("Harbour five", supersedes=first, featured=True, publication_year=2022)
        make.release("A release of the harbour", topics=[law], kind="statement")
        make.release("The harbour again", release_date=datetime(2025, 3, 2, 14, tzinfo=UTC))
        make.event("Harbour day", topics=[schools], kind="webinar")
        make.event("Harbour feast", start=datetime(2099, 1, 1, tzinfo=UTC), end=datetime(2099, 1, 2, tzinfo=UTC))
        make.course("Harbour course", topics=[schools])
        make.standard("The harbour")
        make.portal("Harbour portal")
        make.helpline("harbour-gt", name="Harbour line", country=make.country("GT"), description="By the harbour.")
        make.helpline("harbour-all", name="Harbour for all")
        make.term("harbour", term="Harbour", definition="Where ships are safe.")
        yield
        transaction.set_rollback(True)


def ask(api: Any, q: str = "harbour", **query: Any) -> Any:
    answer = api.get("search/", q=q, **query)
    assert answer.status == 200, answer.data
    return answer.data


def found(api: Any, q: str = "harbour", **query: Any) -> list[str]:
    return [item["title"] for item in ask(api, q, **{"limit": 50, **query})["items"]]


def drawn(client: Client, lang: str, q: str) -> Any:
    return BeautifulSoup(client.get(f"/{lang}/search/", {"q": q}).content, "html.parser")


def kinds(data: Any) -> set[str]:
    return {item["meta"]["type"] for item in data["items"]}


# One list


def test_everything_is_in_one_list_of_cards(api: Any, harbour: None) -> None:
    data = ask(api, limit=50)
    assert kinds(data) == {
        PUBLICATION, RELEASE, EVENT, COURSE, "home.StandardPage", "home.PortalPage", HELPLINE, TERM,
    }  # fmt: skip
    assert data["meta"]["total_count"] == len(data["items"]) == 15
    for item in data["items"]:
        assert {"title", "summary", "date", "date_precision", "topics", "countries", "cover", "languages"} <= set(item)
        assert item["meta"]["locale"] == "en"
        assert "body" not in item
        assert item["matched"]
    helpline = next(item for item in data["items"] if item["title"] == "Harbour line")
    assert helpline["helpline"]["phones"][0]["tel"]
    assert [row["code"] for row in helpline["countries"]] == ["GT"]
    assert [row["field"] for row in helpline["matched"]] == ["title", "summary"]


def test_the_best_hit_comes_first_and_the_newest_where_that_is_asked_for(api: Any, harbour: None) -> None:
    assert found(api)[0] == "Harbour"
    dates = [item["date"] for item in ask(api, order="-date", limit=50)["items"]]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates == dated + [None] * (len(dates) - len(dated))


def test_types_of_every_kind_can_be_asked_for(api: Any, harbour: None) -> None:
    assert kinds(ask(api, type=HELPLINE)) == {HELPLINE}
    assert kinds(ask(api, type=f"{TERM},{EVENT}")) == {TERM, EVENT}
    assert kinds(ask(api, type="wagtailcore.Page")).isdisjoint({HELPLINE, TERM})
    assert found(api, type="library.publicationpage")[0].startswith("Harbour")


FILTERS = [
    (PUBLICATION, "topic", "law"), (PUBLICATION, "topic", "law,schools"), (PUBLICATION, "country", "GT"),
    (PUBLICATION, "audience", "parents"), (PUBLICATION, "resource_type", "guide"), (PUBLICATION, "publisher", "house"),
    (PUBLICATION, "series", "row"), (PUBLICATION, "language", "ar"), (PUBLICATION, "year", "2019"),
    (PUBLICATION, "year_from", "2020"), (PUBLICATION, "year_to", "2019"), (PUBLICATION, "current", "0"),
    (PUBLICATION, "current", "1"), (PUBLICATION, "featured", "1"), (RELEASE, "kind", "statement"),
    (RELEASE, "year", "2026"), (RELEASE, "month", "3"), (RELEASE, "topic", "law"), (EVENT, "when", "upcoming"),
    (EVENT, "when", "past"), (EVENT, "kind", "webinar"), (COURSE, "topic", "schools"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "value"), FILTERS)
def test_a_filter_leaves_what_the_list_of_the_type_has(
    kind: str, name: str, value: str, api: Any, harbour: None
) -> None:
    listed = api.get("pages/", type=kind, locale="en", limit=50, **{name: value}).data["items"]
    wanted = sorted(item["title"] for item in listed)
    assert wanted
    assert sorted(found(api, type=kind, **{name: value})) == wanted
    everywhere = ask(api, limit=50, **{name: value})["items"]
    assert sorted(item["title"] for item in everywhere if item["meta"]["type"] == kind) == wanted


def test_filters_add_up_and_leave_out_what_cannot_have_them(api: Any, harbour: None) -> None:
    assert set(found(api, topic="law", year="2026")) == {"A release of the harbour"}
    assert set(found(api, year="2025,2019")) == {"Harbour one", "The harbour again"}
    assert set(found(api, topic="law", year_from="2020")) == {"Harbour two"}


def test_a_country_leaves_its_helplines_too(api: Any, harbour: None) -> None:
    assert set(found(api, country="GT")) == {"Harbour one", "Harbour line"}
    assert set(found(api, country="gt", type=HELPLINE)) == {"Harbour line"}


def test_a_facet_is_counted_without_its_own_group_and_with_all_others(api: Any, harbour: None) -> None:
    meta = ask(api, topic="law", type=f"{PUBLICATION},{RELEASE}", facets="type,topic,year")["meta"]
    facets = {name: {row["code"]: row["count"] for row in rows} for name, rows in meta["facets"].items()}
    assert meta["total_count"] == 3
    assert facets["topic"] == {"law": 3, "model-law": 1, "schools": 1}
    assert facets["type"] == {PUBLICATION: 2, RELEASE: 1}
    assert facets["year"] == {"2026": 1, "2020": 1, "2019": 1}


def test_a_facet_counts_what_its_value_leaves(api: Any, harbour: None) -> None:
    facets = ask(api, facets="type,topic,country,audience,kind,language")["meta"]["facets"]
    for name, rows in facets.items():
        assert rows, name
        for row in rows:
            assert len(found(api, **{name: row["code"]})) == row["count"], (name, row)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    limit=st.integers(1, 9),
    order=st.sampled_from(["relevance", "-date"]),
    narrowed=st.sampled_from([{}, {"topic": "law,schools"}, {"type": f"{PUBLICATION},{TERM}"}, {"year_from": "2020"}]),
)
def test_the_parts_of_a_list_are_together_the_whole(
    limit: int, order: str, narrowed: Any, harbour: None, monkeypatch: pytest.MonkeyPatch, api: Api
) -> None:
    monkeypatch.setattr(ranking, "REFINED", 5)
    whole = found(api, order=order, **narrowed)
    parts: list[list[str]] = []
    data = ask(api, order=order, limit=limit, **narrowed)
    while True:
        parts.append([item["title"] for item in data["items"]])
        assert data["meta"]["total_count"] == len(whole)
        if data["meta"]["next"] is None:
            break
        following = api.get(data["meta"]["next"].removeprefix("http://testserver")).data
        back = api.get(following["meta"]["previous"].removeprefix("http://testserver")).data
        assert back["items"] == data["items"]
        data = following
    assert [title for part in parts for title in part] == whole
    assert all(len(part) == limit for part in parts[:-1])


def test_beyond_the_end_there_is_nothing_and_a_way_back(api: Any, harbour: None) -> None:
    data = ask(api, offset=1000, limit=5)
    assert data["items"] == []
    assert data["meta"]["total_count"] == 15
    assert data["meta"]["next"] is None
    assert data["meta"]["previous"].endswith("offset=10")


# Languages


@pytest.fixture
def lighthouse(db: None) -> Any:
    """Three pages, one of them in Spanish too, and one in Spanish alone as far as its words go."""
    make.translated(make.publication("Lighthouse one"), "es", title="Faro lighthouse uno")
    make.publication("Lighthouse two")
    make.term("lighthouse", term="Lighthouse")


def marks(data: Any) -> list[tuple[str, str, str | None]]:
    return [(item["title"], item["meta"]["locale"], item["meta"].get("requested_locale")) for item in data["items"]]


def test_the_own_language_comes_first_then_what_stands_in_marked(api: Any, lighthouse: Any) -> None:
    assert marks(ask(api, "lighthouse", locale="es")) == [("Faro lighthouse uno", "es", None)]
    first, *others = marks(ask(api, "lighthouse", locale="es", fallback="en"))
    assert first == ("Faro lighthouse uno", "es", None)
    assert sorted(others) == [("Lighthouse", "en", "es"), ("Lighthouse two", "en", "es")]
    item = ask(api, "lighthouse", locale="es", fallback="en", type=PUBLICATION)["items"][1]
    assert item["meta"]["translation"]["state"] == "fallback"
    parts = [marks(ask(api, "lighthouse", locale="es", fallback="en", limit=1, offset=n))[0] for n in range(3)]
    assert parts == [first, *others]


def test_where_the_language_has_nothing_english_stands_in_by_itself_marked(api: Any, lighthouse: Any) -> None:
    data = ask(api, "lighthouse", locale="zh-Hans")
    assert {row[1:] for row in marks(data)} == {("en", "zh-Hans")}
    assert data["meta"]["total_count"] == 3
    assert ask(api, "zqnothing", locale="zh-Hans")["items"] == []


def test_without_a_language_english_is_meant_and_any_spelling_of_one_is_read(api: Any, lighthouse: Any) -> None:
    assert {row[1] for row in marks(ask(api, "lighthouse"))} == {"en"}
    for spelling in ("zh", "zh-CN", "ZH-hans", "zh_Hans"):
        assert ask(api, "lighthouse", locale=spelling)["meta"]["total_count"] == 3


# What is refused


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ({}, "q", None),
        ({"q": ""}, "q", None),
        ({"q": '" - "'}, "q", None),
        ({"q": "a" * 101}, "q", None),
        ({"q": " ".join("a" * 13)}, "q", None),
        ({"q": "a", "lcoale": "es"}, "lcoale", "locale"),
        ({"q": "a", "locale": "xx"}, "locale", None),
        ({"q": "a", "fallback": "en"}, "fallback", None),
        ({"q": "a", "type": "library.PublicationPages"}, "type", PUBLICATION),
        ({"q": "a", "order": "-dates"}, "order", "-date"),
        ({"q": "a", "order": "title"}, "order", None),
        ({"q": "a", "topic": "scools"}, "topic", "schools"),
        ({"q": "a", "facets": "topics"}, "facets", "topic"),
        ({"q": "a", "fields": "titel"}, "fields", "title"),
        ({"q": "a", "fields": "matched(txt)"}, "fields", "text"),
        ({"q": "a", "type": HELPLINE, "topic": "schools"}, "topic", None),
        ({"q": "a", "limit": "51"}, "limit", None),
        ({"q": "a", "offset": "100001"}, "offset", None),
        ({"q": "a", "year": "abc"}, "year", None),
        ({"q": "a", "facetss": "topic"}, "facetss", "facets"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_nearest_that_can(
    query: Any, parameter: str, nearest: Any, api: Any, problem: Any, harbour: None
) -> None:
    body = problem(api.get("search/", **query), 400, parameter)
    assert body["errors"][0]["did_you_mean"] == nearest


def test_a_query_may_have_a_hundred_characters_and_twelve_words(api: Any) -> None:
    ask(api, " ".join("abcdefghijkl"))
    ask(api, "a" * 100)


def test_fields_are_chosen_as_on_any_list(api: Any, harbour: None) -> None:
    [item] = ask(api, type=HELPLINE, country="GT", fields="_,title,matched(_,text)")["items"]
    assert item == {"title": "Harbour line", "matched": [{"text": "Harbour line"}, {"text": "By the harbour."}]}
    [item] = ask(api, type=PUBLICATION, year="2019", current="0", fields="body,-matched")["items"]
    assert "body" in item
    assert "matched" not in item


# Help, meaning, topics


def test_who_asks_for_help_is_given_helplines_those_of_the_country_named_first(api: Any, harbour: None) -> None:
    assert [row["name"] for row in ask(api, "I need help in Guatemala")["meta"]["help"]] == [
        "Harbour line", "Harbour for all",
    ]  # fmt: skip
    assert [row["name"] for row in ask(api, "suicide")["meta"]["help"]] == ["Harbour for all"]
    assert ask(api, "suicide", country="GT")["meta"]["help"][0]["name"] == "Harbour line"
    spanish = ask(api, "necesito ayuda", locale="es")["meta"]["help"]
    assert [(row["name"], row["lang"]) for row in spanish] == [("Harbour for all", "en")]
    assert ask(api, "harbour")["meta"]["help"] == []


def test_a_slip_of_the_finger_costs_nobody_help(api: Any, harbour: None) -> None:
    make.publication("Every helpline")
    data = ask(api, "hepline guatemala")["meta"]
    assert data["did_you_mean"] == "helpline guatemala"
    assert [row["name"] for row in data["help"]] == ["Harbour line", "Harbour for all"]


def test_a_misspelt_word_is_corrected_and_said_to_be(api: Any, harbour: None) -> None:
    data = ask(api, "harbuor")
    assert data["meta"]["did_you_mean"] == "harbour"
    assert data["meta"]["total_count"] == 15
    assert ask(api)["meta"]["did_you_mean"] is None


def test_some_of_the_words_do_where_nothing_has_all(api: Any, harbour: None) -> None:
    data = ask(api, "harbour feast submarine")
    assert data["meta"]["partial"]
    assert data["items"][0]["title"] == "Harbour feast"
    assert not ask(api, "harbour feast")["meta"]["partial"]


def test_topics_near_the_query_are_named(api: Any, harbour: None) -> None:
    assert [row["code"] for row in ask(api, "schooling zqnothing")["meta"]["suggested_topics"]] == ["schools"]
    assert [row["label"] for row in ask(api, "legislacion", locale="es")["meta"]["suggested_topics"]] == [
        "Legislación"
    ]


# What matched


def shown(match: Any) -> list[str]:
    return [match["text"][start:end] for start, end in match["highlights"]]


def test_highlights_are_offsets_into_the_text_as_it_is_shown(api: Any) -> None:
    make.translated(
        make.publication("Aid"), "es", title="\U0001f6d1 Las líneas de ayuda, ¡aquí!", summary="Una LÍNEA."
    )
    make.translated(make.publication("Report"), "zh-hans", title="\U0001f6d1关于加强儿童保护工作的报告")
    make.publication("\U0001f6d1 Exploited children — and ‘exploitation’")
    make.publication("Fish", summary=f"{'Nothing of note stands here. ' * 20}The 𝐟𝐢𝐬𝐡 is ﬁne, a finer fish.")
    [item] = ask(api, "linea", locale="es")["items"]
    assert [(row["field"], shown(row)) for row in item["matched"]] == [("title", ["líneas"]), ("summary", ["LÍNEA"])]
    [item] = ask(api, "儿童", locale="zh-Hans")["items"]
    assert shown(item["matched"][0]) == ["儿童"]
    [item] = ask(api, "exploit")["items"]
    assert shown(item["matched"][0]) == ["Exploited", "exploitation"]
    [item] = ask(api, "fish")["items"]
    assert shown(item["matched"][0]) == ["Fish"]
    assert shown(item["matched"][1])[-1] == "fish"
    assert len(item["matched"][1]["text"]) < 300


def pdf(*texts: str) -> bytes:
    output = io.BytesIO()
    canvas = Canvas(output)
    for text in texts:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def test_a_hit_in_a_file_says_in_which_and_on_which_page_or_that_it_is_the_title(api: Any) -> None:
    paper = Document.objects.create(
        title="Guide to zqanimals", language="en", file=ContentFile(pdf("Zebras", "Tall giraffes"), name="a.pdf")
    )
    make.publication("A report", files=[("en", paper)])
    [item] = ask(api, "giraffe")["items"]
    [match] = item["matched"]
    assert (match["field"], match["file_id"], match["page"], shown(match)) == ("file", paper.pk, 2, ["giraffes"])
    [item] = ask(api, "zqanimal")["items"]
    [match] = item["matched"]
    assert (match["field"], match["file_id"], match["page"], match["text"]) == ("file", paper.pk, None, paper.title)


def test_a_text_from_a_file_says_its_language_where_that_is_not_the_items(api: Any, client: Client) -> None:
    paper = Document.objects.create(
        title="Guide to zqanimals", language="en", file=ContentFile(pdf("Tall giraffes"), name="a.pdf")
    )
    make.translated(make.publication("A report", files=[("en", paper)]), "es", title="Un informe")
    for q in ("giraffes", "zqanimals"):
        [item] = ask(api, q, locale="es")["items"]
        assert [row["lang"] for row in item["matched"]] == ["en"]
        [item] = ask(api, q)["items"]
        assert [row["lang"] for row in item["matched"]] == [None]
        html = drawn(client, "es", q)
        assert html.find("mark").parent["lang"] == "en"
    [item] = ask(api, "informe", locale="es")["items"]
    assert [row["lang"] for row in item["matched"]] == [None]


@pytest.fixture
def labelled(db: None) -> None:
    """A page that has nothing of what it is about in its texts, in English and Spanish, and a helpline."""
    educators = Audience.objects.create(
        code="zqeducators",
        labels={"en": "Zqeducators", "es": "Zqdocentes"},
        synonyms={"en": "zqteachers", "es": "zqmaestros"},
    )
    page = make.publication(
        "A zqreport",
        topics=[make.topic("zqlaw", en="Zqlaw and policy", es="Legislación")],
        audiences=[educators],
        countries=[make.country("PY")],
        publishers=[make.organisation("zqhouse", name="House of Zqnames", acronym="ZQN")],
    )
    make.translated(page, "es", title="Un informe")
    make.helpline("line", name="A line", country=make.country("PY"))


def reasons(item: Any) -> list[Any]:
    return [(row["field"], row["text"], shown(row), row["lang"]) for row in item["matched"]]


def test_what_was_found_for_a_label_shows_it_as_it_is_read_and_never_a_synonym(api: Any, labelled: None) -> None:
    [item] = ask(api, "zqlaws")["items"]
    assert reasons(item) == [("topic", "Zqlaw and policy", ["Zqlaw"], None)]
    [item] = ask(api, "zqteachers")["items"]
    assert [row[:2] for row in reasons(item)] == [("audience", "Zqeducators")]
    assert "zqteacher" not in str(item).casefold()
    page, line = ask(api, "Paraguay", order="-date")["items"]
    assert reasons(page) == [("country", "Paraguay", ["Paraguay"], None)] == reasons(line)
    [item] = ask(api, "zqn")["items"]
    assert reasons(item) == [("publisher", "House of Zqnames", ["House of Zqnames"], None)], "what an acronym is of"
    [item] = ask(api, "zqreport zqlaw")["items"]
    assert [row[0] for row in reasons(item)] == ["title", "summary", "topic"], "what the title leaves unsaid"
    [item] = ask(api, "zqreport")["items"]
    assert [row[0] for row in reasons(item)] == ["title", "summary"]


def test_a_label_is_in_the_language_of_the_answer_and_says_so_where_the_item_is_not(api: Any, labelled: None) -> None:
    [item] = ask(api, "zqmaestros", locale="es")["items"]
    assert [(row["text"], row["lang"]) for row in item["matched"]] == [("Zqdocentes", None)]
    make.publication("Another", audiences=[make.audience("zqeducators")])
    own, other = ask(api, "zqmaestros", locale="es", fallback="en")["items"]
    assert own["matched"] == item["matched"]
    assert [(row["text"], row["lang"]) for row in other["matched"]] == [("Zqdocentes", "es")]


def test_the_reading_page_says_for_which_labels_something_was_found(client: Client, labelled: None) -> None:
    html = drawn(client, "en", "zqlaws")
    line = html.find("mark").find_parent("p")
    assert line.get_text(" ", strip=True) == "Topic: Zqlaw and policy"
    html = drawn(client, "es", "zqmaestros")
    assert html.find("mark", string="Zqdocentes").parent["lang"] == "es"
    assert "Un informe" in html.find("article", class_="item").get_text(), "the label stands beside, not instead"


def test_words_for_search_find_and_are_never_shown(api: Any) -> None:
    page = make.publication("A report", search_terms="zqoldword")
    answer = api.get("search/", q="zqoldword", facets="topic,type")
    assert [item["id"] for item in answer.data["items"]] == [page.pk]
    said = answer.response.content.decode().replace("q=zqoldword", "")
    assert "zqoldword" not in said
    for address in ("search/suggest/?q=zqold", "search/?q=zqoldwrod", "pages/?search=zqoldword", f"pages/{page.pk}/"):
        answer = api.get(f"/api/v2/{address}")
        assert "zqoldword" not in answer.response.content.decode().replace("search=zqoldword", ""), address


# Suggestions


def test_suggestions_are_topics_and_titles_that_begin_so(api: Any, harbour: None) -> None:
    rows = api.get("search/suggest/", q="sch").data["items"]
    assert [(row["type"], row["code"], row["html_url"]) for row in rows] == [("cms.Topic", "schools", None)]
    rows = api.get("search/suggest/", q="harb").data["items"]
    assert len(rows) == 8
    assert all("arb" in row["text"] for row in rows)
    page = next(row for row in rows if row["type"] == PUBLICATION)
    assert page["html_url"].startswith("http://testserver/en/")


@pytest.mark.parametrize(
    "query", [{}, {"q": ""}, {"q": "a" * 101}, {"q": "a", "locale": "xx"}, {"q": "a", "limit": 3}]
)
def test_what_cannot_be_suggested_from_is_refused(query: Any, api: Any, problem: Any) -> None:
    problem(api.get("search/suggest/", **query), 400)
