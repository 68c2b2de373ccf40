"""Where somebody goes next: to a page of ours, and nowhere else."""

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse


def local(address: str) -> str:
    """An address within the portal; anything that leads elsewhere becomes the first page."""
    parts = urlsplit(address)
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    plain = address.isprintable() and "\\" not in address
    return address if inside and plain and not (parts.scheme or parts.netloc) else "/"


def go(address: str) -> RedirectResponse:
    """See another page next; going back and again sends nothing a second time."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
