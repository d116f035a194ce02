"""What is asked for is found however it is written, and what only looks alike is not."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.analysis import analyse, chinese, fold, occurrences, sound, terms
from cms.analysis.folding import SILENT
from cms.analysis.stemming import LONGEST
from cms.analysis.words import is_chinese

LANGUAGES = ["en", "es", "zh-Hans", "fr", "ar"]


def found(query, text, language):
    """Say whether all of a query stands in a text, its Chinese and its hyphens as they are written together."""
    index = analyse(text, language)
    held = {*index.terms, *index.more}
    return all(term.text in held and follows(index.terms, term.parts) for term in terms(query, language))


def follows(words, parts):
    return any(tuple(words[place : place + len(parts)]) == parts for place in range(len(words)))


SAME = {
    "en": """
        child: child children Child CHILDREN child’s children's childʼs
        woman: woman women women’s
        helpline: helpline helplines Helplines
        exploitation: exploit exploited exploiting exploitation
        abuse: abuse abuses abused abusive abuser
        policy: policy policies
        investigate: investigate investigator investigators investigation
        organisation: organisation organization organisations organizations organisational
        labour: labour labor
        behaviour: behaviour behavior behaviours
        programme: programme program programmes
        counselling: counselling counseling
        counsellor: counsellor counselor counsellors
        recognise: recognise recognize recognised
        centre: centre center centers centres
        analysis: analysis analyses
        crisis: crisis crises
        café: café cafe café CAFÉ
        csam: CSAM csam ＣＳＡＭ 𝐂𝐒𝐀𝐌 C.S.A.M.
        protection: protection protec\u00adtion
    """,
    "es": """
        línea: línea líneas linea lineas LÍNEAS
        explotación: explotación explotaciones explotacion EXPLOTACIÓN
        protección: protección protecciones proteccion
        niño: niño niña niños niñas nino nina ninos niñez
        joven: joven jóvenes jovenes
        imagen: imagen imágenes imagenes
        crimen: crimen crímenes
        país: país países pais
        público: público pública públicos publico
        desaparecido: desaparecido desaparecida desaparecidos desaparecer
        adolescente: adolescente adolescentes adolescencia
        víctima: víctima víctimas victima
        juez: juez jueces
        francés: francés francesa franceses frances
        organización: organización organizaciones
        informe: informe informes
        región: región regiones region
    """,
    "zh-Hans": """
        兒童: 兒童 儿童
        報告: 報告 报告
        helplines: helpline helplines Ｈｅｌｐｌｉｎｅ
        2023: 2023 ２０２３
    """,
    "fr": """
        médias: médias medias MÉDIAS
    """,
    "ar": """
        محمد: محمد مُحَمَّد محمـد
    """,
}
APART = {
    "en": "childhood/child police/policy missing/mission international/internal news/new",
    "es": "niñera/niño paz/pan línea/lino",
    "fr": "enfants/enfant",
}
CHINESE = {
    "联合国儿童基金会于十一月发布": "联合国 儿童 基金 基金会 儿童基金 联合国儿童基金会",
    "保护儿童免受网络性剥削与性虐待": "儿童 网络 剥削 虐待 性剥削 性虐待 网络性剥削",
    "儿童性虐待材料的举报热线": "虐待 材料 举报 热线 儿童性虐待材料",
    "防止性侵害与校园霸凌": "性侵 性侵害 霸凌 校园",
    "发展中国家的儿童": "发展 国家 儿童 发展中国家",
    "国会议员与非政府组织": "国会 议员 组织 非政府组织",
    "未成年人与青少年": "未成年 未成年人 少年 青少年",
    "拉丁美洲的教职员工": "美洲 员工 教职员工",
    "《海牙公约》与北京市": "公约 海牙 北京",
    "中国香港特别行政区": "中国 香港 中国香港 行政区",
    "ICMEC報告2023年发布": "icmec 报告 2023",
}
NOT_CHINESE = {
    "发展中国家": "中国",
    "联合国会议": "国会 合国",
    "联合国会员国": "国会",
    "儿童工作者": "童工 作者",
    "未成年人": "成年 成年人",
    "印度尼西亚": "印度",
    "索马里": "马里",
    "非政府组织": "政府",
    "各国法律": "国法",
    "互联网": "联网",
    "立法规定": "法规",
    "公告发布": "告发",
    "工人大会": "人大",
}


def lines(table):
    for language, text in table.items():
        for line in text.strip().splitlines():
            word, _colon, forms = line.strip().partition(": ")
            yield pytest.param(language, word, forms.split(" "), id=f"{language} {word}")


@pytest.mark.parametrize(("language", "word", "forms"), list(lines(SAME)))
def test_every_form_of_a_word_finds_every_other(language, word, forms):
    stems = {form: [term.text for term in terms(form, language)] for form in [word, *forms]}
    assert len({tuple(stem) for stem in stems.values()}) == 1, stems
    assert all(len(stem) == 1 for stem in stems.values()), stems


@pytest.mark.parametrize(
    ("language", "pair"), [(language, pair) for language, pairs in APART.items() for pair in pairs.split()]
)
def test_words_that_only_look_alike_stay_apart(language, pair):
    one, other = pair.split("/")
    assert not found(one, other, language)


@pytest.mark.parametrize("text", CHINESE)
def test_a_chinese_word_is_found_inside_a_sentence(text):
    missing = [word for word in CHINESE[text].split() if not found(word, text, "zh-Hans")]
    assert not missing, analyse(text, "zh-Hans")


@pytest.mark.parametrize("text", NOT_CHINESE)
def test_chinese_characters_side_by_side_are_no_word(text):
    wrong = [word for word in NOT_CHINESE[text].split() if found(word, text, "zh-Hans")]
    assert not wrong, analyse(text, "zh-Hans")


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The child-friendly guide", "en", "the child friend guid"),
        ("a+b@icmec.org, https://icmec.org/E.164", "en", "a b icmec org https icmec org e 164"),
        ("The U.N. and O’Brien’s snake_case", "en", "the un and o brien snake case"),
        ("¿Qué es?", "es", "que es"),
        ("向ICMEC举报CSAM（2023）", "zh-Hans", "向 icmec 举报 csam 2023"),
        ("U.N报告，child’s报告", "zh-Hans", "un 报告 child 报告"),
        ("Le droit d’accès", "fr", "le droit d acces"),
        ("مركز الأطفال", "ar", "مركز الاطفال"),
        (" — \u0301 👍\ufe0f \u200d", "en", ""),
    ],
)
def test_a_text_is_cut_into_these_words(text, language, words):
    assert analyse(text, language).terms == words.split()


def test_the_written_forms_are_kept_beside_the_stems():
    assert analyse("Policies, a policy and reports", "en").exact == ["policies", "policy", "reports"]


def test_words_are_marked_where_they_stand_in_the_original():
    text = "Líneas de ayuda: la LÍNEA, no el lino. Niñez y niños."
    wanted = {term.text for term in terms("linea niño", "es")}
    assert [text[start:end] for start, end in occurrences(text, wanted, "es")] == ["Líneas", "LÍNEA", "Niñez", "niños"]


def test_a_word_inside_another_is_not_marked():
    text = "Underline lines, a linear line"
    assert [text[start:end] for start, end in occurrences(text, {"line"}, "en")] == ["lines", "line"]


def test_longer_chinese_words_are_held_only_where_their_parts_are():
    assert "国会议员" in analyse("国会议员工作", "zh-Hans").more
    assert "国会议员" not in analyse("联合国会议员会", "zh-Hans").more


def test_chinese_words_are_marked_only_where_they_are_words():
    text = "中國的兒童，發展中國家的儿童工作者"
    wanted = {term.text for term in terms("中国 儿童 童工", "zh-Hans")}
    assert [text[start:end] for start, end in occurrences(text, wanted, "zh-Hans")] == ["中國", "兒童", "儿童"]


def test_a_chinese_word_is_heard_and_no_other():
    assert [sound("儿童"), sound("保护"), sound("child"), sound("儿童a"), sound("")] == ["ertong", "baohu", "", "", ""]


def test_ten_thousand_characters_without_a_space_are_analysed_at_once():
    for text in ["a" * 10_000, "a." * 5_000, "儿" * 10_000, "𠀀" * 10_000, "'s" * 5_000, "\u0301" * 10_000]:
        start = time.process_time()
        analyse(text, "zh-Hans")
        terms(text, "en")
        occurrences(text, {"a", "儿"}, "es")
        assert time.process_time() - start < 1


LIKELY = st.text(alphabet="aeilnos ’'.-_áñçßﬁÅ\u0301\u00ad中国儿童保护发展家兒國联合会议基金性虐待0１½", max_size=60)
TEXTS = st.one_of(LIKELY, st.text(max_size=60))
SPOKEN = st.sampled_from(LANGUAGES)


def test_every_character_folds_to_one_that_stays():
    every = "".join(chr(code) for code in range(0x110000))
    assert len(fold(every)) == len(every)
    assert fold(fold(every)) == fold(every)


@settings(deadline=None)
@given(st.text(alphabet="abÁÿµßé\u00ad“”—€，（？兒中０ﬁ", max_size=20))
def test_a_character_folds_alike_whatever_stands_beside_it(text):
    assert fold(text) == "".join(map(fold, text))


@settings(deadline=None)
@given(TEXTS, SPOKEN)
def test_words_are_of_letters_and_digits_and_stand_where_they_say(text, language):
    for term in terms(text, language):
        for word in (term.text, term.exact, *term.parts):
            assert 0 < len(word) <= LONGEST
            assert all(unicodedata.category(one)[0] in "LN" for one in word)
        written = fold(text[term.start : term.end]).replace(SILENT, "").replace(".", "")
        assert written[:LONGEST] == term.exact
        assert text[term.start : term.end]


@settings(deadline=None)
@given(TEXTS, SPOKEN)
def test_the_index_holds_what_a_query_asks_for(text, language):
    asked, index = terms(text, language), analyse(text, language)
    assert [part for term in asked for part in term.parts] == index.terms
    assert {term.text for term in asked} <= {*index.terms, *index.more}
    latin = {term.exact for term in asked if term.exact != term.text}
    assert latin == set(index.exact)


@settings(deadline=None)
@given(
    st.one_of(st.text(alphabet="abs .'1-_", max_size=40), st.text(alphabet="as .’'ñß½²—_\xad\n", max_size=40)), SPOKEN
)
def test_a_text_in_western_letters_is_cut_like_any_other(text, language):
    western, other = analyse(text, language), analyse(text + " — 中", language)
    assert western.terms == other.terms[:-1]
    assert western.exact == other.exact
    assert western.words == other.words - {"中"}


@settings(deadline=None)
@given(TEXTS, SPOKEN)
def test_the_words_of_a_text_are_those_that_stand_in_it(text, language):
    index, found = analyse(text, language), terms(text, language)
    latin = {term.exact for term in found if not is_chinese(term.exact)}
    small = {part for term in found if is_chinese(term.exact) for part in term.parts}
    assert index.words == latin | small | set(index.more)


LONG = "中国人民政治协商会议 联合国教科文组织 全国人民代表大会常务委员会 国会议员 性虐待 中华人民共和国".split()
PARTED = st.lists(
    st.one_of(st.sampled_from(LONG), st.sampled_from("国会员工作儿童性二〇々百㐀𠀀龥")), min_size=1, max_size=8
)


@settings(deadline=None)
@given(st.lists(PARTED.map("".join), max_size=4))
def test_longer_chinese_words_are_all_that_neighbouring_pieces_make_up(runs):
    cut = [chinese.pieces(run) for run in runs]
    assert [row.split() for row in chinese.rows_of(runs)] == cut
    made = {
        "".join(run[start:end])
        for run in cut
        for start, end in itertools.combinations(range(len(run) + 1), 2)
        if 2 <= end - start <= 5 and chinese.parts("".join(run[start:end])) == tuple(run[start:end])
    }
    longer = {word for word in made if len(word) > 2 and chinese._jieba().has_word(word)}
    assert chinese.wholes(chinese.rows_of(runs)) == longer


@settings(deadline=None)
@given(LIKELY, LIKELY, SPOKEN)
def test_a_word_is_marked_wherever_it_is_a_word(text, query, language):
    wanted = {term.text for term in [*terms(query, language), *terms(text, language)[::2]]}
    marked = occurrences(text, wanted, language)
    assert marked == sorted(marked)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(marked))
    covered = {place for start, end in marked for place in range(start, end)}
    for term in terms(text, language):
        if term.text in wanted:
            assert covered >= set(range(term.start, term.end))


ENDINGS = """
ability ational ation ator ed edly ence ful fulness ies ied ing ings ingly ional isation ise ised ising ive iveness
ivity ization ize ized ling lling logy ly mme our oured ouring ousness s tional y ying
aba able aciones adora amente amiento ando anza ar aron ces ción cientes eas encia es esas ez iendo ir ísimo ista
ividad mente o os ución yendo
""".split()
BEGINNINGS = st.text(alphabet="abcdeilmnorstuy", min_size=1, max_size=5)


@settings(deadline=None)
@given(BEGINNINGS, st.sampled_from(["", *ENDINGS]), SPOKEN)
def test_a_word_is_marked_whatever_its_ending(beginning, ending, language):
    word = beginning + ending
    (term,) = terms(word, language)
    assert occurrences(f"An {word}, not x{word}", {term.text}, language) == [(3, 3 + len(word))]


@pytest.mark.parametrize("word", ["dying", "lying", "tying", "men", "women", "lives", "niñez", "jueces", "centres"])
def test_an_irregular_word_is_marked(word):
    for language in ("en", "es"):
        assert occurrences(word, {terms(word, language)[0].text}, language) == [(0, len(word))]
