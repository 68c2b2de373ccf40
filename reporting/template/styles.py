"""Every format of a template by name: colours say what a cell is for, and signs say it again."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from reporting.workbook.styles import FONT

_GREY = "#808080"
_BOX: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "vcenter"}
_WRAP: dict[str, Any] = {**_BOX, "text_wrap": True}
_BAND: dict[str, Any] = {"bg_color": "#DCE6F1", "top": 1, "bottom": 1, "border_color": "#A6A6A6"}
_SMALL: dict[str, Any] = {"font_size": 9}
SMALL = 9.0
"""Points of the checks' and hints' letters."""

STATES: Mapping[str, dict[str, Any]] = MappingProxyType({
    "open": {"bg_color": "#FFF8D6", "locked": False},
    "offered": {"bg_color": "#DDF2E3"},
    "shut": {"bg_color": "#F2F2F2", "font_color": "#404040"},
    "wrong": {"bg_color": "#FFC7CE", "locked": False, "border": 2, "border_color": "#C00000"},
    "doubt": {"bg_color": "#FFDDA6", "locked": False, "border": 2, "border_color": "#BF8F00"},
    "wrong_shut": {"bg_color": "#FFC7CE", "border": 2, "border_color": "#C00000"},
    "doubt_shut": {"bg_color": "#FFDDA6", "border": 2, "border_color": "#BF8F00"},
})  # fmt: skip
"""What an entry cell is: to be filled in, filled in from elsewhere, not to be changed, at fault."""

_FIXED: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "title_across": {"bold": True, "font_size": 14, "valign": "vcenter", "text_wrap": True},
    "line": {"valign": "vcenter"},
    "across": {"valign": "vcenter", "text_wrap": True},
    "strong": {"bold": True, "font_size": 12, "valign": "vcenter"},
    "right": {"align": "right", "valign": "vcenter"},
    "code": {"bold": True, "font_name": "Courier New", "valign": "vcenter"},
    "note": {"italic": True, "font_color": "#404040", "valign": "vcenter", "font_size": 10},
    "aside": {"italic": True, "font_color": "#404040", "valign": "vcenter", "font_size": 10,
              "align": "left", "indent": 1},
    "notice": {"bold": True, "font_color": "#C00000", "valign": "vcenter", "text_wrap": True},
    "share": {**_BOX, "num_format": "0%", "align": "center", "bold": True},
    "verdict": {"bold": True, "valign": "vcenter", "indent": 1},
    "verdict_bad": {"bold": True, "valign": "vcenter", "indent": 1, "font_color": "#C00000"},
    "tick_words": {"bold": True, "valign": "vcenter", "top": 1, "bottom": 1,
                   "border_color": "#A6A6A6"},
    "band": {"top": 1, "bottom": 1, "border_color": "#A6A6A6"},
    "head": {**_WRAP, "bold": True, "align": "center", "bg_color": "#1F4E79",
             "font_color": "#FFFFFF"},
    "section": {**_BAND, "bold": True, "valign": "vcenter"},
    "section_rest": {**_BAND, **_SMALL, "italic": True, "align": "left", "indent": 1,
                     "valign": "vcenter"},
    "number": {**_BOX, "align": "center", "font_color": "#404040"},
    "label": {**_WRAP, "align": "left", "indent": 1},
    "label_made": {**_WRAP, "indent": 1, "italic": True, "bg_color": "#F2F2F2"},
    "unit": {**_WRAP, "align": "center"},
    "target": {**_WRAP, "align": "center", "font_size": 10},
    "check": {**_WRAP, **_SMALL, "align": "left", "indent": 1},
    "hint": {**_WRAP, **_SMALL, "font_color": "#595959", "indent": 1},
    "guide_title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "guide_head": {"bold": True, "valign": "top"},
    "guide": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "guide_number": {"align": "center", "valign": "top", "bold": True},
    "cell": {**_WRAP, "align": "left", "indent": 1, "valign": "top"},
    "cell_mid": {**_WRAP, "align": "center", "valign": "top"},
    "kind_error": {**_WRAP, "align": "center", "valign": "top", "bold": True,
                   "font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "kind_warning": {**_WRAP, "align": "center", "valign": "top", "bold": True,
                     "font_color": "#7F6000", "bg_color": "#FFDDA6"},
    "link": {**_WRAP, "align": "center", "valign": "top", "font_color": "#0563C1",
             "underline": 1},
    "reason": {**_WRAP, "valign": "top", "bg_color": "#FFF8D6", "locked": False, "indent": 1,
               "num_format": "@"},
    "reason_shut": {**_WRAP, "valign": "top", "bg_color": "#F2F2F2"},
    "good": {"font_color": "#006100"},
    "bad": {"font_color": "#9C0006", "bg_color": "#FBDDDD", "bold": True},
    "unsure": {"font_color": "#7F6000", "bg_color": "#FFF2CC", "bold": True},
    "covered": {"bg_color": "#E7E6E6"},
}  # fmt: skip


EXACT = "exact"
"""The look of a figure with more decimals than it may have: every digit is seen."""


def _look(look: str) -> dict[str, Any]:
    if look == EXACT:
        return {**_BOX, "num_format": "#,##0.###############", "align": "right", "indent": 1}
    if look.startswith("n"):
        decimals = int(look[1:])
        return {
            **_BOX,
            "num_format": "#,##0" + ("." + "0" * decimals if decimals else ""),
            "align": "right",
            "indent": 1,
        }
    if look == "day":
        return {**_BOX, "num_format": "dd/mm/yyyy", "align": "center"}
    if look == "text":
        return {**_WRAP, "num_format": "@", "align": "left", "valign": "top", "font_size": 10}
    return {**_WRAP, "num_format": "@", "align": "center"}


def properties(name: str) -> dict[str, Any]:
    """The properties of a format: a fixed one, or ``state:look`` of an entry cell or its like."""
    state, colon, look = name.partition(":")
    if not colon:
        found = _FIXED[name]
    elif state == "made":
        found = {**_look(look), "bg_color": "#F2F2F2", "italic": True, "bold": True}
    elif state == "sample":
        # Painted as what it explains, and never to be typed into.
        found = {**_look("pick"), **STATES[look], "locked": True}
    elif state in ("before", "standing"):
        colour = {"bg_color": "#DDF2E3"} if state == "standing" else {}
        found = {**_look(look), "font_color": "#404040", **colour, **_kept(look)}
    else:
        found = {**_look(look), **STATES[state]}
    return {"font_name": FONT, "font_size": 11, **found}


def _kept(look: str) -> dict[str, Any]:
    """How figures of the period before are kept within their narrower column."""
    return {"shrink": True} if look.startswith("n") else _SMALL


def entry_styles(looks: Iterable[str]) -> list[str]:
    """The formats the open workbooks of one form may need, whatever stands in them."""
    return [f"{state}:{look}" for look in sorted(set(looks)) for state in ("open", "offered")]
