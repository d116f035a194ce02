"""`people/`, `offices/`, `glossary/`: public rows in the reader's language or English, marked (design/4)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cms.directory.models import Person
from cms.publishing import clock
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
TODAY, YESTERDAY, TOMORROW = (NOON.date() + timedelta(days=days) for days in (0, -1, 1))


def codes(answer: Any) -> list[str]:
    assert answer.status == 200, answer.data
    return [row["code"] for row in answer.data["items"]]


# People


def test_people_come_in_the_editors_order_in_the_readers_language_or_marked_english(api: Any) -> None:
    make.person("ana", group="board", sort_order=20, role="Member", bio="Teaches.")
    make.translated(
        make.person("bea", group="board", sort_order=10, role="Chair", local_name="贝亚"), "es", role="Presidenta"
    )
    rows = api.get("people/", locale="es").data["items"]
    assert [(row["code"], row["role"], row["lang"], row["translation"]["state"]) for row in rows] == [
        ("bea", "Presidenta", "es", "current"),
        ("ana", "Member", "en", "fallback"),
    ]
    assert rows[0]["local_name"] == "贝亚" and rows[0]["photo"] is None
    assert "photo_consent" not in rows[0] and "active_to" not in rows[0]


def test_people_are_picked_by_group(api: Any, problem: Any) -> None:
    for group in ("board", "leadership", "staff"):
        make.person(f"one-{group}", group=group)
    assert codes(api.get("people/", group="board,staff")) == ["one-board", "one-staff"]
    assert api.get("people/", group="board", limit=1).data["meta"]["total_count"] == 1
    assert problem(api.get("people/", group="bord"), 400, "group")["errors"][0]["did_you_mean"] == "board"
    problem(api.get("people/", grup="board"), 400, "grup")


def test_a_person_is_shown_from_the_first_day_of_service_to_the_last(api: Any) -> None:
    make.person("gone", active_to=YESTERDAY)
    make.person("serving", active_from=TODAY, active_to=TODAY)
    make.person("to-come", active_from=TOMORROW)
    make.person("draft", draft=True)
    with clock.at(NOON):
        answer = api.get("people/")
    assert codes(answer) == ["serving"] and answer.data["meta"]["total_count"] == 1
    with clock.at(NOON + timedelta(days=1)):
        assert codes(api.get("people/")) == ["to-come"]


def test_a_portrait_is_shown_while_somebody_consents_to_it(api: Any) -> None:
    picture = make.image("Portrait", alt_texts={"en": "A face"})
    make.person("ana", photo=picture, photo_consent="Drawer 7", photo_consent_until=TODAY, photo_alt="Ana, smiling")
    with clock.at(NOON):
        [row] = api.get("people/").data["items"]
        assert row["photo"]["id"] == picture.pk and row["photo"]["alt"] == "Ana, smiling"
        assert api.get(f"images/{picture.pk}/").status == 200
    with clock.at(NOON + timedelta(days=1)):
        assert api.get("people/").data["items"][0]["photo"] is None
        assert api.get(f"images/{picture.pk}/").status == 404, "nor is its file public any more"


@pytest.mark.parametrize(
    "changed",
    [{"photo_consent": ""}, {"active_to": YESTERDAY}, {"live": False}],
    ids=["without consent", "of a person who left", "of a person withdrawn"],
)
def test_a_portrait_that_is_not_shown_has_no_public_file(changed: dict[str, Any], api: Any) -> None:
    picture = make.image("Portrait")
    make.person("ana", photo=picture, photo_consent="Drawer 7")
    with clock.at(NOON):
        assert api.get(f"images/{picture.pk}/").status == 200
        Person.objects.update(**changed)
        assert api.get(f"images/{picture.pk}/").status == 404
        assert not any(row["photo"] for row in api.get("people/").data["items"])


def test_a_portrait_goes_with_the_consent_of_the_picture_itself(api: Any) -> None:
    make.person("ana", photo=make.image("Portrait", consent_expires=date(2020, 1, 1)), photo_consent="Drawer 7")
    assert api.get("people/").data["items"][0]["photo"] is None


# Offices


def test_offices_tell_where_they_are_and_how_to_reach_them(api: Any, problem: Any) -> None:
    make.office("sydney", country=make.country("AU"), address="Sydney", email="au@example.org", sort_order=2)
    singapore = make.office("singapore", country=make.country("SG"), name="Office in Singapore", sort_order=1)
    make.translated(singapore, "zh-hans", name="新加坡办公室")
    make.office("draft", draft=True)
    rows = api.get("offices/", locale="zh").data["items"]
    assert [(row["name"], row["country"]["label"], row["lang"]) for row in rows] == [
        ("新加坡办公室", "新加坡", "zh-Hans"),
        ("Sydney", "澳大利亚", "en"),
    ]
    assert rows[1]["contact"] == {"phone": None, "email": "au@example.org"} and rows[1]["address"] == "Sydney"
    assert codes(api.get("offices/", country="au")) == ["sydney"]
    problem(api.get("offices/", country="XX"), 400, "country")


# Glossary


@pytest.fixture
def words() -> dict[str, Any]:
    """Store terms; `csam` is in all languages, the others in English or Spanish too."""
    csam = make.term("csam", term="Child sexual abuse material", alternatives="CSAM\nAbuse images")
    old = make.term("old", term="“Child pornography”", status="avoid", use_instead=csam, source="Guidelines, 2025")
    grooming = make.term("grooming", term="Grooming", status="use_with_care")
    make.translated(csam, "es", term="Material de abuso sexual infantil", alternatives="MASI", definition="…")
    make.translated(csam, "zh-hans", term="儿童性虐待材料", alternatives="", definition="…")
    make.translated(grooming, "es", term="Ámbito de captación", definition="…")
    make.term("draft", term="Zqdraft", draft=True)
    return {"csam": csam, "old": old, "grooming": grooming}


def test_terms_come_by_the_alphabet_with_their_letters(words: Any, api: Any) -> None:
    answer = api.get("glossary/")
    assert codes(answer) == ["old", "csam", "grooming"]
    assert answer.data["meta"]["letters"] == [{"letter": "C", "count": 2}, {"letter": "G", "count": 1}]
    assert answer.data["items"][1]["alternatives"] == ["CSAM", "Abuse images"]
    assert answer.data["items"][0]["source"] == "Guidelines, 2025"


def test_the_alphabet_is_that_of_the_reader(words: Any, api: Any) -> None:
    spanish, chinese = (api.get("glossary/", locale=code).data for code in ("es", "zh-Hans"))
    assert [row["term"] for row in spanish["items"]] == [
        "Ámbito de captación", "“Child pornography”", "Material de abuso sexual infantil",
    ]  # fmt: skip
    assert [row["letter"] for row in spanish["meta"]["letters"]] == ["A", "C", "M"]
    assert [(row["term"], row["letter"], row["lang"]) for row in chinese["items"]] == [
        ("“Child pornography”", "C", "en"), ("儿童性虐待材料", "E", "zh-Hans"), ("Grooming", "G", "en"),
    ]  # fmt: skip
    assert [row["translation"]["state"] for row in chinese["items"]] == ["fallback", "current", "fallback"]


@pytest.mark.parametrize(
    ("code", "letter", "found"),
    [("en", "c", ["old", "csam"]), ("es", "á", ["grooming"]), ("zh", "E", ["csam"]), ("en", "X", [])],
)
def test_a_letter_picks_its_terms_and_changes_no_count_of_letters(
    code: str, letter: str, found: list[str], words: Any, api: Any
) -> None:
    answer = api.get("glossary/", locale=code, letter=letter)
    assert codes(answer) == found and answer.data["meta"]["total_count"] == len(found)
    assert sum(row["count"] for row in answer.data["meta"]["letters"]) == 3


def test_what_to_use_instead_is_told_in_the_readers_language_and_only_if_public(words: Any, api: Any) -> None:
    def instead(code: str) -> Any:
        return next(row for row in api.get("glossary/", locale=code).data["items"] if row["code"] == "old")[
            "use_instead"
        ]

    assert instead("en") == {"code": "csam", "term": "Child sexual abuse material", "lang": "en"}
    assert instead("es")["term"] == "Material de abuso sexual infantil"
    words["csam"].unpublish()
    assert instead("en") is None


@pytest.mark.parametrize(
    ("code", "q", "found"),
    [
        ("es", "masi", ["csam"]),
        ("es", "ambito CAPTACION", ["grooming"]),
        ("en", "abuse images", ["csam"]),
        ("zh", "虐待", ["csam"]),
        ("en", "means", []),
    ],
)
def test_a_search_finds_terms_and_spellings_whatever_the_case_and_accents(
    code: str, q: str, found: list[str], words: Any, api: Any
) -> None:
    answer = api.get("glossary/", locale=code, q=q)
    assert codes(answer) == found
    assert sum(row["count"] for row in answer.data["meta"]["letters"]) == len(found)


def test_terms_are_picked_by_advice(words: Any, api: Any, problem: Any) -> None:
    assert codes(api.get("glossary/", status="avoid,use_with_care")) == ["old", "grooming"]
    assert problem(api.get("glossary/", status="avoided"), 400, "status")["errors"][0]["did_you_mean"] == "avoid"
    for letter in ("ab", "1", "", "；"):
        problem(api.get("glossary/", letter=letter), 400, "letter")
    problem(api.get("glossary/", q="x" * 101), 400, "q")


def test_a_draft_term_is_in_no_row_count_or_letter(words: Any, api: Any) -> None:
    for address in ("glossary/", "glossary/?locale=es", "glossary/?letter=Z", "glossary/?q=zqdraft"):
        data = api.get(f"/api/v2/{address}").data
        assert "Zqdraft" not in str(data["items"]) and all(row["letter"] != "Z" for row in data["meta"]["letters"])


def test_lists_go_on_over_pages(words: Any, api: Any) -> None:
    first = api.get("glossary/", limit=2).data
    assert first["meta"]["total_count"] == 3 and first["meta"]["next"].endswith("?limit=2&offset=2")
    assert len(api.get("glossary/", limit=2, offset=2).data["items"]) == 1


@pytest.mark.parametrize(("address", "ceiling"), [("people/", 5), ("offices/", 5), ("glossary/", 5)])
def test_the_number_of_queries_does_not_grow(
    address: str, ceiling: int, api: Any, query_count: Any, words: Any
) -> None:
    def add(number: int) -> None:
        make.person(f"person-{number}", photo=make.image(), photo_consent="Drawer")
        make.office(f"office-{number}")
        make.term(f"term-{number}", status="avoid", use_instead=words["csam"])

    def count() -> int:
        assert api.get(address).status == 200, "content types are known from here on"
        with query_count() as queries:
            api.get(address)
        return len(queries)

    add(0)
    before = count()
    for number in range(1, 6):
        add(number)
    assert count() == before <= ceiling
