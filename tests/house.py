"""How the house is built, as the tests read it: its parts, what each may import, its files.

``IMPORTS`` is the import map. Changing it is a decision: write it in docs/decisions.md.
"""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

_NOUNS = {"errors", "hierarchy", "schemas", "reporting"}
_VERBS = _NOUNS | {"intake", "store"}
_BEHIND = _VERBS | {"engine", "settings", "messages", "profiles"}

IMPORTS: dict[str, set[str]] = {
    "errors": set(),
    "messages": {"errors"},
    "settings": {"errors"},
    "hierarchy": {"errors"},
    "schemas": {"errors"},
    "reporting": {"errors", "hierarchy", "schemas"},
    "profiles": _NOUNS,
    "intake": {"errors", "schemas"},
    "store": _NOUNS,
    "engine": _VERBS | {"profiles"},
    "flows": _BEHIND,
    "commands": _BEHIND | {"flows", "portal"},
    "portal": _BEHIND,
    "cli": _BEHIND | {"flows", "commands", "portal"},
}
"""Part -> what of ours it may import, besides itself. ``bench`` and ``tests`` may import all."""

OWNERS: dict[str, set[str]] = {
    "alembic": {"store"},
    "apprise": {"flows"},
    "argon2": {"engine"},
    "certifi": {"flows"},
    "cryptography": {"engine"},
    "dask": {"flows"},
    "defusedxml": set(),
    "distributed": {"flows"},
    "docxtpl": {"reporting"},
    "fastapi": {"portal"},
    "fsspec": {"engine"},
    "holidays": {"reporting", "profiles"},
    "isal": {"reporting"},
    "jsonschema": {"schemas"},
    "jsonschema_rs": {"schemas"},
    "openpyxl": set(),
    "pandas": {"reporting"},
    "prefect": {"flows"},
    "prefect_dask": {"flows"},
    "prometheus_client": {"portal"},
    "psycopg": {"store"},
    "pyarrow": {"reporting"},
    "pydantic": {"portal"},
    "referencing": {"schemas"},
    "rich": {"cli", "commands"},
    "sqlalchemy": {"store"},
    "starlette": {"portal"},
    "typer": {"cli", "commands"},
    "uvicorn": {"portal"},
    "vietnamadminunits": set(),
    "xlsxwriter": {"reporting"},
}
"""Library -> the parts that keep it to themselves. numpy is everybody's."""


def parts() -> dict[str, Path]:
    """The parts that stand in the house today: name -> its folder or file."""
    found = {}
    for name in IMPORTS:
        for path in (ROOT / name / "__init__.py", ROOT / f"{name}.py"):
            if path.exists():
                found[name] = path.parent if path.name == "__init__.py" else path
    return found


def sources(*names: str) -> Iterator[Path]:
    """Python files of these parts, or of all of them; migrations that have run are history."""
    for name, path in parts().items():
        if names and name not in names:
            continue
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        yield from (file for file in files if "versions" not in file.parts)


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path: Path, line: int) -> str:
    """How a test names a line of ours."""
    return f"{path.relative_to(ROOT)}:{line}"


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every absolute import anywhere in a tree, lazy ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""


def is_foreign(top: str) -> bool:
    """Whether a top-level name is neither ours nor the standard library's."""
    return top not in sys.stdlib_module_names and not (
        (ROOT / top).is_dir() or (ROOT / f"{top}.py").exists()
    )


def tracked() -> list[Path]:
    """Files that belong to the house: what git keeps, or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    if listed.returncode == 0:
        names = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        hidden = {".git", ".venv", "__pycache__"}
        names = [
            path
            for path in ROOT.rglob("*")
            if not any(part in hidden or part.endswith("_cache") for part in path.parts)
        ]
    return sorted(path for path in names if path.is_file())


def none_of(found: Iterable[str]) -> None:
    """Fail with every finding on a line of its own."""
    findings = list(found)
    if findings:
        pytest.fail("\n".join(findings), pytrace=False)
