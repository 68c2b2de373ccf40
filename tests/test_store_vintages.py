"""Vintages on both databases: the same figures, the same differences, the same digests."""

from pathlib import Path

import pytest

from engine.work import Work
from tests import postgres
from tests.desk import PLAN, WARD_FORM, Desk, roster_csv, sent
from tests.test_store_migrations import FarDesk


def path_of(desk: Desk) -> list[object]:
    """Published, corrected, published: all that is said of it that no clock is in."""
    desk.done("init")
    desk.done("units", "import", desk.write("roster.csv", roster_csv()))
    desk.done("forms", "add", desk.write_json("form.json", WARD_FORM))
    desk.done("cascade", desk.done("plans", "issue", desk.write_json("p.json", PLAN)).out.strip())
    desk.done("collect", desk.write_json("a.json", sent("W111", 1, 5, money=2.5)))
    said = [desk.done("--json", "publish", "2025").data()]
    desk.done("collect", desk.write_json("b.json", sent("W111", 3, 9)))
    desk.done("collect", desk.write_json("c.json", sent("W212", 4, 4)))
    said += [desk.done("--json", "publish", "2025").data() for _ in range(2)]
    changes = desk.done("--json", "vintages", "2025", "--diff", 1, 2).data()["changes"]
    exports = [desk.done("export", "2025", "--vintage", n).out for n in (1, 2)]
    told = [
        (one["number"], one["new"], one["figures_digest"], one["inputs_digest"]) for one in said
    ]
    assert desk.run("verify").code == 0
    return [*told, changes, *exports]


@pytest.mark.slow
def test_vintages_are_the_same_on_both_databases(tmp_path: Path) -> None:
    with postgres.server(tmp_path / "server") as address:
        url = postgres.database(address, "vintages")
        far = path_of(FarDesk(tmp_path / "far", url))
        Work(url, "").store().close()
    assert path_of(Desk(tmp_path / "near")) == far
