"""Marks instead of values: one act can mark a cell or a whole section."""

from collections.abc import Collection, Mapping

from errors import Fault
from schemas.content import MARK_NAMES
from schemas.explaining import shortened
from schemas.form import Form
from schemas.links import near

_ALLOWED = ", ".join(MARK_NAMES)


class Marking:
    """Which leaves a mark on a path stands for."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._below: dict[str, list[str]] = {
            section.path: [
                measure.path
                for measure in form.entered
                if measure.path.startswith(f"{section.path}.")
            ]
            for section in form.sections
            if section.path
        }

    def expand(
        self, marks: Mapping[str, str], given: Collection[str], not_asked: Collection[str]
    ) -> tuple[dict[str, str], list[Fault]]:
        """Marks by leaf, and the faults of marks that cannot stand.

        A mark on a section goes to its figures without value or mark of their own; what is
        derived, a text, or not asked of this unit is passed over.
        """
        leaves: dict[str, str] = {}
        sections: dict[str, str] = {}
        faults = []
        for path, mark in marks.items():
            code = self._objection(path, mark, given, not_asked)
            if code:
                allowed = near(path, self._form.by_path) if code == "unknown_measure" else ""
                if code == "mark_unknown":
                    allowed = _ALLOWED
                faults.append(Fault(code, path, sent=shortened(mark), allowed=allowed))
            elif path in self._below:
                sections[path] = mark
            else:
                leaves[path] = mark
        for section in sorted(sections, key=len, reverse=True):
            for path in self._below[section]:
                if path not in given and path not in not_asked:
                    leaves.setdefault(path, sections[section])
        return leaves, faults

    def _objection(
        self, path: str, mark: object, given: Collection[str], not_asked: Collection[str]
    ) -> str | None:
        measure = self._form.by_path.get(path)
        if mark not in MARK_NAMES:
            return "mark_unknown"
        if measure is None:
            return None if path in self._below else "unknown_measure"
        if measure.derived:
            return "read_only"
        if path in not_asked:
            return "not_measured_here"
        return "marked_and_given" if path in given else None
