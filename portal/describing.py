"""The description of the API: OpenAPI 3.1, with what every operation may refuse."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from portal.refusing import JSON
from portal.shapes import ProblemShown

INTRODUCTION = """Plans go down a country's units, figures come back up. Every resource is what the
account behind a token may see; the rest is not found.

Send a token as `Authorization: Bearer …`. Lists give at most `limit` things and say in `next` what
the next page comes `after`. Refusals are `application/problem+json` with a stable `code`; words are
Vietnamese or English by `Accept-Language`. Numbers in figures are text, so that nothing is lost."""
_METHODS = ("get", "post", "put", "patch", "delete")


class Described(FastAPI):
    """An application whose description says what is true of every operation of ours."""

    def openapi(self) -> dict[str, Any]:
        """The document, made once."""
        if self.openapi_schema is None:
            told = get_openapi(
                title="Capbac",
                version="1",
                summary="Plans down, figures up.",
                description=INTRODUCTION,
                routes=self.routes,
            )
            _name_refusals(told)
            self.openapi_schema = told
        return self.openapi_schema


def _name_refusals(told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    whole = ProblemShown.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(whole.pop("$defs", {}))
    schemas["ProblemShown"] = whole
    problem = {
        "description": "Refused: nothing was changed.",
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/ProblemShown"}}},
    }
    bearer = {"type": "http", "scheme": "bearer", "description": "A token of one's own."}
    told["components"]["securitySchemes"] = {"token": bearer}
    told["security"] = [{"token": []}]
    for path in told["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                operation["responses"].pop("422", None)
                operation["responses"]["4XX"] = problem
                _name_paths(operation)
                _show(schemas, operation)


def _name_paths(operation: dict[str, Any]) -> None:
    for one in operation.get("parameters", ()):
        if one["in"] == "path" and "description" not in one:
            one["description"] = _PATHS[one["name"]]
            if one["name"] in _NUMBERS:
                one["schema"] |= {"minimum": 1, "maximum": 2**31 - 1}


def _show(schemas: dict[str, Any], operation: dict[str, Any]) -> None:
    """An example for what is sent and for what comes back."""
    bodies = [operation["requestBody"]] if "requestBody" in operation else []
    good = [told for code, told in operation["responses"].items() if code.startswith("2")]
    for told in (*bodies, *good):
        for content in told.get("content", {}).values():
            shown = _example(schemas, content.get("schema", {}))
            if shown is not None and not {"example", "examples"} & content.keys():
                content["example"] = shown


def _example(schemas: dict[str, Any], schema: dict[str, Any]) -> Any:  # noqa: ANN401  whatever a shape holds
    name = schema.get("$ref", "").rpartition("/")[2]
    whole = schemas.get(name, schema)
    if "examples" in whole:
        return whole["examples"][0]
    items = whole.get("properties", {}).get("items", {}).get("items")
    return None if items is None else {"items": [_example(schemas, items)], "next": None}


_NUMBERS = {"assignment", "number", "token"}
_PATHS = {
    "unit": "A unit's code.",
    "assignment": "An assignment's number.",
    "number": "A revision's number, from 1.",
    "form": "`name`, or `name@version`.",
    "plan": "A plan's reference.",
    "measure": "A dotted path; of a choice `path:option`.",
    "report": "What the order gave.",
    "token": "A token's number in the list.",
}
