"""Serving the portal: one process, stopped gently."""

import signal
import socket
from collections.abc import Callable

import uvicorn

from errors import Problem
from portal.app import build
from portal.site import Site

PATIENCE = 20
"""Seconds in which what was begun may end before the server goes."""


def serve(site: Site, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until told to stop (SIGTERM, SIGINT); ``ready`` is told the address.

    Port 0 takes a free one. Raises Problem address_taken.
    """
    listening = _socket(host, port)
    config = uvicorn.Config(
        build(site),
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(site.proxies),
        forwarded_allow_ips=site.proxies or None,
        timeout_graceful_shutdown=PATIENCE,
        h11_max_incomplete_event_size=64 << 10,
    )
    server = uvicorn.Server(config)
    # uvicorn sends itself the signal again once it has stopped: by then there is nothing to end.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: None)
    taken = listening.getsockname()
    shown = f"[{taken[0]}]" if listening.family == socket.AF_INET6 else taken[0]
    ready(f"http://{shown}:{taken[1]}")
    server.run(sockets=[listening])


def _socket(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind, protocol)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(2048)
    except OSError as error:
        said = f"{host}:{port}"
        raise Problem("address_taken", address=said, reason=error.strerror or str(error)) from error
    return found
