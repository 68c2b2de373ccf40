"""README's tour is run as it stands, and must say what it shows."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

import cli
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def tour() -> list[tuple[str, list[str]]]:
    """(command, the lines shown below it) of the tour."""
    block = re.search(r"```console\n(.*?)```", README, re.DOTALL)
    assert block is not None
    steps: list[tuple[str, list[str]]] = []
    for line in block[1].splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        else:
            steps[-1][1].append(line)
    return steps


def test_the_tour_says_what_it_shows(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    shutil.copytree(ROOT / "examples" / "small-country", desk)
    environment = {**os.environ, "CAPBAC_LANG": "en", "PYTHONPATH": str(ROOT)}
    for command, shown in tour():
        words, _, head = command.partition(" | head -")
        arguments = shlex.split(words)[1:]
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
            assert said[: int(head)] == shown
        elif done.returncode == 1:
            # Words stand on stderr, data on stdout; a terminal shows both.
            assert sorted([*said, *done.stderr.splitlines()]) == sorted(shown)
        else:
            assert said == shown, command


def test_the_tour_ends_with_workbooks_and_a_picture() -> None:
    assert any(command.startswith("capbac report") for command, _shown in tour())
    assert (ROOT / "docs" / "national-workbook.png").stat().st_size > 10_000


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "examples/README.md"])
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


@pytest.mark.parametrize("page", ["README.md", "examples/README.md", "CHANGELOG.md"])
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
