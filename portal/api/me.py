"""Who one is, as the API sees it: the first thing a program asks with a new token."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from portal.guard.needs import needs
from portal.visit import Visit

router = APIRouter(tags=["me"])


class Me(BaseModel):
    """The account behind a token or a session."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"login": "lan@example.vn", "name": "Lan", "unit": "W111", "roles": ["clerk"]}
            ]
        }
    )
    login: str
    name: str
    unit: str
    roles: list[str]


@router.get("/me")
def me(visit: Annotated[Visit, needs("home")]) -> Me:
    """The account that asks."""
    who = visit.holder
    return Me(login=who.login, name=who.name, unit=who.unit, roles=list(who.roles))
