"""How a refusal is answered: problem+json (RFC 9457) to programs, a page in words to people."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Scope

import messages
from errors import Fault, Kind, Problem
from portal.guard.languages import language_of
from portal.rendering import bare_page

STATUS: Mapping[str, HTTPStatus] = {
    "not_found": HTTPStatus.NOT_FOUND,
    "forbidden": HTTPStatus.FORBIDDEN,
    "not_above": HTTPStatus.FORBIDDEN,
    "not_your_step": HTTPStatus.FORBIDDEN,
    "request_stale": HTTPStatus.FORBIDDEN,
    "origin_unfit": HTTPStatus.FORBIDDEN,
    "host_unknown": HTTPStatus.MISDIRECTED_REQUEST,
    "sign_in_needed": HTTPStatus.UNAUTHORIZED,
    "sign_in_failed": HTTPStatus.UNAUTHORIZED,
    "sign_in_throttled": HTTPStatus.TOO_MANY_REQUESTS,
    "method_unfit": HTTPStatus.METHOD_NOT_ALLOWED,
    "body_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "body_slow": HTTPStatus.REQUEST_TIMEOUT,
    "request_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "media_unfit": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "precondition_failed": HTTPStatus.PRECONDITION_FAILED,
    "precondition_missing": HTTPStatus.PRECONDITION_REQUIRED,
    "invitation_unfit": HTTPStatus.GONE,
    "disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "database_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "database_unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""What a code is in HTTP, where its kind does not say enough."""
_PASSING = frozenset(("database_busy", "database_unreachable", "disk_full"))
"""What is mended by others while a program waits, and sends the same again."""
OF_FAULTS: Mapping[str, HTTPStatus] = {
    "key_conflict": HTTPStatus.CONFLICT,
    "not_yours": HTTPStatus.FORBIDDEN,
    "behalf_unfit": HTTPStatus.FORBIDDEN,
}
"""What a submission that is refused for one fault alone is in HTTP."""
JSON = "application/problem+json"


def status_of(problem: Problem) -> HTTPStatus:
    """The status of a problem: what was not found, what was wrongly asked, what was refused."""
    if problem.code in STATUS:
        return STATUS[problem.code]
    if problem.kind is Kind.WRONG_USE and not problem.faults:
        unknown = problem.code.endswith("_unknown")
        return HTTPStatus.NOT_FOUND if unknown else HTTPStatus.BAD_REQUEST
    if len(problem.faults) == 1 and problem.faults[0].code in OF_FAULTS:
        return OF_FAULTS[problem.faults[0].code]
    return HTTPStatus.UNPROCESSABLE_ENTITY if problem.faults else HTTPStatus.CONFLICT


def refused(scope: Scope, problem: Problem, language: str = "") -> Response:
    """The answer to a request that is refused, before or after it came to a route."""
    number = scope.get("state", {}).get("request_id", "")
    spoken = language or language_of(scope)
    status = status_of(problem)
    headers = _headers(problem)
    if scope["path"].startswith("/api/"):
        said = as_data(problem, spoken, number)
        return JSONResponse(said, status, headers=headers, media_type=JSON)
    if problem.code == "sign_in_needed":
        back = quote(scope["path"]) if scope["method"] == "GET" else ""
        return RedirectResponse(f"/sign-in?next={back}", HTTPStatus.SEE_OTHER)
    return bare_page(spoken, status, problem, number, headers)


def as_data(problem: Problem, language: str, number: str) -> dict[str, Any]:
    """A problem as RFC 9457 has it, with our code and the faults behind it."""
    status = status_of(problem)
    other = "en" if language == "vi" else "vi"
    return {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "code": problem.code,
        "detail": messages.problem(language, problem.code, problem.details),
        "detail_" + other: messages.problem(other, problem.code, problem.details),
        "request": number,
        "faults": [fault_data(one, language) for one in problem.faults],
    }


def fault_data(fault: Fault, language: str) -> dict[str, str]:
    """One fault as programs and scripts read it."""
    return {
        "code": fault.code,
        "severity": fault.severity,
        "path": fault.path,
        "where": fault.where,
        "sent": fault.sent,
        "allowed": fault.allowed,
        "sentence": messages.fault(language, fault),
        "mend": messages.mend(language, fault),
    }


def _headers(problem: Problem) -> dict[str, str]:
    if problem.code == "sign_in_throttled":
        return {"Retry-After": str(problem.details.get("seconds", 60))}
    if problem.code in _PASSING:
        return {"Retry-After": "5"}
    return {"WWW-Authenticate": "Bearer"} if problem.code == "sign_in_needed" else {}
