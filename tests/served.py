"""The portal as a server of its own, and a real browser before it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests import house
from tests.both import server
from tests.desk import Desk

CODE = "import sys, cli; cli.main(sys.argv[1:])"


@dataclass(frozen=True)
class Served:
    """A server that runs: where it is, and the process it is."""

    address: str
    process: "subprocess.Popen[str]"

    def stop(self) -> tuple[int, str]:
        """Ask it to stop, as an operator's machine does; its exit code and what it said."""
        self.process.terminate()
        _out, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


@contextmanager
def served(desk: Desk, *options: str) -> Iterator[Served]:
    """A desk's portal on a free port of this machine, until the block ends."""
    where = ("--database", desk.address) if server.address else ()
    line = ["--workspace", str(desk.workspace), *where, *options, "serve", "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, *line], cwd=house.ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+[0-9]", said)
        assert found, said + process.stderr.read()
        yield Served(found[0], process)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """Debian's Chromium, which may reach this machine and nothing else."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield browser
        finally:
            browser.close()
