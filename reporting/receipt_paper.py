"""The paper of a receipt: one A4 page of HTML that needs nothing but itself, to keep and print."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

_STYLE = """
@page { size: A4; margin: 18mm 18mm 16mm 22mm }
* { box-sizing: border-box }
body { font: 13pt/1.42 "Times New Roman", "Liberation Serif", serif; color: #111;
  max-width: 170mm; margin: 8mm auto; padding: 0 4mm }
header p { margin: 0 }
header .issuer { font-weight: bold; text-transform: uppercase }
h1 { font-size: 17pt; text-align: center; margin: 11mm 0 1mm }
.reference { text-align: center; margin: 0 0 7mm; overflow-wrap: anywhere }
main { padding-right: 0.4mm }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.3mm solid #8a8a8a; padding: 1.5mm 2.5mm; text-align: left;
  vertical-align: top }
th { width: 30%; font-weight: normal; background: #f1f1ee }
td { overflow-wrap: anywhere }
.strong { font-weight: bold }
.hash { font: 10.5pt/1.5 "Liberation Mono", "DejaVu Sans Mono", Consolas, monospace;
  word-spacing: 0.12em }
h2 { font-size: 13pt; margin: 7mm 0 1mm }
ul { margin: 0; padding-left: 6mm }
li { margin: 0.8mm 0 }
code { font: 10.5pt "Liberation Mono", "DejaVu Sans Mono", Consolas, monospace }
footer { margin-top: 6mm; font-size: 10.5pt; color: #444 }
@media print { body { margin: 0; padding: 0; max-width: none } footer { color: #111 } }
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a paper shows beside the receipt's own facts.

    ``title`` what the form is called, ``received`` the moment by the country's clock,
    ``fingerprint`` of the key, ``file`` the name of the receipt's own file, ``entered_by`` who
    entered it for a silent unit, ``language`` that of the page.
    """

    title: str
    received: str
    fingerprint: str
    file: str
    entered_by: str
    language: str


def page(facts: Mapping[str, Any], shown: Shown, words: Mapping[str, str]) -> str:
    """A receipt as an HTML page; ``words`` are those of the area ``receipt_paper``."""
    rows = "\n".join(
        f'<tr><th scope="row">{escape(words[key])}</th><td{_kind(kind)}>{escape(text)}</td></tr>'
        for key, text, kind in _rows(facts, shown)
    )
    advice = "\n".join(f"<li>{one}</li>" for one in _advice(shown, words))
    title = escape(words["title"])
    return (
        f'<!DOCTYPE html>\n<html lang="{shown.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title} {escape(str(facts['reference']))}</title>\n<style>{_STYLE}</style>\n"
        f'</head>\n<body>\n<header><p class="issuer">{escape(str(facts["issuer_name"]))}</p>\n'
        f"<p>{escape(words['receiver'])}</p></header>\n"
        f"<main>\n<h1>{title}</h1>\n"
        f'<p class="reference">{escape(words["number"])}: {escape(str(facts["reference"]))}</p>\n'
        f"<table>\n{rows}\n</table>\n"
        f"<h2>{escape(words['how'])}</h2>\n<ul>\n{advice}\n</ul>\n</main>\n"
        f"<footer>{escape(words['foot'])}</footer>\n</body>\n</html>\n"
    )


def _rows(facts: Mapping[str, Any], shown: Shown) -> Iterator[tuple[str, str, str]]:
    """Key of the label, text, and how it is set, in the order of the page."""
    yield "unit", f"{facts['unit_name']} ({facts['unit']})", "strong"
    yield "form", f"{shown.title} ({facts['form']})", ""
    yield "period", str(facts["period"]), ""
    yield "plan", str(facts["plan"]), ""
    yield "revision", str(facts["revision"]), "strong"
    yield "received", shown.received, "strong"
    yield "sender", str(facts["sender"] or "-"), ""
    if shown.entered_by:
        yield "behalf", shown.entered_by, "strong"
    yield "source", str(facts["source"]), ""
    yield "sha256", grouped(str(facts["sha256"])), "hash"
    journal = facts["journal"]
    yield "journal", f"{journal['number']} · {grouped(str(journal['hash']))}", "hash"
    yield "key", shown.fingerprint, "hash"


def _advice(shown: Shown, words: Mapping[str, str]) -> Sequence[str]:
    file = f"<code>{escape(shown.file)}</code>"
    command = f"<code>capbac verify {escape(shown.file)}</code>"
    return (
        escape(words["keep"]).replace("{file}", file),
        escape(words["check"]).replace("{command}", command),
        escape(words["compare"]),
    )


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def grouped(digest: str) -> str:
    """A hash in eights, so that an eye can follow it."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
