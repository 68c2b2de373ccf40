"""One thing that was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

State = Literal["good", "doubtful", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` names its sentence, ``details`` what stands in it.

    ``bad`` stops work or loses something; ``doubtful`` is to be known, and may be left so.
    """

    code: str
    state: State = "good"
    details: Mapping[str, object] = field(default_factory=dict)


def good(code: str, **details: object) -> Finding:
    """All is well here."""
    return Finding(code, "good", details)


def doubtful(code: str, **details: object) -> Finding:
    """Somebody should know of it."""
    return Finding(code, "doubtful", details)


def bad(code: str, **details: object) -> Finding:
    """This has to be mended."""
    return Finding(code, "bad", details)
