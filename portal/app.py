"""The portal put together: what stands before every request, then pages and the API.

A page is a file in ``portal/pages``, a resource one in ``portal/api``: each has a ``router``, and
is found by being there.
"""

import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from types import ModuleType

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

import portal.api
import portal.pages
from errors import Fault, Problem
from portal.describing import Described
from portal.guard.bodies import Bodies
from portal.guard.headers import Headers
from portal.guard.last_stand import LastStand
from portal.guard.log import Log
from portal.guard.origins import Origins
from portal.live import Live, Waking
from portal.refusing import refused
from portal.site import Site

API = "/api/v1"
_CODES = {404: "not_found", 405: "method_unfit", 408: "body_slow", 413: "body_too_large"}


def build(site: Site) -> FastAPI:
    """The portal of a workspace; while it runs, roll-ups follow what is sent."""
    live = Live(site)

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        live.start()
        yield
        # It may be in the middle of something: others have their answers meanwhile.
        await run_in_threadpool(live.stop)

    app = Described(
        title="Capbac",
        version="1",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=running,
        middleware=[
            Middleware(Log),
            Middleware(Headers, https=site.https),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(Origins, host=site.host),
            Middleware(Bodies),
            Middleware(LastStand),
            Middleware(Waking, live=live),
        ],
    )
    app.state.site = site
    # Whole, not one by one: each included router is asked twice about every request.
    app.include_router(_whole(portal.api), prefix=API)
    app.include_router(_whole(portal.pages), include_in_schema=False)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _of_the_framework)
    return app


def _whole(package: ModuleType) -> APIRouter:
    """One router with the routes of every file of a package."""
    found = APIRouter()
    for router in routers(package):
        found.routes.extend(router.routes)
    return found


def routers(package: ModuleType) -> Iterator[APIRouter]:
    """The router of every file of a package, by name."""
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda one: one.name):
        router = import_module(f"{package.__name__}.{found.name}").router
        assert isinstance(router, APIRouter)
        yield router


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return refused(request.scope, error)


async def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = tuple(
        Fault(
            "request_field",
            ".".join(str(part) for part in one["loc"]),
            sent=str(one.get("input", ""))[:100],
            allowed=str(one["msg"]),
        )
        for one in error.errors()
    )
    return refused(request.scope, Problem("request_unfit", faults))


async def _of_the_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "request_unfit")
    answer = refused(request.scope, Problem(code, most=2) if "large" in code else Problem(code))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer
