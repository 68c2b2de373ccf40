"""Reads a form: a JSON Schema 2020-12 with ``x-`` annotations, into the nouns of ``form``."""

import re
from collections.abc import Mapping
from typing import Any

from errors import Fault, Problem
from schemas.canonical import NumberOutOfRange, digest, normal
from schemas.dialect import (
    ON_ROOT,
    ON_SECTIONS,
    STANDARD,
    annotations,
    dialect,
    structure_faults,
    usage_faults,
)
from schemas.explaining import join, shortened
from schemas.form import Check, Form, Measure, Section
from schemas.kinds import is_section
from schemas.leaves import levels, measure_of, words
from schemas.links import link_faults
from schemas.references import reference_faults
from schemas.walking import Place, Schema, merged

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s@#]+")
_MOST_MEASURES = 5_000
_PERIODS = "year, half, quarter, month, once"
_BESIDE_REFERENCE = frozenset({"$ref", "title", "description", "$comment", "examples", "default"})


def read_form(document: Mapping[str, Any], version: int = 1) -> Form:
    """The form a document describes; numbers of the document are int or Decimal.

    Raises Problem ``form_faults`` with every fault that can be found at once. The digest is
    SHA-256 of the canonical schema, in which the order of properties counts.
    """
    try:
        schema = normal(document)
    except NumberOutOfRange as error:
        raise _refused([Fault("number_out_of_range", sent=shortened(str(error)))]) from error
    reading = _Reading(schema, version)
    form = reading.form()
    if form is None or reading.faults:
        raise _refused(reading.faults)
    return form


def _refused(faults: list[Fault]) -> Problem:
    each = {(f.code, f.path, f.where, f.sent): f for f in faults}
    return Problem("form_faults", tuple(each.values()))


class _Reading:
    """One pass over a form, collecting faults as it goes."""

    def __init__(self, schema: dict[str, Any], version: int) -> None:
        self.schema = schema
        self.version = version
        self.faults: list[Fault] = []
        self._measures: dict[str, Measure] = {}
        self._sections: list[Section] = []
        # References are followed within it too: what is malformed may stand behind one.
        self._bare: Schema = schema

    def form(self) -> Form | None:
        """The form, if its structure allows one to be made at all."""
        found, broken, stop = structure_faults(self.schema)
        self.faults += found
        if not stop:
            self.faults += usage_faults(self.schema)
            self.faults += reference_faults(self.schema)
            stop = any(fault.code in _FATAL for fault in self.faults)
        self._root_faults()
        if stop:
            return None
        bare = self._bare = _sound(self.schema, broken)
        self._section(bare, "", ())
        if not self._measures and not self.faults:
            self.faults.append(Fault("no_measures"))
        checks = _checks(bare)
        self.faults += link_faults(self._measures, checks)
        if self.faults:
            return None
        title = bare.get("x-title", bare.get("x-label"))
        return Form(
            name=bare["$id"],
            version=self.version,
            title=words(title, bare["title"]),
            period=bare["x-period"],
            regime=bare.get("x-regime", "calendar"),
            measures=tuple(self._measures.values()),
            sections=tuple(self._sections),
            checks=checks,
            schema=self.schema,
            digest=digest(self.schema),
        )

    def _root_faults(self) -> None:
        root = self.schema
        name, title = root.get("$id"), root.get("title")
        if not isinstance(name, str) or not (_WORD.fullmatch(name) or _URI.fullmatch(name)):
            self.faults.append(Fault("id_invalid", sent="" if name is None else shortened(name)))
        if not isinstance(title, str) or not title.strip():
            self.faults.append(Fault("title_missing"))
        if "x-period" not in root:
            self.faults.append(Fault("period_missing", allowed=_PERIODS))
        stated = root.get("$schema", STANDARD)
        known = (STANDARD, str(dialect()["$id"]))
        if not isinstance(stated, str) or stated.rstrip("#") not in known:
            allowed = ", ".join(known)
            self.faults.append(Fault("dialect_unknown", sent=shortened(stated), allowed=allowed))

    def _section(self, schema: Schema, path: str, above: tuple[str, ...]) -> None:
        self._section_faults(schema, path)
        inside = merged(self._bare, schema)
        asked = levels(inside, above)
        label = words(inside.get("x-title", inside.get("x-label")), path or inside.get("title", ""))
        self._sections.append(Section(path, label))
        for name, child in inside.get("properties", {}).items():
            below = join(path, name)
            if not _NAME.fullmatch(name):
                self.faults.append(Fault("name_invalid", below, sent=shortened(name)))
            elif len(self._measures) >= _MOST_MEASURES:
                return
            elif isinstance(child, Mapping):
                self._leaf_or_section(child, below, asked)
            elif child is True:
                self.faults.append(Fault("kind_unknown", below, sent="true"))

    def _leaf_or_section(self, child: Schema, path: str, above: tuple[str, ...]) -> None:
        whole = merged(self._bare, child)
        if is_section(whole):
            self._section(child, path, above)
            return
        measure = measure_of(self._bare, whole, path, above, self.faults)
        if measure is not None:
            self._measures[path] = measure

    def _section_faults(self, schema: Schema, path: str) -> None:
        inside = merged(self._bare, schema)
        for key in inside:
            if key in annotations() and key not in (ON_SECTIONS if path else ON_ROOT):
                self.faults.append(Fault("annotation_misplaced", path, sent=key))
        if "$ref" in schema:
            for key in schema:
                if key not in _BESIDE_REFERENCE and not key.startswith("x-"):
                    self.faults.append(Fault("beside_reference", path, sent=key))


_FATAL = frozenset({"remote_reference", "reference_unknown", "reference_loop", "form_too_large"})


def _checks(root: Schema) -> tuple[Check, ...]:
    return tuple(
        Check(
            left=tuple(item["left"]),
            op=item["op"],
            right=tuple(item["right"]),
            severity=item.get("severity", "error"),
            message=_message(item.get("message")),
        )
        for item in root.get("x-checks", [])
    )


def _message(annotation: str | Mapping[str, str] | None) -> Mapping[str, str]:
    if annotation is None:
        return {}
    label = words(annotation, "")
    return {"vi": label.vi, "en": label.en}


def _sound(schema: Schema, broken: set[Place]) -> Schema:
    found: Schema = _without(schema, broken)
    return found


def _without(schema: object, broken: set[Place], place: Place = ()) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """A copy without malformed annotations, so that the rest can still be read.

    A malformed roll-up becomes ``none``: its fault is known, that it is missing would be wrong.
    """
    if not broken:
        return schema
    if isinstance(schema, Mapping):
        kept = {
            key: _without(value, broken, (*place, key))
            for key, value in schema.items()
            if (*place, key) not in broken
        }
        if (*place, "x-rollup") in broken:
            kept["x-rollup"] = "none"
        return kept
    if isinstance(schema, list):
        return [_without(item, broken, (*place, str(at))) for at, item in enumerate(schema)]
    return schema
