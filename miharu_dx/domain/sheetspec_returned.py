"""The sheets a 返却ブック carries beside those of the form: what is to be mended, and what found no place."""

from __future__ import annotations

from enum import StrEnum

from miharu_dx.domain.sheet import Column, Entry, Kind, SheetSpec

FIX_LIST = SheetSpec(
    "fixes",
    "修正一覧",
    (
        Column("number", "番号", Kind.NUMBER, Entry.CONTEXT, 6),
        Column(
            "severity",
            "要修正・注意",
            Kind.TEXT,
            Entry.CONTEXT,
            10,
            "■ 要修正＝直すまで確定できません。\n◆ 注意＝このままでも確定できます。",
        ),
        Column("sheet", "シート", Kind.TEXT, Entry.CONTEXT, 11),
        Column("cell", "セル", Kind.TEXT, Entry.CONTEXT, 7, "押すと、このブックのそのセルへ移ります。"),
        Column("label", "項目", Kind.TEXT, Entry.CONTEXT, 12),
        Column("subject", "行の名前", Kind.TEXT, Entry.CONTEXT, 18),
        Column("shown", "入力された値", Kind.TEXT, Entry.CONTEXT, 16),
        Column("message", "指摘", Kind.LONG_TEXT, Entry.CONTEXT, 34),
        Column("fix", "直し方", Kind.LONG_TEXT, Entry.CONTEXT, 34),
        Column("treatment", "このブックでの扱い", Kind.TEXT, Entry.CONTEXT, 16),
        Column(
            "origin",
            "もとのファイルのセル",
            Kind.TEXT,
            Entry.CONTEXT,
            12,
            "渡されたファイルで、その値があった場所です。",
        ),
    ),
    "指摘",
)

OTHER_ENTRIES = SheetSpec(
    "others",
    "そのほかの記入",
    (
        Column("sheet", "もとのシート", Kind.TEXT, Entry.CONTEXT, 16),
        Column("cell", "もとのセル", Kind.TEXT, Entry.CONTEXT, 9),
        Column("heading", "見出し", Kind.TEXT, Entry.CONTEXT, 18),
        Column("subject", "行の名前", Kind.TEXT, Entry.CONTEXT, 26),
        Column("value", "書かれていた内容", Kind.LONG_TEXT, Entry.CONTEXT, 60),
        Column("reason", "ここにある理由", Kind.TEXT, Entry.CONTEXT, 34),
    ),
    "記入",
    "様式に置く場所がなかった記入です。要るものは、様式のセルに書き写してください。このシートは読み込みません。",
)


class Reason(StrEnum):
    """Why something that was written has no place in our form; the value is what a reader sees."""

    UNKNOWN_COLUMN = "様式にない列です"
    UNKNOWN_SHEET = "様式にないシートです"
    NO_HEADING = "見出しの行が見つからないシートです"
    OUTSIDE = "見出しの行より上にあります"
    TWO_COLUMNS = "同じ見出しの列が複数あり、値が違います"
    PRINTED = "印刷された欄なので、様式の値に戻しました"
    TOO_LONG = "長すぎて、セルに入りきりません"
    NO_FORM = "どの課のどの期の様式か分かりません"
    FORMULA = "計算結果のない数式です"


RETURNED_SHEETS: tuple[SheetSpec, ...] = (FIX_LIST, OTHER_ENTRIES)
