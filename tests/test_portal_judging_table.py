"""The table a judge reads: of a long form only what asks for a look stands open."""

from dataclasses import replace

from portal.judging_table import Row, Section, folds_of


def row(number: int) -> Row:
    return Row(f"c{number}", f"m{number}", str(number), "", "", "1", "", "", "", derived=False)


def section(label: str, depth: int, *rows: Row) -> Section:
    return Section(label, depth, rows)


def test_a_short_table_is_shown_whole() -> None:
    folds = folds_of([section("A", 0, row(1)), section("B", 0, row(2), row(3))])
    assert [(one.label, one.count, one.open) for one in folds] == [("A", 1, True), ("B", 2, True)]


def test_of_a_long_table_what_asks_for_a_look_is_open() -> None:
    many = [row(number) for number in range(30)]
    changed = replace(row(40), changed="2")
    typed = replace(row(41), reason="why?")
    folds = folds_of(
        [
            section("", 0, row(50)),
            section("A", 0, *many),
            section("B", 0, *many),
            section("C", 0),
            section("C.1", 1, row(60), changed),
            section("D", 0, typed),
        ]
    )
    assert [one.label for one in folds if one.open] == ["", "C", "D"]
    assert [one.label for one in folds if not one.open] == ["A", "B"]


def test_every_cell_stands_in_one_part_in_its_order() -> None:
    given = [section("A", 0, row(1)), section("A.1", 1, row(2)), section("B", 0, row(3))]
    folds = folds_of(given)
    assert [cell for one in folds for part in one.sections for cell in part.rows] == [
        row(1),
        row(2),
        row(3),
    ]
    assert [[part.label for part in one.sections] for one in folds] == [["", "A.1"], [""]]
