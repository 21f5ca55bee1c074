"""Run every benchmark and print the ratios as a table: ``python -m tests.bench``.

Names choose some of them: ``python -m tests.bench page_scripts first_start``.
"""

from __future__ import annotations

import platform
import sys
import unicodedata
from collections.abc import Sequence
from importlib.metadata import version
from os import cpu_count, getloadavg

from miharu_dx.web.garbage import collect_seldom
from tests.bench import first_start, nasty_files, page_scripts, round_trip, shift_rates, uploads

ALL = {
    "round_trip": round_trip.rows,
    "uploads": uploads.rows,
    "nasty_files": nasty_files.rows,
    "page_scripts": page_scripts.rows,
    "first_start": first_start.rows,
    "shift_rates": shift_rates.rows,
}
NAME_WIDTH = 52


def main(chosen: Sequence[str]) -> None:
    """Measure side by side in this one run, and say how busy the machine is meanwhile."""
    print(f"{platform.machine()}・{platform.python_implementation()} {platform.python_version()}")
    print(
        "・".join(
            f"{name} {version(name)}" for name in ("streamlit", "duckdb", "openpyxl", "pandas", "plotly")
        )
    )
    print(f"{cpu_count()}コア・負荷 {getloadavg()[0]:.1f}")
    print(f"\n{_wide('測ったもの')}{'value':>10}    {'base':>8}{'ratio':>8}{'goal':>8}")
    collect_seldom()  # サーバーと同じ設定で測る
    for name in chosen or ALL:
        for row in ALL[name]():
            ratio = (
                ""
                if row.base is None
                else f"{row.value / row.base:.{2 if row.value < 10 * row.base else 0}f}"
            )
            base = "" if row.base is None else f"{row.base:.{0 if row.base >= 10 else 1}f}"
            print(
                f"{_wide(row.name)}{row.value:>10.0f} {row.unit:<3}{base:>8}{ratio:>8}{row.goal:>8}",
                flush=True,
            )
    print(f"\n終わりの負荷 {getloadavg()[0]:.1f}")


def _wide(name: str) -> str:
    """Return the name filled up to the width of its column; full-width letters take two places."""
    taken = sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in name)
    return name + " " * max(NAME_WIDTH - taken, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
