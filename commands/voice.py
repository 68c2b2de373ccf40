"""How commands speak: data on stdout, words on stderr, both languages where it is refused."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import messages
from commands.context import here
from errors import Fault, Kind, Problem

if TYPE_CHECKING:
    from rich.progress import TaskID

SHOWN = 40
"""Faults spelled out on a terminal; the rest are counted, and all of them kept."""
Progress = Callable[[str, int, int], None]


def word(key: str, **details: object) -> str:
    """A sentence of the commands in the call's language."""
    return messages.fill(messages.words(here().language, "commands")[key], details)


def level_word(level: str) -> str:
    """What people call a level; in English the data's own label is a word already."""
    return _level_in(here().language, level)


def _level_in(language: str, level: str) -> str:
    if language != "vi":
        return level
    return messages.words("vi", "workbook").get(f"level_{level}", level)


def figure(text: str | None) -> str:
    """A figure with decimals as the call's language writes it; empty where there is none."""
    if text is None:
        return ""
    return text.replace(".", ",") if here().language == "vi" else text


def tell(key: str, **details: object) -> None:
    """Say a sentence on stderr."""
    print(word(key, **details), file=sys.stderr)


def aside(line: str) -> None:
    """Put a line that is already in words on stderr."""
    print(line, file=sys.stderr)


def give(data: object, lines: Sequence[str]) -> None:
    """Put a result on stdout: as JSON where asked, else as lines."""
    if here().json:
        print(json.dumps(data, ensure_ascii=False, default=str, indent=1))
        return
    for line in lines:
        print(line)


def show_faults(faults: Sequence[Fault], *, limit: int = SHOWN) -> None:
    """Faults on stderr with their place, in the call's language first, then in the other."""
    for fault in faults[:limit]:
        for language in languages():
            where = messages.place(language, fault.where)
            path = messages.shown(fault.path[: messages.LONGEST])
            place = " · ".join(part for part in (where, path) if part)
            said = f"[{fault.code}] {messages.fault(language, fault)}"
            print(f"  {place}: {said}" if place else f"  {said}", file=sys.stderr)
    if len(faults) > limit:
        tell("more_faults", count=len(faults) - limit)


def refuse(problem: Problem, language: str = "") -> int:
    """Say a problem in both languages; the exit code it means."""
    for spoken in languages(language):
        said = problem_words(spoken, problem)
        print(f"[{problem.code}] {said}", file=sys.stderr)
    if problem.faults:
        show_faults(problem.faults)
    return 2 if problem.kind is Kind.WRONG_USE else 1


def problem_words(language: str, problem: Problem) -> str:
    """The sentence of a problem; the moment in it by the country's clock."""
    from commands.clock import civil_words

    details = problem.details
    if isinstance(at := details.get("at"), str):
        details = {**details, "at": civil_words(at, here().work())}
    if problem.code == "level_unknown":
        names = str(details["known"]).split(", ")
        said = [(name, _level_in(language, name)) for name in names]
        known = (name if name == label else f"{name} ({label})" for name, label in said)
        details = {**details, "known": ", ".join(known)}
    return messages.problem(language, problem.code, details)


def languages(first: str = "") -> tuple[str, str]:
    """The call's language first, then the other."""
    try:
        first = first or here().language
    except IndexError:
        first = "vi"
    return (first, "en" if first == "vi" else "vi")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar a stage where a person watches; silence where none does."""
    if not here().terminal:
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    stages: dict[str, TaskID] = {}
    with bars:

        def step(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bars.add_task(word(f"stage_{stage}"), total=total)
            bars.update(stages[stage], completed=done, total=total)

        yield step
