"""A reading process that does with some bytes what hostile files do to a parser, and else reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from miharu_dx.config import IntakeLimits
from miharu_dx.intake import child_worker

ANSWERS = {
    b"no json": b"{",
    b"no record": b"1",
    b"deep": b"[" * 200_000,
    b"text for number": b'{"sheets":[{"name":"a","state":"visible","rows":["1"],"columns":[1],"kinds":"n",'
    b'"values":[1],"formats":[0]}],"texts":[],"formats":["General"],"date1904":false,"properties":{}}',
    b"date beyond all": b'{"sheets":[{"name":"a","state":"visible","rows":[1],"columns":[1],"kinds":"d",'
    b'"values":[1e300],"formats":[0]}],"texts":[],"formats":["General"],"date1904":false,"properties":{}}',
    b"unknown field": b'{"sheets":[{"evil":1}],"texts":[],"formats":[],"date1904":false,"properties":{}}',
}


def parse(data: bytes, limits: IntakeLimits) -> bytes:
    """Crash, hang, grow, lie or read."""
    if data == b"abort":
        os.abort()
    if data == b"exit":
        os._exit(0)
    if data == b"hang":
        while True:
            pass
    if data == b"eat":
        eaten: list[bytearray] = []
        while True:
            eaten.append(bytearray(16 * 1024 * 1024))
    if data == b"bug":
        raise KeyError("a bug of the reader")
    if data.startswith(b"noise"):
        print("noise", flush=True)
        os.write(1, b"noise")
        os.write(2, b"noise")
        data = data.removeprefix(b"noise")
    if data == b"endless answer":
        return b'"' + b"a" * (limits.max_answer_bytes + 1) + b'"'
    if data in ANSWERS:
        return ANSWERS[data]
    return child_worker.parse(data, limits)


if __name__ == "__main__":
    child_worker.serve(parse)
