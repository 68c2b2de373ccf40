"""What passed the door, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.confirm import Warned
from engine.overtaken import Shown
from engine.papers import Paper
from errors import Fault
from store.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Accepted:
    """One submission that passed the door, with all that is kept of it.

    ``moving``: its form says how far a figure may move. ``reasons`` say by path why an unusual
    figure is right. ``template``: it came in the workbook that was made for it. ``papers`` are
    scans that came with it. ``notes`` tell how a doubtful cell was read. ``shown`` is what a
    workbook to correct came with.
    """

    assignment_id: int
    unit: str
    form: str
    period: str
    digest: str
    payload: bytes
    packed: bytes
    texts: str | None
    key: str | None
    sender: str
    on_behalf_of: str | None
    source: str
    warnings: tuple[Fault, ...] = ()
    form_id: int = 0
    level: str = ""
    moving: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict)
    template: bool = False
    papers: tuple[Paper, ...] = ()
    notes: tuple[Fault, ...] = ()
    shown: Shown | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after the door."""

    accepted: tuple[Accepted, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender may keep: reference, content hash, and when it was received.

    ``entered_by`` is who entered it for a silent unit; empty where the unit sent it itself.
    ``source`` is where it stood in what was sent; ``repeated``: it had been sent before.
    """

    unit: str
    form: str
    period: str
    revision: int
    sha256: str
    received_at: datetime
    entered_by: str = ""
    source: str = ""
    repeated: bool = False

    @property
    def reference(self) -> str:
        """A short name for the receipt, made of its content."""
        return f"{self.unit}-{self.period}-{self.revision}-{self.sha256[:8]}"


@dataclass(frozen=True)
class Collected:
    """What one run kept; ``repeated`` had been sent before and changed nothing.

    ``warned`` stands beside what was kept, confirmed or not; ``notes`` tell how doubtful cells of
    it were read.
    """

    accepted: int = 0
    repeated: int = 0
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())
    warned: tuple[Warned, ...] = ()
    notes: tuple[Fault, ...] = ()

    def __add__(self, other: "Collected") -> "Collected":
        return Collected(
            self.accepted + other.accepted,
            self.repeated + other.repeated,
            self.receipts + other.receipts,
            self.refused + other.refused,
            self.warned + other.warned,
            self.notes + other.notes,
        )
