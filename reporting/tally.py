"""How many units have sent, and how promptly: counts and rates that cannot pass 100 %.

*Completeness* is sent / expected, *on time* is sent by the due day / expected. Expected are the
units that the cascade made owe the form, whatever is assigned or taken away elsewhere later; a
unit counts once for a form and period, however many plans ask it and revisions it sends. Sent is
one with a revision, and on time one whose **first** revision came by the day that was due then:
a correction sent late does not make it late, and a longer term given for correcting does not
make on time what was late. So on time ⊆ sent ⊆ expected.

DHIS2 divides otherwise: actual reports (completed registrations) and actual reports on time
(completed within the data set's number of days after the period's end) by the reports expected
of the organisation units that are assigned the data set *now*. A unit taken off the data set
after it reported stays above the line and leaves below it, and the rate passes 100 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from operator import attrgetter

from reporting.book import Standing


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some units.

    ``sent`` = ``on_time`` + ``late``; ``returned`` and ``approved`` are among ``sent``, and so is
    ``overdue`` (returned, and not sent again in time). ``silent`` have sent nothing; ``draft``,
    ``missing`` (the day has passed) and perhaps ``extended`` are among them. ``succeeded`` was
    passed on and is not expected. ``on_behalf`` was entered by somebody above. ``warnings`` are
    those nobody confirmed, ``forced`` acts by force.
    """

    expected: int = 0
    draft: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    silent: int = 0
    missing: int = 0
    returned: int = 0
    overdue: int = 0
    approved: int = 0
    succeeded: int = 0
    extended: int = 0
    on_behalf: int = 0
    warnings: int = 0
    forced: int = 0

    @property
    def completeness(self) -> Fraction | None:
        """Share of the expected that has sent; None where nobody is expected to."""
        return Fraction(self.sent, self.expected) if self.expected else None

    @property
    def punctuality(self) -> Fraction | None:
        """Share of the expected that was on time; None where nobody is expected to send."""
        return Fraction(self.on_time, self.expected) if self.expected else None


def tally_of(one: Standing, warnings: int = 0, forced: int = 0) -> Tally:
    """One unit counted."""
    if one.state == "succeeded":
        return Tally(succeeded=1)
    sent = one.received is not None
    return Tally(
        expected=1,
        draft=not sent and one.state == "draft",
        sent=sent,
        on_time=sent and not one.late,
        late=sent and one.late,
        silent=not sent,
        missing=one.missing,
        returned=one.state == "returned",
        overdue=sent and one.overdue,
        approved=one.state == "approved",
        extended=one.extended,
        on_behalf=bool(one.on_behalf_of),
        warnings=warnings,
        forced=forced,
    )


_COUNTS = attrgetter(*(one.name for one in fields(Tally)))


def together(tallies: Iterable[Tally]) -> Tally:
    """All of them added up."""
    columns = zip(*map(_COUNTS, tallies), strict=True)
    return Tally(*map(sum, columns))


def percent(share: Fraction | None) -> str | None:
    """A share as a percentage of two decimals, rounded half up; None stays None."""
    if share is None:
        return None
    hundredths = int(share * 10_000 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"
