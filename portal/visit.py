"""One request as pages and resources see it: who asks, what they may, in which language, when."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import messages
from engine.permits import Holder, Permit
from engine.standings import zone_of
from engine.work import Work
from errors import Problem
from portal.guard import csrf
from portal.guard.languages import LANGUAGE
from portal.site import Site
from reporting.rights import Act, allowed

__all__ = ["GUEST", "LANGUAGE", "Visit"]

GUEST = "capbac-guest"
"""The cookie of whoever is not signed in, for the tokens of their forms."""


@dataclass(frozen=True)
class Visit:
    """Everything a page needs beside its own data.

    ``token`` is the session's, or a guest's; ``permit`` is that of what the request is about,
    ``zone`` the offset somebody chose for the times they are shown, empty for the country's.
    """

    site: Site
    holder: Holder
    permit: Permit
    language: str
    token: str
    now: datetime
    path: str
    zone: str = ""

    @cached_property
    def work(self) -> Work:
        """The workspace, in this person's name and language."""
        return replace(self.site.work, actor=self.holder.login, language=self.language)

    @property
    def known(self) -> bool:
        """Whether somebody is signed in."""
        return bool(self.holder.account_id)

    def csrf(self) -> str:
        """A token for one form."""
        return csrf.token(self.token)

    def may(self, act: Act) -> bool:
        """Whether the table of rights lets this person do something that concerns no unit."""
        return allowed(self.holder.roles, act)

    def problem(self, problem: Problem) -> str:
        """The sentence of a problem, and of the faults behind it."""
        said = [messages.problem(self.language, problem.code, problem.details)]
        return " ".join([*said, *(messages.fault(self.language, one) for one in problem.faults)])

    def day(self, on: date | None) -> str:
        """A day as people write it."""
        return "–" if on is None else f"{on:%d/%m/%Y}"

    def moment(self, at: datetime | None) -> str:
        """A moment by the country's clock or the one that was chosen, which is then named."""
        if at is None:
            return "–"
        country = self.site.work.country().offset
        chosen = self.zone or country
        shown = f"{at.astimezone(zone_of(chosen)):%H:%M %d/%m/%Y}"
        return shown if chosen == country else f"{shown} (UTC{chosen})"

    def say(self, key: str, **details: Any) -> str:  # noqa: ANN401  whatever a sentence shows
        """A sentence of the pages."""
        return messages.fill(messages.words(self.language, "portal")[key], details)
