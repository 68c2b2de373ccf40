"""What a program sends: a request's bytes, by what they are said to be."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Header, Request

from engine.posting import KEY_LIMIT
from errors import Problem

JSON = {"application/json": "json"}
MANY = {
    **JSON,
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
}
Body = tuple[str, bytes]
"""What it is, as the ending of a file, and the bytes."""


def read(kinds: Mapping[str, str]) -> Any:  # noqa: ANN401  what fastapi itself gives
    """The dependency of a route that takes bytes of some kinds."""

    async def body(request: Request) -> Body:
        """Raises Problem media_unfit for bytes of another kind."""
        told = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if told not in kinds:
            raise Problem("media_unfit", sent=told[:80], allowed=", ".join(kinds))
        return kinds[told], await request.body()

    return Depends(body)


def refuse_other(kind: str) -> Any:  # noqa: ANN401  what fastapi itself gives
    """The dependency of a route whose body is of one kind. Raises Problem media_unfit.

    A parameter after the visit, so that a stranger is refused as one and learns nothing else.
    """

    def look(request: Request) -> None:
        told = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if told != kind:
            raise Problem("media_unfit", sent=told[:80], allowed=kind)

    return Depends(look)


Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=KEY_LIMIT,
        description="The same request under the same key is taken in once, whatever the line does.",
    ),
]


def described(
    schema: Mapping[str, Any], examples: Mapping[str, Any], *kinds: str
) -> dict[str, Any]:
    """A request's body as the description of the API shows it."""
    told = {"schema": schema, "examples": examples}
    return {"requestBody": {"required": True, "content": dict.fromkeys(kinds, told)}}
