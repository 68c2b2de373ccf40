"""Files of the pages themselves: style, script and signs; all of them known when it starts."""

import mimetypes
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from errors import Problem
from portal.guard.needs import needs
from portal.rendering import assets

router = APIRouter(dependencies=[needs("visit", open_=True)])
KEPT = "public, max-age=31536000, immutable"
Version = Annotated[str, "the beginning of the file's hash"]


@router.get("/static/{name}")
def static(name: str, v: Version = "") -> Response:
    """A file by its name; under the address pages give it, it may be kept for good."""
    if name not in assets():
        raise Problem("not_found")
    data, version = assets()[name]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kept = KEPT if v == version else "no-cache"
    return Response(data, media_type=kind, headers={"Cache-Control": kept})
