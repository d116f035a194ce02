"""The sample content has enough of the smaller kinds, in three languages, and nobody real."""

from collections import Counter

import pytest

from cms.glossary.models import GlossaryTerm
from cms.seed import content, snippets

COUNTS = {"cms.GlossaryTerm": 20, "cms.Person": 12, "cms.Office": 4}
PAGES = {"press.EventPage": 5, "library.CoursePage": 2}


def test_there_are_enough_of_each(files: content.Content) -> None:
    rows = Counter(spec.label for spec in snippets.specs(files))
    pages = Counter(page.type for page in files.pages)
    assert {label: rows[label] for label in COUNTS} == COUNTS
    assert {label: pages[label] for label in PAGES} == PAGES


@pytest.mark.parametrize("language", content.LANGUAGES)
def test_words_and_people_are_in_every_language_and_half_of_the_pages(files: content.Content, language: str) -> None:
    assert all(language in spec.texts for spec in snippets.specs(files) if spec.label in COUNTS)
    for kind, count in PAGES.items():
        assert sum(page.type == kind and page.status(language) == "complete" for page in files.pages) * 2 >= count


def test_a_portrait_comes_with_its_consent(files: content.Content) -> None:
    people = [spec.data for spec in snippets.specs(files) if spec.label == "cms.Person"]
    assert any("photo" in person for person in people)
    assert all(person.get("photo_consent") for person in people if "photo" in person)


def test_what_to_avoid_says_what_to_use(files: content.Content) -> None:
    terms = [spec.data for spec in snippets.specs(files) if spec.label == "cms.GlossaryTerm"]
    assert {term["status"] for term in terms} == set(GlossaryTerm.Status.values)
    assert all("use_instead" in term for term in terms if term["status"] == "avoid")


def test_events_tell_facts_of_the_study_and_no_invented_day(files: content.Content) -> None:
    days = {page.slug: str(page.data["start"])[:10] for page in files.pages if page.type == "press.EventPage"}
    assert all(page.facts for page in files.pages if page.type in PAGES)
    assert set(days.values()) <= {"2020-05-25", "2021-05-25", "2027-05-25", "2021-04-29", "2021-07-01"}
