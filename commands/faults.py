"""A submission's faults as a clerk reads them: what is most important first, each with its mend."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import messages
from commands.voice import aside, languages, tell

if TYPE_CHECKING:
    from engine.confirm import Warned
    from engine.work import Work
    from errors import Fault
    from reporting.fault_list import Entry
    from schemas.form import Form
    from store.refusals import Refusal

Forms = Mapping[int, "Form"]
UNUSUAL = ("moved_much", "unlike_siblings")
"""Faults of figures that are allowed, but not usual."""
MOST, FEW = 40, 10
"""Faults spelled out of one submission alone, and of one among others."""


def forms_of(work: "Work", refused: Sequence["Refusal"], warned: Sequence["Warned"]) -> Forms:
    """The forms by which these were judged, by row id."""
    from engine.forms import of_ids

    wanted = {one.attempt.form_id for one in refused if one.attempt}
    return of_ids(work, wanted | {one.form_id for one in warned})


def of_refusal(one: "Refusal", forms: Forms) -> tuple["Entry", ...]:
    """What is wrong with one refused submission, in order."""
    from reporting.fault_list import Ground, fault_list

    ground = Ground(source=one.source)
    if one.attempt is not None:
        form = forms[one.attempt.form_id]
        ground = Ground(form, one.attempt.level, one.source, one.attempt.template)
    return fault_list(one.faults, messages.fault, messages.mend, ground)


def of_draft(
    faults: Sequence["Fault"], form: "Form", level: str, source: str
) -> tuple["Entry", ...]:
    """What is wrong with a draft, in order."""
    from reporting.fault_list import Ground, fault_list

    return fault_list(faults, messages.fault, messages.mend, Ground(form, level, source))


def of_warned(one: "Warned", forms: Forms) -> "Entry":
    """One warning beside something accepted."""
    from reporting.fault_list import Ground, fault_list

    ground = Ground(forms[one.form_id], one.level, one.source, one.template)
    (entry,) = fault_list([one.fault], messages.fault, messages.mend, ground)
    return entry


def tell_entries(entries: Sequence["Entry"], limit: int = MOST, source: str = "") -> None:
    """Say faults on stderr, in both languages; the rest are counted.

    ``source`` was said already: what stands nowhere more exact is not placed again.
    """
    from reporting.fault_list import capped

    first, more = capped(entries, limit)
    for number, entry in enumerate(first, 1):
        for line in lines(number, entry, source):
            aside(f"  {line}")
    if more:
        tell("more_faults", count=more)


def lines(number: int, entry: "Entry", source: str = "") -> list[str]:
    """One fault: where it is and what it asks, what stands there, what is wrong, how to mend it."""
    said: list[str] = []
    for language in languages():
        words = messages.words(language, "commands")
        fault = entry.fault
        if not said:
            said.append(f"{number}. {_head(entry, language, words, source)}")
            spoken = replace(
                fault, sent=entry.sent.in_(language), allowed=entry.allowed.in_(language)
            )
            allowed, sent = messages.allowed(language, spoken), messages.sent(language, spoken)
            key = "fault_usual" if fault.code in UNUSUAL else "fault_allowed"
            figures = (("fault_sent", "sent", sent), (key, "allowed", allowed))
            shown = [messages.fill(words[key], {name: text}) for key, name, text in figures if text]
            said += [f"   {' · '.join(shown)}"] if shown else []
        said.append(f"   [{fault.code}] {entry.sentence.in_(language)}")
        said.append(f"   {messages.fill(words['fault_mend'], {'mend': entry.mend.in_(language)})}")
    return said


def _head(entry: "Entry", language: str, words: Mapping[str, str], source: str) -> str:
    label, path = entry.label.in_(language), entry.fault.path
    named = f"{label} ({path})" if path and label != path else path
    named = f"{entry.number} {named}" if entry.number else named
    place = entry.cell or ("" if entry.where == source else messages.place(language, entry.where))
    odd = words["fault_warning"] if entry.fault.severity == "warning" else ""
    told = (place, "·" if place and named else "", named, odd)
    return " ".join(part for part in told if part) or words["fault_whole"]
