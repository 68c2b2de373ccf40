"""Ready forms of Vietnam: read without fault, large enough, true to the national targets."""

import csv
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from profiles.registry import load
from schemas.form import Form, Measure
from schemas.reading import read_form

VIETNAM = load("vn")
LEVELS = {"ward", "district", "province", "nation"}

# Row of the national list -> measures, rule, scale of a ratio, levels that state the figures.
TARGETS: dict[str, tuple[tuple[str, ...], str, int, set[str]]] = {
    "1.1": (("politics.key_woman_rate",), "share", 100, {"ward", "district", "province"}),
    "2.1": (("economy.wage_rate",), "ratio", 100, {"province", "nation"}),
    "2.2": (("economy.farm_rate",), "ratio", 100, {"province", "nation"}),
    "2.3": (("economy.businesses_rate",), "ratio", 100, {"district", "province"}),
    "3.1": (("family.home_hours_ratio",), "none", 1, {"province", "nation"}),
    "3.2a": (("family.victims_helped_rate",), "ratio", 100, {"ward"}),
    "3.2b": (("family.perpetrators_advised_rate",), "ratio", 100, {"ward"}),
    "3.3": (("family.trafficked_helped_rate",), "ratio", 100, {"ward"}),
    "3.4": (("family.facilities_rate",), "ratio", 100, {"province"}),
    "4.1": (("health.sex_ratio_at_birth",), "ratio", 100, {"ward"}),
    "4.2": (("health.maternal_death_ratio",), "ratio", 100_000, {"province", "nation"}),
    "4.3": (("health.adolescent_birth_rate",), "ratio", 1000, {"province"}),
    "4.4": (("health.lgbt_service_rate",), "share", 100, {"province"}),
    "5.1": (("education.gender_in_teaching",), "none", 1, {"nation"}),
    "5.2a": (
        ("education.primary_boys_rate", "education.primary_girls_rate"), "ratio", 100, {"ward"},
    ),
    "5.2b": (
        ("education.lower_boys_rate", "education.lower_girls_rate"),
        "ratio", 100, {"district", "province"},
    ),
    "5.3": (("education.vocational_rate",), "ratio", 100, {"province"}),
    "5.4a": (("education.masters_rate",), "ratio", 100, {"province"}),
    "5.4b": (("education.doctors_rate",), "ratio", 100, {"province"}),
    "6.1": (("communication.population_reached_rate",), "ratio", 100, {"ward"}),
    "6.2": (("communication.agencies_committed_rate",), "ratio", 100, LEVELS),
    "6.3": (("communication.news_rate",), "share", 100, {"ward"}),
    "6.4": (
        ("communication.stations_monthly_rate",), "ratio", 100, {"district", "province", "nation"},
    ),
}  # fmt: skip
ALSO = {"politics.central_agencies_rate"}
"""Measures with a target beside their row: 1.1 is published for central agencies apart."""


@pytest.fixture(scope="module")
def forms() -> dict[str, Form]:
    return {form.name: form for form in map(read_form, VIETNAM.forms())}


@pytest.fixture(scope="module")
def annual(forms: dict[str, Form]) -> Form:
    return forms["gender-equality-annual"]


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "targets-28NQCP.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_both_forms_are_read_without_fault(forms: dict[str, Form]) -> None:
    assert {(f.name, f.period, f.regime) for f in forms.values()} == {
        ("gender-equality-annual", "year", "nd09-2019"),
        ("gender-equality-half", "half", "nd09-2019"),
    }


def test_the_annual_form_asks_enough_of_every_kind(annual: Form) -> None:
    kinds = Counter(measure.kind for measure in annual.measures)
    rules = Counter(measure.rule.name for measure in annual.measures)
    assert len(annual.entered) >= 120
    assert rules["ratio"] >= 18
    assert kinds["boolean"] >= 6
    assert kinds["choice"] >= 2
    assert kinds["text"] >= 4
    assert len(annual.checks) >= 12
    assert any(m.unit.vi == "triệu đồng" and m.decimals for m in annual.entered)


