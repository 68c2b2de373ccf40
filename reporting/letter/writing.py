"""Writes one letter: the template filled, its bytes the same whenever the letter is."""

from dataclasses import fields
from datetime import UTC, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reporting.letter.letter import Letter
from reporting.letter.spelling import clean, printable
from reporting.letter.template import template
from reporting.whole_file import keep_whole
from reporting.workbook.archive import archive, part

_TITLE = 255
"""Longest title a Word file's properties hold."""


def _printable(value: object) -> object:
    return printable(value) if isinstance(value, str) else value


_ENVIRONMENT = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, finalize=_printable
)


@lru_cache(maxsize=4)
def _compiled(source: str) -> Template:
    """The tags of the template's own parts: the same for every letter."""
    return _ENVIRONMENT.from_string(source)


class _Template(DocxTemplate):  # type: ignore[misc]  # untyped base of the library
    """Fills tags and nothing else.

    The library would also give meaning to some characters of the values themselves; what a plan
    says is data.
    """

    def render_xml_part(  # the library's own signature
        self,
        src_xml: str,
        part: object,  # noqa: ARG002  a value's part changes nothing
        context: dict[str, Any],
        jinja_env: Any = None,  # noqa: ANN401, ARG002  the library ships no types; tags are compiled once
    ) -> str:
        return _compiled(src_xml).render(context)

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:  # noqa: ANN401  as above
        """The properties are set by hand: the library would escape them twice."""


def pressed(letter: Letter) -> bytes:
    """The Word file of a letter."""
    made = _Template(BytesIO(template()))
    made.render({one.name: getattr(letter, one.name) for one in fields(letter)}, _ENVIRONMENT)
    stamp = datetime.combine(letter.made, time(), UTC).replace(tzinfo=None)
    properties = made.docx.core_properties
    properties.title = clean(letter.abstract)[:_TITLE]
    properties.author = clean(letter.head.issuer)[:_TITLE]
    properties.created = properties.modified = stamp
    buffer = BytesIO()
    made.docx.save(buffer)
    with ZipFile(buffer) as file:
        return archive([part(one.filename, file.read(one)) for one in file.infolist()])


def write_letter(letter: Letter, target: Path) -> None:
    """Writes a letter; the file appears whole or not at all."""
    keep_whole(pressed(letter), target)
