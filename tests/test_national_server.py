"""The demo with its store on a server: the same country, the same figures, the same workbooks."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.verify import verify
from engine.work import Work
from tests import postgres
from tests.conftest import ROOT
from tests.office import quiet

pytestmark = pytest.mark.slow


def played(folder: Path, *words: str) -> Mapping[str, Any]:
    """What the demo said of itself, without how long it took."""
    command = [sys.executable, str(ROOT / "cli.py"), "demo", "--into", str(folder), "--json"]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return {name: told[name] for name in told if name not in {"stages", "folder", "national"}}


def books(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "reports").iterdir()
    }


def test_the_demo_on_a_server_is_the_demo_in_a_file(tmp_path: Path, postgres_server: str) -> None:
    url = postgres.database(postgres_server, "demo")
    far, near = tmp_path / "far", tmp_path / "near"
    there, here = played(far, "--database", url), played(near)
    assert not (far / "capbac.db").exists()
    assert there == here
    assert len(books(far)) > 700
    assert books(far) == books(near)
    found = verify(Work(url, str(far)), quiet)
    assert (found.faults, found.submissions) == ((), there["accepted"])
    Work(url, str(far)).store().close()
    postgres.drop(postgres_server, "demo")
