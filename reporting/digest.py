"""Digests that prove a vintage: of what went in, and of the figures that came of it."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Protocol

import numpy as np

from reporting.figures import Expression, Figure, Plane, Quotient
from reporting.rollup import Rollup


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None:
        """Take in more."""


def inputs_digest(taken: Iterable[tuple[str, date, str, str | None]]) -> str:
    """SHA-256 over who owed under which plan and the hash of what each sent, in one order."""
    lines = sorted(
        f"{code}\t{since.isoformat()}\t{plan}\t{digest or '-'}"
        for code, since, plan, digest in taken
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def figures_digest(rollup: Rollup) -> str:
    """SHA-256 over every cumulative figure of every unit with its coverage.

    Over what the figures are, not over how they are kept: units in tree order, keys by name.
    """
    found = hashlib.sha256()
    for unit in rollup.tree.units:
        found.update(f"{unit.code}\t{unit.valid_from.isoformat()}\n".encode())
    plane = rollup.block(np.arange(len(rollup.tree))).plane
    for key in sorted(rollup.layout.keys):
        found.update(("\t".join(key) + "\n").encode())
        _take(found, rollup.layout.figures[key], plane)
    return found.hexdigest()


def _take(found: _Hash, figure: Figure, plane: Plane) -> None:
    if isinstance(figure, Quotient):
        found.update(f"/{figure.scale}\n".encode())
        _take(found, figure.above, plane)
        _take(found, figure.below, plane)
        return
    if isinstance(figure, Expression):
        for path in sorted(figure.operands):
            found.update(f"={path}\n".encode())
            _take(found, figure.operands[path], plane)
    for counts in figure.coverage(plane):
        found.update(np.ascontiguousarray(counts, dtype="<i8").tobytes())
    scaled = figure.scaled(plane)
    if scaled is None:
        said = "\n".join("" if value is None else str(value) for value in figure.exact(plane))
        found.update(said.encode())
        return
    found.update(f"{scaled.step}\n".encode())
    found.update(np.packbits(scaled.present).tobytes())
    # What stands where there is no value is nobody's figure.
    values = np.where(scaled.present, scaled.values, 0)
    found.update(np.ascontiguousarray(values, dtype="<i8").tobytes())
