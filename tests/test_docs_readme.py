"""README's tour is run as it stands, and must say what it shows."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.core import TyperGroup

import cli
from schemas.grid import CODE_CELL, FAULTS, SHEET
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CLERK, OFFICER = "docs/vi/nguoi-nop.md", "docs/vi/can-bo.md"
GUIDES = (CLERK, OFFICER)
ANYWHERE = {"--workspace", "--database", "--as", "--lang", "--json", "--help"}


@dataclass(frozen=True, slots=True)
class Step:
    """A command of the tour, what was typed into its workbook before, and what stands below it."""

    command: str
    typed: dict[str, int]
    shown: list[str]


def tour() -> list[Step]:
    """Every step of README's consoles; figures are typed as the prose between them says."""
    steps: list[Step] = []
    for prose, block in re.findall(r"(.*?)```console\n(.*?)```", README, re.DOTALL):
        typed = {
            cell: int(figure) for figure, cell in re.findall(r"(\d+)\s+into\s+`(G\d+)`", prose)
        }
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append(Step(line[2:], typed, []))
                typed = {}
            else:
                steps[-1].shown.append(line)
    return steps


def type_into(book: Path, typed: dict[str, int]) -> None:
    """Figures into the entry cells of a template, as a clerk with an office program would."""
    opened = openpyxl.load_workbook(book)
    for cell, figure in typed.items():
        opened[SHEET][cell] = figure
    opened.save(book)


def undated(lines: list[str]) -> list[str]:
    """Lines of status without their figures: who is late depends on the day."""
    return [re.sub(r"\d+(\.\d+)?", "0", line) for line in lines]


@pytest.mark.slow
def test_the_tour_says_what_it_shows(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "examples" / "small-country", desk)
    environment = {**os.environ, "CAPBAC_LANG": "en", "PYTHONPATH": str(ROOT)}
    steps = tour()
    assert sum(bool(step.typed) for step in steps) == 2
    for step in steps:
        words, _, head = step.command.partition(" | head -")
        arguments = shlex.split(words)[1:]
        if step.typed:
            (book,) = [word for word in arguments if word.endswith(".xlsx")]
            type_into(desk / book, step.typed)
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *arguments],
            cwd=desk,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        said = done.stdout.splitlines()
        if head:
            assert said[: int(head)] == step.shown
        elif done.returncode == 1:
            # Words stand on stderr, data on stdout; a terminal shows both.
            assert sorted([*said, *done.stderr.splitlines()]) == sorted(step.shown)
        elif arguments[0] == "status":
            assert undated(said) == undated(step.shown)
        else:
            assert said == step.shown, step.command


def test_the_tour_ends_with_workbooks_and_a_picture() -> None:
    assert any(step.command.startswith("capbac report") for step in tour())
    for picture in re.findall(r"\]\((docs/[^)]+\.png)\)", README):
        assert 10_000 < (ROOT / picture).stat().st_size < 150_000, picture


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "examples/README.md", *GUIDES]
)
def test_every_file_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / document).parent / target).exists(), target


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_command_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    known = {
        command.name or command.callback.__name__
        for command in cli.app.registered_commands
        if command.callback
    }
    known |= {str(group.name) for group in cli.app.registered_groups}
    for name in re.findall(r"capbac ([a-z]+)\b", text):
        assert name in known, name


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README))))
def test_every_target_readme_names_stands_in_the_makefile(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("page", ["README.md", "examples/README.md", "CHANGELOG.md", OFFICER])
def test_every_command_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    top = typer.main.get_command(cli.app)
    assert isinstance(top, TyperGroup)
    named = re.findall(r"(?:`|\$ |^)capbac ([a-z]+)(?: ([a-z|]+))?", text, re.MULTILINE)
    assert named
    for verb, words in named:
        assert verb in top.commands, f"capbac {verb}"
        group = top.commands[verb]
        if isinstance(group, TyperGroup):
            for word in filter(None, words.split("|")):
                assert word in group.commands, f"capbac {verb} {word}"


@pytest.mark.parametrize("page", ["README.md", OFFICER])
def test_every_option_in_a_console_is_one_of_its_command(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    top = typer.main.get_command(cli.app)
    assert isinstance(top, TyperGroup)
    lines = re.findall(r"^\$ capbac (.*)$", text, re.MULTILINE)
    assert lines
    for line in lines:
        words = shlex.split(line.partition(" | ")[0])
        while words[0] in ANYWHERE:
            words = words[2:]
        command = top.commands[words[0]]
        if isinstance(command, TyperGroup):
            command = command.commands[words[1]]
        known = ANYWHERE | {name for one in command.params for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_the_clerks_guide_speaks_no_command_line_and_knows_the_sheets() -> None:
    text = (ROOT / CLERK).read_text(encoding="utf-8")
    assert "capbac " not in text
    assert not re.search(r"(^|[\s`(])--[a-z]", text)
    for name in (SHEET, FAULTS, CODE_CELL):
        assert f"`{name}`" in text
