"""What the environment says, and what it may not say."""

import os
from pathlib import Path

import pytest

import settings
from errors import Problem


def test_an_empty_environment_means_the_current_folder_in_vietnamese() -> None:
    assert settings.read({}) == settings.Settings(workspace=Path())


def test_an_empty_variable_counts_as_absent() -> None:
    said = {"CAPBAC_LANG": "", "CAPBAC_WORKSPACE": "", "CAPBAC_RUNNER": "", "CAPBAC_DATABASE": ""}
    assert settings.read(said) == settings.read({})


def test_every_setting_is_read_from_its_variable() -> None:
    assert settings.read(
        {
            "CAPBAC_WORKSPACE": "/data/2026",
            "CAPBAC_DATABASE": "postgresql+psycopg://db/capbac",
            "CAPBAC_ACTOR": "Lan",
            "CAPBAC_LANG": "en",
            "CAPBAC_RUNNER": "dask://scheduler:8786",
            "CAPBAC_SPREAD_FROM": "7",
            "PREFECT_API_AUTH_STRING": "capbac:secret",
            "PREFECT_API_URL": "http://127.0.0.1:4200/api",
            "CAPBAC_REMIND_URLS": "/data/addresses.json",
            "CAPBAC_REMIND_BEFORE": "5",
            "CAPBAC_REMIND_ESCALATE": "0",
        }
    ) == settings.Settings(
        workspace=Path("/data/2026"),
        database="postgresql+psycopg://db/capbac",
        actor="Lan",
        language="en",
        runner="dask://scheduler:8786",
        spread_from=7,
        prefect_auth="capbac:secret",
        prefect_api="http://127.0.0.1:4200/api",
        remind_urls=Path("/data/addresses.json"),
        remind_before=5,
        remind_escalate=0,
    )


@pytest.mark.parametrize("name", ["CAPBAC_LANG", "CAPBAC_RUNNER", "CAPBAC_DATABASE"])
def test_a_setting_without_a_meaning_is_wrong_use(name: str) -> None:
    with pytest.raises(Problem) as raised:
        settings.read({name: "fr"})
    assert raised.value.code == "setting_invalid"
    assert raised.value.details["name"] == name
    assert raised.value.details["allowed"]


@pytest.mark.parametrize(
    "said", ["dask://", "dask://host", "dask://host:", "dask://:8786", "dask://a/b:1", "tcp://a:1"]
)
def test_a_scheduler_is_a_host_and_a_port(said: str) -> None:
    with pytest.raises(Problem) as raised:
        settings.read({"CAPBAC_RUNNER": said})
    assert raised.value.details["name"] == "CAPBAC_RUNNER"


@pytest.mark.parametrize("days", ["-1", "3.5", "x", "91", "²"])
def test_days_that_are_no_days_are_wrong_use(days: str) -> None:
    with pytest.raises(Problem) as raised:
        settings.read({"CAPBAC_REMIND_BEFORE": days})
    assert raised.value.details["name"] == "CAPBAC_REMIND_BEFORE"


def test_a_refused_database_address_is_not_repeated_with_its_password() -> None:
    with pytest.raises(Problem) as raised:
        settings.read({"CAPBAC_DATABASE": "mysql://clerk:secret@db/capbac"})
    assert "secret" not in str(raised.value)


def test_what_is_handed_down_gives_way_to_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPBAC_TEST_CHOSEN", "operator")
    monkeypatch.delenv("CAPBAC_TEST_OPEN", raising=False)
    settings.hand_down({"CAPBAC_TEST_CHOSEN": "ours", "CAPBAC_TEST_OPEN": "ours"})
    assert os.environ["CAPBAC_TEST_CHOSEN"] == "operator"
    assert os.environ["CAPBAC_TEST_OPEN"] == "ours"
    monkeypatch.delenv("CAPBAC_TEST_OPEN")
