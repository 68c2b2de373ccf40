"""A supplement as a published copy may say it: of figures that both vintages show.

A figure that one of the two hides is shown of neither: with the difference at hand, one would give
the other away. A unit whose figures differ only where they are hidden is not named: whoever knew
that nobody else sent anything else would know that their hidden figures are what they were. So
who is not named may have changed all the same. Hashes, senders and reasons are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hierarchy.tree import Tree
from reporting.explained import Origin
from reporting.explanation import entered
from reporting.suppression import Hidden
from reporting.terms import own_only
from reporting.vintage_changes import Cause, Supplement
from reporting.vintage_diff import Change, Trace

_TOLD = frozenset(("revised", "elsewhere"))
"""Kinds that say a figure differs; all others can be read off coverage and the map."""


@dataclass(frozen=True)
class Veils:
    """What the older and the newer vintage hide, each on its own tree and in its own form."""

    old: Hidden
    new: Hidden

    def total(self, code: str, path: str) -> bool:
        """Whether one of them hides a unit's cumulative figure."""
        return any(_total(one, code, path) for one in (self.old, self.new))

    def own(self, code: str, path: str) -> bool:
        """Whether one of them hides a unit's own figure."""
        return any(_own(one, code, path, below=False) for one in (self.old, self.new))

    def below(self, code: str, path: str) -> bool:
        """Whether one of them hides anybody's own figure at a unit or below it."""
        return any(_own(one, code, path, below=True) for one in (self.old, self.new))


def public_supplement(found: Supplement, veils: Veils) -> Supplement:
    """The same without what is hidden in either, and without what would give any of it away."""
    changes = tuple(_shown(found.changes, veils))
    causes = tuple(_named(found.causes, veils))
    return replace(found, changes=changes, causes=causes, public=True)


def _shown(changes: tuple[Change, ...], veils: Veils) -> Iterator[Change]:
    for one in changes:
        path = one.key.measure
        if not veils.total(one.unit.code, path):
            traces = tuple(each for each in one.traces if _open(each, path, veils))
            yield replace(one, traces=traces)


def _open(trace: Trace, path: str, veils: Veils) -> bool:
    """Whether all that a unit moved a figure by is shown: it may stand for those below it."""
    paths = {path, *(part.path for part in trace.parts if part.path)}
    return not any(veils.below(trace.unit, each) for each in paths)


def _named(causes: tuple[Cause, ...], veils: Veils) -> Iterator[Cause]:
    open_: dict[str, bool] = {}
    for one in causes:
        code = one.unit.code
        cells = tuple(each for each in one.cells if not veils.own(code, each[0].measure))
        # What several of its submissions come to stands beside the first of them.
        open_[code] = open_.get(code, False) or bool(cells)
        kinds = one.kinds if open_[code] else tuple(k for k in one.kinds if k not in _TOLD)
        if kinds:
            bare = (_bare(each) for each in (one.before, one.after))
            before, after = bare
            yield replace(one, kinds=kinds, cells=cells, before=before, after=after, judged=())


def _bare(origin: Origin | None) -> Origin | None:
    if origin is None:
        return None
    return replace(origin, sender="", sha256="", receipt="", source="")


def _total(hidden: Hidden, code: str, path: str) -> bool:
    place = _place(hidden.tree, code)
    if place is None or path not in hidden.form.by_path:
        return False
    apart = own_only(hidden.form.by_path[path])
    return bool((hidden.own(path) if apart else hidden.total(path))[place])


def _own(hidden: Hidden, code: str, path: str, *, below: bool) -> bool:
    place = _place(hidden.tree, code)
    if place is None or path not in hidden.form.by_path:
        return False
    stop = int(hidden.tree.stop[place]) if below else place + 1
    paths = (path, *entered(hidden.form, path))
    return any(bool(hidden.own(each)[place:stop].any()) for each in paths)


def _place(tree: Tree, code: str) -> int | None:
    return tree.index.get(code)
