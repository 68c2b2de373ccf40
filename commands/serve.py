"""``serve``: the portal, for those who do not send files."""

from typing import Annotated

from typer import Option

from commands.context import here
from commands.voice import aside, tell


def serve(
    host: Annotated[str, Option(help="địa chỉ lắng nghe / address to listen at")] = "127.0.0.1",
    port: Annotated[int, Option(help="cổng / port; 0: any", min=0, max=65_535)] = 8000,
) -> None:
    """Mở trang web của kho này / Serve the pages and the API of this workspace."""
    import logging

    from commands.beside import watching
    from commands.finishing import in_background
    from portal.server import serve as run
    from portal.site import Site

    context = here()
    work = context.work()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    said = context.environment
    site = Site(work, said.portal_url, said.portal_proxies, metrics_token=said.metrics_token)
    with in_background(context, work), watching(work):
        run(site, host, port, lambda address: _say_where(address, site.url))
    tell("served")


def _say_where(address: str, url: str) -> None:
    """Say where the portal is: where it listens, and how people reach it."""
    tell("serving", address=address)
    if url:
        aside(f"  {url}")
