"""Reading processes that are always warm: a file may end one of them, never the server."""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, cast

from miharu_dx.config import INTAKE_LIMITS, IntakeLimits
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.refusal_intake import INTAKE_REFUSALS
from miharu_dx.intake import child_worker
from miharu_dx.intake.child_bounds import JobObject
from miharu_dx.intake.child_frames import ChannelClosed, receive, send
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.intake.workbook_record import from_plain, to_cells

WORKER = Path(child_worker.__file__)
_NO_WINDOW = 0x08000000
_log = logging.getLogger(__name__)


class ReaderPool:
    """A few reading processes, each with one file at a time; safe to use from many threads.

    One that crashes, hangs, eats memory or has read its share of files is replaced. They end when
    the pool is closed, and also when the server is killed, because their input ends.
    """

    def __init__(self, limits: IntakeLimits = INTAKE_LIMITS, worker: Path = WORKER) -> None:
        """Start nothing yet; ``worker`` is the script each process runs."""
        self._limits = limits
        self._worker = worker
        self._free = threading.Semaphore(limits.reader_count)
        self._lock = threading.Lock()
        self._idle: list[_Reader] = []
        self._busy = 0
        self._closed = False

    def warm(self) -> None:
        """Start every process, without waiting until they are up."""
        with self._lock:
            self._fill()

    def read(self, data: bytes) -> WorkbookCells:
        """The cells of one workbook.

        :raises Refusal: what the reader refused, or ``file.parser_crashed``, ``_timeout``,
            ``_memory``; ``file.reader_busy`` and ``file.reader_unavailable`` are not the file's fault.
        """
        deadline = time.monotonic() + self._limits.wait_seconds
        if not self._free.acquire(timeout=self._limits.wait_seconds):
            raise Refusal("file.reader_busy", seconds=self._limits.wait_seconds)
        try:
            payload = self._answer(data, deadline)
        finally:
            self._free.release()
        return _cells_of(payload)

    def close(self) -> None:
        """End every idle process; one at work ends after its file."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.end()

    def _answer(self, data: bytes, deadline: float) -> bytes:
        """What a process answers; one that waited may be gone without the file having a part in it.

        So a file counts as crashing only when the process that came after has crashed as well.
        """
        try:
            return self._answer_of_one(data, deadline)
        except Refusal as refusal:
            if refusal.code not in ("file.parser_crashed", "file.reader_unavailable"):
                raise
        return self._answer_of_one(data, deadline)

    def _answer_of_one(self, data: bytes, deadline: float) -> bytes:
        reader = self._take_idle()
        keep = False
        try:
            reader = reader or _Reader(self._worker, self._limits)
            payload = reader.answer(data, deadline)
            keep = payload != child_worker.OUT_OF_MEMORY
        finally:
            self._give_back(reader, keep=keep)
        return payload

    def _take_idle(self) -> _Reader | None:
        dead: list[_Reader] = []
        with self._lock:
            self._busy += 1
            reader = None
            while self._idle and reader is None:
                candidate = self._idle.pop()
                if candidate.is_alive:
                    reader = candidate
                else:
                    dead.append(candidate)
        for gone in dead:
            gone.end()
        return reader

    def _give_back(self, reader: _Reader | None, *, keep: bool) -> None:
        with self._lock:
            self._busy -= 1
            if (
                reader is not None
                and keep
                and not self._closed
                and reader.files_read < self._limits.files_per_reader
            ):
                self._idle.append(reader)
                return
            self._fill()
        if reader is not None:
            reader.end()

    def _fill(self) -> None:
        """Start what is missing; a start that fails is told to whoever needs it next."""
        while not self._closed and len(self._idle) + self._busy < self._limits.reader_count:
            try:
                self._idle.append(_Reader(self._worker, self._limits))
            except Refusal:
                return


class _Reader:
    """One reading process; used by one thread at a time."""

    def __init__(self, worker: Path, limits: IntakeLimits) -> None:
        self._limits = limits
        self._is_ready = False
        self.files_read = 0
        self._job = JobObject(limits.parse_memory_bytes)
        try:
            # Isolated and without site-packages: neither the environment nor a library can
            # change what runs there. Nothing of a user's stands in the command.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", "-B", str(worker)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
            )
        except OSError as error:
            raise Refusal("file.reader_unavailable") from error
        self._job.take(int(getattr(self._process, "_handle", 0)))

    @property
    def is_alive(self) -> bool:
        """False once the process has ended."""
        return self._process.poll() is None

    def answer(self, data: bytes, deadline: float) -> bytes:
        """What the process answers to this file; its time runs from when it is up.

        :raises Refusal: it crashed or took too long, and is of no further use.
        """
        before = time.monotonic()
        self._wait_until_ready()
        seconds = min(self._limits.parse_seconds, deadline - before)
        with _Watch(self._process, max(seconds, 0.0)) as watch:
            try:
                send(self._input, data)
                payload = receive(self._output, self._limits.max_answer_bytes)
            except ChannelClosed as error:
                if not watch.has_killed:
                    raise Refusal("file.parser_crashed") from error
                if seconds < self._limits.parse_seconds:
                    raise Refusal("file.reader_busy", seconds=self._limits.wait_seconds) from error
                raise Refusal("file.parser_timeout", seconds=self._limits.parse_seconds) from error
        self.files_read += 1
        return payload

    def end(self) -> None:
        """End the process now and wait for it, so that nothing of it stays."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._input, self._output):
            # What was still to be sent has nowhere to go.
            with contextlib.suppress(OSError):
                pipe.close()
        self._job.close()

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        with _Watch(self._process, self._limits.start_seconds):
            try:
                send(self._input, json.dumps(asdict(self._limits)).encode())
                self._is_ready = receive(self._output, len(child_worker.READY)) == child_worker.READY
            except ChannelClosed as error:
                raise Refusal("file.reader_unavailable") from error
        if not self._is_ready:
            raise Refusal("file.reader_unavailable")

    @property
    def _input(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdin)

    @property
    def _output(self) -> BinaryIO:
        return cast(BinaryIO, self._process.stdout)


class _Watch:
    """Kills the process when its time is over; its pipe then ends, and whoever waits goes on."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.has_killed = False
        self._process = process
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()

    def _kill(self) -> None:
        self.has_killed = True
        self._process.kill()


def _cells_of(payload: bytes) -> WorkbookCells:
    """The cells of an answer; one that is no answer of our reader counts as a crash."""
    try:
        answer = json.loads(payload)
        if "memory" in answer:
            raise Refusal("file.parser_memory")
        if "bug" in answer:
            _log.error("the workbook reader failed:\n%s", answer["bug"])
            raise Refusal("file.parser_crashed")
        if "refusal" in answer:
            code = str(answer["refusal"])
            raise Refusal(code if code in INTAKE_REFUSALS else "file.parser_crashed", **answer["args"])
        return to_cells(from_plain(answer["workbook"]))
    except (LookupError, TypeError, ValueError, OverflowError, AttributeError, RecursionError) as error:
        _log.error("the workbook reader gave no answer of its own: %r", error)
        raise Refusal("file.parser_crashed") from error


_shared_lock = threading.Lock()
_shared: list[ReaderPool] = []


def shared_readers() -> ReaderPool:
    """The one pool of this server, made when it is first wanted and closed with the server."""
    with _shared_lock:
        if not _shared:
            _shared.append(ReaderPool())
            atexit.register(_shared[0].close)
        return _shared[0]
