"""Which step a matter has reached, what is news, and what the messages say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import messages
from reporting.reminder import SHOWN, STEPS, Ladder, Matter, Said, digest, news, own

DUE = date(2025, 12, 5)
DAY = date(2025, 12, 6)
WORDS = messages.words("en", "reminders")


def matter(unit: str = "W111", **more: object) -> Matter:
    said: dict[str, object] = {
        "about": f"a {unit}",
        "unit": unit,
        "name": f"Ward {unit}",
        "what": "ward-report 2025",
        "plan": "N-2025-1",
        "due": DUE,
        **more,
    }
    return Matter(**said)  # type: ignore[arg-type]  # what a test names is what it means


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (-30, None),
        (-4, None),
        (-3, "due_soon"),
        (0, "due_soon"),
        (1, "overdue"),
        (2, "overdue"),
        (3, "escalated"),
        (300, "escalated"),
    ],
)
def test_a_matter_reaches_its_steps_by_the_calendar(days: int, step: str | None) -> None:
    assert matter().step(Ladder(), DUE + timedelta(days=days)) == step


def test_a_ladder_without_days_reminds_on_the_day_and_escalates_at_once() -> None:
    steps = [matter().step(Ladder(0, 0), DUE + timedelta(days=days)) for days in (-1, 0, 1)]
    assert steps == [None, "due_soon", "escalated"]


def test_a_plan_of_ones_own_is_spoken_of_once_and_after_its_day() -> None:
    late = matter(adoption=True)
    steps = {late.step(Ladder(), DUE + timedelta(days=days)) for days in range(1, 50)}
    assert steps == {"not_adopted"}
    assert late.step(Ladder(), DUE) is None


@given(st.lists(st.integers(-10, 40)), st.integers(0, 9), st.integers(0, 9))
def test_no_step_is_said_twice_or_after_a_more_urgent_one(
    days: list[int], before: int, after: int
) -> None:
    told: list[str] = []
    for day in days:
        step = matter().step(Ladder(before, after), DUE + timedelta(days=day))
        if step is not None and news(step, told):
            told.append(step)
    ranks = [STEPS.index(step) for step in told]
    assert ranks == sorted(set(ranks))


def test_a_digest_names_the_first_and_counts_the_rest() -> None:
    said = [Said(matter(f"W{n:03}"), "overdue") for n in range(SHOWN + 5)]
    message = digest("D11", "Upper District", said, WORDS, DAY)
    assert message.body.count("  - Ward") == SHOWN
    assert "  - and 5 more" in message.body
    assert f"({SHOWN + 5})" in message.subject
    assert len(message.said) == SHOWN + 5


def test_a_digest_puts_the_most_urgent_first() -> None:
    said = [
        Said(matter("W111"), "due_soon"),
        Said(matter("W112"), "escalated"),
        Said(matter("W113", adoption=True), "not_adopted"),
        Said(matter("W114"), "overdue"),
    ]
    body = digest("D11", "Upper District", said, WORDS, DAY).body
    places = [body.index(unit) for unit in ("W112", "W114", "W113", "W111")]
    assert places == sorted(places)


def test_what_is_for_the_unit_above_is_not_said_to_the_unit_itself() -> None:
    both = [Said(matter(), "escalated"), Said(matter(what="b 2025"), "overdue")]
    message = own("W111", "Ward", both, WORDS, DAY)
    assert message is not None
    assert "b 2025" in message.body
    assert "ward-report" not in message.body
    assert own("W111", "Ward", both[:1], WORDS, DAY) is None


def test_the_key_of_a_message_follows_from_what_it_says_and_to_whom() -> None:
    one, two = Said(matter("W111"), "overdue"), Said(matter("W112"), "overdue")
    first = digest("D11", "Upper District", [one, two], WORDS, DAY)
    again = digest("D11", "Upper", [two, one], messages.words("vi", "reminders"), DAY)
    assert first.key == again.key
    assert first.key in first.body
    others = {
        digest("D12", "Upper District", [one, two], WORDS, DAY).key,
        digest("D11", "Upper District", [one], WORDS, DAY).key,
        digest("D11", "Upper District", [Said(matter("W111"), "escalated"), two], WORDS, DAY).key,
    }
    assert len(others | {first.key}) == 4


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_its_sentence_with_nothing_left_open(language: str, step: str) -> None:
    words = messages.words(language, "reminders")
    said = [Said(matter(), step)]
    told = [digest("D11", "Upper District", said, words, DAY), own("W111", "W", said, words, DAY)]
    for message in told:
        if message is not None:
            assert "{" not in message.subject + message.body
