"""Run every benchmark and print the ratios as a table: ``python -m tests.bench``."""

from __future__ import annotations

import platform
from importlib.metadata import version

from tests.bench import page_scripts, round_trip


def main() -> None:
    """Measure side by side in this one run."""
    print(f"{platform.machine()}・{platform.python_implementation()} {platform.python_version()}")
    print("・".join(f"{name} {version(name)}" for name in ("streamlit", "duckdb", "openpyxl", "pandas", "plotly")))
    print(f"\n{'測ったもの':<40}{'値(ms)':>10}{'基準(ms)':>10}{'比':>8}{'目標':>8}")
    for row in (*round_trip.rows(), *page_scripts.rows()):
        ratio = "" if row.base is None else f"{row.value / row.base:.2f}"
        base = "" if row.base is None else f"{row.base:.0f}"
        print(f"{row.name:<40}{row.value:>10.0f}{base:>10}{ratio:>8}{row.goal:>8}")


if __name__ == "__main__":
    main()
