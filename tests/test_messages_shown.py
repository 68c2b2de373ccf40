"""What strangers wrote stands in sentences so that it can neither command a screen nor fill it."""

import pytest

import messages
from errors import Fault

ACTING = "\x9b31m\x85\x1b[2J\x07\x00"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_sign_that_acts_stands_in_a_sentence(language: str) -> None:
    found = Fault("unknown_measure", f"a{ACTING}", f"b{ACTING}.json", ACTING, ACTING)
    said = [
        messages.fault(language, found),
        messages.mend(language, found),
        messages.sent(language, found),
        messages.allowed(language, found),
        messages.place(language, found.where),
        messages.problem(language, "plan_unknown", {"plan": ACTING, "known": ACTING}),
        messages.fault(
            language, Fault("check_failed", sent=ACTING, message={"vi": "Sai", "en": "No"})
        ),
    ]
    assert all(sign.isprintable() for one in said for sign in one)
    assert "\\u009b31m" in said[0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_sentence_about_something_endless_ends(language: str) -> None:
    endless = "a" * 1_000_000
    found = Fault("unknown_measure", endless, endless, endless, endless)
    assert len(messages.fault(language, found)) < 20_000
    assert len(messages.mend(language, found)) < 20_000
    assert len(messages.problem(language, "plan_unknown", {"plan": endless})) < 20_000


def test_lines_and_columns_stay_as_they_are() -> None:
    assert messages.shown("một\n\thai  ba") == "một\n\thai  ba"
