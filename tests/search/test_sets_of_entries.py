"""Sets of keys as integers say what sets and sorting would say."""

from hypothesis import given
from hypothesis import strategies as st

from cms.search import bits

KEYS = st.sets(st.integers(0, 3000), max_size=600)
ADDED = st.lists(st.tuples(KEYS, st.integers(0, 500)), max_size=8)


@given(KEYS)
def test_a_set_gives_back_its_keys_greatest_first(keys):
    assert list(bits.keys(bits.of(keys))) == sorted(keys, reverse=True)


@given(st.lists(st.integers(0, 30_000), max_size=5))
def test_a_set_is_read_from_text_in_parts(keys):
    text = ",".join(map(str, keys * 8000))
    assert bits.read(text) == bits.of(keys)
    assert bits.spread(bits.read(text)) == bits.of([2 * key for key in keys])


@given(KEYS, st.lists(st.integers(0, 4000)))
def test_those_held_by_a_set_keep_their_order(keys, sequence):
    assert bits.held(sequence, bits.of(keys)) == [key for key in sequence if key in keys]


@given(ADDED, KEYS, st.integers(0, 700), st.integers(0, 700))
def test_a_window_of_scores_is_a_window_of_the_sorted_keys(added, members, offset, limit):
    scores, sums = _both(added)
    in_order = sorted(members, key=lambda key: (-sums.get(key, 0), -key))
    assert scores.ordered(bits.of(members), offset, limit) == in_order[offset : offset + limit]


@given(ADDED, KEYS, st.integers(0, 1200))
def test_those_with_a_least_score_are_found(added, members, least):
    scores, sums = _both(added)
    expected = {key for key in members if sums.get(key, 0) >= least}
    assert set(bits.keys(scores.at_least(bits.of(members), least))) == expected


@given(ADDED, st.integers(0, 4000))
def test_the_score_of_one_entry_is_the_sum_of_what_was_added(added, key):
    scores, sums = _both(added)
    assert scores.of(key) == sums.get(key, 0)


def _both(added):
    scores, sums = bits.Scores(), {}
    for keys, weight in added:
        scores.add(bits.of(keys), weight)
        for key in keys:
            sums[key] = sums.get(key, 0) + weight
    return scores, sums
