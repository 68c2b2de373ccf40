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
        before = self._counted(own) if own.dtype == np.bool_ else self._added(own)
        result: NDArray[np.int64] = np.take(before, self.last, axis=1)
        result -= np.take(before, self.first, axis=1)
        return result

    def _added(self, own: Own) -> NDArray[np.int64]:
        parts = np.add.reduceat(own, self.cuts[:-1], axis=1, dtype=np.int64)
        before = np.zeros((len(own), len(self.cuts)), dtype=np.int64)
        np.cumsum(parts, axis=1, out=before[:, 1:])
        return before

    def _counted(self, own: Own) -> NDArray[np.int64]:
        """Flags before every cut: counted by 64-bit words, an eighth of the bytes to read."""
        rows, size = own.shape
        packed = np.zeros((rows, 8 * (size // WORD + 1)), dtype=np.uint8)
        packed[:, : -(-size // 8)] = np.packbits(own, axis=1, bitorder="little")
        words = packed.view("<u8")
        ones = np.bitwise_count(words)
        whole = np.cumsum(ones, axis=1, dtype=np.int64)
        whole -= ones
        before: NDArray[np.int64] = np.take(whole, self.words, axis=1)
        before += np.bitwise_count(np.take(words, self.words, axis=1) & self.masks)
        return before
