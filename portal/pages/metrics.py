"""The store in numbers, for programs that watch: Prometheus' text format."""

import hmac
import ipaddress
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.responses import Response

from engine.watch import numbers
from errors import Problem
from portal.guard.needs import BEARER, needs
from portal.site import Site
from portal.visit import Visit
from store.watching import Numbers

router = APIRouter()
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""Headers that a proxy adds: whoever comes through one is not of this machine."""


@router.get("/metrics")
def metrics(request: Request, visit: Annotated[Visit, needs("visit", open_=True)]) -> Response:
    """Every number as a gauge; whoever may not read them finds nothing here."""
    if not _may(request, visit.site):
        raise Problem("not_found")
    registry = CollectorRegistry()
    registry.register(_Of(numbers(visit.site.work, visit.now)))
    return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _may(request: Request, site: Site) -> bool:
    """With a token set whoever shows it, else programs of this machine with nobody in between.

    A portal with an address of its own has a proxy before it, and then everybody comes from here.
    """
    if site.metrics_token:
        told = request.headers.get("authorization", "")
        shown = told[len(BEARER) :].strip() if told[: len(BEARER)].lower() == BEARER else ""
        return hmac.compare_digest(shown.encode("latin-1"), site.metrics_token.encode())
    if site.url or site.proxies or any(name in request.headers for name in PASSED_ON):
        return False
    return request.client is not None and _here(request.client.host)


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Of(Collector):
    """The gauges of some numbers."""

    def __init__(self, found: Numbers) -> None:
        self._found = found

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family a kind; what never happened has none."""
        found = self._found
        yield _by_state("assignments", "Assignments by state.", found.assignments)
        yield _one("submissions", "Revisions of submissions that are kept.", found.submissions)
        yield _one("refusals", "Refused submissions that are kept.", found.refusals)
        yield _by_state("messages", "Messages of the outbox by state.", found.messages)
        yield _by_state("runs", "Runs of flows by state; lost: cut off.", found.runs)
        yield from _moments(found)


def _moments(found: Numbers) -> Iterator[GaugeMetricFamily]:
    told: Mapping[str, tuple[str, datetime | None]] = {
        "waiting_since": ("When the oldest unjudged submission came.", found.waiting_since),
        "unsent_since": ("When the oldest unsent message was made.", found.unsent_since),
        "rolled_up_at": ("When a roll-up was last brought up to date.", found.rolled_up_at),
        "backed_up_at": ("When the last backup was made.", found.backed_up_at),
    }
    for name, (text, at) in told.items():
        if at is not None:
            yield _one(f"{name}_timestamp_seconds", text, at.timestamp())


def _one(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"capbac_{name}", text, value=value)


def _by_state(name: str, text: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"capbac_{name}", text, labels=["state"])
    for state, count in sorted(counts.items()):
        family.add_metric([state], count)
    return family
