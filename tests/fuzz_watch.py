"""Trying one input after another within bounds: time, memory, and sentences that hold.

Runs in a process of its own, which may end: at once where an input kills it, after two minutes
where no signal reaches what hangs. Whoever waits for it then has the input in a file.
"""

import faulthandler
import gzip
import random
import re
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NoReturn, Protocol

import messages
from errors import Fault, Problem
from tests import fuzz_seeds
from tests.desk import roster_csv
from tests.filled_books import parts, zipped

SECONDS = 5.0
"""Of the processor, that one input may take; a wait without work ends after WAIT."""
WAIT = 60.0
MEGABYTES = 200
ELSEWHERE = 0.06
"""How many of the inputs are sound ones of other doors."""
SAID = 60
"""Faults of one input whose sentences are looked at."""
_PAGE = resource.getpagesize()
_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Hang(BaseException):
    """An input that took too long: no exception that anything of ours might catch."""


class Broken(Exception):
    """A law that an input broke."""


@dataclass(frozen=True)
class Answer:
    """What came of an input: whether something of it was let in, and why the rest was not."""

    accepted: bool
    faults: Sequence[Fault] = ()
    problem: Problem | None = None
    codes: Sequence[str] = ()


class Door(Protocol):
    """One way in: makes its inputs by number, and tries them."""

    name: str

    def renew(self, folder: Path) -> None:
        """Begin anew, with nothing of what was let in."""

    def made(self, dice: random.Random) -> tuple[str, bytes]:
        """A damaged input: the ending of its file, and its bytes."""

    def tried(self, path: Path) -> Answer:
        """What comes of it. Raises Broken, Problem, or what nobody foresaw."""

    def close(self) -> None:
        """End whatever was begun."""


@dataclass
class Tally:
    """What came of many inputs."""

    inputs: int = 0
    accepted: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    peak: int = 0
    broken: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.inputs + other.inputs,
            self.accepted + other.accepted,
            self.codes + other.codes,
            max(self.seconds, other.seconds),
            max(self.peak, other.peak),
            self.broken + other.broken,
        )


def worded(problem: Problem | None, faults: Sequence[Fault]) -> None:
    """Hold every refusal to a sentence in both languages. Raises Broken."""
    said = []
    for language in ("vi", "en"):
        if problem is not None:
            said.append(messages.problem(language, problem.code, problem.details))
            _same(said[-1], problem.code)
        for fault in faults[:SAID]:
            mend = messages.mend(language, fault)
            said += [messages.fault(language, fault), mend, messages.place(language, fault.where)]
            _same(said[-3], fault.code)
            said += [messages.sent(language, fault), messages.allowed(language, fault)]
            if not mend:
                raise Broken(f"no advice for {fault.code}")
    for sentence in said:
        if found := _SHOWN.search(sentence):
            raise Broken(f"U+{ord(found[0]):04X} in {sentence[:300]!r}")
        if len(sentence) > 20_000:
            raise Broken(f"{len(sentence)} characters: {sentence[:300]!r}")


def _same(sentence: str, code: str) -> None:
    if len(sentence) < 8 or sentence.startswith(f"{code} "):
        raise Broken(f"no sentence for {code}: {sentence[:200]!r}")


def tries(door: Door, numbers: Sequence[int], folder: Path, kept: Path) -> Tally:
    """Every input of these numbers through a door, on a store of their own.

    What breaks a law is kept in another folder.
    """
    tally = Tally()
    door.renew(folder)
    try:
        for number in numbers:
            dice = random.Random(f"{door.name} {number}")
            ending, data = door.made(dice)
            if dice.random() < ELSEWHERE:  # a file of another door under the name of one of this
                data = dice.choice(strangers())
            path = folder / f"sent{ending}"
            path.write_bytes(data)
            if found := _tried(door, path, tally):
                there = kept / f"{door.name}-{number}{ending}"
                there.write_bytes(data)
                tally.broken.append(f"{door.name} {number} ({there}): {found}")
            path.unlink()
    finally:
        door.close()
    return tally


@cache
def strangers() -> tuple[bytes, ...]:
    """Sound files of every door."""
    sheet = zipped(parts())
    lines = b"\n".join(map(fuzz_seeds.spelled, fuzz_seeds.submissions()))
    request = b'{"method":"GET","path":"/api/v1/me","query":"","headers":[],"body":"","who":"lan"}'
    own = (sheet, sheet + b"\r\n", lines, roster_csv().encode(), request, b"%PDF-1.7\n", b"")
    return (*own, *fuzz_seeds.forms(), *fuzz_seeds.plans(), gzip.compress(lines))


def _tried(door: Door, path: Path, tally: Tally) -> str:
    """The law that an input broke, or nothing."""
    tally.inputs += 1
    began = time.process_time()
    before = _high(anew=True)
    try:
        with bounded():
            answer = _answer(door, path)
        tally.accepted += answer.accepted
        tally.codes.update(answer.codes or [fault.code for fault in answer.faults])
        worded(answer.problem, answer.faults)
    except Broken as broken:
        return str(broken)
    except (Hang, Exception):  # noqa: BLE001  whatever it is, the input broke it
        return traceback.format_exc(limit=-6)[-3_000:]
    finally:
        tally.seconds = max(tally.seconds, time.process_time() - began)
        tally.peak = max(tally.peak, _high() - before)
    return ""


def _answer(door: Door, path: Path) -> Answer:
    try:
        return door.tried(path)
    except Problem as problem:
        codes = [problem.code, *(fault.code for fault in problem.faults)]
        return Answer(False, problem.faults, problem, codes)


def _high(*, anew: bool = False) -> int:
    """KiB this process has held at most, since it was last counted anew."""
    with suppress(OSError):  # where the kernel is not asked, since it began
        if anew:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@contextmanager
def bounded() -> Iterator[None]:
    """So much time of the processor and so much more memory, and no more."""
    faulthandler.dump_traceback_later(2 * WAIT, exit=True)
    old = [(one, signal.signal(one, _over)) for one in (signal.SIGPROF, signal.SIGALRM)]
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    held = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
    resource.setrlimit(resource.RLIMIT_AS, (held + (MEGABYTES << 20), hard))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_REAL, WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        for one, handler in old:
            signal.signal(one, handler)
        faulthandler.cancel_dump_traceback_later()


def _over(number: int, _frame: object) -> NoReturn:
    raise Hang(signal.Signals(number).name)
