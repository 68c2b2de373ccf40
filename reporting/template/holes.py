"""The cells that differ from unit to unit, and what one unit has in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.template.carried import Carried
from reporting.template.filling import SIGNS, Filling
from reporting.template.frame import Frame
from reporting.template.prose import BEFORE_LONGEST, PRINTED, long_of
from reporting.template.spoken import Content, day, exact, serial, shortened
from reporting.template.styles import EXACT
from schemas.content import Value
from schemas.grid import STANDING, TICK, WHOLE

Key = tuple[str, str]
"""What a hole is for, and whose: (``entry``, path), (``verdict``, place), (``head``, name)."""
Held = tuple[Content, str]
"""What stands in a hole, and the name of its format; an empty name is the hole's own."""
IDENTITY_KEYS = (
    "code", "unit", "valid_from", "form", "digest", "period", "plan", "kind", "made", "layout",
)  # fmt: skip
"""What stands on the hidden sheet, from the first row down."""
OPEN_FORMAT = "open"


@dataclass(frozen=True, slots=True)
class Hole:
    """One cell that differs from unit to unit: its sheet, row (from 1), column letters, format."""

    key: Key
    sheet: str
    row: int
    column: str
    style: str
    formula: str = ""

    @property
    def cell(self) -> str:
        """Its address."""
        return f"{self.column}{self.row}"


def contents(frame: Frame, filling: Filling) -> dict[Key, Held]:
    """What one unit has in its holes; a hole that is not named here is blank."""
    by_path = frame.grid.by_path
    before = _before(frame, filling)
    entries = _shown(frame, filling.given) | _signs(frame, filling.marks)
    entries |= _shown(frame, filling.elsewhere)
    states = _states(frame, filling, entries)
    carried = frame.reckoner.carried(entries, before)
    found: dict[Key, Held] = {("entry", path): (None, state) for path, state in states.items()}
    for path, value in entries.items():
        found["entry", path] = (value, states.get(path, ""))
    targets = {p: w for p, w in filling.targets.items() if p in by_path and by_path[p].measure}
    named = {**filling.identity, "code": filling.code}
    for purpose, held in (
        ("before", {**before, **frame.reckoner.made_before(before)}),
        ("target", targets),
        ("helper", carried.helpers),
        ("stretch", carried.stretches),
        ("made", carried.derived),
        ("check", {**_beside(frame, carried.verdicts), **_long(frame, entries)}),
        ("identity", {key: named[key] for key in IDENTITY_KEYS if key in named}),
    ):
        for path, content in held.items():
            found[purpose, path] = (content, "")
    for place, said in carried.verdicts.items():
        found["verdict", str(place)] = (said, "")
    return found | _head(frame, filling, carried)


def _signs(frame: Frame, marks: Mapping[str, str]) -> dict[str, Content]:
    """The signs that stand in entry cells for marks, and the ticks."""
    found: dict[str, Content] = {}
    for path, mark in marks.items():
        spot = frame.grid.by_path.get(path)
        if spot is not None and spot.entered:
            found[path] = TICK if path in (WHOLE, STANDING) else SIGNS.get(mark, mark)
    return found


def _shown(frame: Frame, values: Mapping[str, Value]) -> dict[str, Content]:
    """Values as they stand in cells, of the questions that are asked here."""
    by_path, say = frame.grid.by_path, frame.spoken.content
    found: dict[str, Content] = {}
    for path, value in values.items():
        spot = by_path.get(path)
        if spot is not None and spot.measure is not None and spot.entered:
            content = say(spot.measure, value)
            if path in frame.days and isinstance(content, str):
                content = serial(content)
            if content not in (None, ""):
                found[path] = content
    return found


def _before(frame: Frame, filling: Filling) -> dict[str, Content]:
    """What stood before: of longer words the beginning, as far as the narrow column shows it."""
    found = _shown(frame, {**filling.before, **filling.standing})
    for path in frame.prose:
        told = found.get(path)
        if isinstance(told, str) and path not in filling.standing:
            found[path] = shortened(told, BEFORE_LONGEST)
    return found


def _long(frame: Frame, entries: Mapping[str, Content]) -> dict[str, str]:
    """What stands beside words that are longer than a row can be high on paper."""
    return {
        path: frame.too_long
        for path in frame.prose
        if isinstance(told := entries.get(path), str) and long_of(told) > PRINTED
    }


def _states(frame: Frame, filling: Filling, entries: Mapping[str, Content]) -> dict[str, str]:
    """The formats of entry cells that are not plainly open, by path."""
    answers = frame.answers
    if filling.plain:
        return {
            path: f"offered:{answers[path].look}" for path in filling.elsewhere if path in answers
        }
    worst: dict[str, str] = {}
    for told in filling.faults:
        state = "wrong" if told.severity == "error" else "doubt"
        if worst.get(told.fault.path) != "wrong":
            worst[told.fault.path] = state
    found = {}
    for path, answer in answers.items():
        shut = filling.open is not None and path not in filling.open
        state = worst.get(path, "")
        if state:
            state += "_shut" if shut else ""
        else:
            state = "shut" if shut else OPEN_FORMAT
            state = "offered" if path in filling.elsewhere else state
        found[path] = f"{state}:{_look(answer.look, entries.get(path))}"
    return found


def _look(look: str, content: Content) -> str:
    """The look of a cell, unrounded where its figure has more decimals than it may have."""
    if not look.startswith("n") or not isinstance(content, float):
        return look
    return look if round(content, int(look[1:])) == content else EXACT


def _beside(frame: Frame, verdicts: Mapping[int, str]) -> dict[str, str]:
    """What stands in the column of checks: the first that fails, else that all hold."""
    found: dict[str, str] = {}
    for path, places in frame.live.shown.items():
        said = [verdicts[place] for place in places if place in verdicts]
        if said:
            found[path] = next((one for one in said if len(one) > 1), said[0])
    return found


def _head(frame: Frame, filling: Filling, carried: Carried) -> dict[Key, Held]:
    say, asked = frame.spoken.say, len(frame.live.leaves)
    level = frame.spoken.level(filling.level)
    answered, failing = carried.answered, carried.failing
    found: dict[Key, Content] = {
        ("head", "unit"): say("unit_line", level=level, name=filling.name, unit=filling.unit),
        ("head", "above"): say("above_line", parent=filling.parent or "–", plan=frame.plan or "–"),
        ("head", "due"): say("due_line", period=frame.period, due=day(filling.due) or "–"),
        ("head", "code"): filling.code,
        ("head", "answered"): answered,
        ("head", "failing"): failing,
        ("head", "progress"): say("progress_line", done=answered, all=asked),
        ("head", "share"): exact(answered / asked) if asked else None,
    }
    if failing:
        found["head", "state"] = say("checks_fail", count=failing)
    elif carried.verdicts and filling.plain:
        found["head", "state"] = say("checks_hold")
    return {key: (value, "") for key, value in found.items()}
