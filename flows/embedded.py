"""The embedded server's process: uvicorn, tied to the life of the process that started it.

Run by its file's path, so that nothing of ours is imported. Standard input is a pipe that only
the starter holds: it closes when the starter ends, however it ends, and then so does this.
"""

import os
import runpy
import signal
import sys
import threading

PATIENCE = 5.0
"""Seconds for the server to write its last rows before it is ended without them."""


def _follow() -> None:
    sys.stdin.buffer.read()
    threading.Timer(PATIENCE, os._exit, (1,)).start()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_follow, daemon=True).start()
    sys.argv[:1] = ["uvicorn"]
    runpy.run_module("uvicorn", run_name="__main__", alter_sys=True)
