"""A real server of the product on a free loopback port, for tests that need one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 90


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_server(
    store: Path | None = None, env: Mapping[str, str] | None = None, *, root: Path = ROOT
) -> Iterator[str]:
    """Run ``streamlit run app.py`` and yield its address, such as http://127.0.0.1:40123.

    ``store`` becomes MIHARU_DX_STORE; without it the server has a fresh folder and so builds its
    demo store. The home folder is fresh too, as on a machine that never ran Streamlit. ``root``
    is the folder of the product that is served.
    """
    with tempfile.TemporaryDirectory(prefix="miharu-dx-test-") as folder:
        here = Path(folder)
        port = free_port()
        settings = {
            "HOME": folder,
            "USERPROFILE": folder,
            "PYTHONUTF8": "1",
            "MIHARU_DX_STORE": str(store or here / "store" / "miharu_dx.duckdb"),
            **(env or {}),
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.port", str(port), "--server.headless", "true"]
        log = here / "server.log"
        with log.open("w", encoding="utf-8") as out:
            process = subprocess.Popen(
                command,
                cwd=root,
                env={**os.environ, **settings},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            address = f"http://127.0.0.1:{port}"
            try:
                _wait_until_ready(process, address, log)
                yield address
            finally:
                process.terminate()
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    for _ in range(READY_SECONDS * 5):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        try:
            process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError(f"the server did not come up:\n{log.read_text(encoding='utf-8')}")
