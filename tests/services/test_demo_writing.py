"""The sample workbooks that are handed out with the program are the ones its own forms give."""

from __future__ import annotations

from pathlib import Path

import pytest

from miharu_dx.domain.plan_file import load_plan
from miharu_dx.intake import workbook
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.services.demo import write_samples as write_all
from miharu_dx.services.demo_counter import RECEIPTS_FILE, read_arrivals
from miharu_dx.services.demo_meetings import PROCEEDINGS_FILE
from miharu_dx.services.demo_reviews import SAYINGS_FILE
from miharu_dx.services.demo_writing import write_samples

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_plan(ROOT / "data" / "plan.toml")
SAMPLES = ROOT / "data" / "samples"


def cells(path: Path) -> WorkbookCells:
    return workbook.parse(path.read_bytes())


def test_the_first_workbooks_are_written_again_cell_for_cell(tmp_path: Path):
    """A change of the form is a reason to write the samples anew: ``python -m miharu_dx demo``."""
    first = read_arrivals(SAMPLES, PLAN)[:3]
    written = write_samples(tmp_path, until=first[-1].received)
    assert [path.name for path in written] == [
        *(item.file_name for item in first),
        RECEIPTS_FILE,
        SAYINGS_FILE,
        PROCEEDINGS_FILE,
    ]
    for item in first:
        again, kept = cells(tmp_path / item.file_name), cells(SAMPLES / item.file_name)
        assert again.sheets == kept.sheets
    assert read_arrivals(tmp_path, PLAN) == first


def test_the_story_of_one_plan_makes_no_samples_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MIHARU_DX_PLAN", str(ROOT / "tests" / "plans" / "second_plan.toml"))
    assert write_all(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
