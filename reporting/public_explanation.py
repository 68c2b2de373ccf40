"""An explanation as a published copy may say it: from figures that are published, and no others.

Shares, influence and order are worked out from figures too: where one of those is hidden, they
are left out, and whoever they would rank stands behind the others in the order of the tree. The
hash of a submission is left out everywhere: with all but one figure of it known, trying the rest
gives it away. So are names of senders and of files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal

from reporting.explained import Explained, Origin
from reporting.explanation import Contributor, Explanation, Node, Portion, by_weight, entered
from reporting.recipes import parts_of
from reporting.statuses import SUPPRESSED
from reporting.submission import State
from reporting.suppression import Hidden
from reporting.terms import Given, Term, own_only
from schemas.form import Form

Kind = Literal["own", "total"]
_NOBODY = Fraction(0)


def public_copy(found: Explained, hidden: Hidden) -> Explained:
    """The same without what is hidden, and without what would give any of it away."""
    origins = {place: tuple(map(_bare, some)) for place, some in found.origins.items()}
    figures = tuple(_Veiling(one, found.form, hidden).explanation() for one in found.figures)
    return replace(found, figures=figures, origins=origins, public=True)


def _bare(origin: Origin) -> Origin:
    return replace(origin, sender="", sha256="", receipt="", source="")


@dataclass(frozen=True)
class _Veiling:
    """One figure, and what is hidden of the measures it is made of."""

    one: Explanation
    form: Form
    hidden: Hidden

    def explanation(self) -> Explanation:
        one, path = self.one, self.one.key.measure
        covered = {
            "value": self._covers("total", path, one.place),
            "own": self._covers("own", path, one.place),
            "below": bool(self.hidden.below(path)[one.place]),
        }
        contributors = [self._contributor(given) for given in one.contributors]
        return replace(
            one,
            term=self._term(one.term),
            value=None if covered["value"] else one.value,
            own=None if covered["own"] else one.own,
            below=None if covered["below"] else one.below,
            status=SUPPRESSED if covered["value"] else one.status,
            nodes=tuple(map(self._node, one.nodes)),
            contributors=tuple(sorted(contributors, key=by_weight)),
            blank=tuple(filter(None, (self._blank(*each) for each in one.blank))),
            veiled=frozenset(name for name, over in covered.items() if over),
        )

    def _covers(self, kind: Kind, path: str, place: int) -> bool:
        """Whether a figure is hidden; of what is not a measure itself, that of the whole."""
        known = path if path in self.form.by_path else self.one.key.measure
        if self._weighs:
            stop = place + 1 if kind == "own" else int(self.hidden.tree.stop[place])
            return self._any_own(place, stop)
        apart = own_only(self.form.by_path[known])
        flags = self.hidden.own(known) if apart or kind == "own" else self.hidden.total(known)
        return bool(flags[place])

    @cached_property
    def _weighs(self) -> bool:
        """Whether products are among its parts: a sum of them is published nowhere."""
        paths = [self.one.key.measure]
        for path in paths:
            measure = self.form.by_path.get(path)
            if measure is not None and path not in self.form.slots:
                paths += [part for part in parts_of(measure) if part not in paths]
        rules = [self.form.by_path[path].rule for path in paths if path in self.form.by_path]
        return any(rule.name == "mean" for rule in rules)

    def _term(self, term: Term) -> Term:
        over = self._covers("total", term.path, self.one.place)
        terms = tuple(map(self._term, term.terms))
        # What everyone gave goes: only what is shown of it stands in the tree.
        given = None if term.given is None else Given.of(term.given.op, (), ())
        value = None if over else term.value
        return replace(term, value=value, given=given, replaced=(), terms=terms, veiled=over)

    def _node(self, node: Node) -> Node:
        value = self._covers("total", self.one.key.measure, node.place)
        own = self._covers("own", self.one.key.measure, node.place)
        portions = self._portions(node.portions, "total", node.place)
        return replace(
            node,
            value=None if value else node.value,
            own=None if own else node.own,
            portions=portions,
            influence=self._influence(node.influence, portions, over=value),
            veiled=frozenset(n for n, over in (("value", value), ("own", own)) if over),
        )

    def _contributor(self, given: Contributor) -> Contributor:
        over = self._covers("own", self.one.key.measure, given.place)
        portions = self._portions(given.portions, "own", given.place)
        return replace(
            given,
            own=None if over else given.own,
            portions=portions,
            influence=self._influence(given.influence, portions, over=over),
            holds=given.holds and not over and not self._any_within,
            states=self._states(given.place, given.states),
            veiled=over,
        )

    def _portions(
        self, portions: tuple[Portion, ...], kind: Kind, place: int
    ) -> tuple[Portion, ...]:
        found = []
        for one in portions:
            over = self._covers(kind, one.path, place)
            # A share of a hidden total gives the total away.
            whole = self._covers("total", one.path, self.one.place)
            value, share = (None, None) if over else (one.value, None if whole else one.share)
            found.append(replace(one, value=value, share=share, veiled=over))
        return tuple(found)

    def _influence(
        self, influence: Fraction, portions: tuple[Portion, ...], *, over: bool
    ) -> Fraction:
        """None where it takes a hidden figure: its own, the whole's, or any a least is among."""
        if over or any(one.veiled for one in portions) or not self._whole_shown:
            return _NOBODY
        return influence

    @property
    def _whole_shown(self) -> bool:
        term = self.one.term
        paths = [self.one.key.measure, *(leaf.path for leaf in term.leaves())]
        if any(self._covers("total", path, self.one.place) for path in paths):
            return False
        adds = all(leaf.given is None or leaf.given.op == "add" for leaf in term.leaves())
        return adds or not self._any_within

    @property
    def _any_within(self) -> bool:
        """Whether anybody's own figure in it is hidden."""
        return self._any_own(self.one.place, int(self.hidden.tree.stop[self.one.place]))

    def _any_own(self, start: int, stop: int) -> bool:
        """Whether anything of it that units of a span sent is hidden."""
        return any(bool(self.hidden.own(path)[start:stop].any()) for path in self._paths)

    @property
    def _paths(self) -> tuple[str, ...]:
        return (self.one.key.measure, *entered(self.form, self.one.key.measure))

    def _states(
        self, place: int, states: tuple[tuple[str, State], ...]
    ) -> tuple[tuple[str, State], ...]:
        """A mark says what stands there: none occurred is 0."""
        return tuple((p, s) for p, s in states if not self.hidden.own(p)[place])

    def _blank(
        self, place: int, states: tuple[tuple[str, State], ...]
    ) -> tuple[int, tuple[tuple[str, State], ...]] | None:
        covered = self._any_own(place, place + 1)
        return None if covered else (place, self._states(place, states))


def veiled_words(found: Explained, names: frozenset[str]) -> Mapping[str, object]:
    """What is hidden of something, as data; nothing where it is no published copy."""
    return {"suppressed": sorted(names)} if found.public else {}
