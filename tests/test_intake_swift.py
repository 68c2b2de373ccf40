"""The quick way through a document gives what the careful way gives, or stands aside."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.encoding import Refused
from intake.strict import _with_care
from intake.swift import DOUBT, swift

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)
)
TREES = st.dictionaries(
    st.text(max_size=6),
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)
        ),
        max_leaves=12,
    ),
    max_size=6,
)


@given(
    tree=TREES,
    escaped=st.booleans(),
    separators=st.sampled_from([(",", ":"), (", ", ": "), (" ,", " : ")]),
)
def test_it_vouches_only_for_what_the_careful_way_reads(
    *, tree: dict[str, object], escaped: bool, separators: tuple[str, str]
) -> None:
    data = json.dumps(tree, ensure_ascii=escaped, separators=separators).encode("utf-8", "replace")
    quick = swift(data)
    if quick is not DOUBT:
        assert repr(quick) == repr(_with_care(data, ""))


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":2}',
        '{"a" :1,"a":2}',
        '{"a":{"b":1},"a":2}',
        '{"a":0.1000000000000000055}',
        '{"a":123456789012.50000000001}',
        '{"a":1234567500000000001e-12}',
        '{"a":1e400}',
        '{"a":NaN}',
        '{"a":12345678901234567890123}',
        '{"a":"\\u0007"}',
        '{"a":"\\ud800"}',
        '{"a":1} x',
        "[1]",
        '{"a":' * 40 + "1" + "}" * 40,
    ],
)
def test_what_is_in_doubt_is_left_to_the_careful_way(text: str) -> None:
    assert swift(text.encode()) is DOUBT


def test_a_repeated_key_is_refused_however_its_colon_stands() -> None:
    for text in (b'{"a":1,"a":2}', b'{"a" :1,"a":2}', b'{"a"\n:1,"b":":","a":2}'):
        with pytest.raises(Refused):
            _with_care(text, "")
        assert swift(text) is DOUBT
