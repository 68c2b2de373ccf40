"""Checks a form document against the dialect: JSON Schema 2020-12 and the ``x-`` annotations."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from errors import Fault
from schemas.explaining import shortened
from schemas.formats import FORMATS
from schemas.patterns import objection
from schemas.walking import Place, Schema, dotted, pointer, subschemas

STANDARD = "https://json-schema.org/draft/2020-12/schema"
ROOT_ONLY = frozenset({"x-title", "x-period", "x-regime", "x-checks"})
ON_SECTIONS = frozenset({"x-label", "x-measured-at"})
ON_ROOT = ROOT_ONLY | ON_SECTIONS | {"x-moves"}
_UNSUPPORTED = frozenset({
    "$anchor", "$dynamicAnchor", "$dynamicRef", "patternProperties", "propertyNames", "contains",
    "minContains", "maxContains", "prefixItems", "unevaluatedItems", "contentSchema",
})  # fmt: skip
_MAY_BE_FALSE = frozenset({"additionalProperties", "unevaluatedProperties"})


@cache
def dialect() -> dict[str, Any]:
    """The meta-schema of forms."""
    text = files("schemas").joinpath("dialect.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def _validator() -> Draft202012Validator:
    # The dialect refers to 2020-12 only, which jsonschema carries with it: nothing is fetched.
    # A form is what is validated here, so its own references are not even looked at.
    return Draft202012Validator(dialect())


@cache
def _shapes() -> jsonschema_rs.Validator:
    annotation = {"$ref": "#/$defs/annotations", "$defs": dialect()["$defs"]}
    return jsonschema_rs.Draft202012Validator(annotation, offline=True)


def _plainly_sound(document: Schema) -> bool:
    """Whether a quick look finds nothing: it never passes what the dialect refuses.

    The explaining validator needs a second for a form of 200 measures, and a stored form is
    read again by every command.
    """
    bare = {key: value for key, value in document.items() if key != "$schema"}
    if not jsonschema_rs.meta.is_valid(bare):
        return False
    gate = _shapes()
    return all(gate.is_valid(schema) for _, schema in subschemas(document))


def annotations() -> Mapping[str, Any]:
    """The ``x-`` annotations by name, as the meta-schema describes them."""
    known: Mapping[str, Any] = dialect()["$defs"]["annotations"]["properties"]
    return known


def structure_faults(document: Schema) -> tuple[list[Fault], set[Place], bool]:
    """Faults of structure, the places of malformed annotations, and whether to stop there.

    Everything after this step may rely on the shapes the meta-schema promises, once the
    malformed annotations are taken out.
    """
    if _plainly_sound(document):
        return [], set(), False
    faults: dict[Place, Fault] = {}
    broken: set[Place] = set()
    stop = False
    for error in _validator().iter_errors(document):
        place = tuple(str(part) for part in error.absolute_path)
        annotation = _annotation(place)
        if annotation is None:
            stop = True
            faults.setdefault(place, _schema_fault(place, error))
            continue
        broken.add(annotation)
        sent = shortened(_at(document, annotation))
        allowed = str(annotations()[annotation[-1]]["description"])
        faults[annotation] = Fault(
            "annotation_invalid", dotted(annotation), annotation[-1], sent, allowed
        )
    return list(faults.values()), broken, stop


def _annotation(place: Place) -> Place | None:
    for at, part in enumerate(place):
        if part.startswith("x-") and (at == 0 or place[at - 1] not in ("properties", "$defs")):
            return place[: at + 1]
    return None


def _at(document: object, place: Place) -> object:
    for part in place:
        document = document[int(part)] if isinstance(document, list) else _get(document, part)
    return document


def _get(document: object, key: str) -> object:
    assert isinstance(document, Mapping)
    return document[key]


def _schema_fault(place: Place, error: ValidationError) -> Fault:
    value = shortened(error.validator_value)
    allowed = f"{error.validator}: {value}" if error.validator else ""
    return Fault(
        "schema_invalid", dotted(place), pointer(place), shortened(error.instance), allowed
    )


def usage_faults(document: Schema) -> Iterator[Fault]:
    """Keywords, patterns and formats that a form may not use, and unknown annotations."""
    known = annotations()
    for place, schema in subschemas(document):
        path, where = dotted(place), pointer(place)
        if schema is False and (not place or place[-1] not in _MAY_BE_FALSE):
            yield Fault("keyword_unsupported", path, where, sent="false")
        if not isinstance(schema, Mapping):
            continue
        for key in schema:
            if key.startswith("x-") and key not in known:
                yield Fault("annotation_unknown", path, where, key, ", ".join(sorted(known)))
            elif (key in ROOT_ONLY and place) or (key.startswith("x-") and not _holds(place)):
                yield Fault("annotation_misplaced", path, where, key)
            elif key in _UNSUPPORTED or (key == "$id" and place):
                yield Fault("keyword_unsupported", path, where, key)
        yield from _text_faults(schema, path, where)


def _holds(place: Place) -> bool:
    """Whether a place is the root, a property, or a definition properties may refer to."""
    return all(part in ("properties", "$defs") for part in place[::2])


def _text_faults(schema: Schema, path: str, where: str) -> Iterator[Fault]:
    pattern, form = schema.get("pattern"), schema.get("format")
    if isinstance(pattern, str) and (code := objection(pattern)):
        yield Fault(code, path, where, sent=shortened(pattern))
    if isinstance(form, str) and form not in FORMATS:
        yield Fault("format_unknown", path, where, sent=form, allowed=", ".join(sorted(FORMATS)))
