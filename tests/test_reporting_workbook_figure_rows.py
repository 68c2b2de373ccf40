"""Rows of figures put together at once: numbers as texts, cells in their places."""

import numpy as np

from reporting.workbook.figure_rows import endings, heads, restyled, spelled, template, woven


def test_every_number_is_spelled_as_the_very_value() -> None:
    table = np.array([[0.0, -0.0, 1.0, -7.0], [1 / 3, 66.66666666666667, 1e-7, 1e22]])
    texts = spelled(table)
    assert texts[:4] == ["0", "0", "1", "-7"]
    assert [float(text) for text in texts] == table.ravel().tolist()


def test_whole_numbers_have_no_point_however_large() -> None:
    whole = [2.0**31, 999_999_999_999.0, -(2.0**53)]
    assert spelled(np.array(whole)) == [str(int(value)) for value in whole]


def test_no_value_ends_a_cell_without_content() -> None:
    assert endings(np.array([[np.nan, 2.5]])) == ["/>", "><v>2.5</v></c>"]
    assert endings(np.empty((3, 0))) == []


def test_a_table_is_read_row_by_row_whatever_its_memory() -> None:
    table = np.asfortranarray([[1.0, 2.0], [3.0, 4.5]])
    assert spelled(table) == ["1", "2", "3", "4.5"]
    assert spelled(table[:, :1]) == ["1", "3"]


def test_rows_hold_their_cells_after_their_leads() -> None:
    text = template([(6, 1, ""), (7, 2, "G3")])
    opened = [*heads(text, 8), *heads(text, 9)]
    opened[2] = restyled(opened[2], 5)
    ends = ["/>", "<v>4</v></c>", "><v>1</v></c>", "<v>2</v></c>"]
    assert woven(['<row r="8">', '<row r="9">'], opened, ends) == (
        '<row r="8"><c r="G8" s="1"/><c r="H8" s="2"><f>G3</f><v>4</v></c></row>'
        '<row r="9"><c r="G9" s="5"><v>1</v></c><c r="H9" s="2"><f>G3</f><v>2</v></c></row>'
    )


def test_rows_without_figures_are_their_leads() -> None:
    assert woven(['<row r="8">', '<row r="9">'], [], []) == '<row r="8"></row><row r="9"></row>'
