"""What a query finds, and in which order."""

import pytest

from cms.directory.models import Organisation
from cms.search import bits, highlights, labels, ranking
from tests import factories as make
from tests.search.asking import find, search, visible

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_title_beats_a_summary_and_a_summary_beats_a_body():
    make.publication("One", body=[make.block("paragraph", "<p>About cyberbullying at school.</p>")])
    make.publication("Two", summary="About cyberbullying at school.")
    title = "What pupils, parents and teachers of a district say of cyberbullying"
    make.publication(title)
    make.publication("Three", summary="About cyberbullying at school.")
    assert find("cyberbullying") == [title, "Three", "Two", "One"]


def test_the_whole_title_beats_a_longer_one():
    make.publication("Online safety")
    make.publication("Online safety of young athletes in winter sports")
    make.publication("Safety online", summary="Online safety for all.")
    assert find("online safety")[:2] == ["Online safety", "Safety online"]


def test_a_word_is_found_in_every_form():
    make.publication("Children and helplines")
    make.translated(make.publication("Exploitation"), "es", title="Explotación de niños en línea")
    assert find("child helpline") == ["Children and helplines"]
    assert find("explotacion niño linea", "es") == ["Explotación de niños en línea"]


def test_a_short_word_is_found_inside_a_chinese_sentence():
    make.translated(make.publication("Law"), "zh-hans", title="关于加强儿童保护工作的年度报告")
    assert find("儿童", "zh-Hans") == find("保护报告", "zh-Hans") == ["关于加强儿童保护工作的年度报告"]


def test_a_phrase_is_found_only_as_it_stands():
    make.publication("Labour of a child")
    make.publication("Child labour today")
    assert find('"child labour"') == ["Child labour today"]
    assert find("child labour")[:2] == ["Child labour today", "Labour of a child"]


def test_what_is_in_quotes_stands_so_in_something_that_readers_see():
    topic = make.topic("law", en="Law and policy")
    topic.synonyms = {"en": "model law\ntreaties"}
    topic.save()
    make.publication("Labelled", topics=[topic])
    make.publication("A model law for children")
    make.publication("Law as a model")
    assert find('"model law"') == find('"model law" submarine') == ["A model law for children"]
    assert find('"law and policy"') == find('"and policy"') == ["Labelled"]
    assert find('"treaties"') == []
    assert find("treaties") == ["Labelled"]


def test_a_phrase_is_marked_only_where_it_stands_whole():
    page = make.publication("Model laws: what a model is", summary="A law is no model’s law; model, law.")
    found = search('"model law"')
    (title, summary) = highlights.matched([2 * page.pk], found.terms, "en")[2 * page.pk]
    marked = [[row["text"][start:end] for start, end in row["highlights"]] for row in (title, summary)]
    assert marked == [["Model laws"], ["model’s law", "model, law"]]
    chinese = make.translated(page, "zh-hans", title="儿童保护示范法与示范中心")
    terms = search("“示范法”", "zh-Hans").terms
    (title,) = highlights.matched([2 * chinese.pk], terms, "zh-Hans")[2 * chinese.pk]
    assert [title["text"][start:end] for start, end in title["highlights"]] == ["示范法"]


def test_what_is_excluded_is_not_found():
    make.publication("Grooming in sports")
    make.publication("Grooming online")
    assert find("grooming -sports") == ["Grooming online"]


def test_what_a_word_finds_is_what_its_exclusion_leaves_out():
    topic = make.topic("missing", en="Missing children")
    topic.synonyms = {"en": "abductions"}
    topic.save()
    make.publication("Guide for children", topics=[topic])
    make.publication("Guide to teachers", summary="Abduction.")
    make.publication("Guide")
    for word in ("missing", "abductions"):
        assert {*find(f"guide {word}")} | {*find(f"guide -{word}")} == {*find("guide")}
        assert "Guide for children" not in find(f"guide -{word}")
    assert find("guide -self-harm -“abduction”") == ["Guide", "Guide for children"]


def test_a_superseded_edition_comes_after_the_current_one():
    make.publication("Model law", publication_year=2018)
    make.publication("Model law", publication_year=2018, is_current_edition=False)
    current, superseded = search("model law").page(0, 2)
    assert current < superseded


