"""The one table of a run, and how rows of other benchmarks come into it."""

from bench import table


def test_the_table_is_markdown_of_equal_columns() -> None:
    lines = table.markdown([table.Row("a", wall="1 s"), table.Row("longer", "3 files")]).split("\n")
    assert len({len(line) for line in lines}) == 1
    assert [line.count("|") for line in lines] == [7] * 4
    assert set(lines[1]) == {"|", "-"}


def test_a_duration_is_shown_in_the_unit_it_reads_best_in() -> None:
    assert [table.seconds(s) for s in (12.345, 0.0421, 0.000032)] == ["12.35 s", "42.1 ms", "32 µs"]


def test_rows_of_the_roll_up_come_in() -> None:
    row = {"what": "roll-up: pandas", "units": "11,000", "measures": "200"}
    stopped = row | {"seconds": "–", "peak": "stopped", "bare sums": "–"}
    timed = row | {"seconds": "0.5", "peak": "9 MiB", "bare sums": "7.1"}
    found = table.of_rollup([stopped, timed])
    assert [one.wall for one in found] == ["–", "0.5 s"]
    assert [one.compared for one in found] == ["–", "7.1 bare sums"]


def test_rows_of_the_workbooks_come_in() -> None:
    text = (
        "| workbook | cells | Capbac | openpyxl |\n"
        "| --- | ---: | ---: | ---: |\n"
        "| district, 16 wards | 5,000 | 9.0 ms | 90.0 ms (10.0x) |"
    )
    ours, other = table.of_workbook(text)
    assert (ours.what, ours.size, ours.cpu) == (
        "workbook, district, 16 wards: Capbac",
        "5,000 cells",
        "9.0 ms",
    )
    assert other.compared == "Capbac is 10.0 times as fast"
