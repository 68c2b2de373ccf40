"""A district of nine wards that answer for two years a form that says how far figures may move."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.desk import PLAN, WARD_FORM, Desk, sent

WARDS = tuple(f"W{n}" for n in range(1, 10))
MOVING: Mapping[str, Any] = {**WARD_FORM, "x-moves": 0.5}


def roster_of(wards: tuple[str, ...] = WARDS) -> str:
    """The district's roster as a file says it."""
    rows = ["N,Nation,nation,", "D1,District,district,N", *(f"{w},Ward,ward,D1" for w in wards)]
    return "\n".join(["code,name,level,parent_code", *rows]) + "\n"


def district(
    folder: Path,
    form: Mapping[str, Any] = MOVING,
    wards: tuple[str, ...] = WARDS,
    periods: tuple[str, ...] = ("2024", "2025"),
) -> Desk:
    """A desk on which every ward owes a form for these periods."""
    desk = Desk(folder)
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_of(wards)))
    desk.done("forms", "add", desk.write_json("form.json", form))
    name = form["$id"]
    for period in periods:
        collects = [{"form": name, "periods": [period], "from": {"levels": ["ward"]}}]
        plan = {**PLAN, "title": f"Plan {period}", "period": period, "collects": collects}
        ref = desk.done("plans", "issue", desk.write_json(f"{period}.json", plan)).out.strip()
        desk.done("cascade", ref)
    return desk


def stated(
    unit: str, women: int, total: int, period: str = "2025", **more: object
) -> dict[str, Any]:
    """A ward's submission; ``more`` are members such as ``reasons`` or ``marks``."""
    return {**sent(unit, women, total), "period": period, **more}
