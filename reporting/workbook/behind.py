"""What stands behind a workbook's figures, in words: reports that came in, and their weight."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from reporting.book import Book, Standing
from reporting.display import shown
from reporting.weighing import Weighed, behind
from reporting.workbook.counts import Count
from reporting.workbook.head import Setting
from reporting.workbook.numerals import number_words

SENT = frozenset(("submitted", "approved"))


def weight_of(book: Book) -> Weighed:
    """The weight of the units that sent, of that of all who owe; nothing without any weight."""
    owed = _owed(book.standings)
    if all(one.unit.weight is None for one in owed):
        return Weighed()
    given = ((one.index, one.unit.weight, one.state in SENT) for one in owed)
    return behind(book.rollup.tree, given)


def _owed(standings: Iterable[Standing]) -> list[Standing]:
    return [one for one in standings if one.state != "succeeded"]


def weight_words(setting: Setting, found: Weighed, key: str = "weight_line") -> str:
    """The share of the weight as a sentence, or as a figure; empty where the roster has none."""
    if found.percent is None:
        return ""
    percent = number_words(Fraction(shown(found.percent, 1)), setting.language)
    key += "_bare" if found.bare else ""
    return setting.say(key, percent=percent, bare=found.bare)


def weight_figure(setting: Setting, found: Weighed) -> str:
    """The same in short."""
    return weight_words(setting, found, "weight_percent")


def coverage_words(setting: Setting, count: Count) -> str:
    """How many of those who owe have sent."""
    if not count.expected:
        return setting.say("cover_nobody")
    words = _percent(count.reported, count.expected, setting.language)
    return setting.say(
        "cover_share", reported=count.reported, expected=count.expected, percent=words
    )


@lru_cache(maxsize=4_096)
def _percent(part: int, whole: int, language: str) -> str:
    return number_words(Fraction(shown(Fraction(100 * part, whole), 1)), language)


def behind_words(setting: Setting, count: Count, weight: Weighed) -> str:
    """Finality, reports and weight in one line."""
    finality = setting.say(f"behind_{setting.book.sources.finality}")
    sent = setting.say("behind_sent", sent=coverage_words(setting, count))
    weighed = weight_figure(setting, weight)
    told = [finality, sent]
    told += [setting.say("behind_weight", weight=weighed)] if weighed else []
    return " · ".join(told)
