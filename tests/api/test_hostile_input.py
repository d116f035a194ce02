"""No input whatever gives a 5xx, and each refusal says what to do (design/4, design/5 §4, reliability.md §5)."""

from typing import Any

import pytest
from django.test import Client

from tests import factories as make

pytestmark = [pytest.mark.usefixtures("keeping_inside"), pytest.mark.both_databases]
PUBLICATION = "library.PublicationPage"
RELEASE = "press.PressReleasePage"

# The requests that break stock Wagtail, by their numbers

BREAKING: dict[str, tuple[str, int, str | None]] = {
    "E1 nothing but a double quote": ("pages/?search=%22", 400, "search"),
    "E2 NUL in a search": ("pages/?search=a%00", 400, "search"),
    "E3 200 one-letter words": ("pages/?search=" + "+".join("a" * 200), 400, "search"),
    "E3 13 words": ("pages/?search=" + "+".join("a" * 13), 400, "search"),
    "E1 nothing but a double quote, everywhere": ("search/?q=%22", 400, "q"),
    "E2 NUL in a search of everything": ("search/?q=a%00", 400, "q"),
    "E2 NUL in a beginning": ("search/suggest/?q=a%00", 400, "q"),
    "E3 200 words everywhere": ("search/?q=" + "+".join("a" * 200), 400, "q"),
    "E3 a word of 10,000 characters": ("search/?q=" + "a" * 10_000, 414, None),
    "E3 a beginning of 101 characters": ("search/suggest/?q=" + "a" * 101, 400, "q"),
    "E4 NUL in a locale": ("pages/?locale=%00", 400, "locale"),
    "E4 NUL in a site": ("pages/?site=%00", 400, "site"),
    "E4 NUL in a path to find": ("pages/find/?html_path=/a%00", 400, "html_path"),
    "E4 NUL in a path to find, twice encoded": ("pages/find/?html_path=/a%2500", 404, None),
    "E4 NUL in a path, twice encoded": ("pages/by-path/?path=/a%2500", 404, None),
    "E5 an offset beyond 64 bits": ("pages/?offset=9223372036854775808", 400, "offset"),
    "E5 an offset beyond the contract": ("pages/?offset=100001", 400, "offset"),
    "E5 an offset of helplines": ("helplines/?offset=9223372036854775808", 400, "offset"),
    "E6 an id of letters": ("pages/find/?id=abc", 400, "id"),
    "E6 an id of NUL": ("pages/find/?id=%00", 400, "id"),
    "E7 an operator that is none": ("pages/?search=a&search_operator=xor", 400, "search_operator"),
    "E8 a field 900 levels deep": ("pages/?fields=" + "a(" * 900, 400, "fields"),
    "E8 a field 1,500 levels deep": ("pages/?fields=" + "a(" * 1500, 414, None),
    "E9 a relation 140 levels deep": (
        f"pages/?type={PUBLICATION}&fields=" + "related(" * 140 + "*" + ")" * 140, 400, "fields"
    ),
    "E10 a moment of letters": ("pages/?first_published_at=abc", 400, "first_published_at"),
    "E10 a moment out of range": ("pages/?first_published_at=0001-01-01T00:00:00%2B14:00", 400, "first_published_at"),
    "E10 a moment of a release": (f"pages/?type={RELEASE}&release_date=2026-13-45", 400, "release_date"),
    "E10 a date of letters": ("pages/?type=home.StandardPage&effective_date=abc", 400, "effective_date"),
    "E10 a number of letters": (f"pages/?type={PUBLICATION}&edition_number=abc", 400, "edition_number"),
    "E10 a year of letters": (f"pages/?type={PUBLICATION}&year=abc", 400, "year"),
    "E10 a UUID of letters": ("pages/?translation_key=abc", 400, "translation_key"),
    "E10 a flag of letters": ("pages/?show_in_menus=abc", 400, "show_in_menus"),
    "E11 a relation as a filter": (f"pages/?type={PUBLICATION}&files=abc", 400, "files"),
    "E12 rich text as a filter": (f"pages/?type={PUBLICATION}&body=abc", 400, "body"),
    "E13 a key of 30 digits": (f"pages/?child_of={'9' * 30}", 400, "child_of"),
    "E13 a key of 30 digits in a detail": (f"pages/{'9' * 30}/", 404, None),
    "E13 a picture of 30 digits": (f"images/{'9' * 30}/", 404, None),
    "E14 the key by another name": ("pages/?pk=1", 400, "pk"),
    "E23 a filter that is none": ("pages/?bogus=1", 400, "bogus"),
    "E23 a misspelt filter": ("pages/?lcoale=es", 400, "lcoale"),
    "E23 a misspelt filter of another endpoint": ("helplines/?contry=MX", 400, "contry"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKING)
def test_each_request_that_breaks_stock_wagtail_is_refused(name: str, api: Any, problem: Any) -> None:
    """E22 too: each refusal is a problem that names what is at fault."""
    address, status, parameter = BREAKING[name]
    problem(api.get(f"/api/v2/{address}"), status, parameter)


def test_a_quote_beside_a_word_is_no_syntax(api: Any) -> None:
    """E1, where the rest of the words can be searched for."""
    page = make.publication("Safe schools")
    for text in ('"Safe', 'Sa"fe" schools', "schools*", "Safe AND schools", "(Safe", "schools:*", "Safe\\"):
        answer = api.get("pages/", search=text, search_operator="or")
        assert answer.status == 200, text
    assert [row["id"] for row in api.get("pages/", search='"Safe schools"').data["items"]] == [page.pk]


STOCK_REFUSES = {
    "an order by a lookup": ("pages/?order=title__", 400, "order"),
    "an order by chance as a letter": ("pages/?order=%3F", 400, "order"),
    "an order by chance and more": ("pages/?order=random,title", 400, "order"),
    "an order through a relation": ("pages/?order=owner__password", 400, "order"),
    "an unknown type": ("pages/?type=library.Nothing", 400, "type"),
    "a type that is no page": ("pages/?type=auth.User", 400, "type"),
    "an unknown locale": ("pages/?locale=xx", 400, "locale"),
    "a foreign site": ("pages/?site=example.org", 400, "site"),
    "bytes that are not UTF-8": ("pages/?title=%FF", 400, "title"),
    "an overlong slash": ("pages/by-path/?path=%C0%AF", 400, "path"),
    "an overlong NUL": ("pages/?title=%C0%80", 400, "title"),
    "a lone surrogate": ("pages/?title=%ED%A0%80", 400, "title"),
    "a lone surrogate in a name": ("pages/?%ED%A0%80=1", 400, "\ufffd\ufffd\ufffd"),
    "a line feed": ("pages/?title=a%0Ab", 400, "title"),
    "a control character of two bytes": ("pages/?title=a%C2%85b", 400, "title"),
    "1,200 parameters": ("pages/?" + "&".join("a=1" for _ in range(1200)), 414, None),
    "101 parameters": ("pages/?" + "&".join("a" for _ in range(101)), 400, None),
    "1,000 ampersands": ("pages/?" + "&" * 1000, 400, None),
    "a search of 100 kB": ("pages/?search=" + "a" * 100_000, 414, None),
    "a search of 101 characters": ("pages/?search=" + "a" * 101, 400, "search"),
    "a query of 2,049 bytes": ("pages/?title=" + "a" * 2043, 414, None),
    "a path of 3 kB": ("pages/" + "a" * 3000, 414, None),
    "NUL in an id": ("pages/%00/", 400, None),
    "NUL in a code": ("menus/main%00/", 400, None),
    "NUL in a code, twice encoded": ("menus/main%2500/", 400, None),
    "bytes in a code": ("vocabularies/%FF/", 400, None),
    "an overlong dot in a code": ("vocabularies/%C0%AE%C0%AE/", 400, None),
    "a lone surrogate in a code": ("vocabularies/%ED%A0%80/", 400, None),
    "a slash in a code": ("vocabularies/topics%2Fx/", 404, None),
    "a way up": ("menus/..%2f..%2fadmin/", 404, None),
    "a limit of too many": ("pages/?limit=51", 400, "limit"),
    "a limit below none": ("pages/?limit=-1", 400, "limit"),
    "a limit of digits that are not ASCII": ("pages/?limit=%D9%A1", 400, "limit"),
    "brackets that are no host": ("pages/by-path/?path=//[", 404, None),
    "brackets that are no host, with a query": ("pages/by-path/?path=//[%3Fx", 404, None),
}  # fmt: skip


@pytest.mark.parametrize("name", STOCK_REFUSES)
def test_each_request_that_stock_wagtail_refuses_is_refused_here(name: str, api: Any, problem: Any) -> None:
    address, status, parameter = STOCK_REFUSES[name]
    answer = api.get(f"/api/v2/{address}")
    problem(answer, status, parameter)
    assert len(answer.response.content) < 10_000


def test_a_query_as_long_as_allowed_is_answered(api: Any) -> None:
    make.topic("one")
    assert (
        api.get(f"/api/v2/pages/?title={'a' * 200}&type=" + PUBLICATION + f",{PUBLICATION}" * 70).data["items"] == []
    )
    assert api.get("/api/v2/pages/?" + "topic=one&" * 99 + "topic=one").data["items"] == []


def test_of_doubled_parameters_lists_add_up_and_others_are_refused(api: Any, problem: Any) -> None:
    make.publication("One", topics=[make.topic("one")])
    make.publication("Two", topics=[make.topic("two")])
    assert len(api.get("/api/v2/pages/?topic=one&topic=two").data["items"]) == 2
    problem(api.get(f"/api/v2/pages/?type={PUBLICATION}&limit=1&limit=2"), 400, "limit")
    problem(api.get("/api/v2/pages/?locale=xx&locale=en"), 400, "locale")


def test_what_is_at_fault_is_named_and_nothing_else_is_repeated_without_end(api: Any, problem: Any) -> None:
    body = problem(api.get("/api/v2/pages/?title=fine&slug=a%00&order=%FF"), 400)
    assert [(row["parameter"], row["detail"].split(";")[0]) for row in body["errors"]] == [
        ("slug", "holds control characters"),
        ("order", "is not valid UTF-8"),
    ]
    many = api.get("/api/v2/pages/?fields=" + ",".join(f"f{number}" for number in range(400)))
    assert len(problem(many, 400, "fields")["errors"]) == 20
    assert len(many.response.content) < 10_000


def test_a_refusal_at_the_door_asks_the_database_nothing(client: Client, query_count: Any) -> None:
    with query_count() as queries:
        for address in ("pages/?search=%00", "pages/%00/", "pages/?a=" + "a" * 3000, "pages/?" + "&" * 500):
            assert 400 <= client.get(f"/api/v2/{address}").status_code < 500
    assert len(queries) == 0


# Every value in every parameter

STRINGS = (
    "%00", "%22", "a%22b", "'", "%27%20OR%201=1", "%5C", "%ED%A0%80",
    "..%2F..%2F", "%2500", "%F0%9F%98%80", "%E2%80%AE", "NaN", "-1", "1e9", "9223372036854775808", "9" * 30,
    "true", "[]", "{}", "*", "%25", "_", "AND", "NOT", "NEAR", "OR OR", "a" * 500, "//[", "http://[",
    "%3Cscript%3E", "\u0661", "(" * 60, "0001-01-01",
)  # fmt: skip
PARAMETERS = (
    "pages/?search=", "pages/?search=a&search_operator=", "pages/?locale=", "pages/?locale=es&fallback=",
    "pages/?site=", "pages/?limit=", "pages/?offset=", "pages/?order=", "pages/?type=", "pages/?fields=",
    "pages/?child_of=", "pages/?descendant_of=", "pages/?ancestor_of=", "pages/?translation_of=",
    "pages/?topic=", "pages/?country=", "pages/?title=", "pages/?slug=", "pages/?id=",
    "pages/?translation_key=", "pages/?first_published_at=", "pages/?show_in_menus=",
    "pages/?rich_text_format=", "pages/?unknown=", "pages/find/?id=", "pages/find/?html_path=",
    "pages/find/?html_path=/en/", "pages/by-path/?path=", "pages/by-path/?path=/es/",
    "pages/by-path/?path=/es/x&fallback=", f"pages/?type={PUBLICATION}&year=",
    f"pages/?type={PUBLICATION}&current=", f"pages/?type={PUBLICATION}&language=",
    f"pages/?type={PUBLICATION}&publisher=", f"pages/?type={PUBLICATION}&edition_number=",
    "pages/?type=press.PressReleasePage&month=", "pages/?type=press.PressReleasePage&release_date=",
    "search/?q=", "search/?q=a&type=", "search/?q=a&facets=", "search/?q=a&order=", "search/?q=a&topic=",
    "search/?q=a&year=", "search/?q=a&month=", "search/?q=a&kind=", "search/?q=a&country=", "search/?q=a&when=",
    "search/?q=a&publisher=", "search/?q=a&locale=", "search/?q=a&locale=es&fallback=", "search/?q=a&offset=",
    "search/?q=a&fields=", "search/suggest/?q=", "search/suggest/?q=a&locale=", "search/suggest/?q=a&fields=",
    "helplines/?country=", "helplines/?kind=", "helplines/?language=", "helplines/?limit=",
    "organisations/?country=", "organisations/?kind=", "stats/?keys=", "menus/?locale=", "site/?x=",
    "vocabularies/?locale=", "locales/?x=", "images/1/?locale=", "pages/1/?fields=", "pages/1/?locale=",
)  # fmt: skip
PLACES = ("pages/{}/", "vocabularies/{}/", "menus/{}/", "images/{}/", "documents/{}/", "x{}/", "pages/by-path/{}")


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_no_value_of_a_parameter_breaks_anything(parameter: str, client: Client) -> None:
    """Quotes, NUL, surrogates, huge numbers, wrong types."""
    for value in STRINGS:
        response = client.get(f"/api/v2/{parameter}{value}")
        assert response.status_code < 500, (parameter, value)
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json", (parameter, value)


def test_no_path_breaks_anything(client: Client) -> None:
    for place in PLACES:
        for value in STRINGS:
            response = client.get(f"/api/v2/{place.format(value)}")
            assert response.status_code in (301, 400, 404, 414), (place, value)
            if response.status_code >= 400:
                assert response["Content-Type"] == "application/problem+json", (place, value)
