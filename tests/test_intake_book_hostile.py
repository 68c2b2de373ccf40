"""Every named file of the hostile corpus is answered, by a sentence in two languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import messages
from intake.book.reader import close_idle
from tests.filled_books import EXPECTED, MARKED, flat, read
from tests.hostile import FILES as HOSTILE
from tests.hostile import Hostile
from tests.hostile_odd import ODD

FILES = (*HOSTILE, *ODD)


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


def test_the_corpus_is_large_and_its_names_are_names() -> None:
    assert len(FILES) >= 80
    assert len({one.name for one in FILES}) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda one: one.name)
def test_every_file_is_answered(file: Hostile, tmp_path: Path) -> None:
    sent = read(tmp_path, file.make(), name=f"{file.name}.xlsx")
    if isinstance(file.answer, str):
        assert file.answer in {fault.code for fault in sent.faults}, sent.faults
        for fault in sent.faults:
            assert fault.where.startswith(f"{file.name}.xlsx")
            for language in ("vi", "en"):
                said = messages.fault(language, fault)
                assert len(said) > 20
                assert not said.startswith(fault.code)
    else:
        assert not sent.faults
        assert flat(sent.values) == {**flat(EXPECTED), **file.answer}
        assert sent.marks == MARKED
