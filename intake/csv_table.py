"""Submissions from a CSV table: one row a unit, one column a measure."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from errors import Fault
from intake.encoding import Refused, decoded, too_long
from intake.header import WORDS, delimiter_of, field_limit, read_header, stranger
from intake.row import controls, figures
from intake.sent import RAW_KEPT, Sent, refused_file
from intake.shape import form_meant, settled, word
from intake.text import quoted
from schemas.text import FORBIDDEN

KindsOf = Callable[[str], Mapping[str, str] | None]
"""From a form's name to its dotted paths and kinds; None for a form nobody knows."""


class _Lines:
    """The lines of a text, remembering those the csv module took for the row at hand."""

    def __init__(self, text: str) -> None:
        # newline="" breaks where csv does, and not at every sign Unicode calls a line end.
        self._lines = io.StringIO(text, newline="")
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line

    def take(self) -> str:
        """The lines since the last call."""
        text = "".join(self.taken)
        self.taken.clear()
        return text


def read_csv(
    name: str,
    data: bytes,
    form: str | None = None,
    kinds_of: KindsOf | None = None,
    skipped: int = 0,
) -> Iterator[Sent]:
    """One submission a row; a header that cannot be read refuses the file.

    ``kinds_of`` tells the kinds of a form's measures, so that a text of digits stays a text;
    a row may go without a form where the reader of submissions knows the only one: it is asked
    with an empty name then.
    ``skipped`` is how many rows of the file stand between its header and the first row here.
    """
    try:
        table = _Table(name, decoded(data, name, table=True), form, kinds_of)
    except Refused as refused:
        yield refused_file(name, *refused.faults)
        return
    yield from table.rows(skipped)


class _Table:
    """A decoded table; building it reads and checks the header. Raises Refused."""

    def __init__(self, name: str, text: str, form: str | None, kinds_of: KindsOf | None) -> None:
        self._name, self._form, self._kinds_of = name, form, kinds_of
        self._known: dict[str | None, Mapping[str, str | None]] = {}
        self._odd = FORBIDDEN.search(text) is not None
        self._lines = _Lines(text)
        first = text[: text.find("\n") + 1] or text
        self._reader = csv.reader(self._lines, delimiter=delimiter_of(first), strict=True)
        try:
            cells = next(self._reader, [])
        except csv.Error:
            raise Refused(
                Fault("csv_broken", where=f"{name}:1", sent=quoted(self._lines.take()))
            ) from None
        leaves = kinds_of(form) if form and kinds_of else None
        self._header = read_header(cells, f"{name}:1", leaves or ())
        if form and "form" not in self._header.words:
            known = self._kinds(form)
            paths = [column.path for column in self._header.columns]
            strangers = [stranger(path, known, f"{name}:1") for path in paths if path not in known]
            if strangers:
                raise Refused(*strangers)

    def rows(self, skipped: int) -> Iterator[Sent]:
        self._lines.take()
        number = 1 + skipped
        while True:
            number += 1
            where = f"{self._name}:{number}"
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                line = self._lines.take()
                raw = line.encode()
                fault = Fault("csv_broken", where=where, sent=quoted(line))
                if "limit" in str(error):
                    fault = too_long(where, len(raw), field_limit())
                yield Sent(where, raw[:RAW_KEPT], faults=(fault,))
                continue
            raw = self._lines.take().encode()
            if cells is None:
                return
            if any(map(str.strip, cells)):
                yield self._row(cells, where, raw)

    def _row(self, cells: Sequence[str], where: str, raw: bytes) -> Sent:
        header = self._header
        width = header.width
        if len(cells) < width or any(map(str.strip, cells[width:])):
            fault = Fault("ragged_row", where=where, sent=str(len(cells)), allowed=str(width))
            return Sent(where, raw[:RAW_KEPT], faults=(fault,))
        faults: list[Fault] = []
        words = dict.fromkeys(WORDS)
        for name, at in header.words.items():
            if cells[at].strip():
                words[name] = word(cells[at], name, where, faults)
        words["form"] = form_meant(words["form"], self._form, where, faults)
        known = self._kinds(words["form"])
        values, marks = figures(cells, header.columns, known, where, faults)
        if self._odd:
            faults += controls(cells, header.columns, where)
        return Sent(
            where,
            raw[:RAW_KEPT],
            values=values,
            marks=marks,
            **settled(words, where, faults),
            faults=tuple(faults),
        )

    def _kinds(self, form: str | None) -> Mapping[str, str | None]:
        """The kinds of the columns a form knows; asked once a form."""
        known = self._known.get(form)
        if known is None:
            kinds = self._kinds_of(form or "") if self._kinds_of else None
            known = self._known[form] = self._header.known(kinds)
        return known
