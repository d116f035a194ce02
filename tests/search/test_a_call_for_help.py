"""Who asks for help is told of it first; who reads about the subject is not."""

import time

import pytest

from cms.search.helping import needed
from cms.search.wording import wording
from tests import factories as make
from tests.search import calls

ASKED = [
    ("help me", "help", ""),
    ("Help", "help", ""),
    ("he touched me and I'm scared", "abuse", ""),
    ("I’m being sexually abused", "abuse", ""),
    ("someone has my nudes", "images", ""),
    ("im being blackmailed", "images", ""),
    ("hotline México", "help", "MX"),
    ("how to report abuse in the UK", "report", "GB"),
    ("I want to die", "emergency", ""),
    ("suicide prevention Colombia", "emergency", "CO"),
    ("he has my nudes and I want to kill myself", "emergency", ""),
    ("911 in Mexico", "emergency", "MX"),
    ("my daughter ran away", "missing", ""),
    ("línea de ayuda Guatemala", "help", "GT"),
    ("LINEA DE AYUDA", "help", ""),
    ("li\u0301nea de ayuda", "help", ""),
    ("¿dónde denuncio?", "report", ""),
    ("me quiero morir", "emergency", ""),
    ("mi padrastro me pega", "abuse", ""),
    ("mi hija está desaparecida en Perú", "missing", "PE"),
    ("me están amenazando con mis fotos", "images", ""),
    ("我要报警", "emergency", ""),
    ("有人威胁我", "images", ""),
    ("爸爸打我", "abuse", ""),
    ("我女儿不见了", "missing", ""),
    ("新加坡 儿童求助热线", "help", "SG"),
]


@pytest.mark.parametrize(("text", "kind", "country"), ASKED)
def test_a_call_for_help_is_heard_in_every_language(text, kind, country):
    need = needed(text)
    assert need is not None
    assert (need.kind, need.country) == (kind, country)


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("language", calls.LANGUAGES)
def test_calls_are_told_from_reading_about_the_subject(language, held_out):
    table = calls.table(language, held_out=held_out)
    assert not table.missed()
    assert not table.mistaken()


@pytest.mark.parametrize("text", ["", "?", " … ", "child protection annual report", "儿童保护", "打击网络犯罪"])
def test_reading_about_a_subject_is_no_call_for_help(text):
    assert needed(text) is None


@pytest.mark.parametrize("piece", ["my child ", "me ", "我", "孩子", "mi hijo ", "report a "])
def test_the_longest_text_is_understood_at_once(piece):
    needed("first")
    began = time.process_time()
    needed(piece * 1000)
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize("text", ["me están", "estoy siendo", "hemos sido", "nosotros nos"])
def test_function_words_of_spanish_say_little(text):
    light = wording("es").light
    assert "haya" not in light
    assert set(text.replace("á", "a").split()) <= light


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I want to kill myself", "child_helpline police_emergency csam_portal"),
        ("mi padrastro me pega", "child_helpline police_emergency csam_portal"),
        ("爸爸打我", "child_helpline police_emergency csam_portal"),
        ("my son is missing", "missing_children police_emergency child_helpline"),
        ("someone leaked my nudes", "csam_portal child_helpline csam_hotline"),
        ("how do I report a website", "csam_portal csam_hotline child_helpline"),
        ("help me", "child_helpline csam_portal csam_hotline"),
        ("I want to kill myself in Peru", "csam_hotline child_helpline police_emergency"),
    ],
)
def test_the_helplines_that_fit_the_need_come_first(text, kinds, api, db):
    for priority, kind in enumerate((
        "csam_portal", "csam_hotline", "law_enforcement_network", "missing_children", "police_emergency",
        "child_helpline",
    )):  # fmt: skip
        make.helpline(kind.replace("_", "-"), kind=kind, priority=priority)
    make.helpline("peru", kind="csam_hotline", country=make.country("PE"))
    given = api.get("search/", q=text).data["meta"]["help"]
    assert " ".join(row["kind"] for row in given) == kinds
