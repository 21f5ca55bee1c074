"""The findings of a workbook as a file, so that they can be mended beside the workbook itself."""

from __future__ import annotations

from miharu_dx.domain.preview import Preview
from miharu_dx.present.views.submit_findings import EXPORT_COLUMNS, export_rows
from miharu_dx.services import listing
from miharu_dx.services.context import Context

TITLE = "指摘の一覧"


def findings_file(ctx: Context, preview: Preview) -> bytes:
    """Return every finding of a workbook by cell, none left out, as an .xlsx."""
    notes: list[tuple[str, object]] = [
        ("ファイル", preview.file_name),
        ("要修正", len(preview.blocks)),
        ("注意", len(preview.warnings)),
        ("見比べた版", preview.seen_version),
        ("この一覧", "確かめた結果です。データベースには何も登録していません"),
    ]
    table = listing.TableFile(TITLE, EXPORT_COLUMNS, export_rows(preview.findings), notes)
    return listing.written(ctx, table, "xlsx")


def findings_name(preview: Preview) -> str:
    """Return the file name of the list, told from the workbook's own by its beginning."""
    stem = preview.file_name.rpartition(".")[0] or preview.file_name
    return f"{TITLE}_{stem}.xlsx"
