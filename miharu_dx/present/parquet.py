"""A table as Parquet, for programs that go on calculating with it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from miharu_dx.present.workbook.model import ExportColumn


def table_parquet(columns: Sequence[ExportColumn], rows: Sequence[Sequence[object]]) -> bytes:
    """Return the table with one column per heading; what is empty is null."""
    # 画面はpandasを使わない。読み込みに時間がかかるので、要るときにだけ読む。
    import pandas as pd

    frame = pd.DataFrame(
        [[None if value == "" else value for value in row] for row in rows],
        columns=[column.label for column in columns],
    )
    written = BytesIO()
    frame.to_parquet(written, index=False)
    return written.getvalue()
