"""From what units owe to the files they fill in: read, put on record, pressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from engine.fillings import Ground, Maker, ground, plan_words
from engine.packets import Packet, doubted, packet_of
from engine.work import Work
from reporting.fault_list import Ground as JudgedBy
from reporting.fault_list import Say, fault_list, marked
from reporting.template import Filling, Frame, Mould, Spoken, written
from schemas.grid import grid_of
from store import allotments, assignments, templates
from store.opening import Connection
from store.templates import Asked, Template

_MOULDS = 24
"""Moulds kept in one process: forms x levels x plans; a megabyte each."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: at which moment, in which words, blank or with what is to be corrected.

    ``words`` are those of the area ``template`` over those of the area ``workbook``. ``say`` and
    ``mend`` are sentences about faults; any process must be able to import them.
    """

    words: tuple[tuple[str, str], ...]
    now: datetime
    say: Say
    mend: Say
    packets: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """One workbook: its file name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class _Drawn:
    """One workbook before it is pressed."""

    asked: Asked
    maker: Maker
    frame: Frame
    filling: Filling
    row: Template


def pressed(work: Work, order: Order, ids: Sequence[int]) -> list[Made]:
    """The workbooks of some assignments; the server's rows of them stand before they do."""
    with work.store().reading() as connection:
        asked = templates.asked_by_id(connection, ids)
        mark = f"{assignments.mark(connection)} {allotments.mark(connection)}"
    drawn = list(_drawn(work, order, asked, mark))
    if not drawn:
        return []
    with work.store().writing() as connection:
        made_at = templates.keep(connection, [one.row for one in drawn])
    twice = _asked_twice(asked)
    moulds: dict[int, Mould] = {}
    found = []
    for one in drawn:
        filling = one.maker.dated(one.filling, made_at[one.row.code])
        if order.packets:
            data = written(one.frame, filling)
        else:
            # The frames are held by what was drawn, so that no two share a place.
            if id(one.frame) not in moulds:
                moulds[id(one.frame)] = _mould(one.frame)
            data = moulds[id(one.frame)].pressed(filling)
        found.append(Made(_name(one.asked, twice, packet=order.packets), data))
    return found


def _drawn(work: Work, order: Order, asked: Sequence[Asked], mark: str) -> Iterator[_Drawn]:
    together: dict[tuple[int, str], list[Asked]] = {}
    for one in asked:
        together.setdefault((one.owed.form_id, one.owed.period), []).append(one)
    words = dict(order.words)
    for (form_id, period), some in together.items():
        there = ground(work, form_id, period)
        maker = Maker(work, there, words, order.now)
        plans = {one.plan_id: plan_words(work, one.plan_id, mark) for one in some}
        frames: dict[tuple[str, int], Frame] = {}
        with work.store().reading() as connection:
            made = _fillings(connection, work, order, maker, there, some)
            for one, packet, (filling, row) in made:
                at = (one.owed.level, one.plan_id)
                if at not in frames:
                    frames[at] = _frame(there, one, plans[one.plan_id], order, work.language)
                frame = frames[at]
                if packet is not None:
                    frame = replace(frame, notice=_notice(frame.spoken, packet))
                yield _Drawn(one, maker, frame, filling, row)


def _fillings(
    connection: Connection,
    work: Work,
    order: Order,
    maker: Maker,
    there: Ground,
    asked: Sequence[Asked],
) -> Iterator[tuple[Asked, Packet | None, tuple[Filling, Template]]]:
    if not order.packets:
        for one, made in zip(asked, maker.blanks(connection, asked), strict=True):
            yield one, None, made
        return
    doubts = doubted(connection, asked)
    for one in asked:
        packet = packet_of(connection, one, there.form, doubts.get(one.owed.id, ()))
        if packet is not None:
            judged = JudgedBy(there.form, one.owed.level, template=True)
            entries = fault_list(packet.faults, order.say, order.mend, judged)
            told = marked(entries, work.language)
            yield one, packet, maker.packet(connection, one, packet, told)


def _frame(there: Ground, asked: Asked, plan: str, order: Order, language: str) -> Frame:
    grid = grid_of(there.form, asked.owed.level)
    return Frame(grid, Spoken(dict(order.words), language), plan, asked.owed.period)


_moulds: dict[object, Mould] = {}


def _mould(frame: Frame) -> Mould:
    """The mould of a frame, made when first asked for; two threads may both make one."""
    form = frame.grid.form
    identity = (
        form.reference,
        form.digest,
        frame.grid.level,
        frame.plan,
        frame.period,
        frame.notice,
        frame.spoken.language,
        frozenset(frame.spoken.words.items()),
    )
    mould = _moulds.get(identity)
    if mould is None:
        mould = Mould(frame)
        while len(_moulds) >= _MOULDS:
            _moulds.pop(next(iter(_moulds)), None)
        _moulds[identity] = mould
    return mould


def _notice(spoken: Spoken, packet: Packet) -> str:
    if packet.doubted:
        return spoken.say("notice_doubted")
    if packet.submission_id is None:
        return spoken.say("notice_draft")
    key = "notice_returned" if packet.open is None else "notice_returned_cells"
    return spoken.say(key, reason=packet.why.rstrip(" .") or "–")


def _asked_twice(asked: Sequence[Asked]) -> frozenset[str]:
    """Codes of units that more than one plan asks: their files are told apart."""
    seen: set[str] = set()
    again: set[str] = set()
    for one in asked:
        (again if one.owed.code in seen else seen).add(one.owed.code)
    return frozenset(again)


def _name(asked: Asked, twice: frozenset[str], *, packet: bool) -> str:
    """``{unit}_{form}_{period}_mau.xlsx``, with nothing a file system would refuse."""
    owed = asked.owed
    words = [owed.code, owed.form, owed.period, *([owed.plan] if owed.code in twice else [])]
    whole = "_".join([*words, "sua" if packet else "mau"])
    return "".join(c if c.isalnum() or c in "._-@" else "-" for c in whole) + ".xlsx"
