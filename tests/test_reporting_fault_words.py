"""A fault's figures in the words of those who read them: signs, labels, numbers of questions."""

import pytest

import messages
from errors import Fault
from reporting.fault_list import Entry, Ground, as_data, fault_list
from tests.template_form import frame_of, mixed

FORM = frame_of(mixed()).grid.form
STAFF = FORM.by_path["staff"]


def told(fault: Fault, *, template: bool = True) -> Entry:
    ground = Ground(FORM, "ward", "a.xlsx", template)
    (entry,) = fault_list([fault], messages.fault, messages.mend, ground)
    return entry


@pytest.mark.parametrize(
    ("kept", "path", "said"),
    [
        ("none_occurred", "leaders.total", "Trả ô về -."),
        ("not_available", "leaders.total", "Trả ô về …."),
        ("true", "leaders.total", "Trả ô về có."),
        ("false", "leaders.total", "Trả ô về không."),
        ("enough", "staff", "Trả ô về Đủ."),
    ],
)
def test_a_kept_answer_is_said_as_it_stands_on_the_sheet(kept: str, path: str, said: str) -> None:
    entry = told(Fault("cell_not_open", path, sent="3", allowed=kept))
    assert entry.mend.vi.startswith(said)
    assert as_data(entry)["allowed"] == kept


def test_options_are_labels_and_data_keep_what_they_must_say() -> None:
    fault = Fault("enum", "staff", sent="half", allowed=", ".join(STAFF.options))
    labels = [label.vi for label in STAFF.option_labels]
    assert told(fault).allowed.vi == ", ".join(labels)
    assert "Đủ (enough)" in told(fault, template=False).allowed.vi
    assert as_data(told(fault))["allowed"] == fault.allowed


def test_paths_become_numbers_in_sentences_and_labels_in_figures() -> None:
    fault = Fault(
        "check_failed", "leaders.women", sent="leaders.women = 40", allowed="<= leaders.total = 16"
    )
    entry = told(fault)
    one, other = entry.number, told(Fault("minimum", "leaders.total")).number
    assert entry.allowed.vi.startswith(f"≤ {other} ")
    assert entry.allowed.vi.endswith(" = 16")
    assert f"{one} = 40" in entry.sentence.vi
    assert "leaders." not in entry.sentence.vi + entry.sent.vi
    assert as_data(entry)["sent"] == "leaders.women = 40"
