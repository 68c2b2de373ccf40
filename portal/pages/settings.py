"""What the whole portal is set to, for who runs the machine; and who may do what."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

import messages.portal_office
from engine.portal_settings import is_public, set_public
from portal.forms import Posted
from portal.going import go
from portal.guard.needs import needs
from portal.rendering import page
from portal.visit import Visit
from reporting.rights import ACTS, RELATIONS, ROLES, TABLE, Act, Role
from reporting.workflow import STATES

router = APIRouter()


@router.get("/settings")
def show(visit: Annotated[Visit, needs("settings")]) -> Response:
    """What stands, and where each thing is changed."""
    country, site = visit.site.work.country(), visit.site
    language = "Tiếng Việt" if site.work.language == "vi" else "English"
    rows = [
        ("language", language, "CAPBAC_LANG"),
        ("zone", f"UTC{country.offset}", "capbac init"),
        ("regime", visit.say("setting_regime_is"), "x-regime"),
        ("url", site.url or visit.say("setting_url_none"), "CAPBAC_PORTAL_URL"),
        ("store", site.work.database.partition(":")[0], "CAPBAC_DATABASE"),
    ]
    return page(visit, "settings.html", rows=rows, public=is_public(visit.work))


@router.post("/settings/public")
def public(visit: Annotated[Visit, needs("settings")], posted: Posted) -> Response:
    """Show published vintages to everybody, or to nobody any more."""
    set_public(visit.work, visit.now, on=bool(posted.get("on")))
    return go("/settings")


@router.get("/accounts/rights")
def rights(visit: Annotated[Visit, needs("accounts")]) -> Response:
    """The table of rights itself, role by role."""
    return page(visit, "rights.html", roles=[(one, list(_acts(visit, one))) for one in ROLES])


def _acts(visit: Visit, role: Role) -> Iterator[tuple[str, str, str]]:
    spoken = 0 if visit.language == "vi" else 1
    words = messages.portal_office
    for act in ACTS:
        cells = [(r, s) for who, what, r, s in TABLE if (who, what) == (role, act)]
        if not cells:
            continue
        found = {relation for relation, _state in cells}
        where = [words.RELATIONS[one][spoken] for one in RELATIONS if one in found]
        states = [visit.say(f"state_{one}") for one in STATES if any(one == s for _, s in cells)]
        yield _named(act, spoken), ", ".join(where), ", ".join(states) or "–"


def _named(act: Act, spoken: int) -> str:
    return messages.portal_office.ACTS[act][spoken]
