"""Lists stand by the alphabet of what is read: letters without accents, Chinese by pinyin."""

import pytest

from cms.languages.sorting import fold, initial, sort_key


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Child", "C"), ("ámbito", "A"), ("Éxito", "E"), ("¿Quién?", "Q"), ("“child”", "C"), ("ñandú", "Ñ"),
        ("儿童", "E"), ("“受害者”", "S"), ("ＣＳＡＭ", "C"), ("116 000", "#"), ("дети", "#"), ("", "#"),
    ],
)  # fmt: skip
def test_a_text_stands_under_its_first_letter(text: str, letter: str) -> None:
    assert initial(text) == letter


def test_spanish_is_sorted_without_accents_and_with_its_own_letter() -> None:
    words = ["ñandú", "nzambi", "Ámbito", "abuso", "nube", "oído", "¿ninguno?"]
    assert sorted(words, key=sort_key) == ["abuso", "Ámbito", "¿ninguno?", "nube", "nzambi", "ñandú", "oído"]


def test_chinese_is_sorted_by_pinyin_among_latin_letters() -> None:
    assert sorted(["自我", "儿童", "CSAM", "受害者", "对儿童"], key=sort_key) == [
        "CSAM",
        "对儿童",
        "儿童",
        "受害者",
        "自我",
    ]


def test_case_accents_and_width_make_no_difference_to_a_search() -> None:
    assert fold("CAPTACIÓN ＡＢ") == fold("captacion ab")
