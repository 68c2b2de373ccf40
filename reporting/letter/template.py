"""The letter's template: a Word file with Jinja tags, laid out by this code alone.

Page form of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20/20/30/15 mm, Times New Roman,
the page number from the second page on, in the middle of the top margin.
"""

from collections.abc import Collection
from functools import lru_cache

from reporting.letter.package import HEADER, MILLIMETRE, package

TARGETS = (12, 88, 40, 25)
REPORTS = (12, 58, 24, 46, 25)
"""Widths of the tables' columns in millimetres, of 165 between the margins."""
NAMES, SIGNS = (74, 91), (80, 85)
"""Widths of the two sides of the head and of the foot in millimetres."""


@lru_cache(maxsize=1)
def template() -> bytes:
    """The Word file with its tags; made once a process."""
    return package(f"<w:body>{_top()}{_text()}{_foot()}{_page()}</w:body>")


def _said(style: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _tag(text: str) -> str:
    """A tag that takes the whole paragraph it stands in."""
    return f"<w:p><w:r><w:t>{{%p {text} %}}</w:t></w:r></w:p>"


def _rule(side: float) -> str:
    """A thin line, so many millimetres from either side."""
    indent = round(side * MILLIMETRE)
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
        '<w:spacing w:before="70" w:after="0" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{indent}" w:right="{indent}"/></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="4"/></w:rPr><w:t></w:t></w:r></w:p>'
    )


def _when(condition: str, inside: str) -> str:
    return _tag(f"if {condition}") + inside + _tag("endif")


def _each(name: str, items: str, inside: str) -> str:
    return _tag(f"for {name} in {items}") + inside + _tag("endfor")


def _sides(left: str, right: str, widths: tuple[float, float]) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * MILLIMETRE)}" w:type="dxa"/></w:tcPr>{inside}'
        "</w:tc>"
        for inside, width in zip((left, right), widths, strict=True)
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr>{_columns(widths)}"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _columns(widths: tuple[float, ...]) -> str:
    listed = "".join(f'<w:gridCol w:w="{round(width * MILLIMETRE)}"/>' for width in widths)
    return f"<w:tblGrid>{listed}</w:tblGrid>"


def _cell(width: float, style: str, text: str, span: int = 1, merge: str = "") -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    across += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * MILLIMETRE)}" w:type="dxa"/>{across}'
        f'<w:vAlign w:val="center"/></w:tcPr>{_said(style, text)}</w:tc>'
    )


def _row_tag(text: str) -> str:
    return f"<w:tr><w:tc><w:p><w:r><w:t>{{%tr {text} %}}</w:t></w:r></w:p></w:tc></w:tr>"


def _grid(widths: tuple[float, ...], middle: Collection[int], joined: Collection[int] = ()) -> str:
    """A table; cells of the ``middle`` columns are centred, empty ones of ``joined`` go upwards."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    places = range(len(widths))
    head = "".join(
        _cell(widths[i], "CellHead", f"{{{{ section.grid.heads[{i}] }}}}") for i in places
    )
    cells = "".join(
        _cell(
            widths[i],
            "CellMiddle" if i in middle else "Cell",
            f"{{{{ row[{i}] }}}}",
            merge=f"{{{{ 'restart' if row[{i}] else 'continue' }}}}" if i in joined else "",
        )
        for i in places
    )
    band = _cell(sum(widths), "CellBand", "{{ row[0] }}", len(widths))
    rows = (
        _row_tag("for row in section.grid.rows")
        + _row_tag("if row|length == 1")
        + f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{band}</w:tr>"
        + _row_tag("else")
        + f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        + _row_tag("endif")
        + _row_tag("endfor")
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>'
        f'{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>{_columns(widths)}'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        + _said("Cell", "")
    )


def _top() -> str:
    left = (
        _when("head.superior", _said("Superior", "{{ head.superior }}"))
        + _said("Issuer", "{{ head.issuer }}")
        + _rule(25)
        + _when("head.number", _said("Number", "{{ head.number }}"))
        + _when("to", _said("Regarding", "{{ abstract }}"))
        + _when("draft", _said("Mark", "{{ draft }}"))
    )
    motto = (
        _said("Nation", "{{ head.motto[0] }}")
        + _each("line", "head.motto[1:]", _said("Motto", "{{ line }}"))
        + _rule(17)
    )
    right = (
        _when("head.motto", motto)
        + _when("head.place_date", _said("Place", "{{ head.place_date }}"))
        + _said("Cell", "")
    )
    title = _said("Kind", "{{ kind }}") + _said("Abstract", "{{ abstract }}") + _rule(62)
    return (
        _sides(left, right, NAMES)
        + _when("to", _said("To", "{{ to }}"))
        + _when("not to", title)
        + _said("Cell", "")
    )


def _text() -> str:
    targets = _when('section.grid and section.grid.kind == "targets"', _grid(TARGETS, (0, 3)))
    reports = _when(
        'section.grid and section.grid.kind == "reports"', _grid(REPORTS, (0, 2, 4), (0, 1, 2))
    )
    section = (
        _said("Part", "{{ section.heading }}")
        + _each("line", "section.paragraphs", _said("Body", "{{ line }}"))
        + targets
        + reports
    )
    return (
        _each("line", "basis", _said("Basis", "{{ line }}"))
        + _said("Body", "{{ lead }}")
        + _each("section", "sections", section)
        + _said("Closing", "{{ closing }}")
    )


def _foot() -> str:
    left = _said("Recipients", "{{ recipients_heading }}") + _each(
        "line", "recipients", _said("Recipient", "{{ line }}")
    )
    gap = _said("Signature", "") * 3
    right = _said("Signer", "{{ head.signer[0] }}") + _each(
        "line", "head.signer[1:]", _said("Signature", "{{ line }}") + gap
    )
    return _sides(left, _when("head.signer", right) + _said("Cell", ""), SIGNS)


def _page() -> str:
    margins = {"top": 20, "bottom": 20, "left": 30, "right": 15, "header": 10, "footer": 10}
    listed = "".join(f' w:{n}="{round(mm * MILLIMETRE)}"' for n, mm in margins.items())
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER}"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar{listed} w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
