"""What stands in each unit's workbook: offered figures, targets, names, and the code it has."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from engine import plans as plan_verbs
from engine.forms import of_row
from engine.inputs import ground_of
from engine.offered import Offered, offered
from engine.packets import Packet
from engine.roster import Map, Roster, load_roster
from engine.seal import Seal, seal_of
from engine.standings import zone_of
from engine.targets import bindings
from engine.work import Work
from reporting.binding import Bindings
from reporting.target import in_force, window
from reporting.template import Filling, Told
from reporting.workbook.verdicts import target_words
from schemas.canonical import plain
from schemas.content import Value
from schemas.form import Form
from store import allotments, forms, plans, units
from store.opening import Connection
from store.templates import BLANK, PACKET, Asked, Template

LAYOUT = "1"
"""The layout of sheets and rows; it changes with ``schemas.grid``."""
_NOTHING = Offered()


@dataclass(frozen=True)
class Ground:
    """What the workbooks of one form version and period share, read once a process."""

    form: Form
    map: Map
    roster: Roster
    targets: Bindings

    def parent(self, asked: Asked) -> str:
        """The name of the unit above; empty where there is none."""
        place = self.map.places.get(asked.owed.unit_id)
        above = None if place is None else self.roster.unit(asked.owed.unit_id).parent_code
        found = None if above is None else self.map.tree.index.get(above)
        return "" if found is None else self.map.tree.units[found].name

    def aims(self, asked: Asked, words: Mapping[str, str], language: str) -> dict[str, str]:
        """The targets that bind a unit in words, by measure."""
        place = self.map.places.get(asked.owed.unit_id)
        if place is None:
            return {}
        standing = in_force(self.targets.of(place), *window(asked.owed.period, self.form.regime))
        return {path: target_words(one, words, language) for path, one in standing.items()}


def ground(work: Work, form_id: int, period: str) -> Ground:
    """The ground of a form version and period as it stands now."""
    with work.store().reading() as connection:
        mark = f"{allotments.mark(connection)} {units.version(connection)}"
    return _ground(work, form_id, period, mark)


@lru_cache(maxsize=4)
def _ground(work: Work, form_id: int, period: str, mark: str) -> Ground:  # noqa: ARG001  the mark tells one state of plans and units from another
    with work.store().reading() as connection:
        form = of_row(forms.by_id(connection, form_id))
        found = ground_of(work, connection, form_id, period).map
        roster = load_roster(work.store(), connection)
        return Ground(form, found, roster, bindings(connection, found, period, form))


@lru_cache(maxsize=64)
def plan_words(work: Work, plan_id: int, mark: str) -> str:  # noqa: ARG001  a plan may be amended
    """A plan's number and title in one line."""
    with work.store().reading() as connection:
        noun = plan_verbs.noun(plans.by_id(connection, plan_id))
    return f"{noun.number} – {noun.title}" if noun.number else noun.title


class Maker:
    """Makes the fillings of one form version and period, and the rows the server keeps of them."""

    def __init__(self, work: Work, there: Ground, words: Mapping[str, str], now: datetime) -> None:
        self._work, self._ground, self._words, self._now = work, there, words, now
        self._seal: Seal = seal_of(work)
        self._zone = zone_of(work.country().offset)

    def blanks(
        self, connection: Connection, asked: Sequence[Asked]
    ) -> list[tuple[Filling, Template]]:
        """Workbooks with nothing in them but what is offered."""
        if not asked:
            return []
        owed = [one.owed for one in asked]
        found = offered(self._work, connection, owed, self._ground.form, asked[0].owed.period)
        return [self._made(one, found.get(one.owed.id, _NOTHING), None) for one in asked]

    def packet(
        self, connection: Connection, asked: Asked, packet: Packet, told: Sequence[Told]
    ) -> tuple[Filling, Template]:
        """A workbook to correct, with its faults in the order in which they are listed."""
        period = asked.owed.period
        found = offered(self._work, connection, [asked.owed], self._ground.form, period)
        offer = found.get(asked.owed.id, _NOTHING)
        filling, row = self._made(asked, offer, packet, told)
        doubts = {
            (one.fault.code, one.fault.path): packet.reasons.get(one.fault.path, "")
            for one in told
            if one.severity == "warning"
        }
        filling = replace(
            filling,
            given=packet.values,
            marks=packet.marks,
            open=packet.open,
            faults=tuple(told),
            asked=doubts,
        )
        return filling, row

    def _made(
        self, asked: Asked, offer: Offered, packet: Packet | None, told: Sequence[Told] = ()
    ) -> tuple[Filling, Template]:
        owed, form = asked.owed, self._ground.form
        kind = BLANK if packet is None else PACKET
        body = _body(offer, packet, told)
        sealed = self._seal.code(
            owed.code,
            owed.valid_from.isoformat(),
            form.reference,
            form.digest,
            owed.period,
            owed.plan,
            kind,
            packet.digest if packet else "",
            hashlib.sha256(body.encode()).hexdigest(),
        )
        filling = Filling(
            unit=owed.code,
            name=self._ground.roster.unit(owed.unit_id).name,
            level=owed.level,
            parent=self._ground.parent(asked),
            period=owed.period,
            due=asked.due,
            code=sealed,
            identity=self._identity(asked, kind),
            before=offer.before,
            targets=self._ground.aims(asked, self._words, self._work.language),
            standing=offer.standing,
            elsewhere=offer.elsewhere,
        )
        base = packet.submission_id if packet else None
        row = Template(sealed, owed.id, kind, base, body, self._now, self._work.actor)
        return filling, row

    def _identity(self, asked: Asked, kind: str) -> dict[str, str]:
        owed, form = asked.owed, self._ground.form
        return {
            "unit": owed.code,
            "valid_from": owed.valid_from.isoformat(),
            "form": form.reference,
            "digest": form.digest,
            "period": owed.period,
            "plan": owed.plan,
            "kind": kind,
            "layout": LAYOUT,
        }

    def dated(self, filling: Filling, made_at: datetime) -> Filling:
        """The filling with the day it was first made, so that making it again changes nothing."""
        day: date = made_at.astimezone(self._zone).date()
        return replace(filling, identity={**filling.identity, "made": day.isoformat()})


def _body(offer: Offered, packet: Packet | None, listed: Sequence[Told]) -> str:
    """What the server keeps of a workbook, always spelt the same.

    ``asked`` has every row of the sheet of faults, so that a row's number finds its fault.
    """
    asked = [[one.fault.code, one.fault.path] for one in listed]
    opened = None if packet is None or packet.open is None else sorted(packet.open)
    told = {
        "standing": _spelt(offer.standing),
        "elsewhere": _spelt(offer.elsewhere),
        "open": opened,
        "asked": asked,
    }
    if packet is not None and packet.submission_id is None:
        # What a draft held is kept nowhere else once the unit has sent something.
        values = _spelt(packet.values)
        told["draft"] = {"upon": packet.upon, "values": values, "marks": dict(packet.marks)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _spelt(values: Mapping[str, Value]) -> dict[str, object]:
    """Values as canonical payloads spell them: numbers as decimal texts."""
    return {
        path: plain(value)
        if isinstance(value, int | Decimal) and not isinstance(value, bool)
        else value
        for path, value in values.items()
    }
