"""The one description of every sheet: template, validator, comments and help are drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FORM_VERSION = "1"


class Kind(StrEnum):
    """What a cell of a column may hold."""

    CODE = "code"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    FISCAL_YEAR = "fiscal_year"


class Entry(StrEnum):
    """Who fills a column: KEY names the row, CONTEXT and PREVIOUS are printed, INPUT is filled in."""

    KEY = "key"
    CONTEXT = "context"
    PREVIOUS = "previous"
    INPUT = "input"


class Vocabulary(StrEnum):
    """The list a CHOICE column takes its words from; resolved against plan and store."""

    DECLARATION = "declaration"
    STAGE = "stage"
    RATING = "rating"
    DIRECTION = "direction"
    INDICATOR_KIND = "indicator_kind"
    INITIATIVE = "initiative"
    DEPARTMENT = "department"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Column:
    """A column with its heading, what it holds, who fills it and the words of its comment.

    ``width`` in characters of the standard font; ``aliases`` are other headings people use.
    """

    field: str
    label: str
    kind: Kind
    entry: Entry
    width: float
    comment: str = ""
    aliases: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None
    required: bool = False
    max_length: int = 200


@dataclass(frozen=True)
class SheetSpec:
    """One table on one sheet: headings in row 1, rows from row 2."""

    key: str
    name: str
    columns: tuple[Column, ...]
    row_name: str
    comment: str = ""

    def column(self, field: str) -> Column:
        """Return the column of a field that is known to be in the sheet."""
        return next(column for column in self.columns if column.field == field)

    @property
    def inputs(self) -> tuple[Column, ...]:
        """Columns people fill in."""
        return tuple(column for column in self.columns if column.entry is Entry.INPUT)


_TEXT_LIMIT = 2000  # 一つの欄で会議の表に載せられる量をこえないため
_NAME_LIMIT = 120

ACTION_CODE = Column(
    "action",
    "個別取組コード",
    Kind.CODE,
    Entry.KEY,
    12,
    "行を見分けるコードです。書き換えないでください。",
    ("取組コード", "コード", "個別取組番号", "取組番号", "No", "番号"),
    required=True,
    max_length=40,
)
ACTION_NAME = Column(
    "name",
    "個別取組名",
    Kind.TEXT,
    Entry.KEY,
    26,
    "コードと組で行を確かめます。書き換えないでください。",
    ("個別取組", "取組名", "事業名", "取組名称", "個別施策名"),
    max_length=_NAME_LIMIT,
)

PROGRESS = SheetSpec(
    "progress",
    "進捗",
    (
        ACTION_CODE,
        ACTION_NAME,
        Column("initiative", "取組事項", Kind.TEXT, Entry.CONTEXT, 20, "計画の取組事項です。"),
        Column("planned_stage", "今期末の計画段階", Kind.TEXT, Entry.CONTEXT, 10, "計画で今期末に予定している実施段階です。"),
        Column("planned_progress", "今期末の計画進捗率(%)", Kind.NUMBER, Entry.CONTEXT, 11, "計画で今期末に予定している進捗率です。単位は％です。"),
        Column(
            "declaration", "申告区分", Kind.CHOICE, Entry.INPUT, 10,
            "必ず選びます。\n更新＝内容を書く\n変更なし＝前期と同じ（ほかの欄は空のままでよい）\n該当なし＝この期は対象にならない\n空のままの行は「未報告」として扱います。",
            ("区分", "申告", "報告区分"), Vocabulary.DECLARATION, required=True,
        ),
        Column("previous_stage", "前期実施段階", Kind.TEXT, Entry.PREVIOUS, 10, "前期に報告した値です。"),
        Column(
            "stage", "実施段階", Kind.CHOICE, Entry.INPUT, 10,
            "一覧から選びます。仕事がどの段階にあるかを表します。良し悪しは「評価」に書きます。",
            ("段階", "進捗状況", "実施状況", "状況"), Vocabulary.STAGE, required=True,
        ),
        Column("previous_rating", "前期評価", Kind.TEXT, Entry.PREVIOUS, 10, "前期に報告した値です。"),
        Column(
            "rating", "評価", Kind.CHOICE, Entry.INPUT, 10,
            "一覧から選びます。今期末の計画と比べた進み具合を表します。",
            ("自己評価", "進捗評価", "評価区分"), Vocabulary.RATING, required=True,
        ),
        Column("previous_progress", "前期進捗率(%)", Kind.NUMBER, Entry.PREVIOUS, 9, "前期に報告した値です。単位は％です。"),
        Column(
            "progress", "進捗率(%)", Kind.PERCENT, Entry.INPUT, 9,
            "計画期間全体で終えた割合を、0から100までの数で書きます（例: 45）。％の記号は要りません。",
            ("進捗率", "進捗", "達成率", "進捗度"), required=True,
        ),
        Column("previous_achievement", "前期の実績", Kind.LONG_TEXT, Entry.PREVIOUS, 24, "前期に報告した内容です。"),
        Column(
            "achievement", "今期の実績", Kind.LONG_TEXT, Entry.INPUT, 32,
            "今期に行ったことと、その結果を書きます。",
            ("実績", "取組実績", "取組内容", "実施内容", "進捗内容"), max_length=_TEXT_LIMIT,
        ),
        Column("previous_issue", "前期の課題", Kind.LONG_TEXT, Entry.PREVIOUS, 22, "前期に報告した内容です。"),
        Column(
            "issue", "課題", Kind.LONG_TEXT, Entry.INPUT, 28,
            "計画どおりに進まない理由や、困っていることを書きます。遅れているときは必ず書きます。",
            ("問題点", "課題等", "課題・問題点"), max_length=_TEXT_LIMIT,
        ),
        Column("previous_next_step", "前期の今後の対応", Kind.LONG_TEXT, Entry.PREVIOUS, 22, "前期に報告した内容です。"),
        Column(
            "next_step", "今後の対応", Kind.LONG_TEXT, Entry.INPUT, 28,
            "次の期までに、誰が何をするかを書きます。",
            ("今後の予定", "対応策", "今後の取組", "次期の予定"), max_length=_TEXT_LIMIT,
        ),
        Column(
            "request", "本部に求める判断・支援", Kind.LONG_TEXT, Entry.INPUT, 28,
            "推進本部で決めてほしいこと、支援してほしいことがあるときだけ書きます。会議の議題になります。",
            ("判断を求める事項", "本部への要望", "要望"), max_length=_TEXT_LIMIT,
        ),
        Column(
            "as_of_date", "基準日", Kind.DATE, Entry.INPUT, 13,
            "いつの時点の内容かを、西暦の日付で書きます（例: 2026/3/31）。空のときは期の末日とします。",
            ("時点", "基準年月日", "現在"),
        ),
        Column("author", "記入者", Kind.TEXT, Entry.INPUT, 12, "書いた人の名前です。", ("担当者", "作成者", "記入者名"), max_length=40),
    ),
    "個別取組",
    "1行が1つの個別取組です。白いセルだけに書きます。",
)

INDICATOR_NAME = Column("indicator", "指標名", Kind.TEXT, Entry.KEY, 26, "指標の名前です。", ("指標", "KPI", "成果指標"), required=True, max_length=_NAME_LIMIT)
FISCAL_YEAR = Column("fiscal_year", "年度", Kind.FISCAL_YEAR, Entry.KEY, 9, "4月から始まる年度を西暦で書きます（例: 2025＝令和7年度）。", ("会計年度", "対象年度"), required=True)

INDICATORS = SheetSpec(
    "indicators",
    "指標",
    (
        ACTION_CODE,
        ACTION_NAME,
        INDICATOR_NAME,
        FISCAL_YEAR,
        Column("unit", "単位", Kind.TEXT, Entry.CONTEXT, 8, "値の単位です。値のセルには単位を書かないでください。"),
        Column("direction", "方向", Kind.TEXT, Entry.CONTEXT, 13, "値が高い方が良いか、低い方が良いかです。"),
        Column("kind", "種別", Kind.TEXT, Entry.CONTEXT, 9, "単年度＝その年度だけの値、累計＝計画の初めからの合計です。"),
        Column("baseline", "基準値", Kind.NUMBER, Entry.CONTEXT, 10, "計画を始める前の値です。"),
        Column("target", "目標値", Kind.NUMBER, Entry.CONTEXT, 10, "その年度末の目標です。"),
        Column("previous_actual", "前回実績値", Kind.NUMBER, Entry.PREVIOUS, 11, "前に報告した値です。"),
        Column(
            "actual", "実績値", Kind.NUMBER, Entry.INPUT, 11,
            "その年度の値を数だけで書きます。単位は「単位」の列にあります。まだ分からないときは空のままにします。",
            ("実績", "達成値", "現状値"),
        ),
    ),
    "指標の年度",
    "1行が、1つの個別取組・指標・年度です。",
)

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
    "sample": "見本",
}
FORM_KIND_PROGRESS = "進捗報告様式"
FORM_KIND_PLAN = "計画ワークブック"

PLAN_DEPARTMENTS = SheetSpec(
    "departments",
    "担当課",
    (
        Column("code", "担当課コード", Kind.CODE, Entry.KEY, 14, "英数字のコードです。一度決めたら変えません。", ("部署コード",), required=True, max_length=40),
        Column("name", "課名", Kind.TEXT, Entry.INPUT, 20, "課の名前です。", ("課", "部署名"), required=True, max_length=60),
        Column("group", "グループ名", Kind.TEXT, Entry.INPUT, 22, "グループがあれば書きます。", ("グループ", "係"), max_length=60),
        Column("valid_from", "有効開始年度", Kind.FISCAL_YEAR, Entry.INPUT, 12, "この組織ができた年度を西暦で書きます。", required=True),
        Column("valid_to", "有効終了年度", Kind.FISCAL_YEAR, Entry.INPUT, 12, "なくなるときに、最後の年度を西暦で書きます。続く間は空にします。"),
        Column("successor", "引継ぎ先コード", Kind.CODE, Entry.INPUT, 14, "なくなった後に仕事を引き継ぐ担当課のコードです。", max_length=40),
        Column("confirmed", "確認", Kind.CHOICE, Entry.INPUT, 10, "実際の組織図で確かめたら「確認済」を選びます。", (), Vocabulary.CONFIRMED, required=True),
    ),
    "担当課",
)

PLAN_ACTIONS = SheetSpec(
    "actions",
    "個別取組",
    (
        Column("code", "個別取組コード", Kind.CODE, Entry.KEY, 14, "一度決めたら変えません。日付に変わらないように英字で始めます（例: M1-1-01）。", ("取組コード", "コード"), required=True, max_length=40),
        Column("name", "個別取組名", Kind.TEXT, Entry.INPUT, 36, "会議の資料に載る名前です。", ("個別取組", "取組名"), required=True, max_length=_NAME_LIMIT),
        Column("short_name", "会議用の短い名", Kind.TEXT, Entry.INPUT, 20, "16文字まで。空のときは個別取組名を使います。", max_length=16),
        Column("initiative", "取組事項", Kind.CHOICE, Entry.INPUT, 34, "計画の取組事項から選びます。", (), Vocabulary.INITIATIVE, required=True),
        Column("department", "担当課", Kind.CHOICE, Entry.INPUT, 28, "担当課の一覧から選びます。", (), Vocabulary.DEPARTMENT, required=True),
        Column("first_fiscal_year", "開始年度", Kind.FISCAL_YEAR, Entry.INPUT, 10, "報告を始める年度を西暦で書きます。", required=True),
        Column("last_fiscal_year", "終了年度", Kind.FISCAL_YEAR, Entry.INPUT, 10, "報告を終える年度を西暦で書きます。空のときは計画の最後の年度までとします。"),
        Column("description", "内容", Kind.LONG_TEXT, Entry.INPUT, 44, "何をする取組かを書きます。", max_length=_TEXT_LIMIT),
    ),
    "個別取組",
)

PLAN_SCHEDULE = SheetSpec(
    "schedule",
    "工程",
    (
        ACTION_CODE,
        Column("name", "個別取組名", Kind.TEXT, Entry.CONTEXT, 34, "見分けるための名前です。"),
        FISCAL_YEAR,
        Column("planned_stage", "年度末の計画段階", Kind.CHOICE, Entry.INPUT, 14, "その年度末に予定する実施段階です。", (), Vocabulary.STAGE),
        Column("planned_progress", "年度末の計画進捗率(%)", Kind.PERCENT, Entry.INPUT, 14, "その年度末に予定する進捗率を0から100までの数で書きます。"),
    ),
    "工程の年度",
)

PLAN_INDICATORS = SheetSpec(
    "targets",
    "指標",
    (
        ACTION_CODE,
        Column("name", "個別取組名", Kind.TEXT, Entry.CONTEXT, 34, "見分けるための名前です。"),
        INDICATOR_NAME,
        FISCAL_YEAR,
        Column("unit", "単位", Kind.TEXT, Entry.INPUT, 8, "件・％・人など。", required=True, max_length=20),
        Column("direction", "方向", Kind.CHOICE, Entry.INPUT, 14, "高い方が良いか、低い方が良いかを選びます。", (), Vocabulary.DIRECTION, required=True),
        Column("kind", "種別", Kind.CHOICE, Entry.INPUT, 10, "単年度か累計かを選びます。", (), Vocabulary.INDICATOR_KIND, required=True),
        Column("baseline", "基準値", Kind.NUMBER, Entry.INPUT, 10, "計画を始める前の値です。"),
        Column("target", "目標値", Kind.NUMBER, Entry.INPUT, 10, "その年度末の目標を数だけで書きます。"),
    ),
    "指標の年度",
)

PROGRESS_SHEETS: tuple[SheetSpec, ...] = (PROGRESS, INDICATORS)
PLAN_SHEETS: tuple[SheetSpec, ...] = (PLAN_DEPARTMENTS, PLAN_ACTIONS, PLAN_SCHEDULE, PLAN_INDICATORS)
