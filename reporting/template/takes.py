"""What an entry cell can take as an answer, as a formula asks it and as the writer does."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reporting.comparison import COMPARE
from reporting.template.filling import ACCEPTED
from schemas.canonical import plain
from schemas.content import LIMIT
from schemas.grid import ENTRY

_DIGITS = 15


@dataclass(frozen=True)
class Figure:
    """A number of at most so many ``decimals`` within ``bounds``: pairs of a sign and a number."""

    decimals: int
    bounds: tuple[tuple[str, int | Decimal], ...] = ()

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must hold of a number, with ``#`` for the row of its cell."""
        cell = f"{ENTRY}#"
        return (
            f"ABS({cell})<={LIMIT // 10**self.decimals}",
            f"ROUND({cell},{self.decimals})={cell}",
            *(f"{cell}{sign}{plain(bound)}" for sign, bound in self.bounds),
        )

    @cached_property
    def _bounds(self) -> tuple[tuple[str, float], ...]:
        return tuple((sign, float(bound)) for sign, bound in self.bounds)

    def holds(self, content: float | str) -> bool:
        """Whether what stands in the cell is an answer."""
        return (
            not isinstance(content, str)
            and abs(content) <= LIMIT // 10**self.decimals
            and round(content, self.decimals) == content
            and all(COMPARE[sign](content, bound) for sign, bound in self._bounds)
        )


@dataclass(frozen=True)
class Listed:
    """What stands in a list at ``place`` (``Sheet!$A$1:$A$5``), or a sign spelt otherwise.

    ``logical``: TRUE and FALSE too. Programs do not tell x from X.
    """

    place: str
    words: tuple[str, ...]
    logical: bool = False

    @property
    def condition(self) -> str:
        """What must hold of what stands in the cell, with ``#`` for its row."""
        cell = f"{ENTRY}#"
        ways = [f'ISNUMBER(MATCH({cell}&"",{self.place},0))']
        ways += [f'{cell}="{sign}"' for sign in ACCEPTED if sign not in self.words]
        ways += [f"ISLOGICAL({cell})"] if self.logical else []
        return f"OR({','.join(ways)})"

    @cached_property
    def _folded(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in (*self.words, *ACCEPTED))

    def holds(self, content: float | str) -> bool:
        """Whether what stands in the cell is an answer."""
        text = content if isinstance(content, str) else f"{content:.{_DIGITS}g}"
        return text.casefold() in self._folded


Takes = Mapping[str, Figure | Listed]
"""By path what the cell of each question takes besides the three signs."""
