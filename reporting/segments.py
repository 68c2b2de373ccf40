"""Sums over every subtree at once.

A subtree is one slice of the preorder, so its sum is a difference of two prefix sums, and only
the places where some subtree begins or ends need one. Wrap-around at 64 bits does no harm:
differences are exact modulo 2^64 and every true figure fits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hierarchy.tree import Tree
from reporting.own import Own

WORD = 64


@dataclass(frozen=True, slots=True)
class Segments:
    """The preorder cut wherever an interior unit's subtree begins or ends.

    ``cuts`` [S + 1] are these places, the last one N. ``first`` and ``last`` [K] say between
    which cuts each interior unit's subtree lies. ``masks`` [S + 1] select, in the 64-bit word a
    cut falls into, the bits before it.
    """

    cuts: NDArray[np.intp]
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    words: NDArray[np.intp]
    masks: NDArray[np.uint64]

    @classmethod
    def of(cls, tree: Tree) -> "Segments":
        """Segments of a tree that has at least one interior unit."""
        ends = tree.stop[tree.interior]
        cuts = np.unique(np.concatenate([tree.interior, ends])).astype(np.intp)
        bits = (cuts % WORD).astype(np.uint64)
        masks = (np.uint64(1) << bits) - np.uint64(1)
        first, last = np.searchsorted(cuts, tree.interior), np.searchsorted(cuts, ends)
        return cls(cuts, first, last, cuts // WORD, masks)

    def sums(self, own: Own) -> NDArray[np.int64]:
        """Subtree sums [b, K] of own columns [b, N]."""
        result = np.empty((len(own), len(self.first)), dtype=np.int64)
        # Row by row: numpy lets other threads run in these calls along one axis only.
        for row, into in zip(own, result, strict=True):
            before = self._counted(row) if row.dtype == np.bool_ else self._added(row)
            np.subtract(before.take(self.last), before.take(self.first), out=into)
        return result

    def _added(self, own: NDArray[np.int64]) -> NDArray[np.int64]:
        before = np.zeros(len(self.cuts), dtype=np.int64)
        np.cumsum(np.add.reduceat(own, self.cuts[:-1]), out=before[1:])
        return before

    def _counted(self, own: NDArray[np.bool_]) -> NDArray[np.int32]:
        """Flags before every cut: counted by 64-bit words, an eighth of the bytes to read."""
        packed = np.zeros(8 * (len(own) // WORD + 1), dtype=np.uint8)
        packed[: -(-len(own) // 8)] = np.packbits(own, bitorder="little")
        words = packed.view("<u8")
        ones = np.bitwise_count(words)
        whole = np.cumsum(ones, dtype=np.int32)
        whole -= ones
        before: NDArray[np.int32] = whole.take(self.words)
        here = words.take(self.words)
        here &= self.masks
        before += np.bitwise_count(here)
        return before
