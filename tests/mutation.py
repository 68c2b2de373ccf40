"""Seeded damage to a filled template, and what another, naive reader finds in it after that."""

import io
import random
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from schemas.grid import ENTRY, SHEET
from tests.filled_books import Parts, zipped

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SNIPPETS = (
    b"<!-- -->", b"<![CDATA[9]]>", b"&#57;", b"&amp;", b"&nbsp;", b"<f>1+1</f>", b"<v>9</v>",
    b"\x00", b"\xff", b"\xc3", b"<c/>", b'<c r="G14"><v>9</v></c>', b"<row>", b"</row>", b"<si/>",
    b"<si><t>x</t></si>", b"<t>9</t>", b"<rPh><t>9</t></rPh>", b' t="s"', b' t="b"', b' t="e"',
    b' s="3"', b' r="G13"', b"<!DOCTYPE a>", b"\xef\xbb\xbf", b"1e999", b"-", b"0", b" ", b"\r\n",
    b'<mergeCell ref="G12:G15"/>', b"<?a b?>", b"<x:c/>", b'xmlns="a"', b"\xe2\x80\x8b",
)  # fmt: skip


def mutated(made: Mapping[str, bytes], seed: int) -> bytes:
    """The template with one to three pieces of damage."""
    dice = random.Random(seed)
    kind = dice.choice(("bytes", "cut", "swap", "xml", "xml", "xml", "xml"))
    if kind == "bytes":
        return _flipped(dice, zipped(made))
    if kind == "cut":
        whole = zipped(made)
        return whole[: dice.randrange(len(whole))]
    found: Parts = dict(made)
    if kind == "swap":
        one, two = dice.sample(sorted(found), 2)
        found[one], found[two] = found[two], found[one]
        return zipped(found)
    for _ in range(dice.randint(1, 3)):
        name = dice.choice([*sorted(found), *[n for n in found if "sheet" in n or "String" in n]])
        found[name] = _edited(dice, found[name])
    return zipped(found)


def _flipped(dice: random.Random, whole: bytes) -> bytes:
    data = bytearray(whole)
    for _ in range(dice.randint(1, 8)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def _edited(dice: random.Random, data: bytes) -> bytes:  # noqa: PLR0911  one for each act
    at = dice.randrange(len(data) + 1)
    act = dice.randrange(6)
    if act == 0:
        return data[:at] + data[at + dice.randint(1, 40) :]
    if act == 1:
        return data[:at] + dice.choice(SNIPPETS) + data[at:]
    if act == 2:
        digits = [place for place, sign in enumerate(data) if 48 <= sign < 58]
        at = dice.choice(digits or [0])
        return data[:at] + str(dice.randrange(10)).encode() + data[at + 1 :]
    tags = [place for place in range(len(data)) if data[place : place + 1] == b"<"]
    one = dice.choice(tags)
    end = data.find(b">", one) + 1
    if act == 3:
        return data[:end] + data[one:end] + data[end:]
    if act == 4:
        return data[:one] + data[end:]
    two = dice.choice(tags)
    last = data.find(b">", two) + 1
    if end <= two:
        return data[:one] + data[two:last] + data[end:two] + data[one:end] + data[last:]
    return data[:end] + dice.choice(SNIPPETS) + data[end:]


def entries(data: bytes) -> dict[int, tuple[str, str]] | None:
    """Type and text of each entry cell by row, as the standard library reads them, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _entries(archive)
    except Exception:  # noqa: BLE001  whatever is wrong: this reader has no answer then
        return None


def _entries(archive: zipfile.ZipFile) -> dict[int, tuple[str, str]]:
    def tree(name: str) -> ET.Element:
        return ET.fromstring(archive.read(name))

    links = {one.get("Id"): one.get("Target") for one in tree("xl/_rels/workbook.xml.rels")}
    sheets = tree("xl/workbook.xml").iter(f"{MAIN}sheet")
    sheet = next(one for one in sheets if one.get("name") == SHEET)
    strings = []
    if "xl/sharedStrings.xml" in archive.namelist():
        items = tree("xl/sharedStrings.xml").iter(f"{MAIN}si")
        strings = ["".join(_texts(item)) for item in items]
    found = {}
    target = links[sheet.get(RELATION)] or ""
    for cell in tree(target[1:] if target.startswith("/") else f"xl/{target}").iter(f"{MAIN}c"):
        address = cell.get("r", "")
        if address[:1] == ENTRY and address[1:].isdecimal():
            kind = cell.get("t", "n")
            text = "".join(one.text or "" for one in cell.iter(f"{MAIN}v")) + "".join(_texts(cell))
            if kind == "s":
                text = strings[int(text)]
            found[int(address[1:])] = (kind, text)
    return found


def _texts(item: ET.Element) -> list[str]:
    spoken = {id(t) for one in item.iter(f"{MAIN}rPh") for t in one.iter(f"{MAIN}t")}
    return [t.text or "" for t in item.iter(f"{MAIN}t") if id(t) not in spoken]
