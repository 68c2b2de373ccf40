"""The API's own pages: every operation of its description, to read; nothing from elsewhere."""

import json
from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit

router = APIRouter()


@router.get("/api")
def show(request: Request, visit: Annotated[Visit, needs("visit", open_=True)]) -> Response:
    """The description in words: operations by what they are about."""
    told: dict[str, Any] = request.app.openapi()
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            found.setdefault(one["tags"][0], []).append(_operation(path, method, one))
    return page(visit, "api.html", told=told, found=found)


def _operation(path: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    good = {code: what for code, what in one["responses"].items() if code.startswith(("2", "3"))}
    body = one.get("requestBody", {}).get("content", {})
    return {
        "id": one["operationId"],
        "method": method.upper(),
        "path": path,
        "words": one["description"],
        "fields": one.get("parameters", []),
        "kinds": list(body),
        "sent": next(map(_example, body.values()), ""),
        "answers": [
            (code, what["description"], next(map(_example, what.get("content", {}).values()), ""))
            for code, what in good.items()
        ],
    }


def _example(content: dict[str, Any]) -> str:
    named = [one["value"] for one in content.get("examples", {}).values()]
    told = content.get("example", named[0] if named else None)
    if told is None or isinstance(told, str):
        return told or ""
    return json.dumps(told, ensure_ascii=False, indent=2)
