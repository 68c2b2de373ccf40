"""Work of a fixed size, in a module that costs nothing to read."""

import time


def burn(milliseconds: float) -> int:
    """Keep one core busy for so long, however many others want it."""
    end = time.thread_time() + milliseconds / 1e3
    while time.thread_time() < end:
        pass
    return 1
