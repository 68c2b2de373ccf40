"""Filled workbooks of a desk, damaged in their parts and in the archive around them."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl

from schemas.grid import ENTRY, PATH, SHEET
from tests.desk import Desk
from tests.filled_books import Parts, unzipped, zipped
from tests.fuzz_bytes import damaged
from tests.fuzz_watch import Broken
from tests.mutation import SNIPPETS, entries, mutated

CELLS: Mapping[str, Mapping[str, Any]] = {
    "ward-report": {
        "leaders.women": 3,
        "leaders.total": 8,
        "committee": "Có",
        "money": 12.5,
        "difficulties": "Đường xa & khó đi",
    },
    "wide": {
        "people.women": 12,
        "people.all": 40,
        "budget": "1.234,5",
        "committee": "Không",
        "staff": "short",
        "grade": 2,
        "founded": "2001-09-02",
        "partners": "Hội Phụ nữ\nĐoàn Thanh niên",
        "phone": "0912345678",
        "work.talks": 4,
        "work.rural": "-",
    },
}
PERIODS = {"ward-report": "2025", "wide": "2025-S1"}


class Booked:
    """Workbooks of a few units, what each states when whole, and where each question stands."""

    def __init__(self, desk: Desk) -> None:
        self.books: list[Parts] = []
        self._rows: dict[tuple[str, str], dict[int, str]] = {}
        self._whole: dict[tuple[str, str], bytes] = {}
        for unit, form in (("W111", "ward-report"), ("W112", "wide"), ("D22", "ward-report")):
            self._add(desk, unit, form)

    def _add(self, desk: Desk, unit: str, form: str) -> None:
        out = desk.folder / f"{unit}-{form}"
        desk.done("template", unit, form, PERIODS[form], "--out", out)
        (path,) = out.glob("*.xlsx")
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        paths = {row: sheet[f"{PATH}{row}"].value for row in range(1, sheet.max_row + 1)}
        found = {row: told for row, told in paths.items() if told}
        for row, told in found.items():
            if told in CELLS[form]:
                sheet[f"{ENTRY}{row}"] = CELLS[form][told]
        stream = io.BytesIO()
        book.save(stream)
        self._rows[unit, form] = found
        self._whole[unit, form] = stream.getvalue()
        self.books.append(unzipped(stream.getvalue()))

    def agrees(self, data: bytes, payload: Mapping[str, Any]) -> None:
        """Hold what was stored to the whole workbook, or to cells that really changed."""
        unit, form = payload["unit"], payload["form"].partition("@")[0]
        whole = self._whole.get((unit, form))
        if whole is None:
            raise Broken(f"{unit} {form} never had a workbook")
        before, after = entries(whole), entries(data)
        assert before is not None
        if after is None:
            raise Broken("let in, and no other reader can read it")
        rows = self._rows[unit, form]
        moved = {rows[row] for row in rows if before.get(row) != after.get(row)}
        told = {**payload["values"], **payload["marks"]}
        ticks = {path for path in moved if path.startswith("_") or "*" in path}
        for path, said in CELLS[form].items():
            if path in moved or ticks or any(path.startswith(f"{one}.") for one in moved):
                continue
            if path not in told and not any(one.startswith(f"{path}.") for one in told):
                raise Broken(f"{path}: {said!r} is lost")
        known = set(CELLS[form]) | moved
        for path, value in told.items():
            above = path.split(".")
            if not ticks and not known & {".".join(above[:end]) for end in range(1, 4)}:
                raise Broken(f"{path}: {value!r} came from nowhere")
        _figures(form, moved, payload["values"])


_STATED: Mapping[str, Mapping[str, Any]] = {
    "ward-report": {
        "leaders.women": "3",
        "leaders.total": "8",
        "committee": True,
        "money": "12.5",
        "difficulties": "Đường xa & khó đi",
    },
    "wide": {
        "people.women": "12",
        "people.all": "40",
        "budget": "1234.5",
        "committee": False,
        "staff": "short",
        "grade": "2",
        "founded": "2001-09-02",
        "partners": ["Hội Phụ nữ", "Đoàn Thanh niên"],
        "phone": "0912345678",
        "work.talks": "4",
    },
}


def _figures(form: str, moved: set[str], values: Mapping[str, Any]) -> None:
    for path, said in _STATED[form].items():
        if path not in moved and path in values and values[path] != said:
            raise Broken(f"{path}: {said!r} became {values[path]!r}")


def spoiled(dice: random.Random, booked: Booked) -> tuple[str, bytes]:
    """The ending and the bytes of a damaged workbook."""
    ending = dice.choice((".xlsx",) * 12 + (".XLSX", ".xls", ".xlsm", ".csv", ".json", ".jsonl"))
    made = dice.choice(booked.books)
    kind = dice.random()
    if kind < 0.55:
        return ending, mutated(made, dice.randrange(1 << 60))
    if kind < 0.75:
        return ending, dice.choice(_SURGERY)(dice, made)
    if kind < 0.85:
        return ending, _cells(dice, made)
    return ending, damaged(dice, zipped(made), [zipped(one) for one in booked.books])


def _cells(dice: random.Random, made: Parts) -> bytes:
    """Another value in an entry cell, as any program may write it."""
    name = next(one for one in made if "sheet1" in one)
    text = made[name].decode()
    places = [at for at in range(len(text)) if text.startswith(f'<c r="{ENTRY}', at)]
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.choice(places)
        address = text[at:].split('"')[1]
        end = text.index("/>", at) + 2
        if text[at:end].count("<") > 1:
            end = text.index("</c>", at) + 4
        told = dice.choice(_VALUES).replace("@", address)
        text = text[:at] + told + text[end:]
        places = [p for p in range(len(text)) if text.startswith(f'<c r="{ENTRY}', p)] or [0]
        if places == [0]:
            break
    return zipped({**made, name: text.encode("utf-8", "surrogatepass")})


def _inline(text: str) -> str:
    return f'<c r="@" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_VALUES = (
    *(f'<c r="@"><v>{told}</v></c>' for told in ("0", "7", "-1", "7.5", "1E3", "1e308", "1e999",
    "NaN", "inf", "", "9" * 40)),
    *(f'<c r="@"><v>{told}</v></c>' for told in ("0.1", "0.30000000000000004", "12.000000000001",
    " 5 ", "0x5", "1,5", "١")),
    *map(_inline, ("-", "…", "x", "có", "Không", "1.234", "1.234,5", "1,234.5", "12 người", "",
    " ", "2025-02-30", "=1+1")),
    *map(_inline, ("a" * 40_000, "e\u0302\u0309", "&#x1F469;", "&#0;", "&#xD800;", "_x0041_",
    "_x0000_", "\ufffe", "{path}")),
    '<c r="@" t="b"><v>1</v></c>', '<c r="@" t="b"><v>2</v></c>',
    '<c r="@" t="e"><v>#DIV/0!</v></c>',
    '<c r="@" t="s"><v>0</v></c>', '<c r="@" t="s"><v>-1</v></c>',
    '<c r="@" t="s"><v>999999</v></c>',
    '<c r="@" t="str"><f>1+1</f><v>2</v></c>', '<c r="@" t="d"><v>2025-06-01T00:00:00</v></c>',
    '<c r="@" t="zz"><v>1</v></c>',
    '<c r="@" s="99999"><v>1</v></c>', '<c r="@" s="-1"><v>1</v></c>', '<c r="@"/>',
    '<c r="@"><v>1</v><v>2</v></c>',
    '<c r="@"><v><x>1</x></v></c>', '<c r="@"><v>1</v></c><c r="@"><v>2</v></c>', "",
)  # fmt: skip


def _sizes(dice: random.Random, made: Parts) -> bytes:
    """A lie somewhere in the archive's list: sizes, flags, methods, offsets, checksums."""
    data = bytearray(zipped(made))
    headers = [at for at in range(len(data)) if data.startswith((b"PK\x01\x02", b"PK\x03\x04"), at)]
    at = dice.choice(headers) + dice.randrange(4, 46)
    told = dice.choice((0, 1, 99, 1 << 31, (1 << 32) - 1, dice.randrange(1 << 32)))
    if at + 4 <= len(data):
        struct.pack_into("<I", data, at, told)
    return bytes(data)


