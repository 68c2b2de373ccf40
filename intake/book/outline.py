"""What stands in the workbook's own part: its sheets, defined names, and how days are counted."""

from intake.book.markup import feed, names, parser
from intake.book.package import Package
from intake.book.unfit import Unfit

_NAMES = names("workbook", "workbookPr", "sheet", "definedName")
_TRUE = ("1", "true", "on")
_LONGEST_NAME = 1000


class Outline:
    """``sheets`` leads from a sheet's name to its part, ``defined`` from a name to its formula."""

    def __init__(self, package: Package) -> None:
        self.sheets: dict[str, str] = {}
        self.defined: dict[str, str] = {}
        self.from_1904 = False
        self._package = package
        self._text: list[str] = []
        self._name = ""
        self._rooted = False
        self._parser = parser(_NAMES)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        feed(self._parser, package.archive.read(package.book), package.book)
        if not self._rooted:
            raise Unfit("book_damaged", package.book)

    def _start(self, name: str, told: dict[str, str]) -> None:
        if name == "<workbook>":
            self._rooted = True
        elif name == "<sheet>":
            _kind, path = self._package.links.get(told.get("r:id", ""), ("", ""))
            sheet = told.get("name", "")
            if sheet in self.sheets:
                raise Unfit("book_damaged", sheet[:40])
            self.sheets[sheet] = path
        elif name == "<workbookPr>":
            self.from_1904 = told.get("date1904", "").lower() in _TRUE
        elif name == "<definedName>":
            self._name = told.get("name", "")
            self._text.clear()
            self._parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        if name == "<definedName>":
            self._parser.CharacterDataHandler = None
            self.defined[self._name] = "".join(self._text)[:_LONGEST_NAME]