def _worded(measure: Measure) -> bool:
    words = [measure.label, measure.unit, *measure.option_labels]
    return all(word.vi and word.en for word in words) and measure.label.vi != measure.label.en


def test_every_measure_has_words_in_both_languages_and_a_known_place(
    forms: dict[str, Form],
) -> None:
    for form in forms.values():
        assert [m.path for m in form.measures if not _worded(m)] == []
        assert [m.path for m in form.measures if not m.measured_at] == []
        assert [m.path for m in form.measures if set(m.measured_at) - LEVELS] == []
        labels = Counter(m.label.vi for m in form.measures)
        assert [label for label, times in labels.items() if times > 1] == []


def test_every_section_and_check_speaks_both_languages(forms: dict[str, Form]) -> None:
    for form in forms.values():
        assert all(s.label.vi != s.label.en for s in form.sections)
        assert all(c.message["vi"] and c.message["en"] for c in form.checks)


def test_a_check_compares_figures_of_the_same_levels(forms: dict[str, Form]) -> None:
    for form in forms.values():
        for check in form.checks:
            levels = {form.by_path[path].measured_at for path in (*check.left, *check.right)}
            assert len(levels) == 1, check


def test_nothing_entered_may_be_negative(forms: dict[str, Form]) -> None:
    for form in forms.values():
        for measure in form.entered:
            if measure.kind in ("integer", "number"):
                section, _, name = measure.path.partition(".")
                leaf = form.schema["properties"][section]["properties"][name]
                assert leaf["minimum"] == 0, measure.path


def test_the_half_year_form_is_a_true_subset(forms: dict[str, Form]) -> None:
    annual, half = forms["gender-equality-annual"], forms["gender-equality-half"]
    assert 40 <= len(half.measures) < len(annual.measures)
    assert all(annual.by_path[measure.path] == measure for measure in half.measures)
    assert all(check in annual.checks for check in half.checks)


def test_survey_figures_are_never_added_up(annual: Form) -> None:
    surveyed = [m for m in annual.entered if "số điều tra" in m.label.vi]
    assert len(surveyed) >= 6
    assert all(m.own_above == "replaces" or m.rule.name == "none" for m in surveyed)
    assert all(set(m.measured_at) == {"province", "nation"} for m in surveyed)


def test_every_national_target_is_a_measure_with_its_rule(
    annual: Form, rows: list[dict[str, str]]
) -> None:
    assert {row["id"] for row in rows} == set(TARGETS)
    for paths, rule, scale, levels in TARGETS.values():
        for path in paths:
            measure = annual.by_path[path]
            assert (measure.rule.name, measure.rule.scale) == (rule, Fraction(scale)), path
            assert set(measure.measured_at) == levels, path


def test_news_need_four_items_in_every_quarter(annual: Form) -> None:
    rule = annual.by_path["communication.news_rate"].rule
    assert rule.match == "all"
    assert [(c.measure, c.op, c.value) for c in rule.conditions] == [
        (f"communication.news_q{quarter}", ">=", Fraction(4)) for quarter in (1, 2, 3, 4)
    ]


def test_the_plan_of_2025_states_every_national_target(rows: list[dict[str, str]]) -> None:
    stated = {one["measure"]: one for one in VIETNAM.plans()["national-2025"]["targets"]}
    assert set(stated) == ALSO.union(*(paths for paths, *_ in TARGETS.values()))
    for row in rows:
        value = row["value_2025"]
        for path in TARGETS[row["id"]][0]:
            assert stated[path]["op"] == row["op_2025"], path
            assert stated[path]["by"] == "2025-12-31"
            if value == "có":
                assert stated[path]["value"] is True
            else:
                assert Fraction(stated[path]["value"]) == Fraction(value), path
