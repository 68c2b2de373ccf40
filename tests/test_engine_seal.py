"""The seal of a workspace: one secret, made once, that shows nowhere."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine import seal
from engine.seal import FILE, Seal, seal_of, signed
from engine.work import Work
from errors import Problem


def work_in(folder: Path) -> Work:
    return Work("sqlite://", str(folder))


def test_a_workspace_has_one_secret_whoever_asks_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: seal._seal.__wrapped__(str(tmp_path)), range(32)))
    assert len({one.secret for one in made}) == 1
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_a_signature_holds_for_these_bytes_and_this_workspace_alone(tmp_path: Path) -> None:
    ours, theirs = seal_of(work_in(tmp_path / "a")), seal_of(work_in(tmp_path / "b"))
    signature = ours.sign("biên nhận".encode())
    assert signed(ours.public, "biên nhận".encode(), signature)
    assert not signed(ours.public, "biên nhận.".encode(), signature)
    assert not signed(theirs.public, "biên nhận".encode(), signature)
    for broken in ("", "%", signature[:-4], signature[:-4] + "AAA="):
        assert not signed(ours.public, "biên nhận".encode(), broken)
    assert not signed("no key", "biên nhận".encode(), signature)


def test_a_code_tells_words_apart_wherever_they_are_cut() -> None:
    one = Seal(b"1" * 32)
    codes = {one.code("ab", "c"), one.code("a", "bc"), one.code("abc"), Seal(b"2" * 32).code("abc")}
    assert len(codes) == 4
    assert one.code("ab", "c") == one.code("ab", "c")
    assert [len(part) for part in one.code("abc").split("-")] == [6, 6, 6, 6]


def test_the_secret_is_not_shown() -> None:
    assert "1111" not in repr(Seal(b"1" * 32))


@pytest.mark.parametrize("content", ["", "not base64 !", "c2hvcnQ="])
def test_a_damaged_key_is_refused_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    with pytest.raises(Problem) as raised:
        seal_of(work_in(tmp_path))
    assert raised.value.code == "key_unfit"
    assert (tmp_path / FILE).read_text() == content
