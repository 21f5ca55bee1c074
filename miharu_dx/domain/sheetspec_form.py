"""The sheets a workbook of ours carries beside its tables: its origin, its words, 指示への回答."""

from __future__ import annotations

from miharu_dx.config import DECISION_CHARACTERS
from miharu_dx.domain.sheet import Column, Entry, Kind, SheetSpec, Vocabulary
from miharu_dx.domain.sheetspec import PROGRESS_SHEETS

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

# 担当課への指示があるときだけ、様式に付く。
INSTRUCTIONS = SheetSpec(
    "instructions",
    "指示への回答",
    (
        Column(
            "number",
            "指示番号",
            Kind.CODE,
            Entry.KEY,
            7,
            "指示を見分ける番号です。書き換えないでください。",
            ("決定番号", "指示No"),
            required=True,
            max_length=10,
        ),
        Column("meeting", "会議", Kind.TEXT, Entry.CONTEXT, 14, "指示があった会議です。"),
        Column(
            "name",
            "指示の内容",
            Kind.LONG_TEXT,
            Entry.KEY,
            32,
            "指示番号と組で行を確かめます。書き換えないでください。",
            ("指示", "指示事項"),
            max_length=DECISION_CHARACTERS,
        ),
        Column("subject", "対象の個別取組", Kind.TEXT, Entry.CONTEXT, 20, "指示の対象になった個別取組です。"),
        Column("due", "期限", Kind.DATE, Entry.CONTEXT, 12, "この日までに行うことになっています。"),
        Column("previous", "前回の回答", Kind.LONG_TEXT, Entry.PREVIOUS, 26, "前に回答した内容です。"),
        Column(
            "state",
            "対応状況",
            Kind.CHOICE,
            Entry.INPUT,
            9,
            "一覧から選びます。\n対応済＝指示されたことを終えた\n対応中＝行っている\nこれから＝まだ始めていない\n空のままの行は「回答がない」として扱います。",
            ("状況", "対応"),
            Vocabulary.REPLY,
        ),
        Column(
            "text",
            "回答",
            Kind.LONG_TEXT,
            Entry.INPUT,
            34,
            "何をしたか、いつするかを書きます。次の会議に、そのまま出ます。",
            ("回答内容", "対応内容"),
            max_length=DECISION_CHARACTERS,
        ),
        Column(
            "done_on",
            "対応した日",
            Kind.DATE,
            Entry.INPUT,
            12,
            "対応済のときに、終えた日を西暦の日付で書きます（例: 2026/3/31）。",
            ("終えた日", "対応日"),
        ),
        Column(
            "author", "記入者", Kind.TEXT, Entry.INPUT, 10, "書いた人の名前です。", ("担当者",), max_length=40
        ),
    ),
    "指示",
    "1行が、会議で受けた1つの指示です。白いセルだけに書きます。",
)
FORM_SHEETS: tuple[SheetSpec, ...] = (*PROGRESS_SHEETS, INSTRUCTIONS)

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
    "reply_fingerprint": "指示の指紋",
    "returned": "差戻しの理由",
    "sample": "見本",
}
FORM_KIND_PROGRESS = "進捗報告様式"
FORM_KIND_PLAN = "計画ワークブック"
