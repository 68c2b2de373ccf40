"""The letter's template: a Word file with Jinja tags, laid out by this code alone.

Page form of Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20/20/30/15 mm, Times New Roman,
the page number from the second page on, in the middle of the top margin.
"""

from collections.abc import Collection
from functools import lru_cache

from reporting.workbook.archive import archive, part

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MILLIMETRE = 56.7
"""Twips; the width between the margins is 165 mm."""
TARGETS = (12, 88, 40, 25)
REPORTS = (12, 58, 24, 46, 25)
"""Widths of the tables' columns in millimetres."""

STYLES = {
    # name: (points, bold, italic, capitals, alignment, before, after, first line mm)
    "Superior": (12, 0, 0, 1, "center", 0, 0, 0),
    "Issuer": (12, 1, 0, 1, "center", 0, 0, 0),
    "Nation": (12, 1, 0, 1, "center", 0, 0, 0),
    "Motto": (13, 1, 0, 0, "center", 0, 0, 0),
    "Number": (13, 0, 0, 0, "center", 4, 0, 0),
    "Place": (13, 0, 1, 0, "center", 4, 0, 0),
    "Regarding": (12, 0, 0, 0, "center", 4, 0, 0),
    "Mark": (13, 1, 0, 0, "center", 6, 0, 0),
    "Kind": (14, 1, 0, 1, "center", 14, 0, 0),
    "Abstract": (14, 1, 0, 0, "center", 0, 0, 0),
    "To": (14, 0, 0, 0, "center", 14, 8, 0),
    "Basis": (14, 0, 1, 0, "both", 0, 5, 10),
    "Body": (14, 0, 0, 0, "both", 0, 5, 10),
    "Closing": (14, 0, 0, 0, "both", 0, 12, 10),
    "Part": (14, 1, 0, 0, "both", 6, 5, 10),
    "Cell": (12, 0, 0, 0, "left", 2, 2, 0),
    "CellMiddle": (12, 0, 0, 0, "center", 2, 2, 0),
    "CellHead": (12, 1, 0, 0, "center", 2, 2, 0),
    "CellBand": (12, 1, 1, 0, "left", 2, 2, 0),
    "Recipients": (12, 1, 1, 0, "left", 0, 0, 0),
    "Recipient": (11, 0, 0, 0, "left", 0, 0, 0),
    "Signer": (14, 1, 0, 0, "center", 0, 0, 0),
    "Signature": (13, 0, 1, 0, "center", 0, 0, 0),
}

KEPT = frozenset({"Part", "Closing", "CellHead", "CellBand"})
"""Styles whose paragraphs stay on the page of what follows."""
NAMES, SIGNS = (74, 91), (80, 85)
"""Widths of the two sides of the head and of the foot in millimetres."""


@lru_cache(maxsize=1)
def template() -> bytes:
    """The Word file with its tags; made once a process."""
    return archive([part(name, text.encode()) for name, text in _parts().items()])


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(),
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}><w:body>{_body()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_OFFICE}/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/settings", "settings.xml"),
            ("rId3", f"{_OFFICE}/header", "header1.xml"),
        ),
        "word/styles.xml": f"{_HEAD}<w:styles {_W}>{_styles()}</w:styles>",
        "word/settings.xml": f"{_HEAD}<w:settings {_W}><w:defaultTabStop w:val='720'/></w:settings>",
        "word/header1.xml": f"{_HEAD}<w:hdr {_W}>{_page_number()}</w:hdr>",
    }


def _content_types() -> str:
    kinds = {
        "word/document.xml": f"{_MAIN}.document.main+xml",
        "word/styles.xml": f"{_MAIN}.styles+xml",
        "word/settings.xml": f"{_MAIN}.settings+xml",
        "word/header1.xml": f"{_MAIN}.header+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*found: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in found
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    )


def _styles() -> str:
    font = "".join(f' w:{kind}="Times New Roman"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    start = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{font}/><w:color w:val='000000'/>"
        "<w:sz w:val='28'/><w:szCs w:val='28'/><w:lang w:val='vi-VN' w:eastAsia='vi-VN'/></w:rPr>"
        "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'>"
        "<w:name w:val='Normal'/></w:style>"
        "<w:style w:type='table' w:default='1' w:styleId='TableNormal'>"
        "<w:name w:val='Normal Table'/><w:tblPr><w:tblInd w:w='0' w:type='dxa'/></w:tblPr></w:style>"
    )
    return start + "".join(_style(name, *look) for name, look in STYLES.items())


def _style(
    name: str,
    points: int,
    bold: int,
    italic: int,
    capitals: int,
    alignment: str,
    before: int,
    after: int,
    first: int,
) -> str:
    marks = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic + "<w:caps/>" * capitals
    line = ' w:line="264" w:lineRule="auto"' if first else ""
    keep = "<w:keepNext/>" if name in KEPT else ""
    indent = f'<w:ind w:firstLine="{round(first * MILLIMETRE)}"/>' if first else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{keep}'
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"{line}/>{indent}'
        f'<w:jc w:val="{alignment}"/></w:pPr>'
        f'<w:rPr>{marks}<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/></w:rPr></w:style>'
    )


def _page_number() -> str:
    return (
        "<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:rPr><w:sz w:val='26'/></w:rPr>"
        "<w:fldChar w:fldCharType='begin'/></w:r><w:r><w:rPr><w:sz w:val='26'/></w:rPr>"
        "<w:instrText xml:space='preserve'> PAGE </w:instrText></w:r><w:r><w:rPr>"
        "<w:sz w:val='26'/></w:rPr><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:rPr>"
        "<w:sz w:val='26'/></w:rPr><w:t>2</w:t></w:r><w:r><w:rPr><w:sz w:val='26'/></w:rPr>"
        "<w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )


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
        f'<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="0" w:line="40" w:lineRule="exact"/>'
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


def _body() -> str:
    return "".join([_top(), _text(), _foot(), _page()])


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
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="11906" w:h="16838"/><w:pgMar{listed} w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
