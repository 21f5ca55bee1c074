"""The sheets every workbook of ours carries: what it was made from, and the words it may hold."""

from __future__ import annotations

from miharu_dx.domain.sheet import Column, Entry, Kind, SheetSpec

FORM_VERSION = "1"

FORM_INFO = SheetSpec(
    "form",
    "様式情報",
    (
        Column("item", "項目", Kind.TEXT, Entry.KEY, 20, required=True),
        Column("subject", "対象", Kind.TEXT, Entry.KEY, 16),
        Column("value", "値", Kind.TEXT, Entry.CONTEXT, 44, required=True),
    ),
    "項目",
    "この様式がいつ、どの版から作られたかの記録です。書き換えないでください。",
)

CODE_TABLE = SheetSpec(
    "codes",
    "コード表",
    (
        Column("list", "一覧", Kind.TEXT, Entry.CONTEXT, 14),
        Column("code", "コード", Kind.TEXT, Entry.CONTEXT, 14),
        Column("word", "選べる値", Kind.TEXT, Entry.CONTEXT, 34),
        Column("definition", "意味", Kind.TEXT, Entry.CONTEXT, 60),
    ),
    "値",
    "選べる値と、その意味です。",
)

# 様式情報シートの「項目」の語。書く側と読む側が同じ語を使う。
FORM_ITEMS: dict[str, str] = {
    "form_kind": "様式の種類",
    "form_version": "様式の版",
    "plan_code": "計画コード",
    "store_id": "データベースの番号",
    "store_version": "もとにした版",
    "department": "担当課コード",
    "department_name": "担当課",
    "fiscal_year": "年度",
    "period": "期",
    "period_name": "期の名前",
    "made_at": "作成日時",
    "fingerprint": "行の指紋",
    "returned": "差戻しの理由",
    "sample": "見本",
}
FORM_KIND_PROGRESS = "進捗報告様式"
FORM_KIND_PLAN = "計画ワークブック"
