"""``year`` on a small country with everything real: same figures as the verbs, twice harmless."""

from pathlib import Path

import pytest

from tests.desk import Desk, opened, sent

SENT = [
    {**sent("W111", 1, 3, money=12.5, difficulties="few cadres"), "key": "first"},
    sent("W112", 2, 4, committee=True),
    sent("W121", 0, 5),
    sent("D22", 5, 5, money=7),
    sent("W211", 9, 5),  # more women than leaders: refused
    {**sent("W111", 2, 3), "key": "second"},  # the later one stands
]


def inbox(desk: Desk) -> Path:
    for number, one in enumerate(SENT):
        desk.write_json(f"inbox/{number}.json", one)
    return desk.folder / "inbox"


def books(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
def test_a_year_as_flows_gives_what_the_verbs_give_and_may_be_run_again(tmp_path: Path) -> None:
    straight, flows = opened(tmp_path / "straight"), opened(tmp_path / "flows")
    assert straight.run("collect", inbox(straight)).code == 1
    straight.done("rollup", "2025")
    straight.done("report", "2025", "--out", tmp_path / "straight-books")

    out = tmp_path / "books"
    command = ("--json", "year", "N-2025-1", "--inbox", inbox(flows), "--out", out)
    first = flows.run(*command)
    assert (first.code, first.data()["accepted"], first.data()["refused"]) == (1, 5, 1), first.err
    assert flows.figures("2025") == straight.figures("2025")
    assert flows.figures("2025")["N", "leaders.women"]["value"] == "9"
    assert set(books(out)) == set(books(tmp_path / "straight-books"))
    written = books(out)

    again = flows.run(*command).data()
    assert (again["assigned"], again["accepted"], again["workbooks"]) == (0, 0, len(written))
    assert books(out) == written
