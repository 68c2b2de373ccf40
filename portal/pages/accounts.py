"""People: whose accounts one keeps; inviting down the tree, disabling, enabling."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine import accounts as verbs
from engine import permits
from engine.accounts import Invited, Wish
from engine.keeping_accounts import kept_by
from errors import Problem
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.refusing import status_of
from portal.rendering import page
from portal.visit import Visit
from reporting.rights import MAY_GIVE

router = APIRouter()


@router.get("/accounts")
def show(visit: Annotated[Visit, needs("accounts")]) -> Response:
    """The accounts of the units one keeps, and a form to invite somebody."""
    return _listed(visit, Wish("", "", "", ()))


@router.post("/accounts")
def invite(
    request: Request, visit: Annotated[Visit, needs("accounts")], posted: Posted
) -> Response:
    """Invite somebody of a unit below; the link is shown this once."""
    names = ("clerk", "approver", "officer", "auditor", "operator")
    roles = tuple(name for name in names if posted.get(f"role.{name}"))
    wish = Wish(posted.get("login", ""), posted.get("name", ""), posted.get("unit", ""), roles)
    try:
        if wish.unit:
            there = permits.of_unit(visit.work, visit.holder, wish.unit.strip(), visit.now)
            permits.refuse_unless(there, "accounts")
        found = verbs.invite(visit.work, wish, visit.holder.roles, visit.now)
    except Problem as problem:
        return _listed(visit, wish, problem)
    return _handed_over(request, visit, found)


@router.post("/accounts/{account}/again")
def again(request: Request, account: int, visit: Annotated[Visit, needs("accounts")]) -> Response:
    """A new link for who lost theirs, or the password."""
    return _handed_over(request, visit, verbs.invite_again(visit.work, account, visit.now))


@router.post("/accounts/{account}/disable")
def disable(account: int, visit: Annotated[Visit, needs("accounts")]) -> Response:
    """Let nobody use an account; who is signed in to it is not any more."""
    verbs.disable(visit.work, account, visit.now)
    return go("/accounts")


@router.post("/accounts/{account}/enable")
def enable(account: int, visit: Annotated[Visit, needs("accounts")]) -> Response:
    """Let an account be used again."""
    verbs.enable(visit.work, account, visit.now)
    return go("/accounts")


def _listed(visit: Visit, wish: Wish, problem: Problem | None = None) -> Response:
    may = tuple(dict.fromkeys(one for role in visit.holder.roles for one in MAY_GIVE.get(role, ())))
    found = kept_by(visit.work, visit.holder, visit.now)
    shown = {"accounts": found.accounts, "units": found.units, "give": may}
    status = 200 if problem is None else status_of(problem)
    return page(visit, "accounts.html", status=status, wish=wish, problem=problem, **shown)


def _handed_over(request: Request, visit: Visit, found: Invited) -> Response:
    home = visit.site.url or str(request.base_url).rstrip("/")
    link = f"{home}/invitation?token={found.token}"
    return page(visit, "invited.html", account=found.account, link=link, until=found.expires_at)
