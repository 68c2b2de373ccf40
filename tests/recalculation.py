"""What LibreOffice makes of a workbook when it calculates every formula anew."""

import math
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which

import openpyxl
from openpyxl.workbook import Workbook

SOFFICE = which("soffice")
"""The program, where it is installed."""
NEAR = 1e-9
"""How far, relatively, a recalculated number may lie from the one the file carried."""

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Calc's setting to recalculate always (0) when it loads this kind of file."""


def recalculated(path: Path, tmp: Path) -> Workbook:
    """The workbook's values after LibreOffice recalculated it, in a private profile in ``tmp``.

    Raises CalledProcessError or TimeoutExpired where LibreOffice does not answer.
    """
    (fresh,) = all_recalculated([path], tmp)
    return openpyxl.load_workbook(fresh, data_only=True)


def all_recalculated(paths: Sequence[Path], tmp: Path) -> list[Path]:
    """The recalculated files of workbooks of different names, in one start of LibreOffice.

    Raises as ``recalculated``.
    """
    assert SOFFICE is not None
    profile = tmp / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_ALWAYS, encoding="utf-8")
    out = tmp / "recalculated"
    out.mkdir(exist_ok=True)
    command = [
        SOFFICE,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300 + 30 * len(paths))
    return [out / path.name for path in paths]


def differences(path: Path, tmp: Path) -> list[str]:
    """Every cell whose recalculated value is not the one the file carries.

    Texts and whole numbers must be equal, other numbers within ``NEAR``; an empty text and an
    empty cell are the same.
    """
    carried = openpyxl.load_workbook(path, data_only=True)
    return differing(carried, recalculated(path, tmp))


def differing(carried: Workbook, fresh: Workbook) -> list[str]:
    """Every cell of the first workbook that has another value in the second."""
    found = []
    for sheet in carried.worksheets:
        other = fresh[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                before, after = cell.value, other[cell.coordinate].value
                if not _same(before, after):
                    found.append(f"{sheet.title}!{cell.coordinate}: {before!r} -> {after!r}")
    return found


def _same(before: object, after: object) -> bool:
    if before in (None, "") and after in (None, ""):
        return True
    if isinstance(before, int | float) and isinstance(after, int | float):
        if float(before).is_integer() and abs(before) < 1 / NEAR:
            return math.isclose(before, after, rel_tol=0, abs_tol=NEAR * max(1, abs(before)))
        return math.isclose(before, after, rel_tol=NEAR, abs_tol=NEAR)
    return _text(before) == _text(after)


def _text(value: object) -> str:
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")
