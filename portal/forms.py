"""What a page sends: the fields of a form, once each, as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from errors import Problem

FIELDS = 20_000
FILES = 20
_KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def posted(request: Request) -> Mapping[str, str]:
    """The text fields of a request's body; files are for ``uploaded``. Of two the last stands.

    Raises Problem request_unfit for a body that is no form.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        return {}
    try:
        form = await request.form(max_fields=FIELDS, max_files=FILES)
    except HTTPException as error:
        if error.status_code in {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.REQUEST_TIMEOUT}:
            raise
        raise Problem("request_unfit") from error
    except (ValueError, UnicodeError) as error:
        raise Problem("request_unfit") from error
    return {name: value for name, value in form.items() if isinstance(value, str)}


Posted = Annotated[Mapping[str, str], Depends(posted)]
"""What a route's form sent, for its signature."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was sent: the name it has there, and its bytes."""

    name: str
    data: bytes


async def uploaded(request: Request) -> tuple[Upload, ...]:
    """The files of a request's body, at most FILES; how much they may be is bounded before.

    Raises what ``posted`` does.
    """
    await posted(request)
    found = []
    # A browser sends a field without a file as a file without a name.
    for one in (await request.form(max_fields=FIELDS, max_files=FILES)).getlist("file"):
        if isinstance(one, UploadFile):
            if one.filename:
                found.append(Upload(one.filename, await one.read()))
            await one.close()
    return tuple(found)


Uploaded = Annotated[tuple[Upload, ...], Depends(uploaded)]
"""The files of a route's form, for its signature."""
