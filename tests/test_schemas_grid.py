"""The grid of a template: every question once, in the form's order, under its section."""

from schemas.grid import FIRST, STANDING, WHOLE, grid_of
from schemas.reading import read_form
from tests.schemas_forms import COUNT, document, leaders_form


def test_every_question_of_the_level_has_one_row_below_its_section() -> None:
    grid = grid_of(leaders_form(), "ward")
    rows = [(spot.path, spot.asked) for spot in grid.spots]
    assert rows == [
        (WHOLE, "tick"),
        (STANDING, "tick"),
        ("leaders", "section"),
        ("leaders.women", "integer"),
        ("leaders.total", "integer"),
        ("leaders.rate", "derived"),
        ("budget", "number"),
        ("committee", "boolean"),
        ("staff", "choice"),
        ("difficulties", "text"),
    ]
    assert [spot.row for spot in grid.spots[2:]] == list(range(FIRST, FIRST + 8))


def test_what_is_asked_elsewhere_has_no_row_here() -> None:
    form = leaders_form()
    assert "survey" not in grid_of(form, "ward").by_path
    assert grid_of(form, "province").by_path["survey"].asked == "integer"


def test_only_what_is_derived_takes_no_answer() -> None:
    grid = grid_of(leaders_form(), "ward")
    closed = [spot.path for spot in grid.spots if spot.cell not in grid.by_cell]
    assert closed == ["leaders.rate"]
    assert grid.last == FIRST + 7


def test_sections_within_sections_open_outermost_first_and_only_once() -> None:
    def section(**properties: object) -> dict[str, object]:
        return {"type": "object", "properties": properties}

    form = read_form(
        document(
            {
                "top": COUNT,
                "a": section(b=section(c=COUNT, d=COUNT), e=section(f=COUNT)),
                "g": section(h=COUNT),
            }
        )
    )
    paths = [spot.path for spot in grid_of(form, "ward").spots[2:]]
    assert paths == ["top", "a", "a.b", "a.b.c", "a.b.d", "a.e", "a.e.f", "g", "g.h"]
