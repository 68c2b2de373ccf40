"""Every format of the workbook, by name; made once, used by index."""

from types import MappingProxyType
from typing import Any

FONT = "Times New Roman"
_GREY = "#808080"
_LINE: dict[str, Any] = {"border": 1, "border_color": _GREY, "valign": "vcenter"}
_WRAP: dict[str, Any] = {**_LINE, "text_wrap": True}
_LEVEL: dict[str, Any] = {
    "top": 1,
    "bottom": 1,
    "top_color": _GREY,
    "bottom_color": _GREY,
    "valign": "vcenter",
    "bg_color": "#EEF3FA",
}
_HEAD: dict[str, Any] = {
    **_WRAP,
    "bold": True,
    "align": "center",
    "bg_color": "#DCE6F1",
}
DECIMALS = range(7)
"""Decimals a figure may be shown with."""


def number_format(decimals: int) -> str:
    """The number format for so many decimals; the reader's locale sets its separators.

    It ends in a space as wide as a bracket, which keeps figures off the cell's border.
    """
    return "#,##0" + ("." + "0" * decimals if decimals else "") + "_)"


def guess_format(decimals: int) -> str:
    """The number format of an estimate."""
    return '"≈ "' + number_format(decimals)


def truth_format(yes: str, no: str) -> str:
    """The number format of 1 and 0 shown as words; other numbers as they are."""
    words = [word.replace('"', "") for word in (yes, no)]
    return f'[=1]"{words[0]}"_);[=0]"{words[1]}"_);0_)'


def _figures(name: str, extra: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{name}{d}": {
            **_LINE,
            "num_format": number_format(d),
            "align": "right",
            "shrink": True,
            **extra,
        }
        for d in DECIMALS
    }


def trend_format(decimals: int, lean: str) -> str:
    """The number format of a movement: its sign as ▲, ▼ or =, red where it is the bad way."""
    up, down = {"up": ("", "[Red]"), "down": ("[Red]", "")}.get(lean, ("", ""))
    number = number_format(decimals)
    return f'{up}"▲ "{number};{down}"▼ "{number};[Black]"="_)'


def _trends() -> dict[str, dict[str, Any]]:
    return {
        f"trend_{lean}{d}": {
            **_LINE,
            "num_format": trend_format(d, lean),
            # Green as a font: the green of number formats is not the same in every program.
            **({"font_color": "#006100"} if lean else {}),
            "align": "right",
            "shrink": True,
        }
        for d in DECIMALS
        for lean in ("", "up", "down")
    }


def _guesses(name: str, like: str) -> dict[str, dict[str, Any]]:
    of = _figures(like, _TOTAL if like == "total" else {})
    return {f"{name}{d}": {**of[f"{like}{d}"], "num_format": guess_format(d)} for d in DECIMALS}


_TOTAL: dict[str, Any] = {"bold": True, "bg_color": "#F2F2F2", "top": 2}
STYLES: MappingProxyType[str, dict[str, Any]] = MappingProxyType(
    {
        "plain": {},
        "wrapped": {"text_wrap": True, "valign": "vcenter"},
        "left": {"align": "center", "valign": "top", "text_wrap": True},
        "issuer": {"align": "center", "bold": True, "text_wrap": True, "valign": "top"},
        "motto": {"align": "center", "bold": True, "valign": "top"},
        "motto_rule": {
            "align": "center",
            "bold": True,
            "underline": 1,
            "font_size": 12,
            "valign": "top",
        },
        "italic_right": {"align": "center", "italic": True},
        "title": {
            "align": "center",
            "bold": True,
            "font_size": 14,
            "text_wrap": True,
            "valign": "vcenter",
        },
        "subtitle": {
            "align": "center",
            "bold": True,
            "font_size": 12,
            "text_wrap": True,
            "valign": "vcenter",
        },
        "centred": {"align": "center", "italic": True, "text_wrap": True, "valign": "vcenter"},
        "heading": {"bold": True, "font_size": 13},
        "heading_wrapped": {"bold": True, "font_size": 13, "text_wrap": True, "valign": "vcenter"},
        "subheading": {"bold": True, "font_size": 11, "text_wrap": True, "valign": "vcenter"},
        "note": {"italic": True, "font_color": "#404040"},
        "note_wrapped": {
            "italic": True,
            "font_color": "#404040",
            "text_wrap": True,
            "valign": "top",
        },
        "rehearsal": {
            "bold": True,
            "font_color": "#C00000",
            "font_size": 13,
            "valign": "vcenter",
        },
        "rehearsal_centred": {
            "bold": True,
            "font_color": "#C00000",
            "font_size": 13,
            "align": "center",
        },
        "head": _HEAD,
        "section": {**_LEVEL, "indent": 1, "left": 1, "left_color": _GREY, "bold": True},
        "section_rest": _LEVEL,
        "section_end": {**_LEVEL, "right": 1, "right_color": _GREY},
        "cell": {**_LINE, "indent": 1},
        "cell_wrap": {**_WRAP, "indent": 1},
        "cell_strong": {**_WRAP, "align": "left", "bold": True, "indent": 1},
        "cell_fit": {**_LINE, "indent": 1, "shrink": True},
        "cell_top": {**_WRAP, "align": "left", "indent": 1, "valign": "top"},
        "cell_mid_top": {**_WRAP, "align": "center", "valign": "top"},
        "cell_mid": {**_WRAP, "align": "center"},
        "cell_total": {**_WRAP, **_TOTAL, "indent": 1},
        "link": {**_WRAP, "indent": 1, "font_color": "#1F4E79", "underline": 1},
        "agreed": {**_WRAP, "align": "center", "bold": True},
        "cell_own": {**_WRAP, "indent": 1, "italic": True},
        "met": {**_WRAP, "indent": 1, "bold": True, "font_color": "#006100", "bg_color": "#D9F2DD"},
        "unmet": {
            **_WRAP,
            "indent": 1,
            "bold": True,
            "font_color": "#9C0006",
            "bg_color": "#FBDDDD",
        },
        "partly": {
            **_WRAP,
            "indent": 1,
            "bold": True,
            "font_color": "#1F4E79",
            "bg_color": "#DDEBF7",
        },
        "below_floor": {
            **_WRAP,
            "indent": 1,
            "bold": True,
            "font_color": "#7F3F00",
            "bg_color": "#FFE5CC",
        },
        "no_data": {**_WRAP, "indent": 1, "font_color": "#595959", "bg_color": "#F2F2F2"},
        "not_judged": {
            **_WRAP,
            "indent": 1,
            "italic": True,
            "font_color": "#7F6000",
            "bg_color": "#FFF6DD",
        },
        "sign_title": {"align": "center", "bold": True, "text_wrap": True, "valign": "top"},
        "sign_note": {"align": "center", "italic": True, "valign": "top"},
        **_figures("number", {}),
        **_figures("own", {"italic": True}),
        **_figures("total", _TOTAL),
        **_figures("points", {"bold": True, "bg_color": "#F2F2F2"}),
        **_figures("below", {"italic": True, "font_color": "#595959"}),
        **_trends(),
        **_guesses("guess", "number"),
        **_guesses("guess_total", "total"),
    }
)


def styles(yes: str, no: str) -> dict[str, dict[str, Any]]:
    """Every format, with yes and no in the words of one language."""
    said = {
        f"{kind}_yes": {**STYLES[f"{kind}0"], "num_format": truth_format(yes, no)}
        for kind in ("number", "own", "total", "below")
    }
    return {**STYLES, **said}
