"""資料2 別表: every action in the order of the plan, from the view model of 一覧."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby

from miharu_dx.present.paper.press import printed
from miharu_dx.present.paper.stamp import Stamp
from miharu_dx.present.paper.words import sign_words
from miharu_dx.present.views.common import NOTHING, percent
from miharu_dx.present.views.listing import ListingRow, ListingView

# 列の幅（mm）。0 は、残りを等しく分ける。
_COLUMNS: tuple[tuple[str, float, bool], ...] = (
    ("コード", 14, False),
    ("個別取組", 42, False),
    ("担当課", 19, False),
    ("実施段階", 14, False),
    ("評価", 19, False),
    ("前回の評価", 17, False),
    ("進捗率 (%)", 12, True),
    ("計画 (%)", 12, True),
    ("今期の実績", 0, False),
    ("課題", 0, False),
    ("今後の対応", 0, False),
)


def listing_pdf(view: ListingView, stamp: Stamp, title: str, made_at: datetime) -> bytes:
    """Return 資料2 as PDF: the head repeats, every row of the view stands on it."""
    return printed("listing", listing_words(view, stamp, title), made_at)


def listing_words(view: ListingView, stamp: Stamp, title: str) -> Mapping[str, object]:
    """Return everything that stands on 資料2, in its final words."""
    return {
        "stamp": stamp.words(),
        "title": title,
        "headline": view.headline,
        "columns": [{"label": label, "width": width, "number": number} for label, width, number in _COLUMNS],
        "rows": list(_rows(view)),
    }


def _rows(view: ListingView) -> Iterator[dict[str, object]]:
    for (measure, name), rows in groupby(view.rows, key=lambda row: (row.measure, row.measure_name)):
        found = list(rows)
        yield {"heading": f"{measure}　{name}（{len(found)}件）", "cells": []}
        for row in found:
            yield {"heading": "", "cells": _cells(row)}


def _cells(row: ListingRow) -> list[object]:
    report = row.standing.report
    texts = (report.achievement, report.issue, report.next_step) if report else ("", "", "")
    rating = sign_words(row.rating) if row.rating else row.left_out or row.reported
    return [
        row.code,
        row.name,
        row.department_label,
        row.stage.name if row.stage else NOTHING,
        rating,
        row.previous or row.previous_left_out or NOTHING,
        percent(row.progress).removesuffix("%"),
        percent(row.planned).removesuffix("%"),
        *texts,
    ]
