"""XML of strangers, read by expat: no document type, no entities, no endless nesting.

Names of the workbook's own vocabulary come out short, whatever prefix they were written with and
in either of its namespaces: an element ``c`` of a sheet is ``<c>``. All others stay long.
"""

import pyexpat
from collections.abc import Callable, Iterable

from intake.book.unfit import DEPTH_LIMIT, ELEMENTS_LIMIT, Unfit

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespace of sheets in both editions of ECMA-376: transitional and strict."""
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"

Start = Callable[[str, dict[str, str]], None]
_CHUNK = 1 << 16
_CHUNKS = 32


def names(*elements: str) -> dict[str, str]:
    """Long names of elements of a sheet to short ones, for ``parser``."""
    found = {f"{space} {name}": f"<{name}>" for space in MAIN for name in elements}
    return found | {f"{space} id": "r:id" for space in _RELATION}


def package_names(part: str, *elements: str) -> dict[str, str]:
    """The same for the parts that say how the others hang together."""
    return {f"{_PACKAGE}{part} {name}": f"<{name}>" for name in elements}


def parser(short: dict[str, str]) -> pyexpat.XMLParserType:
    """A parser that calls elements by their ``short`` names."""
    # Expat asks this very dictionary for each name, and takes what stands there.
    made = pyexpat.ParserCreate(None, " ", dict(short))
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_type
    made.EntityDeclHandler = _refuse_type
    made.SkippedEntityHandler = _refuse_type
    return made


def feed(made: pyexpat.XMLParserType, data: bytes, part: str) -> None:
    """Parse a part to its end. Raises Unfit."""
    step = max(_CHUNK, len(data) // _CHUNKS + 1)
    depth = elements = 0
    try:
        for at in range(0, len(data), step):
            chunk = data[at : at + step]
            opened, closed = chunk.count(b"<"), chunk.count(b"</")
            depth += opened - 2 * closed - chunk.count(b"/>")
            elements += opened - closed
            if elements > ELEMENTS_LIMIT:
                raise Unfit("book_too_large", part, str(ELEMENTS_LIMIT))
            if depth > DEPTH_LIMIT:
                raise Unfit("book_too_deep", part, str(DEPTH_LIMIT))
            made.Parse(chunk, False)
        made.Parse(b"", True)
    except pyexpat.ExpatError as error:
        raise Unfit("book_damaged", f"{part} {error.lineno}:{error.offset}") from error
    except _TypeFound:
        raise Unfit("book_has_dtd", part) from None
    except (ValueError, LookupError) as error:
        raise Unfit("book_damaged", part) from error


def starts(data: bytes, part: str, short: dict[str, str]) -> Iterable[tuple[str, dict[str, str]]]:
    """Every element of a small part with its attributes, in order."""
    found: list[tuple[str, dict[str, str]]] = []
    made = parser(short)
    made.StartElementHandler = lambda name, attributes: found.append((name, attributes))
    feed(made, data, part)
    return found


class _TypeFound(Exception):
    """A document type or an entity was declared."""


def _refuse_type(*_told: object) -> None:
    raise _TypeFound
