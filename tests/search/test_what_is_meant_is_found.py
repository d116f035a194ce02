"""What a query finds beyond its own words: values by any name, words of other languages, some of the words."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from reportlab.pdfgen.canvas import Canvas

from cms.media.models import Document
from cms.search import highlights
from tests import factories as make
from tests.search.asking import find, search, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.mark.parametrize("text", ["Peru", "Perú", "秘鲁", "hotline peru", "missing children hotline", "失踪儿童热线"])
def test_a_helpline_is_found_by_its_country_and_its_kind_in_every_language(text):
    make.helpline("desk", name="First Steps", country=make.country("PE"), kind="missing_children")
    make.helpline("other", name="Somebody Listens", country=make.country("KE"), kind="other")
    assert find(text) == ["First Steps"]


def test_a_country_counts_for_a_helpline_as_much_as_a_title():
    make.helpline("desk", name="First Steps", country=make.country("PE"))
    make.publication("Guide", summary="What was done in Peru.")
    assert find("peru") == ["First Steps", "Guide"]


def test_everything_that_a_page_can_have_is_found_by_its_synonyms():
    kind = make.resource_type("toolkit")
    kind.labels, kind.synonyms = {"en": "Toolkit"}, {"en": "resource pack\nkit bag"}
    kind.save()
    make.publication("Guide", resource_type=kind)
    make.publication("Other")
    assert find("Toolkit") == find("kit bag") == find("resource packs") == ["Guide"]


def test_the_text_of_a_paper_is_found_and_marked_in_its_own_language():
    file = ContentFile(_pdf("Las cebras rayadas"), name="cebras.pdf")
    document = Document.objects.create(title="Guide", language="es", file=file)
    page = make.publication("Animals", files=[("es", document)])
    found = search("cebras rayadas")
    assert titles(found) == ["Animals"]
    (paper,) = [row for row in highlights.matched([2 * page.pk], found.terms, "en")[2 * page.pk] if row["file_id"]]
    assert [paper["text"][start:end] for start, end in paper["highlights"]] == ["cebras", "rayadas"]


def test_what_has_some_of_the_words_follows_the_few_that_have_all():
    make.publication("Football clubs for missing children")
    make.publication("Football clubs", publication_year=date.today().year)
    make.publication("Winter sports")
    found = search("football children")
    assert titles(found)[:2] == ["Football clubs for missing children", "Football clubs"]
    assert not found.partial and "Winter sports" not in titles(found)


def test_a_name_means_something_only_as_a_whole():
    make.publication("Guide", topics=[make.topic("football-clubs", en="Football clubs")])
    make.publication("Football")
    assert find("football clubs") == ["Guide"]


def test_a_word_written_as_in_one_name_is_no_form_of_another_one():
    for code, label, synonym in (("trafficking", "Trata de personas", "trata infantil"), ("law", "Leyes", "tratados")):
        topic = make.topic(code, es=label)
        topic.synonyms = {"es": synonym}
        topic.save()
        make.translated(make.publication(code, topics=[topic]), "es", title=f"Guía {code}")
    assert find("trata", "es") == ["Guía trafficking"]
    assert find("tratado", "es")[0] == "Guía law"


def test_a_term_of_the_glossary_comes_first_by_any_of_its_names():
    make.publication("CSAM and the law", summary="All about CSAM.")
    make.term("csam", term="Child sexual abuse material", alternatives="CSAM\nAbuse material")
    assert find("csam")[0] == find("abuse materials")[0] == "Child sexual abuse material"


def test_a_word_of_another_language_finds_what_it_means():
    preferred = make.term("extortion", term="Sexual extortion")
    make.term("extortion", lang="es", term="Chantaje", translation_key=preferred.translation_key)
    make.publication("Sexual extortion: a guide")
    assert set(find("chantaje")) == {"Sexual extortion", "Sexual extortion: a guide"}


def test_a_name_says_something_only_with_its_words_side_by_side():
    make.organisation("unicef", name="United Nations Children’s Fund", acronym="UNICEF")
    preferred = make.term("extortion", term="Sexual extortion")
    make.term("extortion", lang="es", term="Extorsión sexual", translation_key=preferred.translation_key)
    for title in ("Children united by a fund of nations", "Paid by the United Nations Children's Fund"):
        make.publication(title)
    for title in ("Extortion of a sexual kind", "On sexual extortion"):
        make.publication(title)
    assert find("unicef") == ["Paid by the United Nations Children's Fund"]
    assert set(titles(search("extorsión sexual", source="es"))) == {"On sexual extortion", "Sexual extortion"}


def test_what_stands_in_has_all_that_was_typed():
    make.publication("Sexual exploitation")
    assert search("turismo sexual", source="es").total == 0
    assert search("turismo sexual").partial


def test_places_of_a_word_beyond_its_best_count_little():
    make.publication("Bullying online", summary="One.")
    make.publication("What pupils, parents, teachers and judges know today of bullying", summary="Bullying.")
    assert find("bullying")[0] == "Bullying online"


def _pdf(text):
    output = BytesIO()
    canvas = Canvas(output)
    canvas.drawString(72, 700, text)
    canvas.save()
    return output.getvalue()
