"""Requests as they are spelled out in files, sound ones and what becomes of them, by seed.

Bytes stand as Latin-1, so that nothing of a request need be proper.
"""

import json
import random
from collections.abc import Callable, Mapping
from typing import Any

from tests import fuzz_seeds
from tests.desk import sent
from tests.fuzz_bytes import SNIPPETS, damaged
from tests.fuzz_rows import stirred
from tests.fuzz_sent import HEAD, tables
from tests.fuzz_trees import twisted

Request = dict[str, Any]
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "hai": ("N", "officer", "auditor"),
    "bich": ("D11", "officer", "clerk"),
    "lan": ("W111", "clerk"),
}
PAGE, TOKEN = "<page>", b"<csrf>"
"""What stands for the page that takes files, and for the token of its form."""
OWN: tuple[Mapping[str, Any], ...] = (
    sent("W111", 3, 8, committee=True, money=12.5, difficulties="Đường xa"),
    {**sent("W111", 2, 9), "key": "một", "plan": "N-2025-1", "marks": {"money": "none_occurred"}},
    fuzz_seeds.wide("W111", key="hai"),
    {**fuzz_seeds.wide("W111"), "values": {"people": {"women": 1, "all": 2}, "grade": 3}},
)


def _each(*lines: str) -> tuple[str, ...]:
    return tuple(word for line in lines for word in line.split())


READ = _each(
    "/me /me/tokens /units /units/D11 /assignments /assignments/1 /forms /forms/wide /plans",
    "/assignments/1/revisions /assignments/1/revisions/1 /plans/N-2025-1 /openapi.json",
    "/plans/N-2025-1/tree /units/N/figures /units/D11/figures.csv /units/P1/export /nowhere",
    "/units/N/explain/leaders.women /units/D11/reports/1 /units/D11/reports/1/file",
)
QUERIES = ("", "", *_each("period=2025&form=ward-report limit=5&after=1 unit=W111 form=wide@1"))
SEGMENTS = _each(
    "0 -1 1.5 N W998 X %00 %2e%2e .. %ff %E1%BA%BF %2F 1;a %C0%80 leaders.rate wide@9 @ 1e3",
    "staff:enough 1%0d%0aX:y {unit} %7Bpath%7D ١ 9999999999999999999 ward-report@1 2025",
)
SEGMENTS += ("", "9" * 5000, "a" * 3000)
NAMES = _each("period form limit after unit dry_run measure language final on a %00 state")
TOLD = _each("0 -1 1001 2025 2025-S9 ward-report x%00 %ff % %zz true 1.5 null + W111 2025-02-30")
TOLD += ("", "9" * 30, "a" * 9000)
METHODS = _each("GET POST PUT DELETE HEAD OPTIONS PATCH TRACE X get")
HEADERS: Mapping[str, str] = {
    "content-type": "text/plain||application/json; charset=utf-16|APPLICATION/JSON|text/csv;a=b"
    "|multipart/form-data|application/x-www-form-urlencoded|image/png|a/b;c=\xff"
    "|multipart/form-data; boundary=" + "a" * 300,
    "content-length": "0|-1|abc|999999999999999999999999|1e3| 5|\xb2",
    "authorization": "Bearer|Bearer |Bearer x|Basic eDp5|\xff|Bearer \x00|bearer " + "a" * 9000,
    "cookie": "capbac=x|=;;=|lang=vi|capbac-language=xx|\xff=\xfe|capbac=" + "a" * 5000,
    "if-match": '*||"a"|W/"a"|\xff|"a", "b"|"' + "f" * 64 + '"',
    "idempotency-key": "k|m\xe1\xbb\x99t||\x00|k\xff|{path}|" + "a" * 300,
    "accept-language": "en|vi;q=0|xx,*;q=9|en;q=NaN|\xff|" + "a" * 5000,
    "accept": "text/html|application/xml|*/*;q=0|\xff",
    "x-request-id": "aaaaaaaaaaaaaaaaaaaa|../../x|\xff|{0}",
    "x-csrf-token": "a|\xff",
    "content-encoding": "gzip|br|x",
    "transfer-encoding": "chunked|gzip, chunked",
    "origin": "https://evil.example|null|\xff",
    "host": "evil.example||a b|\xff",
    "range": "bytes=0-1|bytes=9-1|x",
    "x-forwarded-for": "1.2.3.4|\xff",
    "expect": "100-continue",
}


def bent(dice: random.Random) -> Request:
    """A request with one to three things done to it."""
    request = _sound(dice)
    for _ in range(dice.choice((1, 1, 2, 3))):
        dice.choice(_ACTS)(dice, request)
    return request


def read(data: bytes) -> Request:
    """A request as it was spelled out; the file of another door is sent as one would be."""
    try:
        found = json.loads(data)
    except ValueError:
        found = None
    if isinstance(found, dict) and {"method", "path", "query", "headers", "body"} <= found.keys():
        return found
    return _post("/api/v1/submissions/bulk", data, ("text/csv", "application/json")[len(data) % 2])


def _post(path: str, body: bytes, kind: str = "application/json") -> Request:
    headers = [["content-type", kind]]
    made: Request = {"method": "POST", "path": path, "query": "", "headers": headers}
    return made | {"body": body.decode("latin-1"), "who": "lan"}


