"""A filled template that another office program has saved again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intake.book.reader import close_idle
from tests.filled_books import EXPECTED, MARKED, parts, read, zipped
from tests.pressed_book import pressed
from tests.recalculation import recalculated


@pytest.fixture(autouse=True, scope="module")
def _no_child_left() -> Iterator[None]:
    yield
    close_idle()


def _stand_in() -> bytes:
    return zipped(parts())


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # what openpyxl leaves out
@pytest.mark.parametrize("make", [_stand_in, pressed])
def test_saved_again_by_libreoffice_it_reads_the_same(
    make: Callable[[], bytes], tool: Callable[[str], str], tmp_path: Path
) -> None:
    tool("soffice")
    path = tmp_path / "filled.xlsx"
    path.write_bytes(make())
    recalculated(path, tmp_path)
    again = (tmp_path / "recalculated" / "filled.xlsx").read_bytes()
    assert again != path.read_bytes()
    sent = read(tmp_path, again)
    assert not sent.faults
    assert dict(sent.values) == EXPECTED
    assert sent.marks == MARKED
