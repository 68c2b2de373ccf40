"""Routes whose gate is asked before anything of a body is read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from portal.guard.needs import Gate


class GateFirst(APIRoute):
    """A route that takes JSON by a shape: the framework reads that before it asks the gate.

    So a stranger would be told what is wrong with a body, and not that they are one.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's own handling, after the gate."""
        rest = super().get_route_handler()
        (gate,) = (one.call for one in self.dependant.dependencies if isinstance(one.call, Gate))

        async def gated(request: Request) -> Response:
            request.state.visit = await gate(request)
            return await rest(request)

        return gated
