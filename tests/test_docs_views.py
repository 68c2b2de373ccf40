"""The analysts' page: its questions answered on both databases, every column named."""

import re
from collections.abc import Iterator

import pytest

from engine.work import Work
from store.views import VIEWS
from tests import postgres
from tests.analyst import answer, printed, told
from tests.conftest import ROOT
from tests.desk import Desk
from tests.far import FarDesk
from tests.office import store

PAGE = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("views")
    if request.param == "sqlite":
        yield f"sqlite:///{store(told(Desk(folder)))}"
        return
    with postgres.server(tmp_path_factory.mktemp("postgres")) as address:
        database = postgres.database(address, "analyst")
        told(FarDesk(folder, database))
        Work(database, "").store().close()  # else the server waits for it when it ends
        yield database


def columns_in(section: str) -> set[str]:
    """The columns a section's table names; several may share a row."""
    rows = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


SHARED, *PARTS = re.split(r"^### (\w+)$", PAGE.split("## The views")[1], flags=re.MULTILINE)
SECTIONS = dict(zip(PARTS[::2], PARTS[1::2], strict=True))


def test_each_question_is_answered_as_the_page_says(url: str) -> None:
    assert len(QUESTIONS) == 3
    for question, shown in QUESTIONS:
        assert printed(*answer(url, question)) == shown.splitlines()


def test_every_column_of_every_view_is_on_the_page_and_no_other(url: str) -> None:
    assert SECTIONS.keys() == VIEWS.keys()
    shared = columns_in(SHARED)
    used: set[str] = set()
    for view, section in SECTIONS.items():
        there = set(answer(url, f"SELECT * FROM {view} WHERE 1 = 0")[0])
        assert there - shared == columns_in(section) - shared, view
        assert columns_in(section) <= there, view
        used |= there
    assert shared <= used


def test_the_page_is_found_from_readme_and_from_the_page_on_exports() -> None:
    for page, link in (("README.md", "docs/views.md"), ("docs/exports.md", "views.md")):
        assert f"]({link})" in (ROOT / page).read_text(encoding="utf-8")
