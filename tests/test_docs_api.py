"""The API's page: its commands, run as they stand against a server, say what the page says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.desk import opened
from tests.reception import Reception
from tests.served import served

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```sh\n(.*?)```\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_command_of_the_page_says_what_the_page_says(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    people = Reception(desk)
    people.account("lan", "W111", "clerk")
    people.account("bich", "D11", "officer")
    tokens = {
        who: desk.done("accounts", "token", login, "--name", "thử", "--write").out.strip()
        for who, login in (("CLERK", "lan"), ("OFFICER", "bich"))
    }
    assert len(STEPS) == PAGE.count("```sh") == 8
    with served(desk) as server:
        around = {**os.environ, **tokens, "CAPBAC": server.address}
        script = "set -eu\n" + "printf '\\036'\n".join(step for step, _shown in STEPS)
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            env=around,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    said = done.stdout.split("\x1e")
    for (step, shown), answer in zip(STEPS, said, strict=True):
        wanted = ".*?".join(re.escape(part) for part in shown.strip().split("…"))
        tail = "" if not shown.strip().endswith("…") else ".*"
        assert re.fullmatch(wanted + tail, answer.strip(), re.DOTALL), f"{step}\n{answer}"


def test_the_page_is_linked_from_where_one_looks_for_it() -> None:
    for page, link in (("README.md", "docs/api.md"), ("docs/portal.md", "api.md")):
        assert link in (ROOT / page).read_text(encoding="utf-8"), page
