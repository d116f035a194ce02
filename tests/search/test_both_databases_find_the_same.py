"""What the index finds is what a look at every row would find, on either database: terms, phrases and beginnings."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.search import bits
from cms.search.storage import GAP, MOST_BYTES, MOST_OF_ONE, MOST_POSITIONS, Index, Lookup, Words

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

TERMS = ("a", "ab", "abc", "b", "2030", "ñandu", "儿童", "儿", "保护", "or", "and", "near", "not", "null", "x1")
INDEX = Index("cms_search_papers", ("title", "text"))

term = st.sampled_from(TERMS)
words = st.builds(
    Words,
    st.lists(st.one_of(term, st.just(GAP)), max_size=12).map(tuple),
    st.lists(term, max_size=4).map(tuple),
)
rows = st.lists(st.tuples(words, words), max_size=8)
lookups = st.lists(
    st.builds(
        Lookup, st.sampled_from(INDEX.columns), st.lists(term, min_size=1, max_size=3).map(tuple), st.booleans()
    ),
    min_size=1,
    max_size=12,
)


def has(found: Words, lookup: Lookup) -> bool:
    """Say by looking at every place whether a column has what is looked for."""

    def matches(part) -> bool:
        *first, last = zip(part, lookup.terms, strict=True)
        whole = all(one == wanted for one, wanted in first)
        return whole and (last[0].startswith(last[1]) if lookup.prefix else last[0] == last[1])

    length = len(lookup.terms)
    places = [found.terms[start : start + length] for start in range(len(found.terms) - length + 1)]
    return any(map(matches, places)) or (length == 1 and any(matches([one]) for one in found.loose))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows, asked=lookups)
def test_a_lookup_finds_what_a_look_at_every_row_finds(db, rows, asked):
    with transaction.atomic():
        INDEX.clear()
        INDEX.write(list(enumerate(rows, 1)))
        found = [sorted(bits.keys(keys)) for keys in INDEX.find(asked)]
        known = INDEX.known(asked)
        transaction.set_rollback(True)
    expected = [
        [key for key, row in enumerate(rows, 1) if has(row[INDEX.columns.index(lookup.column)], lookup)]
        for lookup in asked
    ]
    assert found == expected
    assert known == [bool(keys) for keys in expected]


def write(terms=(), loose=(), key=1):
    INDEX.write([(key, (Words(), Words(terms, loose)))])


def finds(*terms, prefix=False):
    return list(INDEX.find([Lookup("text", terms, prefix)])) == [bits.of([1])]


def test_a_row_written_again_has_only_its_new_words():
    write(["old"])
    write(["new"])
    assert finds("new")
    assert not finds("old")
    INDEX.remove([1, 2])
    assert not finds("new")
    assert INDEX.stored_keys() == set()


def test_one_statement_answers_any_number_of_lookups(django_assert_num_queries):
    write(["safe"])
    with django_assert_num_queries(1):
        *nothing, safe = INDEX.find(
            [*(Lookup("text", (f"no{number}",)) for number in range(700)), Lookup("text", ("safe",))]
        )
    assert not any(nothing)
    assert safe == bits.of([1])


def test_a_term_that_comes_up_too_often_is_found_in_its_first_places():
    write(["often", "x"] * (MOST_OF_ONE + 1) + ["often", "last"])
    assert finds("often", "x")
    assert not finds("often", "last")
    assert finds("last")


def test_what_lies_beyond_the_last_place_is_found_as_a_term():
    write([f"w{number}" for number in range(MOST_POSITIONS + 10)])
    last = MOST_POSITIONS - 1
    assert finds(f"w{last - 1}", f"w{last}")
    assert finds(f"w{last + 1}")
    assert not finds(f"w{last + 1}", f"w{last + 2}")


def test_a_text_that_is_too_long_is_cut_and_fails_nothing():
    write([f"{number:060}" for number in range(MOST_POSITIONS)], [f"儿{number:059}" for number in range(20_000)])
    assert finds(f"{0:060}")
    most = MOST_BYTES // 68
    assert finds(f"{most - 10:060}")
    assert not finds(f"{most + 10:060}")


def test_what_is_looked_for_is_never_read_as_a_query():
    write(["safe"])
    for hostile in ("'", '"', "\\", "*", ":*", "safe' | 'x", 'x" OR "safe', "a:b", "title : x", "-", "(", "NEAR("):
        found = INDEX.find([Lookup("text", (hostile,)), Lookup("text", (hostile, "safe"), prefix=True)])
        assert len(list(found)) == 2
    assert finds("safe")


def test_what_is_stored_is_never_read_as_more_than_terms():
    hostile = Words(["it's", "a:b c", GAP, "it's"], ["c\\d"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tsvector_to_array(%s::tsvector)", [INDEX._engine().stored(hostile)])
            assert sorted(cursor.fetchone()[0]) == ["a:b c", "c\\d", "it's"]
    write(hostile.terms, hostile.loose)


@pytest.mark.parametrize("lookup", [Lookup("id", ("x",)), Lookup("text", ()), Lookup("text", ("",))])
def test_a_lookup_of_nothing_is_an_error(lookup):
    with pytest.raises(ValueError, match="column"):
        INDEX.find([lookup])


@pytest.mark.django_db(transaction=True)
def test_a_prepared_statement_finds_the_same():
    """Outside of a transaction PostgreSQL prepares the statement."""
    assert not connection.in_atomic_block
    write(["safe", "schools"])
    try:
        for _time in range(7):
            assert finds("safe", "scho", prefix=True)
            assert not finds("schools", "safe")
    finally:
        INDEX.clear()