def _sound(dice: random.Random) -> Request:
    return dice.choice(_KINDS)(dice)


def _one(dice: random.Random) -> Request:
    return _post("/api/v1/submissions", fuzz_seeds.spelled(dice.choice(OWN)))


def _many(dice: random.Random) -> Request:
    if dice.random() < 0.3:
        lines = b"\n".join(map(fuzz_seeds.spelled, OWN))
        return _post("/api/v1/submissions/bulk", lines, "application/x-ndjson")
    items = b"[" + b",".join(map(fuzz_seeds.spelled, dice.sample(OWN, 2))) + b"]"
    return _post("/api/v1/submissions/bulk", items)


def _table(_dice: random.Random) -> Request:
    made = _post("/api/v1/submissions/bulk", tables()[0], "text/csv")
    return made | {"query": "form=ward-report"}


def _judged(dice: random.Random) -> Request:
    act = dice.choice(("approve", "return"))
    reason = fuzz_seeds.spelled({"reason": "Xem lại", "cells": {"money": "lớn"}})
    made = _post(f"/api/v1/assignments/{dice.randint(1, 12)}/{act}", reason)
    made["headers"].append(["if-match", '"' + "0" * 64 + '"'])
    return made | {"who": dice.choice(("bich", "hai"))}


def _token(_dice: random.Random) -> Request:
    wish = fuzz_seeds.spelled({"name": "a", "scope": ["read"], "days": 3})
    return _post("/api/v1/me/tokens", wish)


def _file(dice: random.Random) -> Request:
    """A file a browser sends."""
    name = dice.choice(("a.json", "b.csv", "c.xlsx", "d.pdf", "e", "../f.json", "ế.json"))
    data = dice.choice((fuzz_seeds.spelled(sent("W112", 1, 2)), tables()[0], b"PK\x03\x04"))
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    key = b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + TOKEN + b"\r\n"
    body = key + head.encode() + data + b"\r\n--x--\r\n"
    path = f"{PAGE}{dice.choice(('', '/papers'))}"
    return _post(path, body, "multipart/form-data; boundary=x") | {"who": ""}


def _got(dice: random.Random) -> Request:
    made: Request = {"method": "GET", "path": f"/api/v1{dice.choice(READ)}", "headers": []}
    return made | {"query": dice.choice(QUERIES), "body": "", "who": dice.choice(sorted(PEOPLE))}


_KINDS: tuple[Callable[[random.Random], Request], ...] = (
    *(_one, _one, _one, _many, _many, _table, _judged, _token, _file, _got, _got, _got),
)


def _body(dice: random.Random, asked: Request) -> None:
    data = asked["body"].encode("latin-1")
    kind = dict(asked["headers"]).get("content-type", "")
    try:
        if "csv" in kind and dice.random() < 0.6:
            data = stirred(dice, data, HEAD)
        elif kind == "application/json" and dice.random() < 0.7:
            data = twisted(dice, data, ("W111", "W112", "ward-report", "2025", 3, True))
        else:
            data = damaged(dice, data, (*map(fuzz_seeds.spelled, OWN), *tables()))
    except (ValueError, LookupError):  # damaged before: then as bytes
        data = damaged(dice, data, tables())
    asked["body"] = data.decode("latin-1")


def _latin(text: str) -> str:
    return text.encode().decode("latin-1")


def _path(dice: random.Random, asked: Request) -> None:
    parts = asked["path"].split("/")
    at, told = dice.randrange(len(parts)), dice.choice(SEGMENTS)
    parts[at] = _latin(told) if dice.random() < 0.8 else parts[at] + _latin(told)
    asked["path"] = "/".join(parts) if dice.random() < 0.8 else f"{'/'.join(parts)}/"


def _query(dice: random.Random, asked: Request) -> None:
    many = dice.choice((1, 2, 3, 400))
    told = [f"{dice.choice(NAMES)}={dice.choice(TOLD)}" for _ in range(many)]
    asked["query"] = "&".join([asked["query"], *told])


def _header(dice: random.Random, asked: Request) -> None:
    name = dice.choice(sorted(HEADERS))
    if dice.random() < 0.5:
        asked["headers"] = [one for one in asked["headers"] if one[0] != name]
    asked["headers"].append([name, dice.choice(HEADERS[name].split("|"))])


def _method(dice: random.Random, asked: Request) -> None:
    asked["method"] = dice.choice(METHODS)


def _who(dice: random.Random, asked: Request) -> None:
    asked["who"] = dice.choice((*sorted(PEOPLE), None, ""))


def _snippet(dice: random.Random, asked: Request) -> None:
    place = dice.choice(("path", "query", "body"))
    text, told = asked[place], dice.choice(SNIPPETS)[:4000].decode("latin-1")
    at = dice.randrange(len(text) + 1)
    asked[place] = text[:at] + told + text[at:]


_ACTS: tuple[Callable[[random.Random, Request], None], ...] = (
    *(_body, _body, _body, _body, _body, _path, _path, _query, _query, _header, _header, _header),
    *(_method, _who, _snippet),
)
