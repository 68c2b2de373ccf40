"""The operator's page: every command on it exists, and the way it describes is walked."""

import re
import shlex
from pathlib import Path

import typer
from typer.core import TyperGroup

import cli
from tests.archive import filled
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "keeping.md").read_text(encoding="utf-8")
MOVING = (ROOT / "docs" / "moving.md").read_text(encoding="utf-8")


def test_every_command_the_page_names_is_there() -> None:
    top = typer.main.get_command(cli.app)
    assert isinstance(top, TyperGroup)
    named = re.findall(r"(?:`|\$ )capbac (?:--workspace \S+ )?([a-z-]+)", PAGE)
    assert {"backup", "restore", "verify", "receipt", "collect", "status"} <= set(named)
    assert set(named) <= set(top.commands)


def test_every_command_of_moving_is_there_and_goes(tmp_path: Path) -> None:
    top = typer.main.get_command(cli.app)
    assert isinstance(top, TyperGroup)
    named = set(re.findall(r"(?:`|\$ )capbac (?:--\S+ \S+ )?([a-z][a-z-]*)", MOVING))
    assert {"migrate", "copy-to"} <= named <= set(top.commands)
    desk = filled(tmp_path)
    shown = [line[2:] for line in MOVING.splitlines() if line.startswith("$ capbac ")]
    assert len(shown) == 2
    for line in shown:
        desk.done(*shlex.split(line)[1:])


def test_every_option_the_page_names_is_there() -> None:
    top = typer.main.get_command(cli.app)
    assert isinstance(top, TyperGroup)
    known = {"--workspace", "--database"}
    known |= {name for one in top.commands.values() for part in one.params for name in part.opts}
    assert set(re.findall(r"--[a-z][a-z-]+", PAGE)) <= known


def test_the_way_the_page_describes_leads_back(tmp_path: Path) -> None:
    desk = filled(tmp_path)
    shown = [line[2:] for line in PAGE.splitlines() if line.startswith("$ capbac ")]
    assert len(shown) == 6
    journal = desk.done("--json", "verify").data()["journal"]
    desk.done("receipt", "W112", "ward-report", "2025", "--out", desk.folder / "r")
    (receipt,) = (desk.folder / "r").glob("*.json")
    meant = {
        "/backups/capbac-2026-01-15.tar": desk.folder / "b.tar",
        "/tmp/proof": desk.folder / "proof",
        "RECEIPT.json": receipt,
        "12:NOTED-HASH": f"{journal['number']}:{journal['hash']}",
        "SENT.json": desk.folder / "sent.json",
    }
    desk.write_json(
        "sent.json",
        {
            "unit": "W112",
            "form": "ward-report",
            "period": "2025",
            "values": {"leaders": {"women": 2, "total": 3}, "difficulties": "Thiếu kinh phí"},
        },
    )
    for line in shown:
        desk.done(*[meant.get(word, word) for word in shlex.split(line)[1:]])


def test_the_page_is_short_and_begins_in_vietnamese() -> None:
    lines = PAGE.splitlines()
    assert len(lines) < 90
    assert lines[2].startswith("**Tóm tắt.**")
