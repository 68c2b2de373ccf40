"""The command line itself: help at once, JSON everywhere, global options wherever they stand."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import cli
from tests.conftest import ROOT
from tests.desk import Desk, opened, sent

HEAVY = {
    "alembic", "fastapi", "jsonschema", "jsonschema_rs", "numpy", "openpyxl", "pandas",
    "prefect", "psycopg", "rich", "sqlalchemy", "xlsxwriter",
}  # fmt: skip
DRIVER = """
import io, sys
from contextlib import redirect_stdout
import cli
with redirect_stdout(io.StringIO()):
    code = cli.run(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}))
"""
Command = Any
"""A command as typer builds it; its class is not typer's public word."""


def commands(group: Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command below a group with the words it is called by."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands(typer.main.get_command(cli.app)))


def loaded(*arguments: str) -> tuple[int, set[str]]:
    """The exit code of a command line, and the packages a fresh process had loaded after it."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    code, *names = done.stdout.split()
    return int(code), set(names)


@pytest.mark.parametrize("words", ["--help", "units --help", "collect --help", "demo --help"])
def test_help_answers_without_any_large_library(words: str) -> None:
    code, names = loaded(*words.split())
    assert code == 0
    assert not names & HEAVY


def test_a_wrong_command_line_is_answered_without_any_large_library() -> None:
    code, names = loaded("frobnicate")
    assert code == 2
    assert not names & HEAVY


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_and_option_has_its_help(path: tuple[str, ...]) -> None:
    command = ALL[path]
    vietnamese, slash, english = command.help.partition(" / ")
    assert slash
    # One sentence in two languages: a list of commands shows no more than the first full stop.
    assert not vietnamese.strip().endswith(".")
    assert english.strip().endswith(".")
    lacking = [p.name for p in command.params if not getattr(p, "help", "")]
    assert lacking in ([], ["code"])  # CODE says itself


def test_every_command_of_the_first_road_is_there() -> None:
    assert {" ".join(path) for path in ALL} >= {
        "init", "units import", "units fetch", "units show", "units check", "forms add",
        "forms list", "forms check", "plans issue", "plans list", "plans show", "plans tree",
        "cascade", "collect", "status", "rollup", "report", "export", "year", "demo",
    }  # fmt: skip


@pytest.mark.parametrize("words", ["", "units", "forms", "plans"])
def test_without_a_command_the_help_is_shown_and_nothing_is_done(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words.split()) == 2
    told = capsys.readouterr()
    assert "--help" in told.err
    assert "[usage]" not in told.err
    assert told.out == ""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = opened(tmp_path_factory.mktemp("desk"))
    desk.done("collect", desk.write_json("one.json", sent("W111", 1, 2)))
    desk.done("rollup", "2025")
    return desk


SPEAKING = (
    "init",
    "units import {roster}",
    "units show P1",
    "units check",
    "forms add {form}",
    "forms list",
    "forms check {form}",
    "plans issue {plan0}",
    "plans list",
    "plans show N-2025-1",
    "plans tree N-2025-1",
    "cascade N-2025-1",
    "collect {one}",
    "status",
    "status 2025 --silent",
    "status 2025 --subtrees --units",
    "revisions W111 ward-report 2025",
    "revisions W111 ward-report 2025 --diff",
    "paper W111 ward-report 2025",
    "rollup 2025",
    "report 2025 --unit P1 --out {out}",
)


def words(desk: Desk, line: str) -> list[str]:
    files = {f"{{{path.stem}}}": str(path) for path in desk.folder.iterdir()}
    return [
        files.get(word, word.replace("{out}", str(desk.folder / "out"))) for word in line.split()
    ]


@pytest.mark.parametrize("line", SPEAKING)
def test_every_command_that_gives_data_gives_it_as_json(desk: Desk, line: str) -> None:
    plain = desk.done(*words(desk, line))
    told = desk.done(*words(desk, line), "--json")
    assert isinstance(told.data(), dict | list)
    assert plain.out.strip()
    assert plain.out != told.out


def test_an_export_is_lines_of_json_where_asked(desk: Desk) -> None:
    table = desk.done("export", "2025").out.splitlines()
    lines = [json.loads(line) for line in desk.done("export", "2025", "--json").out.splitlines()]
    assert len(lines) == len(table) - 1
    assert list(lines[0]) == table[0].split(",")


def test_what_is_refused_stands_in_the_json_too(desk: Desk) -> None:
    bad = desk.write_json("bad.json", sent("W112", 3, 2))
    outcome = desk.run("--json", "collect", bad)
    (refused,) = outcome.data()["refused"]
    assert outcome.code == 1
    assert refused["unit"] == "W112"
    assert [fault["code"] for fault in refused["faults"]] == ["check_failed"]


@pytest.mark.parametrize("place", range(4))
def test_options_for_every_command_may_stand_anywhere(desk: Desk, place: int) -> None:
    line = ["units", "show", "P1"]
    for extra in (["--json"], ["--lang", "en"], ["--as=officer"]):
        told = desk.done(*line[:place], *extra, *line[place:])
        assert "P1" in told.out


def test_the_words_after_two_dashes_are_nobodys_options(desk: Desk) -> None:
    outcome = desk.run("units", "show", "--", "--json")
    assert outcome.code == 2
    assert "[unit_unknown]" in outcome.err


def test_the_actor_is_kept_with_every_act(tmp_path: Path) -> None:
    from tests import vault

    desk = opened(tmp_path)
    desk.done("collect", desk.write_json("one.json", sent("W111", 1, 2)), "--as", "officer")
    found = vault.rows(desk.workspace / "capbac.db", "SELECT verb, actor FROM act ORDER BY id")
    assert found[-1] == ("collect", "officer")


def test_data_is_on_stdout_and_words_are_not(desk: Desk) -> None:
    told = desk.done("plans", "issue", desk.folder / "plan0.json")
    assert told.out == "N-2025-1\n"
    assert told.err


def test_an_export_for_excel_has_the_mark_and_semicolons(desk: Desk) -> None:
    told = desk.done("export", "2025", "--excel").out
    assert told.startswith("\ufeffunit;level;")
    assert not desk.done("export", "2025").out.startswith("\ufeff")


def test_the_language_of_the_words_may_be_chosen(desk: Desk) -> None:
    vietnamese = desk.done("rollup", "2025").out
    english = desk.done("rollup", "2025", "--lang", "en").out
    assert vietnamese != english
    assert "units" in english
