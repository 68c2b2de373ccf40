"""What a file of the house may be: small, well named, excused by a reason, free of addresses."""

import ast
import re
import statistics
import sys
import tokenize
from pathlib import Path

from tests import house

LONG, FEW_PASS, MOST_UNDER = 300, 0.9, 240
MEDIAN = 140
FUNCTION = 45
EMPTY_NAMES = {"utils", "util", "common", "core", "manager", "managers", "service", "services"}
EXCUSE = re.compile(r"#\s*(type: ignore|noqa|pragma: no cover|ruff: noqa|mypy:)")
WITH_REASON = re.compile(
    r"#\s*(?:type: ignore\[[\w, -]+\]|noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)[\s#–—:-]+\S.{3,}"
)
# Split, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a machine's path": re.compile("/" + r"(?:work|root|home/\w+|opt/\w+|tmp/w)" + r"(?:/|\b)"),
    "a registry": re.compile(
        r"pypi\." + r"org|python" + r"hosted|files\.pyth|index" + r"-url|find" + r"-links"
    ),
}
# These speak of the lock's own form, which is to hold none of it.
MAY_NAME_A_REGISTRY = {"Makefile"}
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".csv", ".sql", ".mako", ".ini", ".txt", ".sh", ""}


def _length(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_files_are_small() -> None:
    lengths = {path: _length(path) for path in house.sources() if _length(path) > 1}
    long = [f"{path.relative_to(house.ROOT)} {n}" for path, n in lengths.items() if n > LONG]
    house.none_of(long)
    within = sum(n < MOST_UNDER for n in lengths.values()) / len(lengths)
    assert within >= FEW_PASS
    assert statistics.median(lengths.values()) <= MEDIAN


def test_functions_are_small() -> None:
    long = [
        f"{house.place(path, node.lineno)} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in house.sources()
        for node in ast.walk(house.parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno is not None and node.end_lineno - node.lineno >= FUNCTION
    ]
    house.none_of(long)


def test_no_file_is_named_for_having_no_noun() -> None:
    words = {
        path: set(path.relative_to(house.ROOT).with_suffix("").parts) | set(path.stem.split("_"))
        for path in house.tracked()
    }
    assert not [str(path) for path, said in words.items() if said & EMPTY_NAMES]


def test_no_flow_is_named_like_a_standard_module() -> None:
    names = {path.stem for path in house.sources("flows")} - {"__init__"}
    assert not names & sys.stdlib_module_names


def test_a_flow_holds_no_class() -> None:
    # Prefect loads an entry point a second time: a class would then be two classes.
    classes = [
        house.place(path, node.lineno)
        for path in house.sources("flows")
        for node in ast.walk(house.parse(path))
        if isinstance(node, ast.ClassDef)
    ]
    house.none_of(classes)


def test_every_excuse_gives_its_reason() -> None:
    bare = []
    for path in house.tracked():
        if path.suffix != ".py":
            continue
        with path.open("rb") as file:
            bare += [
                f"{house.place(path, token.start[0])} {token.string}"
                for token in tokenize.tokenize(file.readline)
                if token.type == tokenize.COMMENT
                if EXCUSE.search(token.string) and not WITH_REASON.search(token.string)
            ]
    house.none_of(bare)


def test_every_ignored_rule_stands_beside_its_reason() -> None:
    text = (house.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text.partition("[tool.ruff.lint]")[2].partition("[tool.ruff.lint.flake8")[0]
    bare = [
        line for line in section.splitlines() if re.search(r'"[A-Z]+\d*"', line) and "#" not in line
    ]
    assert bare == ['select = ["ALL"]']


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in house.tracked():
        if path.suffix not in TEXT:
            continue
        name = str(path.relative_to(house.ROOT))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found += [
                f"{name}:{number} names {what}: {line.strip()[:80]}"
                for what, pattern in FORBIDDEN.items()
                if pattern.search(line) and not (name in MAY_NAME_A_REGISTRY and "reg" in what)
            ]
    house.none_of(found)
