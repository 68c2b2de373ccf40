"""The one table of a run, and how rows of other benchmarks come into it."""

from bench import orchestration, table
from bench.orchestrated import Round


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


def test_what_prefect_costs_is_what_the_work_alone_would_not_take() -> None:
    # 64 batches of 5 ms on two cores are 0.16 s of work.
    one = Round(64, 5.0, flow=3.36, batches=0.80, direct=0.224, client=1.5, server=2.25)
    assert (round(one.whole, 9), round(one.each, 9), round(one.peer, 9)) == (3.2, 10.0, 1.0)
    idle = Round(64, 0.0, flow=0.5, batches=0.128, direct=0.064, client=0.1, server=0.2)
    pair = orchestration.Pair("SQLite", "dask", 12.0, 3.0, 1.5, (idle, one))
    head, rule, first, second = orchestration.markdown([pair]).split("\n")
    assert {len(line) for line in (head, rule, first, second)} == {len(head)}
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in (first, second)]
    assert cells == [
        [
            "SQLite",
            "dask",
            "64 of nothing",
            "0.50",
            "2.0",
            "1.00",
            "0.1",
            "0.2",
            "12.0 + 3.0 + 1.5",
        ],
        ["SQLite", "dask", "64", "3.20", "10.0", "1.00", "1.5", "2.2", ""],
    ]
