"""Who may import whom: the map of tests/house.py against the imports that stand in the files."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests import house

PARTS = sorted(house.parts())
HEAVY = set(house.OWNERS) - {"typer", "rich"} | {"numpy"}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_imports_only_the_parts_it_may(part: str) -> None:
    allowed = house.IMPORTS[part] | {part}
    strangers = [
        f"{house.place(path, line)} imports {name}"
        for path in house.sources(part)
        for line, name in house.imports(house.parse(path))
        if (house.ROOT / (top := name.partition(".")[0])).is_dir()
        or (house.ROOT / f"{top}.py").exists()
        if top not in allowed
    ]
    house.none_of(strangers)


@pytest.mark.parametrize("part", PARTS)
def test_a_library_is_imported_only_by_the_part_that_keeps_it(part: str) -> None:
    strangers = [
        f"{house.place(path, line)} imports {name}, which is for {sorted(owners)}"
        for path in house.sources(part)
        for line, name in house.imports(house.parse(path))
        if (owners := house.OWNERS.get(name.partition(".")[0])) is not None
        if part not in owners
    ]
    house.none_of(strangers)


def test_every_import_is_absolute() -> None:
    relative = [
        house.place(path, node.lineno)
        for path in house.sources()
        for node in ast.walk(house.parse(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    house.none_of(relative)


def test_the_map_has_no_circle() -> None:
    left = dict(house.IMPORTS)
    while left:
        free = {part for part, needs in left.items() if not needs & set(left)}
        assert free, f"these parts import each other in a circle: {sorted(left)}"
        left = {part: needs for part, needs in left.items() if part not in free}


def test_every_foreign_import_is_a_declared_dependency() -> None:
    project = tomllib.loads((house.ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"]]
    for name in ("vietnam", "postgres", "cluster"):
        declared += project["optional-dependencies"][name]
    names = {_plain(re.split(r"[^\w-]", item)[0]) for item in declared}
    # A package may come under another name than it is imported by: argon2 with argon2-cffi.
    owners = packages_distributions()
    undeclared = [
        f"{house.place(path, line)} imports {name}"
        for path in house.sources()
        for line, name in house.imports(house.parse(path))
        if house.is_foreign(top := name.partition(".")[0])
        if names.isdisjoint({top, *(_plain(one) for one in owners.get(top, ()))})
    ]
    house.none_of(undeclared)


def _plain(distribution: str) -> str:
    return distribution.replace("-", "_").lower()


def test_only_settings_touches_the_environment() -> None:
    readers = [
        f"{house.place(path, node.lineno)} says {said}"
        for path in house.sources(*(set(house.parts()) - {"settings"}))
        for node in ast.walk(house.parse(path))
        if isinstance(node, ast.Name | ast.Attribute | ast.alias)
        if (said := _last_word(node)) in {"environ", "environb", "getenv", "putenv"}
    ]
    house.none_of(readers)


def _last_word(node: ast.Name | ast.Attribute | ast.alias) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else node.name


def test_the_command_line_imports_libraries_only_inside_its_commands() -> None:
    eager = [
        f"{house.place(path, node.lineno)} imports {name}"
        for path in house.sources("cli", "commands")
        for node in house.parse(path).body
        for _, name in house.imports(node)
        if name.partition(".")[0] in HEAVY
    ]
    house.none_of(eager)


def loaded_by(code: str) -> set[str]:
    """The packages in memory of a fresh process after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"],
        cwd=house.ROOT,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


def test_workers_that_collect_and_write_workbooks_need_no_data_frames() -> None:
    assert not loaded_by("import engine.collect, engine.report") & {"pandas", "pyarrow", "prefect"}


@pytest.mark.skipif("cli" not in house.parts(), reason="the command line does not exist yet")
def test_the_help_of_the_command_line_brings_no_library_with_it() -> None:
    code = """if True:
        import contextlib, io, sys
        import cli
        sys.argv = ["capbac", "--help"]
        with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
            cli.main()
    """
    assert not loaded_by(code) & HEAVY
