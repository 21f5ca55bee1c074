"""一覧 for somebody who may view it, and the files that may be taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.access import Permission
from miharu_dx.domain.calendar import moment_label
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.sheetspec import Vocabulary
from miharu_dx.present.parquet import table_parquet
from miharu_dx.present.views.common import Dates
from miharu_dx.present.views.history_past import past_view
from miharu_dx.present.views.listing import ListingView, Order, export_columns, export_rows, listing_view
from miharu_dx.present.views.standing_words import standing_codes
from miharu_dx.present.workbook import ExportColumn, Sheet, list_rows, table_csv, table_xlsx
from miharu_dx.services.context import Context
from miharu_dx.services.editions import edition_told
from miharu_dx.services.status import latest_reported

FORMATS = ("xlsx", "csv", "parquet")
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}


def listing(
    ctx: Context,
    key: PeriodKey,
    *,
    today: date,
    measure: str | None = None,
    department: str | None = None,
    order: Order = Order.PLAN,
    version: int | None = None,
) -> ListingView:
    """Return 一覧 of a period as the store stood at ``version``, now by default."""
    ctx.require(Permission.VIEW)
    seen = ctx.snapshot(version)
    return listing_view(seen, key, today=today, measure=measure, department=department, order=order)


@dataclass(frozen=True)
class TableFile:
    """A table to be taken away: title, columns, records and what they were taken from.

    ``more`` are further tables that a workbook holds on sheets of their own.
    """

    title: str
    columns: Sequence[ExportColumn]
    rows: Sequence[Sequence[object]]
    notes: Sequence[tuple[str, object]]
    more: tuple[Sheet, ...] = ()


def written(ctx: Context, table: TableFile, kind: str) -> bytes:
    """Return a table in a format; refuse a format that is not one of ``FORMATS``."""
    ctx.require(Permission.EXPORT)
    match kind:
        case "xlsx":
            lists = (Vocabulary.DECLARATION, Vocabulary.STAGE, Vocabulary.RATING)
            codes = [*(row for v in lists for row in list_rows(v, ctx.plan)), *standing_codes(ctx.plan)]
            return table_xlsx(
                table.title,
                table.columns,
                table.rows,
                table.notes,
                codes,
                more=table.more,
                made_at=ctx.clock(),
            )
        case "csv":
            return table_csv(table.columns, table.rows)
        case "parquet":
            return table_parquet(table.columns, table.rows)
        case _:
            raise Refusal("export.format_unknown", value=kind)


def notes_of(ctx: Context, dates: Dates, period: str) -> list[tuple[str, object]]:
    """Return the lines of the sheet 出典: what it is, of which day, from where, and how to read it."""
    kind = "見本データ（サンプル）" if ctx.store.kind == "demo" else "本番データ"
    past = (
        [] if ctx.at is None else [("時点", past_view(ctx.snapshot(), ctx.today(), edition_told(ctx)).told)]
    )
    return [
        *past,
        ("計画", ctx.plan.name),
        ("データの種類", kind),
        ("期", period),
        ("基準日", dates.as_of),
        ("更新日時", dates.updated),
        ("出典", dates.source),
        ("版", dates.version),
        ("書き出した日時", moment_label(ctx.clock())),
        ("空欄の意味", "報告がないもの。0とは違います"),
        ("文字コード", "CSVはUTF-8（BOM付き）"),
    ]


def listing_file(ctx: Context, view: ListingView) -> TableFile:
    """Return 一覧 as a table to be taken away, the same rows as on the page."""
    period = f"{view.fiscal_year}{view.period}"
    return TableFile(
        "個別取組一覧",
        export_columns(ctx.plan.measure_term),
        export_rows(view),
        notes_of(ctx, view.dates, period),
    )


def export(ctx: Context, kind: str) -> bytes:
    """Return 一覧 of the latest reported period in a format, for the command line."""
    if kind not in FORMATS:
        raise Refusal("export.format_unknown", value=kind)
    today = ctx.today()
    key = latest_reported(ctx.snapshot(), today)
    return written(ctx, listing_file(ctx, listing(ctx, key, today=today)), kind)
