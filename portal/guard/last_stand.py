"""What nobody foresaw: written down with its trace, answered with a number to ask about."""

from errors import Problem
from portal.guard.log import LOGGER
from portal.guard.wire import ASGIApp, Message, Receive, Scope, Send
from portal.refusing import refused
from store.straits import is_full


class LastStand:
    """Lets no exception out to a person, nor to what writes headers and the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer for whatever breaks."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            number = scope.get("state", {}).get("request_id", "")
            LOGGER.exception("unforeseen in request %s", number)
            if begun or scope["type"] != "http":
                raise
            problem = Problem("internal", reason=type(error).__name__, path=number)
            if is_full(error):
                problem = Problem("disk_full", path="-", reason=getattr(error, "strerror", ""))
            await refused(scope, problem)(scope, receive, send)
