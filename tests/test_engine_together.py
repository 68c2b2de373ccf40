"""What many want at once is done as one, and each is told of his own."""

from collections.abc import Sequence
from pathlib import Path
from threading import Barrier, Thread

import pytest

from engine import entering
from engine.together import Together
from engine.verify import verify
from intake.sent import Sent
from tests import vault
from tests.desk import opened, sent
from tests.office import NOW, store, work

WARDS = ("W111", "W112", "W113", "W121", "W122")


class Slow:
    """Doubles what it is given; tells which were done at once. The first waits for the others."""

    def __init__(self, others: int) -> None:
        self.done: list[list[int]] = []
        self.first = Barrier(2)
        self.others = others

    def __call__(self, many: Sequence[int]) -> list[int]:
        self.done.append(list(many))
        if len(self.done) == 1:
            self.first.wait()  # let the others come
            self.first.wait()
        if 13 in many:
            raise ValueError("13")
        return [2 * one for one in many]


def all_at_once(wishes: Sequence[int]) -> tuple[Slow, dict[int, object]]:
    """What comes of wishes of which the first is being done when the others come."""
    slow = Slow(len(wishes) - 1)
    together = Together(slow, lambda one: [one % 10])
    came: dict[int, object] = {}

    def want(one: int) -> None:
        try:
            came[one] = together(one)
        except ValueError as error:
            came[one] = error

    threads = [Thread(target=want, args=(one,)) for one in wishes]
    threads[0].start()
    slow.first.wait()
    for number, one in enumerate(threads[1:], 1):
        one.start()
        while len(together._waiting) < number:
            pass
    slow.first.wait()
    for one in threads:
        one.join()
    return slow, came


def test_what_comes_while_another_is_served_is_done_at_once() -> None:
    slow, came = all_at_once([1, 2, 3, 4])
    assert slow.done == [[1], [2, 3, 4]]
    assert came == {1: 2, 2: 4, 3: 6, 4: 8}


def test_what_is_about_the_same_is_done_one_after_the_other_in_its_order() -> None:
    slow, came = all_at_once([1, 2, 12, 3, 22])
    assert slow.done == [[1], [2, 3], [12], [22]]
    assert came[12] == 24


def test_who_is_on_the_way_is_waited_for() -> None:
    done: list[list[int]] = []

    def act(many: Sequence[int]) -> list[int]:
        done.append(sorted(many))
        return list(many)

    together = Together(act, lambda one: [one], patience=60)
    with together.coming() as late:
        first = Thread(target=together, args=(1,))
        first.start()
        while not together._waiting:
            pass
        assert together(2, late) == 2
        first.join()
    assert done == [[1, 2]]


def test_who_turns_back_or_comes_too_late_is_waited_for_no_longer() -> None:
    done: list[list[int]] = []

    def act(many: Sequence[int]) -> list[int]:
        done.append(list(many))
        return list(many)

    patient, hurried = (Together(act, lambda one: [one], patience=many) for many in (60, 0.01))
    with patient.coming():
        pass
    with patient.coming() as mine:
        assert patient(1, mine) == 1
    with hurried.coming():
        assert hurried(2) == 2
    assert done == [[1], [2]]


def test_nobody_is_refused_for_anothers_fault() -> None:
    slow, came = all_at_once([1, 2, 13, 4])
    assert slow.done == [[1], [2, 13, 4], [2], [13], [4]]
    assert isinstance(came.pop(13), ValueError)
    assert came == {1: 2, 2: 4, 4: 8}


def submission(unit: str, total: int, key: str, by: str) -> Sent:
    told = sent(unit, 1, total)
    values = told["values"]
    assert isinstance(values, dict)
    raw = f"{unit} {total}".encode()
    return Sent(
        where=f"at-{key}",
        raw=raw,
        unit=unit,
        form="ward-report",
        period="2025",
        values=values,
        key=key,
        by=by,
    )


@pytest.mark.parametrize("rounds", [3])
def test_submissions_that_come_at_once_are_each_kept_once_under_their_senders_name(
    tmp_path: Path, rounds: int
) -> None:
    desk = opened(tmp_path)
    at = work(desk)
    kept: dict[str, tuple[int, int, list[str]]] = {}

    def send(unit: str, key: str, total: int, gate: Barrier) -> None:
        gate.wait()
        from dataclasses import replace

        own = replace(at, actor=f"clerk-{unit}")
        done = entering.send(own, [submission(unit, total, key, own.actor)], NOW)
        faults = [fault.code for one in done.refused for fault in one.faults]
        kept[key] = (done.accepted, len(done.receipts), faults)

    for number in range(rounds):
        wanted = [(unit, f"{number}-{unit}", number + 2) for unit in WARDS]
        wanted += [("W111", f"bad-{number}", 0), ("W999", f"strange-{number}", 1)]
        gate = Barrier(len(wanted))
        threads = [Thread(target=send, args=(*one, gate)) for one in wanted]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        for unit in WARDS:
            assert kept[f"{number}-{unit}"] == (1, 1, [])
        assert kept[f"bad-{number}"][2] == ["check_failed"]
        assert kept[f"strange-{number}"][2] == ["unit_unknown"]
    rows = vault.rows(
        store(desk),
        "SELECT unit.code, revision, sender FROM submission "
        "JOIN assignment ON assignment.id = assignment_id JOIN unit ON unit.id = unit_id "
        "ORDER BY unit.code, revision",
    )
    assert rows == [(unit, n + 1, f"clerk-{unit}") for unit in WARDS for n in range(rounds)]
    actors = vault.rows(
        store(desk), "SELECT actor, count(*) FROM act WHERE verb = 'collect' GROUP BY 1"
    )
    assert sorted(actors) == [(f"clerk-{unit}", rounds) for unit in WARDS]
    assert verify(at, lambda *_: None).faults == ()
