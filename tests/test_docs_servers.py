"""What docs/servers.md tells an operator to set does what it says."""

import re
from typing import Any

import pytest
from prefect.settings import Settings

import settings
from flows.guarded import _kept
from tests.house import ROOT

PAGE = (ROOT / "docs" / "servers.md").read_text(encoding="utf-8")
OURS = sorted(set(re.findall(r"\bCAPBAC_[A-Z_]+[A-Z]", PAGE)))
SERVER = dict(re.findall(r"^(PREFECT_SERVER_[A-Z_]+)=(.*)$", PAGE, re.MULTILINE))


def set_up(monkeypatch: pytest.MonkeyPatch, said: dict[str, str]) -> dict[str, Any]:
    """The settings a server of these variables has."""
    for name in SERVER:
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    return Settings().model_dump(mode="json", context={"include_secrets": True})


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_ours_is_one(name: str) -> None:
    assert name in str(settings.__doc__)


@pytest.mark.parametrize("name", sorted(SERVER))
def test_every_variable_of_the_server_changes_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = {other: value for other, value in SERVER.items() if other != name}
    assert set_up(monkeypatch, SERVER) != set_up(monkeypatch, without)


def test_a_server_set_up_as_told_leaves_no_doubt_and_one_out_of_the_box_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = set_up(monkeypatch, SERVER)
    assert list(_kept(told)) == []
    assert told["server"]["api"]["auth_string"]
    assert [code for code, _ in _kept(set_up(monkeypatch, {}))] == ["server_cors", "server_runs"]
