"""Splitting a target among units so that their shares add up to it exactly.

The method is Hamilton's, of largest remainders: every unit first gets its quota rounded down at
the declared decimals; the steps that are left go, one each, to the largest remainders, and of
equal remainders to the unit that stands first in the tree.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from errors import Fault, Problem
from reporting.display import shown

Way = Literal["equal", "weight", "last", "given"]
MOST_DECIMALS = 6
"""Decimals a share may have."""


@dataclass(frozen=True, slots=True)
class Heir:
    """A unit that is to get a share: its place in the tree, and what it is counted by.

    ``basis`` is its weight, last year's figure or the share given; None where there is none.
    """

    place: int
    code: str
    basis: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit gets: its exact quota, the share, and its turn among the remainders.

    ``turn`` counts from 1 among the units that got one step more; 0 for all others.
    """

    code: str
    basis: Fraction | None
    quota: Fraction
    value: Fraction
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Certificate:
    """Proof that the shares (in tree order) add up to the value that was split."""

    value: Fraction
    way: Way
    decimals: int
    shares: tuple[Share, ...]

    @property
    def total(self) -> Fraction:
        """What the shares add up to."""
        return sum((share.value for share in self.shares), Fraction(0))

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, and no share is a whole step away from its quota."""
        step = Fraction(1, 10**self.decimals)
        near = all(abs(share.value - share.quota) < step for share in self.shares)
        return near and self.total == self.value


def decimals_of(value: Fraction) -> int:
    """The fewest decimals, up to ``MOST_DECIMALS``, that spell a value exactly."""
    exact = (d for d in range(MOST_DECIMALS) if (value * 10**d).denominator == 1)
    return next(exact, MOST_DECIMALS)


def split(value: Fraction, way: Way, decimals: int, heirs: Iterable[Heir]) -> Certificate:
    """The shares of a value at so many decimals.

    Exact; each share is less than one step from its quota, a larger basis never gets less, and
    the order of ``heirs`` plays no part. A negative value is split as its opposite is. Raises
    Problem allocation_impossible with what is in the way as faults.
    """
    standing = sorted(heirs, key=lambda heir: heir.place)
    faults = _faults(value, way, decimals, standing)
    if faults:
        raise Problem("allocation_impossible", tuple(faults), count=len(faults))
    if way == "given":
        given = [(heir, heir.basis) for heir in standing if heir.basis is not None]
        shares = tuple(Share(heir.code, basis, basis, basis) for heir, basis in given)
    else:
        shares = _largest_remainders(value, way, decimals, standing)
    return Certificate(value, way, decimals, shares)


def _largest_remainders(
    value: Fraction, way: Way, decimals: int, heirs: Sequence[Heir]
) -> tuple[Share, ...]:
    scale = 10**decimals
    sign = -1 if value < 0 else 1
    steps = abs(value) * scale
    bases = [Fraction(1) if way == "equal" else heir.basis or Fraction(0) for heir in heirs]
    whole = sum(bases, Fraction(0))
    quotas = [steps * basis / whole for basis in bases]
    floors = [quota.numerator // quota.denominator for quota in quotas]
    left = int(steps) - sum(floors)
    # A stable sort: of equal remainders the unit that stands first in the tree comes first.
    ranked = sorted(range(len(heirs)), key=lambda i: floors[i] - quotas[i])
    turns = {i: turn for turn, i in enumerate(ranked[:left], 1)}
    return tuple(
        Share(
            heir.code,
            None if way == "equal" else heir.basis,
            sign * quotas[i] / scale,
            Fraction(sign * (floors[i] + (i in turns)), scale),
            turns.get(i, 0),
        )
        for i, heir in enumerate(heirs)
    )


def _faults(value: Fraction, way: Way, decimals: int, heirs: Sequence[Heir]) -> list[Fault]:
    if not heirs:
        return [Fault("allocation_nobody")]
    if decimals_of(value) > decimals or (value * 10**decimals).denominator != 1:
        return [Fault("allocation_too_fine", sent=spelled(value), allowed=str(decimals))]
    if way == "equal":
        return []
    if way == "given":
        known = {heir.code: heir.basis for heir in heirs}
        named = {code: basis for code, basis in known.items() if basis is not None}
        return given_faults(value, decimals, named, known)
    missing = [Fault("allocation_basis_missing", path=h.code) for h in heirs if h.basis is None]
    negative = [
        Fault("allocation_basis_negative", path=heir.code, sent=spelled(heir.basis))
        for heir in heirs
        if heir.basis is not None and heir.basis < 0
    ]
    if missing or negative:
        return missing + negative
    return [] if any(heir.basis for heir in heirs) else [Fault("allocation_bases_zero")]


def given_faults(
    value: Fraction, decimals: int, given: Mapping[str, Fraction], among: Collection[str]
) -> list[Fault]:
    """What is wrong with stated shares: strangers, too many decimals, a wrong sign or sum."""
    strangers = [code for code in given if code not in among]
    faults = [Fault("allocation_not_among", path=code) for code in strangers]
    for code, one in given.items():
        if (one * 10**decimals).denominator != 1:
            said = spelled(one)
            faults.append(Fault("allocation_too_fine", path=code, sent=said, allowed=str(decimals)))
        if one * value < 0:
            faults.append(Fault("allocation_basis_negative", path=code, sent=spelled(one)))
    total = sum(given.values(), Fraction(0))
    if total != value:
        difference = spelled(abs(total - value))
        way = "+" if total > value else "-"
        faults.append(
            Fault(
                "allocation_sum",
                where=f"{way}{difference}",
                sent=spelled(total),
                allowed=spelled(value),
            )
        )
    return faults


def spelled(value: Fraction) -> str:
    """A value in plain digits: exact up to ``MOST_DECIMALS`` decimals, rounded beyond."""
    return shown(value, decimals_of(value))
