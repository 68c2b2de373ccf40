"""What search engines are told: that there is nothing for them here."""

from fastapi import APIRouter
from starlette.responses import PlainTextResponse

from portal.guard.needs import needs

router = APIRouter(dependencies=[needs("visit", open_=True)])


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Nothing is to be read by machines that search."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
