"""One line of JSON for each request, with an id that stands in the answer too; no secrets.

Neither queries nor bodies nor cookies are written: an invitation's token stands in a query.
"""

import json
import logging
import re
import time
from datetime import UTC, datetime
from uuid import uuid4

from portal.guard.wire import ASGIApp, Message, Receive, Scope, Send, header

LOGGER = logging.getLogger("capbac.portal")
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Log:
    """Gives every request its id, and writes down how it ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header(scope, b"x-request-id")
        number = given if _ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = number
        began = time.perf_counter()
        told = {"status": 500, "bytes": 0}

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", number.encode())]
            told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            LOGGER.info(_line(scope, number, told, time.perf_counter() - began))


def _line(scope: Scope, number: str, told: dict[str, int], seconds: float) -> str:
    client = scope.get("client") or ("",)
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": number,
        "method": scope["method"],
        "path": scope["path"][:500],
        **told,
        "ms": round(seconds * 1000, 1),
        "address": client[0],
        "account": scope["state"].get("account", 0),
    }
    return json.dumps(line, ensure_ascii=True)
