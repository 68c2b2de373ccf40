"""Made-up workbooks of any size: a form of many sections, a tree, figures from a seed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import numpy as np

import messages
from hierarchy.tree import Tree
from hierarchy.unit import Unit
from reporting.book import Book, Letterhead, Narrative, Sources, Standing
from reporting.rollup import Inputs, Rollup, roll_up
from reporting.target import Target
from schemas.form import Form, Kind, Label, Measure, Rule, Section

DAY = date(2025, 12, 1)
AS_OF = datetime(2025, 12, 20, 8, 30, tzinfo=UTC)
VIETNAM = Letterhead(
    superior="ỦY BAN NHÂN DÂN TỈNH",
    issuer="BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ",
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    number="Số: …/BC-BVSTBPN",
    place_date="…, ngày 20 tháng 12 năm 2025",
    signatures=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
)


def _measure(path: str, label: str, rule: Rule, **more: object) -> Measure:
    kind: Kind = "integer"
    unit = {"ratio": "%", "sum": "người"}.get(rule.name, "")
    derived = rule.name == "ratio"
    fields: dict[str, object] = {"kind": kind, "derived": derived, **more}
    return Measure(
        path=path,
        rule=rule,
        label=Label(label, f"Measure {path}"),
        unit=Label(unit, unit),
        section=path.rpartition(".")[0],
        **fields,  # type: ignore[arg-type] # fields by name
    )


def form(figures: int = 200) -> Form:
    """A form of about ``figures`` figure columns in sections of twelve, with every rule."""
    measures: list[Measure] = []
    sections: list[Section] = []
    for number in range(max(figures // 14, 1)):
        name = f"s{number}"
        sections.append(
            Section(
                name,
                Label(f"Mục {number + 1}. Cán bộ nữ và bình đẳng giới", f"Section {number + 1}"),
            )
        )
        measures += _section(name, number)
    return Form(
        "bench",
        1,
        Label("Báo cáo năm về bình đẳng giới", "Yearly report"),
        "year",
        "calendar",
        tuple(measures),
        tuple(sections),
        (),
        {},
        f"{figures:064x}",
    )


def _section(name: str, number: int) -> list[Measure]:
    found = [*_people(name, number), *_states(name)]
    return found + _answers(name, number) if number % 5 == 0 else found


def _people(name: str, number: int) -> list[Measure]:
    """Heads, a ratio of them, and six figures that only add up."""
    found = [
        _measure(
            f"{name}.total", f"Tổng số cán bộ, công chức, viên chức nhóm {number + 1}", Rule("sum")
        ),
        _measure(f"{name}.women", "Trong đó: nữ", Rule("sum")),
        _measure(
            f"{name}.share",
            "Tỷ lệ nữ cán bộ lãnh đạo, quản lý",
            Rule("ratio", (f"{name}.women", f"{name}.total"), Fraction(100)),
            decimals=1,
        ),
    ]
    found += [
        _measure(
            f"{name}.item{i}",
            f"Số lượt người được tập huấn, truyền thông đợt {i + 1}",
            Rule("sum"),
            decimals=2 if i == 0 else 0,
            kind="number" if i == 0 else "integer",
        )
        for i in range(6)
    ]
    return found


def _states(name: str) -> list[Measure]:
    """The rules that do not add up."""
    return [
        _measure(f"{name}.least", "Độ tuổi thấp nhất", Rule("min")),
        _measure(f"{name}.most", "Độ tuổi cao nhất", Rule("max")),
        _measure(
            f"{name}.hours",
            "Số giờ bình quân",
            Rule("mean", (f"{name}.hours",)),
            kind="number",
            decimals=1,
        ),
        _measure(
            f"{name}.board",
            "Đã thành lập Ban",
            Rule("count"),
            kind="boolean",
            measured_at=("ward",),
        ),
        _measure(f"{name}.poll", "Tỷ lệ theo điều tra", Rule("sum"), own_above="replaces"),
    ]


def _answers(name: str, number: int) -> list[Measure]:
    """A choice and a text."""
    return [
        _measure(
            f"{name}.grade",
            "Xếp loại",
            Rule("choice"),
            kind="choice",
            options=("good", "fair"),
            measured_at=("ward",),
            option_labels=(Label("Tốt", "Good"), Label("Khá", "Fair")),
        ),
        _measure(f"{name}.note", f"Khó khăn, vướng mắc {number + 1}", Rule("collect"), kind="text"),
    ]


def tree(
    widths: Sequence[int],
    names: Sequence[str] = ("nation", "province", "district", "ward"),
) -> Tree:
    """A tree whose units have ``widths[depth]`` children each; the last levels of ``names``."""
    levels = names[len(names) - len(widths) - 1 :]
    words = {
        "province": "Tỉnh Bắc Sơn",
        "district": "Huyện Đông",
        "ward": "Phường Quảng An",
        "nation": "Cả nước",
    }
    units = [Unit("00", words.get(levels[0], levels[0]), levels[0], None)]
    above = units[:]
    for depth, width in enumerate(widths, 1):
        above = [
            Unit(
                f"{parent.code}{i + 1:02d}" if depth > 1 else f"{i + 1:02d}",
                f"{words.get(levels[depth], levels[depth])} {i + 1}",
                levels[depth],
                parent.code,
            )
            for parent in above
            for i in range(width)
        ]
        units += above
    return Tree.of(units, DAY)


def rolled(asked: Form, on: Tree, seed: int = 7) -> Rollup:
    """Figures from a seed: about one unit in twelve is silent, one cell in twenty blank."""
    rng = np.random.default_rng(seed)
    shape = (len(asked.entered), len(on))
    values = rng.integers(0, 5_000, shape, dtype=np.int64)
    slots = asked.slots
    for place, measure in enumerate(asked.entered):
        if measure.kind in {"boolean", "choice"}:
            values[place] = rng.integers(0, 2, len(on))
        if (
            measure.path.endswith(".women")
            and (whole := slots.get(measure.path.replace(".women", ".total"))) is not None
        ):
            values[place] = (values[whole] * rng.uniform(0.2, 0.7, len(on))).astype(np.int64)
    states = (rng.random(shape) > 0.05).astype(np.uint8)
    silent = rng.random(len(on)) < 1 / 12
    states[:, silent] = 0
    levels = [on.levels[i] for i in on.level]
    for place, measure in enumerate(asked.entered):
        here = np.array([measure.asked_at(level) for level in levels])
        if measure.path.endswith(".poll"):
            here &= on.depth < 2
        states[place, ~here] = 0
    values[states == 0] = 0
    return roll_up(asked, on, Inputs(values, states, np.ones(len(on), dtype=np.bool_)))


def book(
    rollup: Rollup,
    index: int = 0,
    *,
    language: str = "vi",
    rehearsal: bool = True,
    letterhead: Letterhead = VIETNAM,
    full: bool = False,
) -> Book:
    """A workbook of the unit at ``index``."""
    on, asked = rollup.tree, rollup.form
    standings, narratives = _sent(rollup, index)
    targets = tuple(
        Target(f"s{i}.share", ">=", Fraction(45), date(2025, 12, 31))
        for i in range(len(asked.sections))
    )
    sources = Sources(
        on.day,
        "ab" * 32,
        "Hướng dẫn hoạt động bình đẳng giới năm 2025",
        "739/BNV-CTTN&BĐG",
        AS_OF,
        "provisional",
    )
    words = messages.words(language, "workbook")
    return Book(
        index,
        rollup,
        "2025",
        targets,
        standings,
        narratives,
        sources,
        letterhead,
        words,
        language,
        rehearsal,
        full,
    )


def _sent(rollup: Rollup, index: int) -> tuple[tuple[Standing, ...], tuple[Narrative, ...]]:
    """Who has sent in a unit's subtree, and what they wrote."""
    on = rollup.tree
    places = range(*on.subtree(index).indices(len(on)))
    silent = (rollup.inputs.states[:, places.start : places.stop] == 0).all(axis=0).tolist()
    standings = tuple(
        _standing(on, place, gone) for place, gone in zip(places, silent, strict=True)
    )
    narratives = tuple(
        Narrative(
            place,
            on.units[place],
            text.path,
            "=Kinh phí còn hạn hẹp; cán bộ kiêm nhiệm nhiều việc. " * (1 + place % 5),
        )
        for text in rollup.form.texts
        for place, gone in zip(places, silent, strict=True)
        if not gone
    )
    return standings, narratives


def _standing(on: Tree, place: int, gone: bool) -> Standing:  # noqa: FBT001 - one of two plain facts
    due = date(2025, 12, 15)
    late = not gone and place % 9 == 0
    received = None if gone else AS_OF - timedelta(days=3 if late else 9, minutes=place % 600)
    state = "expected" if gone else "approved" if place % 2 else "submitted"
    return Standing(place, on.units[place], state, due, received, late, gone)
