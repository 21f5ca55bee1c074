"""The reading process: one workbook after another, and nothing of one when the next comes.

Run as a script, isolated and without site-packages, so that it starts at once and has nothing
but the standard library and this package's reader within reach.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from miharu_dx.config import IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.child_bounds import bound_this_process, bound_time_of_next_file
from miharu_dx.intake.child_frames import ChannelClosed, receive, send
from miharu_dx.intake.gate_zip import Package
from miharu_dx.intake.workbook_parse import record_of
from miharu_dx.intake.workbook_record import to_json

READY = b'{"ready":true}'
OUT_OF_MEMORY = b'{"memory":true}'
_LONGEST_HEADER = 64 * 1024
_LONGEST_TRACE = 4_000

Parse = Callable[[bytes, IntakeLimits], bytes]


def serve(parse: Parse) -> None:
    """Answer files from standard input until it ends; an end of memory ends the process too."""
    questions, answers = _pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    try:
        limits = IntakeLimits(**json.loads(receive(questions, _LONGEST_HEADER)))
        bound_this_process(limits.parse_memory_bytes)
        send(answers, READY)
        while True:
            data = receive(questions, limits.max_bytes)
            bound_time_of_next_file(2 * limits.parse_seconds)
            answer = _answer(data, limits, parse)
            bound_time_of_next_file(0)
            send(answers, answer)
            if answer is OUT_OF_MEMORY:
                return
            del data, answer
            gc.collect()
    except ChannelClosed:
        return


def parse(data: bytes, limits: IntakeLimits) -> bytes:
    """The workbook's record as JSON."""
    return to_json(record_of(Package(data, limits), limits))


def _answer(data: bytes, limits: IntakeLimits, parse: Parse) -> bytes:
    try:
        answer = b'{"workbook":' + parse(data, limits) + b"}"
        if len(answer) > limits.max_answer_bytes:
            raise Refusal("file.too_much_text", limit=limits.max_total_chars)
        return answer
    except MemoryError:
        return OUT_OF_MEMORY
    except Refusal as refusal:
        return json.dumps({"refusal": refusal.code, "args": refusal.details}).encode()
    except Exception:  # noqa: BLE001 - a bug of the reader is told to the server, which logs it
        return json.dumps({"bug": traceback.format_exc()[-_LONGEST_TRACE:]}).encode()


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Both pipes; whatever else writes to standard output or error writes to nowhere."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return questions, answers


if __name__ == "__main__":
    serve(parse)
