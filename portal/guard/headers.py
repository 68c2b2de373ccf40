"""Headers of every answer: nothing from elsewhere, nothing inline, framed by nobody."""

from portal.guard.wire import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
YEAR = 365 * 24 * 3600
_PLAIN = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex, nofollow"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Headers:
    """Adds what no page should have to think of; what an answer says itself stands."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        strict = (b"strict-transport-security", f"max-age={YEAR}; includeSubDomains".encode())
        self._headers = (*_PLAIN, strict) if https else _PLAIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(one for one in self._headers if one[0] not in said),
                    # What one account was shown is not to be found in a browser others use.
                    *(() if b"cache-control" in said else [(b"cache-control", b"no-store")]),
                ]
            await send(message)

        await self._app(scope, receive, dressed if scope["type"] == "http" else send)
