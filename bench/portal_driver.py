"""The last hour as its clerks make it: every unit sends what it owes, over connections kept open.

``python -m bench.portal_driver PORT FOLDER CONNECTIONS`` prints one line of JSON. It speaks bare
HTTP/1.1, so that on the same cores as little as possible is the driver's own.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PATH = "/api/v1/submissions"
SENT = "sent.jsonl"
"""Under the folder: a line each submission, with the token of its clerk."""
KEPT = "acknowledged.json"
"""Under the folder: the digest by unit of everything that was acknowledged."""


@dataclass
class Seen:
    """What came back: seconds of each request, statuses, and the digest by unit."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    digests: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


def request(
    port: int, method: str, path: str, token: str, body: bytes = b"", key: str = ""
) -> bytes:
    """One request as it goes over the wire."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {token}",
        "Accept: application/json",
    ]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    if key:
        lines.append(f"Idempotency-Key: {key}")
    return "\r\n".join([*lines, "", ""]).encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Status and body of an answer with a length, or in chunks."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    if b"transfer-encoding: chunked" in head:
        return status, await _chunked(reader)
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return status, await reader.readexactly(int(length or b"0"))


async def _chunked(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readline(), 16):
        found += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return found


async def clerk(port: int, left: Iterator[tuple[str, str, bytes]], seen: Seen) -> None:
    """One connection, over which one unit after the other sends and waits for its receipt."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for unit, token, body in left:
        start = time.perf_counter()
        writer.write(request(port, "POST", PATH, token, body, key=f"last-hour-{unit}"))
        status, told = await answer(reader)
        seen.seconds.append(time.perf_counter() - start)
        seen.statuses[status] += 1
        found = json.loads(told)
        if status in {200, 201}:
            seen.digests[unit] = found["digest"]
        elif len(seen.odd) < 3:
            seen.odd.append(told.decode()[:500])
    writer.close()


async def drive(port: int, folder: Path, connections: int) -> dict[str, object]:
    """Everything that is to be sent, once; what is to be told of it."""
    lines = map(json.loads, (folder / SENT).read_text().splitlines())
    left = iter([(one["unit"], one["token"], one["body"].encode()) for one in lines])
    seen = Seen()
    start = time.perf_counter()
    await asyncio.gather(*(clerk(port, left, seen) for _ in range(connections)))
    wall = time.perf_counter() - start
    (folder / KEPT).write_text(json.dumps(seen.digests))
    statuses = {str(status): count for status, count in seen.statuses.items()}
    return {"wall": wall, "statuses": statuses, "odd": seen.odd, **quantiles(seen.seconds)}


async def repeat(port: int, path: str, token: str, times: int) -> dict[str, float]:
    """One page again and again over one connection: seconds, and its bytes as they come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    asked = request(port, "GET", path, token).replace(
        b"Authorization: Bearer ", b"Accept-Encoding: gzip\r\nCookie: capbac="
    )
    seconds: list[float] = []
    size, status = 0, 0
    for _ in range(times):
        start = time.perf_counter()
        writer.write(asked)
        status, told = await answer(reader)
        seconds.append(time.perf_counter() - start)
        size = len(told)
    writer.close()
    return {"bytes": size, "status": status, **quantiles(seconds)}


def quantiles(seconds: list[float]) -> dict[str, float]:
    """The median, and what 95 and 99 of a hundred stay below."""
    found = sorted(seconds)
    return {f"p{share}": found[(len(found) * share - 1) // 100] for share in (50, 95, 99)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(drive(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))))
