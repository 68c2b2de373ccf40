"""Templates into pages: escaped by themselves, in one language, with what every page has."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

import messages
from errors import Problem
from portal.visit import GUEST, Visit

_HERE = files("portal")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates; a name that is not there is an error, not a blank."""
    found = Environment(
        loader=PackageLoader("portal"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["asset"] = address
    return found


@lru_cache(maxsize=1)
def assets() -> Mapping[str, tuple[bytes, str]]:
    """Every file of ``static`` by its name, with the beginning of its SHA-256."""
    return {
        one.name: (data := one.read_bytes(), hashlib.sha256(data).hexdigest()[:12])
        for one in _HERE.joinpath("static").iterdir()
        if one.is_file() and not one.name.startswith(".")
    }


def address(name: str) -> str:
    """Where a file of ``static`` is, under a name that changes with it."""
    return f"/static/{name}?v={assets()[name][1]}"


def page(
    visit: Visit,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    **data: Any,  # noqa: ANN401  whatever a template shows
) -> HTMLResponse:
    """A page for somebody; templates find the visit as ``visit``, and ``say`` for sentences."""
    shown = environment().get_template(template)
    text = shown.render(visit=visit, language=visit.language, say=visit.say, **data)
    answer = HTMLResponse(text, status)
    if not visit.known:
        answer.set_cookie(
            GUEST, visit.token, secure=visit.site.https, httponly=True, samesite="lax"
        )
    return answer


def bare_page(
    language: str, status: HTTPStatus, problem: Problem, number: str, headers: Mapping[str, str]
) -> HTMLResponse:
    """A page that says why something was refused, for whoever it is."""
    words = messages.words(language, "portal")

    def say(key: str, **details: object) -> str:
        return messages.fill(words[key], details)

    text = (
        environment()
        .get_template("refusal.html")
        .render(
            visit=None,
            language=language,
            say=say,
            sentence=messages.problem(language, problem.code, problem.details),
            faults=[messages.fault(language, one) for one in problem.faults],
            code=problem.code,
            number=number,
        )
    )
    return HTMLResponse(text, status, headers=dict(headers))
