"""Power may go at any moment: what was answered is there, and no version is there in part."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from tests.store.stores import PLAN_FILE, child, opened

ROWS = 20
KILLS = 3

COMMIT_FOR_EVER = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from miharu_dx.domain.plan_file import load_plan
    from miharu_dx.store import Store

    path, plan, rows = Path(sys.argv[1]), load_plan(Path(sys.argv[2])), int(sys.argv[3])
    with Store.open(path, plan=plan) as store:
        year, period = plan.first_fiscal_year, plan.periods[0].code
        while True:
            now = datetime.now(UTC)
            with store.transaction(actor="a", kind="submission", note="", at=now) as transaction:
                sha256 = transaction.keep_workbook(str(transaction.version).encode() * 9000, "a.xlsx")
                number = transaction.add_submission(
                    kind="progress", department="d", fiscal_year=year, period=period,
                    file_name="a.xlsx", sha256=sha256, content_hash=sha256,
                )
                said = [
                    {"action": f"A-{n}", "fiscal_year": year, "period": period, "declaration": "更新",
                     "progress": transaction.version % 100}
                    for n in range(rows)
                ]
                transaction.put("report", said, number)
                transaction.keep_cells(number, [
                    {"sheet": "進捗", "excel_row": n + 1, "excel_column": 1, "entity": "report",
                     "entity_key": row, "field": "progress", "raw": "", "parsed": "", "how": ""}
                    for n, row in enumerate(said)
                ])
            print(transaction.version, flush=True)
"""


def test_a_store_whose_process_is_killed_while_committing_stays_whole(blank: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    shutil.copy(blank, path)
    dice = Random(20250401)
    answered = 1
    for _ in range(KILLS):
        with child(COMMIT_FOR_EVER, path, PLAN_FILE, ROWS) as writer:
            assert writer.stdout is not None
            for _ in range(dice.randint(1, 12)):
                answered = int(writer.stdout.readline())
            writer.kill()
            answered = max([answered, *(int(line) for line in writer.stdout if line.endswith("\n"))])
        with opened(path) as store:
            assert store.version >= answered
            assert [row["version"] for row in store.audit()] == list(range(store.version, 0, -1))
            submissions = store.rows("submissions")
            assert [row["version"] for row in submissions] == list(range(2, store.version + 1))
            for version in range(max(2, store.version - 5), store.version + 1):
                reports = store.snapshot(version).reports
                assert {(row.from_version, row.progress) for row in reports} == {(version, version % 100)}
                assert len(reports) == ROWS
            latest = submissions[-1]
            assert len(store.rows("submission_cells", submission=latest["id"])) == ROWS
            (workbook,) = store.rows("workbook_bytes", sha256=latest["sha256"])
            assert workbook["data"] == str(latest["version"]).encode() * 9000
            answered = store.version
