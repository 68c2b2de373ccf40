"""How much may be sent at once: counted before anything of it is read as something."""

import asyncio
from http import HTTPStatus

from starlette.exceptions import HTTPException

from errors import Problem
from portal.guard.wire import ASGIApp, Message, Receive, Scope, Send, header
from portal.refusing import refused

FORM = 2 << 20
"""Bytes of a form or a request; a country-sized upload has a route that says more."""
UPLOAD = 32 << 20
PATIENCE = 30
"""Seconds without a byte of a body that is not whole yet; slow lines send in small pieces."""
LONGEST = 900
"""Seconds for a whole body: 2 MiB over the slowest line, and nobody drips for ever."""
UPLOADS = ("/upload", "/api/v1/submissions/bulk")
"""Beginnings of paths that take files."""


class Bodies:
    """Refuses a body that is too long by its own word, or as soon as it has grown too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as long as its body stays within bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = UPLOAD if scope["path"].startswith(UPLOADS) else FORM
        told = header(scope, b"content-length")
        if told and not (told.isascii() and told.isdigit() and int(told[:20]) <= most):
            await refused(scope, Problem("body_too_large", most=most >> 20))(scope, receive, send)
            return
        seen, more = 0, True
        end = asyncio.get_running_loop().time() + LONGEST

        async def counted() -> Message:
            nonlocal seen, more
            if not more:  # who asks again only waits for the line to be cut
                return await receive()
            try:
                left = end - asyncio.get_running_loop().time()
                message = await asyncio.wait_for(receive(), min(PATIENCE, left))
            except TimeoutError as error:
                raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from error
            seen, more = seen + len(message.get("body", b"")), message.get("more_body", False)
            if seen > most:
                # The framework's own word: whoever reads the body lets it pass.
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, counted, send)
