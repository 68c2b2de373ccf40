"""Writes one letter: the template filled, its bytes the same whenever the letter is."""

import os
from dataclasses import fields
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zipfile import ZipFile

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reporting.letter.letter import Letter
from reporting.letter.spelling import clean
from reporting.letter.template import template
from reporting.workbook.archive import archive, part

_TITLE = 255
"""Longest title a Word file's properties hold."""


class _Template(DocxTemplate):  # type: ignore[misc]  # untyped base of the library
    """Fills tags and nothing else.

    The library would also give meaning to some characters of the values themselves; what a plan
    says is data.
    """

    def render_xml_part(
        self,
        src_xml: str,
        part: Any,
        context: dict[str, Any],
        jinja_env: Any = None,  # noqa: ARG002, ANN401  the library's own signature
    ) -> str:
        return str(jinja_env.from_string(src_xml).render(context))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:  # noqa: ANN401  as above
        """The properties are set by hand: the library would escape them twice."""


def _printable(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_printable
    )


def pressed(letter: Letter) -> bytes:
    """The Word file of a letter."""
    made = _Template(BytesIO(template()))
    made.render({one.name: getattr(letter, one.name) for one in fields(letter)}, _environment())
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
    data = pressed(letter)
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.close()
            temporary.chmod(0o644)
            os.replace(temporary, target)  # noqa: PTH105 - one system call, whole or not at all
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
