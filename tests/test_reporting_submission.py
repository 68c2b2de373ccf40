"""The canonical payload and the packed figures of a submission."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.submission import State, canonical, pack, unpack
from schemas.canonical import plain
from schemas.content import Content, Value
from schemas.reading import read_form

FORM = read_form(
    {
        "$id": "mixed",
        "title": "Mixed",
        "type": "object",
        "x-period": "year",
        "properties": {
            "people": {"type": "integer", "x-rollup": "sum"},
            "money": {"type": "number", "x-rollup": "sum", "x-decimals": 2},
            "set_up": {"type": "boolean", "x-rollup": "count"},
            "grade": {"enum": ["good", "fair"], "x-rollup": "choice"},
            "words": {"type": "string", "x-rollup": "collect"},
            "list": {"type": "array", "items": {"type": "string"}, "x-rollup": "collect"},
        },
    }
)
PEOPLE = st.integers(-(10**12), 10**12)
MONEY = st.decimals(-(10**9), 10**9, places=2)
CONTENTS = st.builds(
    Content,
    st.fixed_dictionaries(
        {},
        optional={
            "people": PEOPLE,
            "money": st.one_of(MONEY, PEOPLE.map(lambda n: n // 100)),
            "set_up": st.booleans(),
            "grade": st.sampled_from(["good", "fair"]),
            "words": st.text(),
            "list": st.lists(st.text(), max_size=3),
        },
    ),
    st.just({}),
)


@given(CONTENTS)
def test_the_payload_is_what_the_standard_encoder_writes(content: Content) -> None:
    document = {
        "form": FORM.reference,
        "marks": dict(content.marks),
        "period": "2025",
        "unit": "01",
        "valid_from": "2025-07-01",
        "values": {
            path: value if isinstance(value, bool | str | list) else plain(value)
            for path, value in content.values.items()
        },
    }
    wanted = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data, digest = canonical("01", date(2025, 7, 1), FORM, "2025", content)
    assert data == wanted.encode()
    assert digest == hashlib.sha256(data).hexdigest()


@given(CONTENTS)
def test_packed_figures_come_back(content: Content) -> None:
    values, states = unpack([pack(FORM, content)], len(FORM.entered))
    for path, slot in FORM.slots.items():
        sent: Value | None = content.values.get(path)
        assert bool(states[slot, 0] == State.VALUE) == (sent is not None)
        if isinstance(sent, Decimal | int) and path in ("people", "money"):
            measure = FORM.by_path[path]
            assert int(values[slot, 0]) == int(Decimal(sent).scaleb(measure.decimals))
    assert values.dtype == np.int64


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("2.00"), "2"),
        (Decimal("0.00"), "0"),
        (Decimal("-0"), "0"),
        (Decimal(100), "100"),
        (1200, "1200"),
        (Decimal("1E+3"), "1000"),
    ],
)
def test_a_number_has_one_spelling(sent: Decimal | int, text: str) -> None:
    assert plain(sent) == text


def test_a_mark_stands_where_a_figure_would() -> None:
    content = Content({"people": 4}, {"money": "not_available"})
    _values, states = unpack([pack(FORM, content)], len(FORM.entered))
    assert list(states[:2, 0]) == [State.VALUE, State.NOT_AVAILABLE]
