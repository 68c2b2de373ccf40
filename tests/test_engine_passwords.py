"""Passwords are kept as Argon2id at no less than RFC 9106's second recommendation."""

import subprocess
import sys

import pytest

from engine import passwords
from errors import Problem
from tests import house


def test_a_password_is_kept_as_the_rfc_says() -> None:
    # In a process of its own: other tests make it cheaper for themselves.
    code = "from engine.passwords import kept; print(kept('bốn từ ghép lại'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=house.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.fits(done.stdout.strip(), "bốn từ ghép lại")
    assert not passwords.fits(done.stdout.strip(), "bốn từ ghép lại ")


def test_the_same_password_is_never_kept_the_same() -> None:
    assert passwords.kept("bốn từ ghép lại") != passwords.kept("bốn từ ghép lại")


@pytest.mark.parametrize("hashed", [None, "", "$argon2id$rubbish", "plain"])
def test_what_is_no_hash_fits_nothing(hashed: str | None) -> None:
    assert not passwords.fits(hashed, "bốn từ ghép lại")


def test_an_endless_password_is_not_even_tried() -> None:
    assert not passwords.fits(None, "x" * 10_000_000)


@pytest.mark.parametrize("easy", ["123456789", "1" * 20, "ababababab", "Lan@Example.vn"])
def test_an_easy_password_is_refused(easy: str) -> None:
    with pytest.raises(Problem) as raised:
        passwords.kept(easy, "lan@example.vn")
    assert raised.value.code == "password_unfit"
