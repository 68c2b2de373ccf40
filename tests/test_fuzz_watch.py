"""Whoever watches damaged inputs sees what they must not do: each law is broken once on purpose."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from errors import Fault, Problem
from tests import fuzz_watch
from tests.fuzz_stated import agrees, agrees_cells, in_json, nth_row
from tests.fuzz_watch import Answer, Broken, tries


class Stand:
    """A door that does as it is told."""

    name = "stand"

    def __init__(self, act: Callable[[], Answer]) -> None:
        self._act = act

    def renew(self, folder: Path) -> None:
        pass

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        return ".txt", dice.randbytes(9)

    def tried(self, path: Path) -> Answer:
        return self._act()

    def close(self) -> None:
        pass


def _hang() -> Answer:
    while True:
        pass


def _swell() -> Answer:
    return Answer(len(bytearray(fuzz_watch.MEGABYTES << 21)) > 0)


def _raise() -> Answer:
    raise KeyError("sum")


def _act_on_a_terminal() -> Answer:
    return Answer(False, [Fault("check_failed", message={"vi": "Sai rồi \x1b[2J", "en": "Wrong"})])


def _say_nothing() -> Answer:
    return Answer(False, [Fault("nobody_wrote_this")])


BREAKING = (_hang, _swell, _raise, _act_on_a_terminal, _say_nothing)


@pytest.mark.parametrize("act", BREAKING, ids=lambda one: one.__name__[1:])
def test_what_breaks_a_law_is_told_and_kept(
    act: Callable[[], Answer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz_watch, "SECONDS", 0.3)
    (tmp_path / "store").mkdir()
    found = tries(Stand(act), range(2), tmp_path / "store", tmp_path)
    assert (found.inputs, len(found.broken)) == (2, 2)
    assert sorted(path.name for path in tmp_path.glob("*.txt")) == ["stand-0.txt", "stand-1.txt"]


def test_what_is_refused_in_words_or_let_in_breaks_none(tmp_path: Path) -> None:
    def refuse() -> Answer:
        raise Problem("plan_faults", (Fault("unknown_property", "a"),), count=1)

    (tmp_path / "store").mkdir()
    for act in (refuse, lambda: Answer(True)):
        found = tries(Stand(act), range(3), tmp_path / "store", tmp_path)
        assert found.broken == []
    assert found.accepted == 3


SAID = b'{"unit": "W1", "period": "2025", "values": {"a": {"b": 1.50}, "c": " y ", "d": null}}'


@pytest.mark.parametrize(
    "values",
    [{"a.b": "1.5"}, {"a.b": "15", "c": "y"}, {"a.b": "1.5", "c": "y", "d": "0"}, {}],
)
def test_a_figure_that_is_lost_changed_or_made_up_is_seen(values: dict[str, str]) -> None:
    kept = {"unit": "W1", "period": "2025", "marks": {}, "values": {"a.b": "1.5", "c": "y"}}
    agrees(in_json(SAID, "sent.json"), kept)
    row = nth_row(b"unit;period;a.b;c;d\n\nW1;2025;1.50; y ;\n", 1)
    agrees_cells(row, kept)
    with pytest.raises(Broken):
        agrees(in_json(SAID, "sent.json"), {**kept, "values": values})
    with pytest.raises(Broken):
        agrees_cells(row, {**kept, "values": values})
