"""Near-identical sentences: what is counted as one, what never is, and that nothing is lost."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from reporting import statements
from reporting.statements import NEAR, merged, sentences

WORDS = st.sampled_from(["thiếu", "kinh", "phí", "cán", "bộ", "chưa", "3", "5", "tập", "huấn"])
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
SAID = st.lists(st.tuples(st.integers(0, 9), TEXTS), max_size=20)


def test_case_space_and_punctuation_do_not_tell_sentences_apart() -> None:
    found = merged([(1, "Thiếu kinh phí."), (2, "- thiếu  KINH phí"), (3, "Thiếu, kinh phí;")])
    assert [(one.text, one.places) for one in found] == [("Thiếu kinh phí.", (1, 2, 3))]
    assert len(found[0].wordings) == 3


def test_a_word_more_in_a_longer_sentence_is_near() -> None:
    found = merged(
        [(1, "Đề nghị tập huấn cho cán bộ hằng năm"), (2, "Đề nghị tập huấn cho cán bộ hàng năm")]
    )
    assert len(found) == 1
    assert [w.text[-8:] for w in found[0].wordings] == ["hằng năm", "hàng năm"]


def test_another_number_is_another_fact() -> None:
    assert not merged(
        [(1, "Xã còn thiếu 3 biên chế làm công tác này"),
         (2, "Xã còn thiếu 5 biên chế làm công tác này")]
    )  # fmt: skip


def test_a_negation_is_the_opposite() -> None:
    assert not merged(
        [(1, "Xã chưa bố trí kinh phí cho công tác này trong năm"),
         (2, "Xã đã bố trí kinh phí cho công tác này trong năm")]
    )  # fmt: skip


def test_one_unit_that_says_a_thing_twice_counts_once() -> None:
    assert not merged([(1, "Thiếu kinh phí. Thiếu kinh phí.")])


def test_lines_and_sentences_are_told_apart_and_markers_are_none_of_them() -> None:
    found = [said for said, _ in sentences("1) Thiếu người. Thiếu tiền;\n\n- TP. Huế đã làm")]
    assert found == ["Thiếu người.", "Thiếu tiền;", "TP. Huế đã làm"]


@given(SAID)
def test_every_original_is_kept_with_who_wrote_it(said: list[tuple[int, str]]) -> None:
    for one in merged(said):
        assert one.places == tuple(sorted({p for w in one.wordings for p in w.places}))
        for wording in one.wordings:
            assert wording.places == tuple(sorted({p for p, t in said if t == wording.text}))


@given(SAID, st.randoms())
def test_the_order_in_which_units_come_changes_nothing(
    said: list[tuple[int, str]], random: object
) -> None:
    mixed = said[:]
    random.shuffle(mixed)  # type: ignore[attr-defined] # Hypothesis's own Random
    assert merged(mixed) == merged(said)


@given(SAID)
def test_few_sentences_are_merged_as_many_are(said: list[tuple[int, str]]) -> None:
    with patch.object(statements, "_FEW", 0):
        many = merged(said)
    assert merged(said) == many


@given(st.sets(TEXTS, max_size=8))
def test_sentences_that_are_apart_are_near_to_none_of_the_others(texts: set[str]) -> None:
    words = {one[0][1] for one in map(sentences, texts)}
    apart = all(
        _held(one) != _held(other) or len({*one} & {*other}) < NEAR * len({*one} | {*other})
        for one in words
        for other in words - {one}
    )
    assert statements._apart(words) == apart


def _held(words: tuple[str, ...]) -> list[str]:
    return sorted(word for word in words if word in {"chưa", "3", "5"})
