"""What ``report`` was asked for, and carrying it out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import messages
from commands.context import here, read_day
from commands.resume import mention
from commands.voice import give, progress, word
from errors import Problem

if TYPE_CHECKING:
    from engine.report import Order, Scope, Written


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of ``report`` by their names there."""

    period: str
    out: str
    form: str | None
    unit: str | None
    level: str | None
    every: bool
    full: bool
    final: bool
    flow: bool
    published: bool
    vintage: int | None
    supplement: tuple[int, int] | None
    on: str | None
    compare: str | None
    bounds: bool
    anew: bool
    layout: Path | None
    one_book: bool

    @property
    def day(self) -> date | None:
        """The day of the map asked for."""
        return read_day(self.on)

    @property
    def scope(self) -> "Scope":
        """Which units get a workbook."""
        from engine.report import Scope

        return Scope(self.unit, self.level)

    def check(self) -> None:
        """Raises Problem usage where options do not go together."""
        given = {
            "--unit": self.unit,
            "--level": self.level,
            "--all": self.every,
            "--final": self.final,
            "--flow": self.flow,
            "--published": self.published,
            "--vintage": self.vintage,
            "--supplement": self.supplement,
            "--on": self.on,
            "--compare": self.compare,
            "--bounds": self.bounds,
            "--layout": self.layout,
            "--one-book": self.one_book,
        }
        for alternatives in _ALTERNATIVES:
            _fits({name: given[name] for name in alternatives.split()})
        if self.flow and any(given[name] for name in _HERE):
            raise Problem("usage", reason=" | ".join(("--flow", *_HERE)))
        if self.one_book and self.unit is None and self.level is None:
            raise Problem("usage", reason="--one-book --level | --unit")


_HERE = ("--on", "--vintage", "--published", "--compare", "--bounds")
"""What is not the roll-up itself is the same wherever it is made: no flow writes it."""
_ALTERNATIVES = (
    "--unit --level --all",
    "--vintage --supplement --final",
    "--on --vintage --supplement",
    "--supplement --level --all",
    "--vintage --supplement --compare",
    "--published --compare",
    "--on --bounds",
    "--vintage --bounds",
    "--supplement --bounds",
    "--published --bounds",
    "--one-book --bounds",
    "--one-book --published",
    "--one-book --layout --supplement",
    "--one-book --all --compare",
    "--one-book --flow",
    "--layout --flow",
)


def _fits(alternatives: Mapping[str, object]) -> None:
    """Of these options only one may be given. Raises Problem usage."""
    if sum(value not in (None, False) for value in alternatives.values()) > 1:
        raise Problem("usage", reason=" | ".join(alternatives))


def carried_out(asked: Asked) -> int:
    """Write what was asked for and tell of it; the exit code."""
    asked.check()
    if asked.supplement is not None:
        from commands.supplement import write

        write(
            asked.period,
            asked.form,
            asked.unit,
            asked.supplement,
            asked.out,
            published=asked.published,
        )
        return 0
    done = _done(asked)
    data = {
        "workbooks": len(done.paths),
        "written": done.fresh,
        "unchanged": done.unchanged,
        "out": str(asked.out),
        "files": list(done.paths),
    }
    give(data, [workbooks_line(done, asked.out)])
    return 0 if asked.vintage else _unknown(asked)


def workbooks_line(done: "Written", out: Path | str) -> str:
    """How many workbooks were written, and how many stood there already as they should be."""
    said = "reported_again" if done.unchanged else "reported"
    return word(said, count=done.fresh, unchanged=done.unchanged, out=out)


def _unknown(asked: Asked) -> int:
    """Name units that lineage, or a map of another form, leaves out; the exit code."""
    work, day = here().work(), asked.day
    if day is None:
        from commands.over_time import warn_elsewhere

        warn_elsewhere(work, asked.period, asked.form, final=asked.final)
        return 0
    from commands.restating import tell_unknown
    from engine.restate import tell

    return tell_unknown(tell(work, asked.period, asked.form, day, final=asked.final).faults)


def _done(asked: Asked) -> "Written":
    if asked.one_book:
        from engine import filing
        from engine.one_book import one_book

        with filing.through(asked.out) as folder:
            wanted = _order(replace(asked, out=str(folder)))
            done = one_book(here().work(), wanted, asked.scope)
        return filing.told(done, asked.out)
    # What is not the roll-up itself is the same wherever it is made: it is written here.
    elsewhere = asked.flow or bool(here().environment.prefect_api)
    own = asked.on or asked.vintage or asked.published or asked.compare or asked.layout
    own = own or asked.bounds
    return _flown(asked) if elsewhere and not own else _written(asked)


def _written(asked: Asked) -> "Written":
    from engine.comparing import beside_another
    from engine.pool import opened
    from engine.report import report

    work = here().work()
    wanted = beside_another(work, _order(asked), asked.period, asked.form, asked.compare)
    wanted = _laid_out(replace(wanted, published=asked.published, anew=asked.anew), asked.layout)
    if asked.bounds:
        from engine.bounds import with_silent

        wanted = with_silent(work, wanted, asked.period)
    with progress() as step, opened(1 if asked.unit else 0) as pool:
        return report(work, wanted, asked.scope, pool, step)


def _laid_out(wanted: "Order", layout: Path | None) -> "Order":
    if layout is None:
        return wanted
    from commands.documents import read_object
    from engine.laid_out import laid_out

    return laid_out(here().work(), wanted, read_object(layout), str(layout))


def _flown(asked: Asked) -> "Written":
    from flows.run import report

    work = here().work()
    with progress() as step:
        done = report(
            work,
            asked.period,
            asked.form,
            asked.out,
            asked.scope,
            step,
            here().environment,
            final=asked.final,
            full=asked.full,
            anew=asked.anew,
        )
    mention(work)
    return done


def _order(asked: Asked) -> "Order":
    """What to write: the roll-up's workbooks, those of a vintage, or of another day's map."""
    from engine.report import order
    from engine.report_on import order_on
    from engine.report_vintage import order_vintage
    from engine.restated_books import OnMap

    work, words = here().work(), messages.words(here().language, "workbook")
    period, form, out = asked.period, asked.form, asked.out
    if (day := asked.day) is not None:
        map_of = OnMap(period, form, day, asked.final)
        return order_on(work, map_of, out, words, full=asked.full)
    if asked.vintage is not None:
        return order_vintage(work, period, form, asked.vintage, out, words, full=asked.full)
    return order(work, period, form, out, words, final=asked.final, full=asked.full)
