"""Where an unsafe request comes from: from a page of ours, or from no page at all."""

from urllib.parse import urlsplit

from errors import Problem
from portal.guard.wire import ASGIApp, Receive, Scope, Send, header
from portal.refusing import refused

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Origins:
    """Refuses what another site's page sends in somebody's name; the first of two checks.

    Browsers say where a page comes from (``Sec-Fetch-Site``, ``Origin``); programs say nothing,
    and what they send is held against the token alone. With ``host`` no other is answered, and
    no address whose query is no text.
    """

    def __init__(self, app: ASGIApp, *, host: str) -> None:
        self._app, self._host = app, host.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and (code := self._objection(scope)):
            await refused(scope, Problem(code))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _objection(self, scope: Scope) -> str:
        try:
            scope["query_string"].decode()
        except UnicodeDecodeError:
            # The framework would break on it wherever it first looks at the address.
            return "request_unfit"
        host = header(scope, b"host").lower()
        if self._host and host != self._host and scope["path"] != "/healthz":
            return "host_unknown"
        if scope["method"] in SAFE:
            return ""
        if header(scope, b"sec-fetch-site") in {"cross-site", "same-site"}:
            return "origin_unfit"
        origin = header(scope, b"origin")
        ours = not origin or urlsplit(origin).netloc.lower() == host
        return "" if ours else "origin_unfit"