def test_the_newer_of_two_comes_first():
    new = make.publication("Model law", publication_year=2025)
    old = make.publication("Model law", publication_year=2008)
    assert [key // 2 for key in search("model law").page(0, 2)] == [new.pk, old.pk]


def test_a_topic_is_found_by_its_label_and_by_synonyms_of_any_language():
    topic = make.topic("csam", en="Abuse material", es="Material de abuso")
    topic.synonyms = {"en": "Child pornography", "es": "pornografía infantil"}
    topic.save()
    make.publication("Guide", topics=[topic])
    make.publication("Other")
    for text in ("abuse material", "child pornography", "pornografía infantil"):
        assert find(text) == ["Guide"], text


def test_an_organisation_is_found_by_its_acronym_while_it_is_public():
    organisation = make.organisation("who", name="World Health Organization", acronym="WHO")
    make.publication("Guide", publishers=[organisation])
    assert find("WHO") == ["Guide"]
    organisation.unpublish()
    assert find("WHO") == []


@pytest.mark.parametrize(
    ("lang", "language", "name"), [("en", "en", "World Health Organization"), ("zh-hans", "zh-Hans", "世界卫生组织")]
)
def test_an_acronym_finds_the_name_in_texts_and_the_name_the_acronym(lang, language, name):
    make.organisation("who", lang=lang, name=name, acronym="WHO")
    for title in (f"{name}", "WHO 2027"):
        page = make.publication(title)
        if lang != "en":
            make.translated(page, lang, title=title)
    assert set(find("WHO", language)) == set(find(name, language)) == {name, "WHO 2027"}
    assert name not in find("who we are", language)


def test_an_outdated_term_finds_what_uses_the_preferred_one_after_its_own_hits():
    preferred = make.term("csam", term="Child sexual abuse material", alternatives="CSAM")
    make.term("cp", term="Child pornography", status="avoid", use_instead=preferred)
    make.publication("Laws on child pornography")
    make.publication("Laws on child sexual abuse material")
    found = [title for title in find("child pornography laws") if title.startswith("Laws")]
    assert found == ["Laws on child pornography", "Laws on child sexual abuse material"]


def test_a_query_finds_what_is_written_in_another_language():
    preferred = make.term("extortion", term="Sexual extortion")
    make.term("extortion", lang="es", term="Extorsión sexual", translation_key=preferred.translation_key)
    page = make.publication("Sexual extortion: a guide")
    for text in ("extorsion sexual", "¿qué es la extorsión sexual?", "extorsión sexual guide"):
        assert 2 * page.pk in search(text, "en", source="es").page(0, 10), text


def test_some_of_the_words_are_enough_where_nothing_has_all():
    make.publication("Missing children in Europe")
    found = search("missing children europe submarine")
    assert found.partial and found.total == 1
    assert not search("missing children").partial


def test_a_word_that_many_have_is_not_enough_where_the_others_are_missing():
    for number in range(6):
        make.publication(f"Children {number}")
    for title in ("Winter", "Summer", "Children of football clubs", "Football"):
        make.publication(title)
    assert search("children marriage").total == 0
    assert set(find("children football marriage")) == {"Children of football clubs", "Football"}
    assert set(find("children clubs football")) == {"Children of football clubs", "Football"}


def test_deep_pages_hold_what_the_first_ones_do_not(monkeypatch):
    monkeypatch.setattr(ranking, "REFINED", 5)
    for number in range(13):
        make.publication(f"Report {number}")
    found = search("report")
    pages = [key for offset in range(0, 15, 3) for key in found.page(offset, 3)]
    assert len(pages) == len(set(pages)) == found.total == 13
    half = bits.of(list(bits.keys(found.hits))[::2])
    assert set(found.page(0, 50, among=half)) == set(bits.keys(half))


def test_a_name_of_something_not_public_names_nothing():
    make.organisation("secret", name="Zqsecret", draft=True)
    assert Organisation.objects.exists()
    assert not any("zqsecret" in name.text.lower() for name in labels.every_name())
    assert visible()
