"""Plans as letters: the issuer's own, and a draft for each unit that is to issue one under it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from engine import plans as plan_verbs
from engine import upstream
from engine.adopt import draft
from engine.calendar import calendar_of
from engine.folders import made as made_folder
from engine.folders import unfit
from engine.forms import of_row
from engine.life import received
from engine.reach import FREE, gates, reach_of, root_of, states_by_place
from engine.roster import Map, load_roster
from engine.work import Work
from errors import Problem
from hierarchy.unit import Unit
from reporting.adoption import earliest, own_dues
from reporting.document_number import read_number
from reporting.letter.basis import Source, source_of
from reporting.letter.compose import Matter, compose, marking_of
from reporting.letter.letter import Head, Letter, Marking
from reporting.letter.reports import Report, reports_of
from reporting.letter.spelling import clean
from reporting.letter.writing import write_letter
from reporting.plan import read_due
from schemas.form import Form
from store import forms, plans
from store.opening import Connection
from store.plans import PlanRow

Document = Mapping[str, Any]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """Paths of the letters that stand after a run, and how many of them are drafts."""

    paths: tuple[str, ...]
    drafts: int


def letters(
    work: Work,
    ref: str,
    units: tuple[str, ...] | None,
    out: Path,
    words: Mapping[str, str],
    progress: Progress,
) -> Written:
    """Write letters under a plan: of these units, of everyone at the next level, or its own.

    ``units`` empty: everyone at the next level that has the plan; None: the plan's issuer. Raises
    Problem plan_unknown, unit_unknown, not_received, plan_not_open, nobody_received or
    folder_unfit.
    """
    wanted = ("",) if units is None else units or next_level(work, ref)
    made_folder(out)
    paths, drafts = [], 0
    for done, unit in enumerate(wanted, 1):
        desk = _Desk(work, ref, unit, words)
        path = out / file_name(desk.unit.code, ref)
        try:
            write_letter(desk.letter(), path)
        except OSError as error:
            raise unfit(out, error) from error
        paths.append(str(path))
        drafts += desk.own is None
        progress("letter", done, len(wanted))
    return Written(tuple(paths), drafts)


def next_level(work: Work, ref: str) -> tuple[str, ...]:
    """Codes of the units a plan comes to first, which have it: nobody above them has it too.

    Raises Problem nobody_received.
    """
    with work.store().reading() as connection:
        row = plan_verbs.find(connection, ref, None)
        found, reach = reach_of(work, connection, row)
        places = states_by_place(connection, row.id, found)
    root = root_of(found, row, reach)
    below = [place for place in places if place != root]
    free = [place for place, gate in gates(below, found.tree, root).items() if gate == FREE]
    if not free:
        raise Problem("nobody_received", plan=ref)
    return tuple(found.tree.units[place].code for place in free)


def file_name(unit: str, ref: str) -> str:
    """``{unit}_{plan}.docx``, with nothing a file system would refuse."""
    whole = f"{unit}_{ref}"
    return "".join(c if c.isalnum() or c in "._-@" else "-" for c in whole) + ".docx"


class _Desk:
    """One letter: a plan's own, or the one a unit has or might issue under it."""

    def __init__(self, work: Work, ref: str, unit: str, words: Mapping[str, str]) -> None:
        self.work, self.words, self.language = work, words, work.language
        self.country = work.country()
        self._upper_ref = ref
        with work.store().reading() as connection:
            above = plan_verbs.find(connection, ref, None)
            self.own: PlanRow | None = above
            if unit:
                receipt = received(work, connection, above, unit)
                self.own = None
                if receipt.adopted_by is not None:
                    self.own = plans.by_id(connection, receipt.adopted_by)
            base = self.own or above
            self.map = reach_of(work, connection, above)[0] if self.own is None else self._at(base)
        document = draft(work, ref, unit) if self.own is None else upstream.document_of(self.own)
        self.document: Document = document
        self.place = self.map.tree.index[document["issuer"]]
        self.unit = self.map.tree.units[self.place]

    def _at(self, row: PlanRow) -> Map:
        with self.work.store().reading() as connection:
            return load_roster(self.work.store(), connection).on(row.roster_on)

    def letter(self) -> Letter:
        """What the letter says."""
        with self.work.store().reading() as connection:
            above = self._above(connection)
            cited = upstream.cited(connection, above if self.own is None else [self.own])
            known = {form.reference: form for form in self._forms(connection)}
            reports = tuple(self._reports(connection, above))
            days = self._issue_days(connection)
        papers = self.country.papers
        marking = marking_of(self.document, papers, draft=self.own is None)
        inherited = frozenset(
            clean(task if isinstance(task, str) else task["title"])
            for row in above
            for task in upstream.document_of(row).get("tasks", ())
        )
        superior = ""
        if above:
            superior = self._named(above[0].issuer, plan_verbs.noun(above[0]).number).name
        matter = Matter(
            document=self.document,
            tree=self.map.tree,
            head=self._head(self.unit, marking),
            sources=tuple(self._sources(cited)),
            reports=reports,
            named=_namer(known, self.language),
            papers=papers,
            words=self.words,
            language=self.language,
            made=marking.issued or self.map.tree.day,
            inherited=inherited,
            superior=superior,
            issue_days=days,
            draft=self.own is None,
        )
        return compose(matter)

    def _above(self, connection: Connection) -> list[PlanRow]:
        if self.own is not None:
            return upstream.taken_up(connection, self.own)
        upper = plan_verbs.find(connection, self._upper_ref, None)
        return [upper, *upstream.taken_up(connection, upper)]

    def _forms(self, connection: Connection) -> Iterator[Form]:
        yield from (of_row(row) for row in forms.all_rows(connection))

    def _sources(self, cited: list[PlanRow]) -> Iterator[Source]:
        documents = [upstream.document_of(row) for row in cited]
        if self.own is None:
            documents.insert(0, self.document)
        for document in documents:
            for cite in document.get("cites", ()):
                head = self._named(cite.get("unit"), cite.get("raw"))
                # A number of another body's series: that body is not ours to name.
                yield source_of(cite, head.name if head.sure else "")

    def _named(self, code: str | None, number: str | None) -> Head:
        """The body of a unit that issued a document of this number."""
        tree = self.map.tree
        if code is None or code not in tree.index:
            return Head(name=code or "")
        series = read_number(number or "", self.country.papers).issuer or ""
        return self._head(tree.units[tree.index[code]], Marking(series=series))

    def _head(self, unit: Unit, marking: Marking) -> Head:
        tree = self.map.tree
        above = [tree.units[i] for i in tree.ancestors(tree.index[unit.code])]
        return self.country.letter(unit, above, marking, self.language)

    def _reports(self, connection: Connection, above: list[PlanRow]) -> Iterator[Report]:
        """What is asked under the plan itself and those above it, of the unit and all below."""
        rows = above if self.own is None else [self.own, *above]
        for row in rows:
            found, reach = reach_of(self.work, connection, row)
            place = found.tree.index.get(self.unit.code)
            if place is None:
                continue
            names = {
                (name, period): form_id
                for form_id, name, period in plans.frozen_names(connection, row.id)
            }
            dues = own_dues(self.document, row.ref)
            for asked in reach.asked:
                form = of_row(forms.by_id(connection, names[asked.form, asked.period]))
                days = dues.get(asked.period, {})
                owing = {
                    i: earliest(day, days.get(found.tree.units[i].level) if i != place else None)
                    for i, day in asked.owing.items()
                }
                title = form.title.in_(self.language)
                yield from reports_of(title, asked.period, owing, found.tree, place, self.words)

    def _issue_days(self, connection: Connection) -> dict[str, date]:
        """The day by which each level addressed issues its own plan, where the plan sets one."""
        ladder = self.document.get("issue_by")
        if ladder is None or "national" not in ladder or self.own is None:
            return {}
        found, reach = reach_of(self.work, connection, self.own)
        due, calendar = read_due(ladder), calendar_of(self.work, connection)
        levels = {found.tree.units[place].level for place in reach.gates if place != self.place}
        return {level: due.of(level, calendar) for level in found.tree.levels if level in levels}


def _namer(known: Mapping[str, Form], language: str) -> Callable[[str], tuple[str, str]]:
    """From a measure's path to its words; of several forms the latest that has words for it."""
    found: dict[str, tuple[str, str]] = {}
    for form in known.values():
        for measure in form.measures:
            said = measure.label.in_(language), measure.unit.in_(language)
            if said[0] or measure.path not in found:
                found[measure.path] = (said[0] or measure.path, said[1])
    return lambda path: found.get(path, (path, ""))
