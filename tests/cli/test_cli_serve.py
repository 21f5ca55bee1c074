"""``serve`` is the server itself: who stops the one has stopped the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from miharu_dx.domain.plan_file import load_plan
from miharu_dx.store import Store
from tests.serve import READY_SECONDS, ROOT, free_port

AT = datetime(2026, 4, 1, 9, 0, tzinfo=timezone(timedelta(hours=9)))

pytestmark = pytest.mark.xdist_group("server")


@pytest.mark.skipif(os.name != "posix", reason="signals of this kind exist on POSIX only")
def test_the_server_ends_with_the_command_that_began_it(tmp_path: Path) -> None:
    port, store = free_port(), tmp_path / "miharu_dx.duckdb"
    Store.create(store, kind="real", plan=load_plan(ROOT / "data" / "plan.toml"), at=AT, actor="試験").close()
    command = [sys.executable, "-m", "miharu_dx", "serve", "--port", str(port)]
    command += ["--store", str(store)]
    home = {**os.environ, "HOME": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=home, stdin=subprocess.DEVNULL) as serving:
        try:
            assert _answers(port, serving)
            serving.send_signal(signal.SIGTERM)
            serving.wait(timeout=30)
        finally:
            serving.kill()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://localhost:{port}/", timeout=5)


def _answers(port: int, serving: subprocess.Popen[bytes]) -> bool:
    for _ in range(READY_SECONDS * 5):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        try:
            serving.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        return False
    return False
