"""A Frictionless data package: CSV files with a descriptor of every column beside them.

``datapackage.json`` by the Data Package standard (v1 readers read it too): figures, units,
measures and coverage, each with its Table Schema, size and SHA-256. Codes are strings. Nothing in
it depends on the moment it is made: the same figures give the same bytes.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from reporting.export import HEADER, row_chunks
from reporting.outward.figures import Outgoing, name_of
from reporting.outward.wide import CODEBOOK, meaning

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
UNITS = ("code", "name", "level", "parent", "type", "valid_from", "valid_to")
MEASURES = ("measure", "path", "option", *CODEBOOK[4:])
COVERAGE = ("unit", "period", "form", "expected", "reported")
Rows = Iterable[Sequence[str]]
Field = dict[str, object]

_NUMBERS = frozenset(("own", "value", "numerator", "denominator"))
_INTEGERS = frozenset(("reported", "expected", "decimals", "suppress_below"))
_DATES = frozenset(("valid_from", "valid_to"))


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the package: its key, and where its columns refer to others."""

    name: str
    header: tuple[str, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...] = ()

    @property
    def path(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"


RESOURCES = (
    Resource("units", UNITS, ("code",), (("parent", "", "code"),)),
    Resource("measures", MEASURES, ("measure",)),
    Resource(
        "coverage", COVERAGE, ("unit", "period", "form"), (("unit", "units", "code"),)
    ),
    Resource(
        "figures", HEADER, ("unit", "level", "period", "form", "measure"),
        (("unit", "units", "code"), ("measure", "measures", "measure")),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Written:
    """Size and hash of a file while it is written."""

    target: BinaryIO
    size: int = 0
    _hash: "hashlib._Hash" = field(default_factory=hashlib.sha256, repr=False)

    def rows(self, rows: Rows) -> None:
        """Add rows as CSV: comma, LF, quotes where they are needed."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        data = text.getvalue().encode()
        self.target.write(data)
        self.size += len(data)
        self._hash.update(data)

    @property
    def digest(self) -> str:
        """``sha256:…`` of all that was written."""
        return f"sha256:{self._hash.hexdigest()}"


def rows_of(resource: Resource, out: Outgoing) -> Iterator[Rows]:
    """A resource's rows after the header, some at a time."""
    if resource.name == "figures":
        yield from row_chunks(out)
    elif resource.name == "measures":
        yield {
            name_of(key): (name_of(key), key.measure, key.option, *meaning(out, key))
            for key in out.keys
        }.values()
    elif resource.name == "units":
        yield _units(out)
    else:
        yield _coverage(out)


def _units(out: Outgoing) -> Rows:
    units = [out.rollup.tree.units[place] for place in _with_those_above(out)]
    for unit in units:
        ends = (unit.valid_from, unit.valid_to)
        stands = [
            day.isoformat() if day.year not in (1, 9999) else "" for day in ends
        ]  # open ends are no days
        yield unit.code, unit.name, unit.level, unit.parent_code or "", unit.type, *stands


def _with_those_above(out: Outgoing) -> list[int]:
    """Units of the package and everyone above them, so that no parent is unknown."""
    tree = out.rollup.tree
    return sorted(
        {*out.places, *(above for place in out.places for above in tree.ancestors(place))}
    )


def _coverage(out: Outgoing) -> Rows:
    """Of each unit's subtree the widest coverage that a figure has."""
    block = out.rollup.block(out.places)
    best = [(0, 0)] * len(out.places)
    for key in out.keys:
        pairs = zip(block.expected(key).tolist(), block.reported(key).tolist(), strict=True)
        best = [max(one, two) for one, two in zip(best, pairs, strict=True)]
    form = out.rollup.form.name
    for place, (expected, reported) in zip(out.places, best, strict=True):
        code = out.rollup.tree.units[place].code
        yield code, out.period, form, str(expected), str(reported)


def descriptor(out: Outgoing, files: Sequence[tuple[Resource, Written]]) -> bytes:
    """``datapackage.json``."""
    form = out.rollup.form
    name = re.sub(r"[^a-z0-9._-]+", "-", f"{form.name}-{out.period}".lower()).strip("-")
    described = {
        "$schema": PROFILE,
        "profile": "tabular-data-package",
        "name": name,
        "title": form.title.vi,
        "description": form.title.en,
        "version": f"{form.version}.0.0",
        "custom": {
            "form": form.reference,
            "form_digest": form.digest,
            "period": out.period,
            "finality": out.finality,
            "roster_on": out.rollup.tree.day.isoformat(),
            "suppressed": out.hidden is not None,
        },
        "resources": [_described(resource, written) for resource, written in files],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _described(resource: Resource, written: Written) -> dict[str, object]:
    return {
        "name": resource.name,
        "path": resource.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": written.digest,
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": [_field(resource, name) for name in resource.header],
            "missingValues": [""],
            "primaryKey": list(resource.key),
            "foreignKeys": [
                {"fields": [own], "reference": {"resource": other, "fields": [theirs]}}
                for own, other, theirs in resource.refers
            ],
        },
    }


def _field(resource: Resource, name: str) -> Field:
    kind = "string"
    if name in _NUMBERS:
        kind = "number"
    elif name in _INTEGERS:
        kind = "integer"
    elif name in _DATES:
        kind = "date"
    described: Field = {"name": name, "type": kind}
    if name in resource.key:
        described["constraints"] = {"required": True}
    if name == "status":
        allowed = ["reported", "exact", "estimated", "not_comparable", "suppressed"]
        described["constraints"] = {"required": True, "enum": allowed}
    if name == "finality":
        described["constraints"] = {"required": True, "enum": ["provisional", "final"]}
    return described
