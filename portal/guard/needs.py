"""The gate before every route: who asks, with which token, and whether the table lets them.

A route says its act: ``visit: Annotated[Visit, needs("draft")]``. What the request is about is
read from the path (``{assignment}``, ``{unit}``, ``{account}``), so that no route can forget it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from engine import api_tokens, permits, sessions, tokens
from engine.permits import VISITOR, Holder, Permit
from engine.work import Work
from errors import Problem
from portal.forms import posted
from portal.guard import csrf
from portal.guard.languages import ZONE, language_of, zone_asked
from portal.guard.origins import SAFE
from portal.site import Site
from portal.visit import GUEST, Visit
from reporting.rights import Act

BEARER = "bearer "
Resolver = Callable[[Work, Holder, str, datetime], Permit]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Problem("not_found")
    return int(text)


ABOUT: dict[str, Resolver] = {
    "assignment": lambda work, who, told, _now: permits.of_assignment(work, who, _number(told)),
    "unit": permits.of_unit,
    "account": lambda work, who, told, now: permits.of_account(work, who, _number(told), now),
}
"""What a parameter of a path is about. A route has at most one of them."""


class Gate:
    """Lets a request through to a route of one act. ``open_`` asks for nobody's name."""

    def __init__(self, act: Act, *, open_: bool = False) -> None:
        self.act, self.open = act, open_

    async def __call__(self, request: Request) -> Visit:
        """Who comes, if they may. Raises Problem, and nothing of the request is done."""
        asked: Visit | None = getattr(request.state, "visit", None)
        if asked is not None:  # by ``GateFirst``, at this same gate
            return asked
        visit = await run_in_threadpool(self._admitted, request)
        # What a browser sends by itself is not enough to change anything; a bearer's token is.
        # Only now is a body read: nobody has us keep one who may not come anyway.
        if request.method not in SAFE and not getattr(request.state, "borne", False):
            sent = request.headers.get(csrf.HEADER) or (await posted(request)).get(csrf.FIELD, "")
            if not csrf.fits(visit.token, sent):
                raise Problem("request_stale")
        return visit

    def _admitted(self, request: Request) -> Visit:
        site: Site = request.app.state.site
        now = site.clock()
        token = request.cookies.get(site.cookie, "")
        holder = VISITOR if self.open else _holder(site, request, token, now)
        if holder is VISITOR:
            fresh = tokens.fresh() if request.method in SAFE else ""
            token = request.cookies.get(GUEST, "") or fresh
        permit = _permit(site, request, holder, now)
        permits.refuse_unless(permit, self.act)
        request.state.account = holder.account_id
        spoken, zone = language_of(request.scope), zone_asked(request.cookies.get(ZONE, ""))
        return Visit(site, holder, permit, spoken, token, now, request.url.path, zone)


def needs(act: Act, *, open_: bool = False) -> Any:  # noqa: ANN401  what fastapi itself gives
    """The dependency of a route of this act."""
    return Depends(Gate(act, open_=open_))


def _holder(site: Site, request: Request, token: str, now: datetime) -> Holder:
    told = request.headers.get("authorization", "")
    if told[: len(BEARER)].lower() == BEARER and request.url.path.startswith("/api/"):
        return _bearer(site, request, told[len(BEARER) :].strip(), now)
    return (token and sessions.signed_in(site.work, token, now)) or VISITOR


def _bearer(site: Site, request: Request, token: str, now: datetime) -> Holder:
    """Who a token speaks for, as far as its scope goes; only the API takes tokens."""
    found = api_tokens.borne(site.work, token, now)
    if found is None:
        raise Problem("sign_in_needed")
    if request.method not in SAFE and "write" not in found.scope:
        raise Problem("forbidden")
    request.state.borne = True
    return found.holder


def _permit(site: Site, request: Request, holder: Holder, now: datetime) -> Permit:
    about = [name for name in ABOUT if name in request.path_params]
    if not about or holder is VISITOR:
        return permits.general(holder)
    (name,) = about
    return ABOUT[name](site.work, holder, str(request.path_params[name]), now)
