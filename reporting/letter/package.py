"""The Word file around a letter's text: its parts, styles, and the header with page numbers."""

from reporting.workbook.archive import archive, part

MILLIMETRE = 56.7
"""Twips."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEADER = "rId3"
"""The relation by which a page refers to its header."""

Look = tuple[int, int, int, int, str, int, int, int]
"""Points, bold, italic, capitals, alignment, points before and after, first line in mm."""
STYLES: dict[str, Look] = {
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


def package(body: str) -> bytes:
    """A Word file with this body, the same bytes every time."""
    return archive([part(name, text.encode()) for name, text in _parts(body).items()])


def _parts(body: str) -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(),
        "word/document.xml": f"{_HEAD}<w:document {_W} {_R}>{body}</w:document>",
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_OFFICE}/styles", "styles.xml"),
            ("rId2", f"{_OFFICE}/settings", "settings.xml"),
            (HEADER, f"{_OFFICE}/header", "header1.xml"),
        ),
        "word/styles.xml": f"{_HEAD}<w:styles {_W}>{_styles()}</w:styles>",
        "word/settings.xml": f"{_HEAD}<w:settings {_W}/>",
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
        "<w:name w:val='Normal Table'/></w:style>"
    )
    return start + "".join(_style(name, look) for name, look in STYLES.items())


def _style(name: str, look: Look) -> str:
    points, bold, italic, capitals, alignment, before, after, first = look
    size = f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>'
    marks = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * italic + "<w:caps/>" * capitals
    line = ' w:line="264" w:lineRule="auto"' if first else ""
    keep = "<w:keepNext/>" if name in KEPT else ""
    indent = f'<w:ind w:firstLine="{round(first * MILLIMETRE)}"/>' if first else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{keep}'
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"{line}/>{indent}'
        f'<w:jc w:val="{alignment}"/></w:pPr>'
        f"<w:rPr>{marks}{size}</w:rPr></w:style>"
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
