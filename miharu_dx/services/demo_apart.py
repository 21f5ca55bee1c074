"""Build the demo store in a process of its own, so that the server answers while it is being made."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from pathlib import Path

from miharu_dx.config import ROOT
from miharu_dx.domain.plan import Plan
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import files

log = logging.getLogger(__name__)

_ROUNDS_OF_GARBAGE = 50_000  # 作り終えれば終わるプロセスなので、輪になったごみを何度も探さない
LONGEST_BUILD_SECONDS = 120  # 遅い端末でも1分かからない。これを過ぎたら、この場で作り直す


def build_apart(path: Path, plan: Plan, plan_file: Path, samples: Path) -> None:
    """Make the demo store like ``build_demo_store``; where no process can be had, make it here.

    The store appears under its name only when it is whole, whoever made it.
    """
    files.prepare_folder(path.parent)
    command = [sys.executable, "-m", "miharu_dx.services.demo_apart", str(path), str(plan_file), str(samples)]
    try:
        subprocess.run(command, cwd=ROOT, check=True, timeout=LONGEST_BUILD_SECONDS, stdin=subprocess.DEVNULL)  # noqa: S603 - own interpreter, own words
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("demo store is made in this process: %s", error)
    if not path.exists():
        # ここで作るのは、別のプロセスが使えないときだけ。起動を、取込の読み込みで待たせない。
        from miharu_dx.services.demo import build_demo_store

        build_demo_store(path, plan, samples)


if __name__ == "__main__":
    from miharu_dx.services.demo import build_demo_store as build

    gc.set_threshold(_ROUNDS_OF_GARBAGE)
    _place, _plan_file, _samples = (Path(argument) for argument in sys.argv[1:4])
    try:
        build(_place, load_plan(_plan_file), _samples)
    except Refusal as refusal:
        sys.exit(f"{refusal.message} {refusal.next_step}")
    # できた見本を待っている画面がある。使い終えたものを片付ける時間は、待たせない。
    logging.shutdown()
    os._exit(0)
