"""The content files are whole, and the reader says exactly what is wrong with one that is not."""

from pathlib import Path

import pytest

from cms import analysis
from cms.seed import checking, content, snippets, terms
from cms.seed.content import ContentError
from tests.seed.conftest import write

FACTS = range(1, 61)
LABELS_OF_THE_SEARCH_PAGE = {
    "Child Abuse/Exploitation", "Child Pornography", "Child Protection",
    "Child Sexual Abuse Material (Child Pornography)", "Child Trafficking", "Chinese", "Corona Virus", "Covid19",
    "Cybercrime", "ICMEC Publications", "International Schools", "Legislation", "Online Safety", "Parents",
    "Peer-Peer Abuse", "Risk Assessment", "Schools", "Teachers", "Virtual School",
}  # fmt: skip
BODY = '[[body]]\ntype = "paragraph"\nvalue = ["One.", "* two"]\n'


def test_every_file_can_be_built(files: content.Content) -> None:
    assert checking.problems(files) == []


def test_every_fact_of_the_study_has_its_page_or_a_reason_to_come_later(files: content.Content) -> None:
    told = {fact for page in files.pages for fact in page.facts}
    later = {
        fact
        for _place, row in files.rows("inventory", "rows")
        for lives in row["lives"]
        if lives.get("later")
        for fact in row.get("facts", [])
    }
    assert [fact for fact in FACTS if fact not in told | later] == []
    assert told <= set(FACTS)


def test_every_label_of_the_search_page_is_mapped(files: content.Content) -> None:
    mapped = {row["label"] for _place, row in files.rows("labels")}
    assert mapped >= LABELS_OF_THE_SEARCH_PAGE


def test_old_labels_lead_to_facets_that_exist(files: content.Content) -> None:
    codes = {table: {row["code"] for _place, row in files.rows("vocabularies", table)} for table in terms.TABLES}
    codes["publisher"] = {spec.code for spec in snippets.specs(files) if spec.label == "cms.Organisation"}
    codes["resource_type"] = codes["resource_types"]
    facets = {*codes, "language", "fields", "drop", "review"}
    for place, row in files.rows("labels"):
        assert facets & row.keys(), f"{place.key} leads nowhere"
        for facet in codes.keys() & row.keys():
            assert set(row[facet]) <= codes[facet], f"{row['label']}: {facet} {row[facet]}"


def test_old_labels_are_found_as_names_of_what_they_are_now(files: content.Content) -> None:
    names = {
        (table, row["code"]): {stem(name) for name in (row.get("en"), *row.get("synonyms_en", ())) if name}
        for table in terms.TABLES
        for _place, row in files.rows("vocabularies", table)
    }
    old = [row for _place, row in files.rows("labels") if {"category", "tag"} & set(row["where"])]
    for row in old:
        tables = [table for table in ("topics", "contexts", "audiences", "resource_types") if table in row]
        values = [(table, code) for table in tables for code in row[table]]
        assert not values or any(stem(row["label"]) in names[value] for value in values), row["label"]


def stem(name: str) -> tuple[str, ...]:
    return tuple(term.text for term in analysis.terms(name, "en"))


@pytest.mark.parametrize("language", content.LANGUAGES)
def test_two_dozen_pages_are_translated_in_full(files: content.Content, language: str) -> None:
    assert sum(page.status(language) == "complete" for page in files.pages) >= 24


def test_some_translations_are_unfinished_on_purpose(files: content.Content) -> None:
    found = {page.status(language) for page in files.pages for language in content.LANGUAGES}
    assert found >= {"partial", "machine", "outdated"}


def problem(folder: Path) -> str:
    found = checking.problems(content.load(folder))
    assert len(found) == 1, found
    return found[0]


def test_a_valid_file_has_no_problem(folder: Path) -> None:
    assert checking.problems(content.load(folder)) == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('colour = "teal"', "colour: unknown key"),
        ('related = ["nowhere"]', "related: no page is called 'nowhere'"),
        ('topics = ["cybercrime"]', "topics: no topic has the code 'cybercrime'"),
        ("intro = 5", "intro: must be of type str"),
        (f'intro = "{"x" * 601}"', "intro: has 601 characters, at most 600"),
        ('[[body]]\ntype = "carousel"', "body[0].type: must be one of"),
        ('[[body]]\ntype = "callout"\ntext = "See [this](page:nowhere)."', "body[0].text[0]: no page is called"),
        ('[[body]]\ntype = "callout"\nhead = "Note"', "body[0]: unknown key head"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(folder: Path, line: str, key: str) -> None:
    start = 'type = "home.StandardPage"\nslug = "mission"\ntitle = "Mission"\n'
    write(folder, "mission", f"{start}{line}\n")
    assert problem(folder).startswith(f"pages/mission.toml: {key}")


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ('title = "Misión"\nbody = [["Uno.", "dos"], "tres"]', "es.body: has 2 blocks, English has 1"),
        ('title = "Misión"\nbody = [["Uno."]]', "es.body[0]: has 1 paragraphs, English has 2"),
        ('title = "Misión"', "es.body: has 0 blocks, English has 1"),
        ('body = [["Uno.", "dos"]]', "es.title: is missing in a complete translation"),
        ('title = "Misión"\nslug = "mision"\nbody = [["Uno.", "dos"]]', "es: unknown key slug"),
    ],
)
def test_a_translation_of_another_shape_is_refused(folder: Path, texts: str, message: str) -> None:
    start = 'type = "home.StandardPage"\nslug = "mission"\ntitle = "Mission"\n'
    write(folder, "mission", f"{start}{BODY}[es]\n{texts}\n")
    assert problem(folder).startswith(f"pages/mission.toml: {message}")


def test_a_partial_translation_may_leave_texts_out(folder: Path) -> None:
    start = 'type = "home.StandardPage"\nslug = "mission"\ntitle = "Mission"\n'
    write(folder, "mission", f'{start}{BODY}[es]\nstatus = "partial"\nbody = [["Uno."]]\n')
    assert checking.problems(content.load(folder)) == []


def test_a_page_without_its_parent_is_refused(folder: Path) -> None:
    write(folder, "lost", 'type = "home.StandardPage"\nparent = "nowhere"\nslug = "lost"\ntitle = "Lost"\n')
    with pytest.raises(ContentError, match=r"pages/lost.toml: parent: no page 'nowhere'"):
        content.load(folder)