def _twice(dice: random.Random, made: Parts) -> bytes:
    stream = io.BytesIO()
    name = dice.choice(sorted(made))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in made.items():
            archive.writestr(one, data)
        # Of the same length, so that it may be renamed in place.
        archive.writestr("?" * len(name), dice.choice(sorted(made.values())))
    return stream.getvalue().replace(b"?" * len(name), name.encode())


def _missing(dice: random.Random, made: Parts) -> bytes:
    gone = dice.sample(sorted(made), dice.randint(1, 2))
    return zipped({name: data for name, data in made.items() if name not in gone})


def _more(dice: random.Random, made: Parts) -> bytes:
    name = dice.choice(
        ("xl/vbaProject.bin", "../a.xml", "/a", "a\\b", "xl/embeddings/a.bin", "a.zip")
    )
    size = dice.choice((0, 1, 9 << 20))
    data = dice.choice((b" " * size, zipped({"a": b"a"}), b"<!DOCTYPE a><a/>", b"<a/>"))
    return zipped({**made, dice.choice((name, "xl/media/a.png", "docProps/custom.xml")): data})


def _entity(dice: random.Random, made: Parts) -> bytes:
    name = dice.choice(sorted(made))
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    told = dice.choice(
        (laughs, b'<!DOCTYPE a SYSTEM "file:///etc/passwd">', b"<?xml version='1.1'?>")
    )
    data = made[name]
    at = data.find(b"?>") + 2 if b"?>" in data else 0
    return zipped({**made, name: data[:at] + told + data[at:]})


def _coded(dice: random.Random, made: Parts) -> bytes:
    name = dice.choice(sorted(made))
    text = made[name].decode("utf-8", "replace")
    coding = dice.choice(("utf-16", "utf-8-sig", "latin-1", "utf-32", "utf-7", "cp1258"))
    told = text.replace("UTF-8", dice.choice((coding, "UTF-8", "x-none"))).encode(coding, "replace")
    return zipped({**made, name: told})


def _nested(dice: random.Random, made: Parts) -> bytes:
    name = dice.choice(sorted(made))
    data, depth = made[name], dice.choice((50, 3_000, 200_000))
    at = data.rfind(b"</")
    tag = dice.choice((b"a", b"row", b"c", b"extLst"))
    return zipped(
        {**made, name: data[:at] + b"<%s>" % tag * depth + b"</%s>" % tag * depth + data[at:]}
    )


def _many(dice: random.Random, made: Parts) -> bytes:
    name = next(one for one in sorted(made) if "sheet1" in one)
    row = dice.choice((b'<row><c r="G9"><v>1</v></c></row>', b"<row/>", dice.choice(SNIPPETS)))
    data = made[name]
    at = data.find(b"</sheetData>")
    return zipped({**made, name: data[:at] + row * dice.choice((3, 2_000, 60_000)) + data[at:]})


_Act = Callable[[random.Random, Parts], bytes]
_SURGERY: tuple[_Act, ...] = (
    *(_sizes, _sizes, _sizes, _twice, _missing, _more, _entity, _coded, _nested, _many),
)
