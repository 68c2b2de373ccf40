"""The door of collect: which assignment a submission answers, and whether its content holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from engine.earlier import looks_back
from engine.forms import bare, of_row
from engine.work import Work
from errors import Fault
from intake.reading import Sent
from schemas.checking import Checker
from schemas.content import Content, Value
from schemas.form import Form
from store import assignments, forms, settlement
from store.assignments import Owed

Found = tuple[Owed, Form]


@dataclass(frozen=True)
class Door:
    """Everything a worker needs to judge submissions, loaded once.

    ``owed`` is by (unit code, form name, period); ``checkers`` and
    ``forms`` by form row id, ``names`` the newest version by name;
    ``look_back`` names the forms whose checks look at the period before, ``moving`` those that
    say how far a figure may move; ``taken_back`` is, by
    the key of ``owed``, the plan under which it is owed no more, and the fault that says so.
    """

    owed: Mapping[tuple[str, str, str], tuple[Owed, ...]]
    codes: frozenset[str]
    checkers: Mapping[int, Checker]
    forms: Mapping[int, Form]
    names: Mapping[str, Form]
    look_back: frozenset[int]
    moving: frozenset[int]
    taken_back: Mapping[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)

    def kinds_of(self, reference: str) -> Mapping[str, str] | None:
        """Kind of each measure by path, for a table that cannot tell text from number."""
        form = self.names.get(bare(reference))
        if form is None:
            return None
        return {m.path: "number" if m.coded else m.kind for m in form.measures}

    def find(self, sent: Sent) -> Found | Fault:
        """The one assignment a submission answers, or the fault why there is none."""
        form = bare(sent.form) if sent.form else self._only_form(sent)
        if form is None:
            known = ", ".join(sorted(self.names)) or "-"
            return Fault("form_not_named", path="form", where=sent.where, allowed=known)
        if form not in self.names:
            known = ", ".join(sorted(self.names)) or "-"
            return Fault("form_unknown", "form", sent.where, sent=form, allowed=known)
        if sent.unit not in self.codes:
            stranger = Fault("unit_unknown", path="unit", where=sent.where, sent=sent.unit or "")
            return self._taken_back(sent, form) or stranger
        asked = self.owed.get((sent.unit or "", form, sent.period or ""), ())
        fitting = [one for one in asked if _fits(one, sent)]
        if not fitting:
            return self._taken_back(sent, form) or self._unasked(sent, form, asked)
        if len(fitting) > 1:
            allowed = ", ".join(f"{one.plan} ({_since(one)})" for one in fitting)
            return Fault("ambiguous_unit", _telling(fitting), sent.where, sent.unit or "", allowed)
        return fitting[0], self.forms[fitting[0].form_id]

    def _taken_back(self, sent: Sent, form: str) -> Fault | None:
        """Why nothing fits, where it was owed once."""
        key = (sent.unit or "", form, sent.period or "")
        if key not in self.taken_back:
            return None
        ref, code = self.taken_back[key]
        return Fault(code, "unit", sent.where, sent=" ".join(key), allowed=ref)

    def judge(
        self, sent: Sent, owed: Owed, before: Mapping[str, Value] | None
    ) -> tuple[Content | None, tuple[Fault, ...]]:
        """The content of a submission, or the faults that refuse it; warnings go with either.

        ``before`` are the unit's figures of the period before, where the form looks at them.
        """
        checker = self.checkers[owed.form_id]
        return checker.faults(sent.values, sent.marks, owed.level, before)

    def _unasked(self, sent: Sent, form: str, asked: tuple[Owed, ...]) -> Fault:
        """Why nothing fits: another version, plan or unit is ``asked``, or nothing at all."""
        if asked:
            named = ", ".join(part for part in (sent.form, sent.plan, sent.unit_on) if part)
            there = "; ".join(f"{o.form}@{o.version}, {o.plan}, {_since(o)}" for o in asked)
            return Fault("other_assignment", "unit", sent.where, named, there)
        return Fault(
            "not_assigned",
            path="unit",
            where=sent.where,
            sent=f"{sent.unit} {form} {sent.period}",
            allowed=self._periods(sent.unit or "", form),
        )

    def _only_form(self, sent: Sent) -> str | None:
        there = {
            form for unit, form, period in self.owed if (unit, period) == (sent.unit, sent.period)
        }
        return there.pop() if len(there) == 1 else None

    def _periods(self, unit: str, form: str) -> str:
        there = sorted(p for u, f, p in self.owed if (u, f) == (unit, form))
        return ", ".join(there) or "-"


def _since(one: Owed) -> str:
    return "…" if one.valid_from == date.min else one.valid_from.isoformat()


def _telling(fitting: Sequence[Owed]) -> str:
    """The members of a submission that tell these assignments apart: one that will do, or all."""
    told: dict[str, set[str] | set[int]] = {
        "plan": {one.plan for one in fitting},
        "unit_on": {one.unit_id for one in fitting},
        "form": {one.form_id for one in fitting},
    }
    alone = [name for name, many in told.items() if len(many) == len(fitting)]
    return " | ".join(alone) or " + ".join(name for name, many in told.items() if len(many) > 1)


def _fits(one: Owed, sent: Sent) -> bool:
    if sent.plan and sent.plan != one.plan:
        return False
    if sent.form and sent.form != bare(sent.form) and sent.form != f"{one.form}@{one.version}":
        return False
    return not sent.unit_on or one.stands_on(date.fromisoformat(sent.unit_on))


@lru_cache(maxsize=2)
def open_door(work: Work, mark: str) -> Door:  # noqa: ARG001  the mark tells one state of the assignments from another
    """The door as the assignments stand at ``mark``."""
    with work.store().reading() as connection:
        owed: dict[tuple[str, str, str], tuple[Owed, ...]] = {}
        for one in assignments.owed(connection):
            key = (one.code, one.form, one.period)
            owed[key] = (*owed.get(key, ()), one)
        gone = {
            (unit, form, period): (ref, "plan_withdrawn" if whole else "assignment_withdrawn")
            for unit, form, period, ref, whole in settlement.taken_back(connection)
        }
        rows = {row.id: row for row in forms.all_rows(connection)}
        used = {one.form_id for many in owed.values() for one in many}
    return Door(
        owed=owed,
        codes=frozenset(code for code, _form, _period in owed),
        checkers={i: Checker(of_row(rows[i])) for i in used},
        forms={i: of_row(rows[i]) for i in used},
        names={row.name: of_row(row) for row in rows.values()},
        look_back=frozenset(i for i in used if looks_back(of_row(rows[i]))),
        moving=frozenset(i for i in used if any(m.moves for m in of_row(rows[i]).entered)),
        taken_back=gone,
    )
