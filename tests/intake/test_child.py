"""The reading processes: whatever a file does to one, the file is refused and the next one is read."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from miharu_dx.config import INTAKE_LIMITS, MEGABYTE
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import workbook
from miharu_dx.intake.child import ReaderPool, shared_readers
from tests.intake import nasty

HERE = Path(__file__).parent
LIMITS = replace(
    INTAKE_LIMITS, parse_seconds=1.0, max_answer_bytes=MEGABYTE, parse_memory_bytes=200 * MEGABYTE
)
GOOD = nasty.smallest()


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    readers = ReaderPool(LIMITS, HERE / "crashing_worker.py")
    yield readers
    readers.close()


def outcome(pool: ReaderPool, data: bytes) -> str:
    """The text of the first cell, or the code of the refusal."""
    try:
        return str(pool.read(data).sheets[0].cells[1, 1].value)
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"abort", "file.parser_crashed"),
        (b"exit", "file.parser_crashed"),
        (b"hang", "file.parser_timeout"),
        (b"bug", "file.parser_crashed"),
        (b"no json", "file.parser_crashed"),
        (b"no record", "file.parser_crashed"),
        (b"deep", "file.parser_crashed"),
        (b"text for number", "file.parser_crashed"),
        (b"date beyond all", "file.parser_crashed"),
        (b"unknown field", "file.parser_crashed"),
        (b"endless answer", "file.too_much_text"),
        pytest.param(
            b"eat",
            "file.parser_memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory is Linux's own"),
        ),
    ],
)
def test_a_file_that_harms_its_reader_is_refused_and_the_next_one_is_read(
    pool: ReaderPool, file: bytes, code: str
) -> None:
    assert outcome(pool, GOOD) == "サンプル"
    assert outcome(pool, file) == code
    assert outcome(pool, GOOD) == "サンプル"


def test_what_a_parser_prints_does_not_disturb_its_answer(pool: ReaderPool) -> None:
    assert outcome(pool, b"noise" + GOOD) == "サンプル"


def test_a_refusal_of_the_reader_arrives_with_its_words(pool: ReaderPool) -> None:
    twice = nasty.book(nasty.cells(nasty.inline("B3", "い"), nasty.inline("B3", "ろ")))
    with pytest.raises(Refusal) as refused:
        pool.read(twice)
    assert refused.value.code == "file.duplicate_cells"
    assert "B3" in refused.value.message


def test_many_files_at_once_are_all_answered_and_the_harmful_ones_harm_nobody(pool: ReaderPool) -> None:
    files = [GOOD, b"abort", GOOD, b"bug", GOOD, GOOD] * 4
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda file: outcome(pool, file), files))
    assert outcomes == [
        {b"abort": "file.parser_crashed", b"bug": "file.parser_crashed"}.get(file, "サンプル")
        for file in files
    ]


def test_waiting_behind_others_too_long_is_not_called_the_files_fault() -> None:
    readers = ReaderPool(
        replace(LIMITS, reader_count=1, wait_seconds=0.3, parse_seconds=60.0), HERE / "crashing_worker.py"
    )
    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(lambda file: outcome(readers, file), [b"hang", b"hang"]))
    assert outcomes == ["file.reader_busy", "file.reader_busy"]
    readers.close()


def test_a_reader_that_cannot_start_is_not_called_the_files_fault(tmp_path: Path) -> None:
    broken = tmp_path / "worker.py"
    broken.write_text("raise SystemExit(1)", encoding="utf-8")
    assert outcome(ReaderPool(LIMITS, broken), GOOD) == "file.reader_unavailable"


def idle_pids(pool: ReaderPool) -> list[int]:
    return [reader._process.pid for reader in pool._idle]


def test_warm_readers_wait_and_are_used_again(pool: ReaderPool) -> None:
    pool.warm()
    warm = idle_pids(pool)
    assert len(warm) == LIMITS.reader_count
    pool.warm()
    assert outcome(pool, GOOD) == outcome(pool, GOOD) == "サンプル"
    assert sorted(idle_pids(pool)) == sorted(warm)


def test_a_reader_that_died_while_it_waited_costs_nobody_a_file(pool: ReaderPool) -> None:
    pool.warm()
    assert outcome(pool, GOOD) == "サンプル"
    for reader in pool._idle:
        reader._process.kill()
        reader._process.wait()
    assert outcome(pool, GOOD) == "サンプル"


def test_a_reader_is_replaced_after_its_share_of_files() -> None:
    readers = ReaderPool(replace(LIMITS, reader_count=1, files_per_reader=2), HERE / "crashing_worker.py")
    used = []
    for _ in range(4):
        assert outcome(readers, GOOD) == "サンプル"
        used.append(idle_pids(readers)[0])
    readers.close()
    assert used[0] != used[1] == used[2] != used[3]


def test_closing_ends_every_reader(pool: ReaderPool) -> None:
    pool.warm()
    readers = list(pool._idle)
    pool.close()
    assert [reader.is_alive for reader in readers] == [False] * len(readers)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for foreign processes as only Linux can")
def test_readers_end_when_the_server_is_killed() -> None:
    server = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent("""
                import sys
                from miharu_dx.intake.child import ReaderPool
                pool = ReaderPool()
                pool.warm()
                print(*[reader._process.pid for reader in pool._idle], flush=True)
                sys.stdin.read()
            """),
        ],
        cwd=HERE.parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    readers = [os.pidfd_open(int(pid)) for pid in server.stdout.readline().split()]
    server.send_signal(signal.SIGKILL)
    server.wait()
    for reader in readers:
        ended, _, _ = select.select([reader], [], [], 20)
        assert ended
        os.close(reader)
    server.stdin.close()
    server.stdout.close()
    assert len(readers) == INTAKE_LIMITS.reader_count


def test_a_reader_needs_the_standard_library_only() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, {str(HERE.parents[1])!r}); import miharu_dx.intake.child_worker; "
            "print(*{name.partition('.')[0] for name in sys.modules})",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert set(loaded) - set(sys.stdlib_module_names) <= {"miharu_dx", "__main__", "_distutils_hack"}


def test_an_upload_goes_through_the_gate_and_the_shared_readers() -> None:
    assert workbook.read(GOOD, "報告.xlsx").sheets[0].cells[1, 1].value == "サンプル"
    with pytest.raises(Refusal) as refused:
        workbook.read(b"a,b\n", "報告.xlsx")
    assert refused.value.code == "file.csv"
    assert shared_readers() is shared_readers()
