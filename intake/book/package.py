"""How the parts of a workbook hang together, and that nothing among them can do harm."""

import posixpath

from intake.book.archive import XML, Archive
from intake.book.markup import package_names, starts
from intake.book.unfit import Unfit

_TYPES = package_names("content-types", "Override", "Default")
_LINKS = package_names("relationships", "Relationship")
_HARMLESS = ("/hyperlink",)
"""Kinds of relationships that may leave the file: a link that somebody would have to click."""

Links = dict[str, tuple[str, str]]


class Package:
    """The workbook's parts, found by their relationships. Raises Unfit."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        _check_kind(archive)
        roots = _links(archive, "_rels/.rels", "")
        self.book = next(
            (path for kind, path in roots.values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        for name in archive.names():
            if name.lower().endswith(XML):
                _check_declarations(archive.read(name), name)
            if name.lower().endswith(".rels"):
                _links(archive, name, "")
        self.links = _links(archive, _beside(self.book), posixpath.dirname(self.book))

    def of_kind(self, kind: str) -> bytes | None:
        """The part of a kind the workbook has one of, such as ``styles``."""
        path = next((path for known, path in self.links.values() if known == kind), None)
        return self.archive.read(path) if path else None


def _check_kind(archive: Archive) -> None:
    if "mimetype" in archive and b"opendocument" in archive.read("mimetype")[:80]:
        raise Unfit("book_is_ods")
    for name in archive.names():
        low = name.lower()
        if low.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in low:
            raise Unfit("book_has_macros")
        if low == "xl/workbook.bin":
            raise Unfit("book_is_xlsb")
        if low.startswith(("word/", "ppt/")):
            raise Unfit("book_not_one", "Word" if low.startswith("word/") else "PowerPoint")
        if low.startswith("xl/externallinks/"):
            raise Unfit("book_external_link", name)
    types = starts(archive.read("[Content_Types].xml"), "[Content_Types].xml", _TYPES)
    stated = [told.get("ContentType", "").lower() for name, told in types]
    if any("sheet.binary" in one for one in stated):
        raise Unfit("book_is_xlsb")
    if any("macroenabled" in one or "vbaproject" in one for one in stated):
        raise Unfit("book_has_macros")


def _check_declarations(data: bytes, name: str) -> None:
    """Refuse a document type in any part, also in those nobody reads."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unfit("book_has_dtd", name)


def _links(archive: Archive, part: str, folder: str) -> Links:
    """Relationships by id: the last word of the kind, and the part they lead to."""
    if part not in archive:
        return {}
    found: Links = {}
    for name, told in starts(archive.read(part), part, _LINKS):
        if name != "<Relationship>":
            continue
        kind, target = told.get("Type", ""), told.get("Target", "")
        if told.get("TargetMode", "").lower() == "external":
            if not kind.endswith(_HARMLESS):
                raise Unfit("book_external_link", target[:80])
            continue
        path = target if target.startswith("/") else posixpath.join("/", folder, target)
        path = posixpath.normpath(path).lstrip("/")
        if told.get("Id", "") in found:
            raise Unfit("book_damaged", part)
        found[told.get("Id", "")] = (kind.rpartition("/")[2], path)
    return found


def _beside(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
