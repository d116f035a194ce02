"""Who asks for help is told of it first; who reads about the subject is not."""

import pytest

from cms.search.helping import needed

ASKED = [
    ("help me", "help", ""),
    ("Help", "help", ""),
    ("he touched me and I'm scared", "help", ""),
    ("someone has my nudes", "help", ""),
    ("hotline México", "help", "MX"),
    ("how to report abuse in the UK", "help", "GB"),
    ("I want to die", "emergency", ""),
    ("suicide prevention Colombia", "emergency", "CO"),
    ("línea de ayuda Guatemala", "help", "GT"),
    ("LINEA DE AYUDA", "help", ""),
    ("¿dónde denuncio?", "help", ""),
    ("me quiero morir", "emergency", ""),
    ("我要报警", "emergency", ""),
    ("有人威胁我", "help", ""),
    ("新加坡 儿童求助热线", "help", "SG"),
]
READING = [
    "",
    "child protection annual report",
    "reporting obligations of internet providers",
    "model legislation CSAM",
    "helpful resources for teachers",
    "legislación sobre explotación infantil",
    "儿童保护",
    "打击网络犯罪",
]


@pytest.mark.parametrize(("text", "kind", "country"), ASKED)
def test_a_call_for_help_is_heard_in_every_language(text, kind, country):
    need = needed(text)
    assert need is not None
    assert (need.kind, need.country) == (kind, country)


@pytest.mark.parametrize("text", READING)
def test_reading_about_a_subject_is_no_call_for_help(text):
    assert needed(text) is None
