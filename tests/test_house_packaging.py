"""What is packaged: the list in pyproject.toml, the wheel itself, and the names it takes."""

import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import house

PROJECT: dict[str, Any] = tomllib.loads((house.ROOT / "pyproject.toml").read_text())
LOCK = (house.ROOT / "requirements.lock").read_text()


def test_the_packaging_list_is_the_import_map() -> None:
    listed = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    built = {path.name for path in house.parts().values()}
    assert set(listed) == built
    assert listed == sorted(set(listed))


def test_every_python_folder_at_the_top_is_a_part_or_known_to_stay_home() -> None:
    folders = {path.parent.name for path in house.ROOT.glob("*/*.py")}
    modules = {path.stem for path in house.ROOT.glob("*.py")}
    assert folders | modules <= set(house.IMPORTS) | {"tests", "bench", "docs", "examples"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built here, without isolation and without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=house.ROOT,
        check=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_every_part_and_nothing_else(wheel: set[str]) -> None:
    inside = {name for name in wheel if ".dist-info/" not in name}
    listed = {path.name for path in house.parts().values()}
    ours = {
        str(path.relative_to(house.ROOT))
        for path in house.tracked()
        if path.relative_to(house.ROOT).parts[0] in listed
    }
    assert inside == ours


def test_the_wheel_has_the_licence_and_the_command(wheel: set[str]) -> None:
    (info,) = {name.partition("/")[0] for name in wheel if ".dist-info/" in name}
    assert f"{info}/licenses/LICENSE" in wheel
    assert f"{info}/entry_points.txt" in wheel


def test_no_other_installed_distribution_owns_one_of_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    shared = {
        name: foreign
        for name in house.IMPORTS
        if (foreign := [other for other in owners.get(name, []) if other != "capbac"])
    }
    assert not shared


def _locked() -> dict[str, str]:
    pins = re.findall(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ;.*)? \\$", LOCK, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


def test_the_lock_holds_hashed_pins_and_nothing_else() -> None:
    pin = r"[a-z0-9._-]+==[^\s\\]+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    left = re.sub(rf"^{pin}", "", LOCK, flags=re.MULTILINE)
    assert not left.strip(), "an address, a path, an option or a pin without hashes"
    assert len(_locked()) > 100


def test_the_lock_satisfies_everything_the_project_asks_for() -> None:
    project = PROJECT["project"]
    extras = project["optional-dependencies"].values()
    asked = [Requirement(item) for item in project["dependencies"]]
    asked += [Requirement(item) for extra in extras for item in extra]
    locked = _locked()
    wrong = [
        f"{item} against {locked.get(canonicalize_name(item.name))}"
        for item in asked
        if not item.specifier.contains(locked.get(canonicalize_name(item.name), "0"))
    ]
    assert not wrong, "run `make lock`"


def test_what_is_installed_here_is_what_the_lock_names() -> None:
    if not Path(sys.prefix).is_relative_to(house.ROOT):
        pytest.skip("this Python is not the one `make setup` builds")
    differ = {
        name: (version, importlib.metadata.version(name))
        for name, version in _locked().items()
        if importlib.metadata.version(name) != version
    }
    assert not differ
