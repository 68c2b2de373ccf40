"""The list of faults: what is most important first, each with its place, label and mend."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

import messages
from errors import FAULTS, Fault
from reporting.fault_list import Entry, Ground, Rung, as_data, capped, fault_list, marked
from schemas.form import Form
from schemas.reading import read_form
from tests.desk import WARD_FORM

FORM: Form = read_form(WARD_FORM)
PATHS = ["", "leaders.total", "leaders.women", "money", "leaders", "nobody.knows"]
CODES = ["required", "check_failed", "minimum", "json_invalid", "moved_much", "unlike_siblings"]


def listed(faults: Sequence[Fault], *, template: bool = False) -> tuple[Entry, ...]:
    ground = Ground(FORM, "ward", "a.json", template)
    return fault_list(faults, messages.fault, messages.mend, ground)


SOME = st.builds(
    Fault,
    st.sampled_from(CODES),
    st.sampled_from(PATHS),
    st.sampled_from(["", "a.json:3"]),
    st.sampled_from(["", "7"]),
    severity=st.sampled_from(["error", "warning"]),
    weight=st.sampled_from([0.0, 0.25, 2.0]),
)


@given(
    st.lists(SOME, max_size=8).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some)))
)
def test_the_order_does_not_depend_on_the_order_of_finding(
    pair: tuple[list[Fault], list[Fault]],
) -> None:
    first, second = pair
    one, other = listed(first), listed(second)
    assert [(e.fault.code, e.fault.path, e.where, e.fault.weight) for e in one] == [
        (e.fault.code, e.fault.path, e.where, e.fault.weight) for e in other
    ]
    assert {(e.fault.code, e.fault.path) for e in one} == {(f.code, f.path) for f in first}


@given(st.lists(SOME, max_size=8))
def test_errors_come_first_then_the_rungs_then_what_weighs_most(faults: list[Fault]) -> None:
    for before, after in pairwise(listed(faults)):
        assert (before.fault.severity == "error", after.fault.severity == "error") != (False, True)
        if before.fault.severity == after.fault.severity:
            assert before.rung <= after.rung
            if before.rung == after.rung:
                assert before.fault.weight >= after.fault.weight


@given(faults=st.lists(SOME, min_size=1, max_size=8), template=st.booleans())
def test_every_entry_has_label_place_and_mend_in_both_languages(
    *, faults: list[Fault], template: bool
) -> None:
    for entry in listed(faults, template=template):
        assert entry.place
        assert entry.sentence.vi
        assert entry.sentence.en
        assert entry.mend.vi
        assert entry.mend.en
        if entry.fault.path:
            assert entry.label.vi
            assert entry.label.en


def test_a_cell_is_named_as_on_the_sheet_only_where_the_sheet_was_sent() -> None:
    fault = Fault("minimum", "leaders.women", sent="-1", allowed="0")
    (plain,), (sheet,) = listed([fault]), listed([fault], template=True)
    assert (plain.cell, plain.place) == ("", "a.json")
    assert sheet.cell.startswith("G")
    assert sheet.place == sheet.cell


def test_the_six_rungs_are_told_apart() -> None:
    told = {
        "json_invalid": ("", Rung.FILE),
        "minimum": ("leaders.women", Rung.CELL),
        "check_failed": ("leaders.women", Rung.CROSS),
        "required": ("leaders.total", Rung.FORM),
        "moved_much": ("leaders.women", Rung.BEFORE),
        "unlike_siblings": ("leaders.women", Rung.SIBLINGS),
    }
    bare = fault_list([Fault("json_invalid")], messages.fault, messages.mend)
    assert bare[0].rung is Rung.FILE
    for code, (path, rung) in told.items():
        if path:
            assert listed([Fault(code, path)])[0].rung is rung


def test_a_fault_found_twice_is_told_once_and_a_long_list_is_counted() -> None:
    twice = [Fault("minimum", "money", sent="-1", allowed="0")] * 2
    assert len(listed(twice)) == 1
    many = listed([Fault("minimum", "money", sent=str(-n), allowed="0") for n in range(1, 9)])
    first, more = capped(many, 3)
    assert (len(first), more) == (3, 5)


def test_the_forms_own_sentence_is_the_one_that_is_told() -> None:
    own = {"vi": "Nữ nhiều hơn tổng số.", "en": "More women than leaders."}
    (entry,) = listed([Fault("check_failed", "leaders.women", sent="3", allowed="2", message=own)])
    assert entry.sentence.en == "More women than leaders. (3; 2)"
    data = as_data(entry)
    assert data["sentence"] == {"vi": "Nữ nhiều hơn tổng số. (3; 2)", "en": entry.sentence.en}
    ((fault, sentence, mend, severity),) = marked([entry], "en")
    assert (fault.code, sentence, severity) == ("check_failed", entry.sentence.en, "error")
    assert mend == entry.mend.en


def test_every_code_is_listed_without_a_hole() -> None:
    for code in sorted(FAULTS):
        (entry,) = listed([Fault(code, "leaders.women", "a.json:1", "7", "8")])
        assert "{" not in entry.sentence.vi + entry.mend.vi + entry.sentence.en + entry.mend.en or (
            code in {"document_not_object", "not_an_object"}
        )
