"""A slip is forgiven, and nothing that is not public is ever named."""

import pytest

from tests import factories as make
from tests.search.asking import search, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SLIPS = [
    ("en", "Cyberbullying at school", "cyberbulling school", "cyberbullying school"),
    ("en", "Cyberbullying at school", "Syberbullying “at school”", "Cyberbullying “at school”"),
    ("es", "Protección de la niñez", "¿protecsion niñez?", "¿protección niñez?"),
    ("zh-Hans", "儿童保护报告", "ertong 报告", "儿童 报告"),
    ("zh-Hans", "反对剥削", "反对波削", "反对剥削"),
]


@pytest.mark.parametrize(("language", "title", "typed", "meant"), SLIPS)
def test_a_slip_finds_what_was_meant_and_says_so(language, title, typed, meant):
    page = make.publication("Something else" if language != "en" else title)
    if language != "en":
        make.translated(page, language.lower(), title=title)
    found = search(typed, language)
    assert titles(found)[0] == title
    assert found.did_you_mean == meant


def test_a_word_of_a_draft_is_never_offered():
    make.publication("Zqsecrets of the trade", draft=True)
    withdrawn = make.publication("Zqsecrett of the trade")
    withdrawn.unpublish()
    make.publication("Annual report on trade")
    assert (search("zqsecretz").did_you_mean, search("zqsecretz").total) == ("", 0)
    some = search("zqsecretz annual report")
    assert (some.did_you_mean, some.partial, some.total) == ("", True, 1)


def test_a_public_word_is_offered_however_many_hidden_ones_are_nearer():
    for letter in "abc":
        make.publication(f"{letter}grooming").unpublish()
    make.publication("Grooming online")
    assert search("xgrooming").did_you_mean == "grooming"


def test_a_word_that_is_found_is_not_corrected():
    make.publication("Sexting")
    make.publication("Texting")
    assert search("sexting").did_you_mean == ""


SHOWN = {
    "en": "Helpline helping growing online grooming training trafficking building outside exploitation children "
    "pornography safety legislation hotline reporting victims survivors missing abduction guidelines "
    "protection will putting naming older face child parents",
    "es": "Ayuda denuncia desaparecidos explotación abuso protección niñez niños seguridad violencia víctimas línea "
    "educación padres delitos policía hoja hizo nombre para fundó manera médico panorama francés toda latina "
    "camino",
    "zh-Hans": "同时 热线 失踪 儿童 剥削 保护 UNITED among",
}
"""Titles with what is meant, and with what is as near."""
MEANT = {
    "en": """helpine:helpline helpliine:helpline groming:grooming gromming:grooming trafiking:trafficking
    traffiking:trafficking trafficing:trafficking explotation:exploitation exploytation:exploitation childern:children
    chlidren:children pornografy:pornography onlne:online onlien:online saftey:safety legislaton:legislation
    hotlne:hotline reportng:reporting vicitms:victims survivers:survivors mising:missing abducton:abduction
    guidlines:guidelines protecton:protection parnets:parents""",
    "es": """alluda:ayuda ayda:ayuda denunsia:denuncia desaparesidos:desaparecidos explotasion:explotación
    esplotasion:explotación abusso:abuso abuzo:abuso protecsion:protección niñoz:niños seguriad:seguridad
    violensia:violencia bictimas:víctimas viktimas:víctimas linia:línea educasion:educación padrez:padres
    delitoz:delitos polisia:policía""",
    "zh-Hans": "失宗:失踪 热現:热线 儿通:儿童 波削:剥削 baohu:保护",
}
WORDS = {
    "en": """kill hurting gaming soldier France Chile México uncle suiside bullyng bulying WhatsApp UNICEF Panamá
    tocaron Zimbabwe""",
    "es": """hija desaparecida abuelo hijo hombre papá fondo moneda México Bolivia Panamá Francia toca violó golpeada
    lastima gaming Alemania""",
    "zh-Hans": "童失 同事 法国 gaming UNICEF 女儿",
}
"""What is a word of the language or a name, and slips for words that nothing shows."""


def shelf(language):
    page = make.publication(SHOWN[language] if language == "en" else "Else", search_terms="bullying suicide")
    if language != "en":
        make.translated(page, language.lower(), title=SHOWN[language])


@pytest.mark.parametrize("language", MEANT)
def test_slips_of_the_field_lead_to_its_words(language):
    shelf(language)
    meant = dict(pair.split(":") for pair in MEANT[language].split())
    assert {typed: search(typed, language).did_you_mean for typed in meant} == meant


@pytest.mark.parametrize("language", WORDS)
def test_a_word_is_not_taken_for_a_slip_though_nothing_holds_it(language):
    shelf(language)
    corrected = {word: search(word, language).did_you_mean for word in WORDS[language].split()}
    assert {word: other for word, other in corrected.items() if other} == {}


def test_a_name_of_an_organisation_is_no_slip():
    make.publication("Rattle for children", publishers=[make.organisation("ratte", acronym="Rattel")])
    make.organisation("rattol", acronym="Rattol", draft=True)
    assert search("rattel").did_you_mean == ""
    assert search("rattol").did_you_mean == "rattel", "nor does a draft tell of itself"


def test_a_word_of_a_label_is_offered_where_something_visible_has_it():
    shown, hidden = make.topic("cybercrime", en="Cybercrime"), make.topic("ransomware", en="Ransomware")
    make.publication("A report", topics=[shown])
    make.publication("A draft", topics=[hidden], draft=True)
    found = search("cybercime")
    assert (found.did_you_mean, titles(found)) == ("cybercrime", ["A report"])
    assert search("ransomwar").did_you_mean == ""
