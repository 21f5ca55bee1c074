"""Forms of this store as no honest person fills them in, built from the cells of a real one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from miharu_dx.domain.finding import column_letters
from miharu_dx.domain.sheetspec import PROGRESS
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_ITEMS
from miharu_dx.domain.sheetspec_plan import PLAN_ACTIONS, PLAN_DEPARTMENTS
from miharu_dx.intake import workbook
from miharu_dx.intake.model import WorkbookCells
from tests.intake import nasty

# Excel row -> heading -> what stands there: a text, a number, or an element whose place is @.
Table = Mapping[int, Mapping[str, object]]
FIRST, LAST = 100, 5_090  # with the rows that stand there below the limit of a table


class Forms(NamedTuple):
    """A progress form and a plan workbook of one store, as read."""

    progress: WorkbookCells
    plan: WorkbookCells

    @classmethod
    def of(cls, progress: bytes, plan: bytes) -> Forms:
        """Read both."""
        return cls(workbook.parse(progress), workbook.parse(plan))

    def filled(self, rows: Table, *, after: str = "", before: str = "", **more: object) -> bytes:
        """The progress form with these cells put in; ``after`` and ``before`` are XML around its rows."""
        return _again(self.progress, {PROGRESS.name: rows}, {PROGRESS.name: (before, after)}, **more)

    def said(self, item: str, value: object) -> bytes:
        """The progress form that says something else of itself."""
        row = next(
            cell.row for cell in _sheet(self.progress, FORM_INFO.name) if cell.value == FORM_ITEMS[item]
        )
        return _again(self.progress, {FORM_INFO.name: {row: {FORM_INFO.columns[2].label: value}}}, {})

    def planned(self, **sheets: Table) -> bytes:
        """The plan workbook with these cells put in, by sheet."""
        return _again(self.plan, sheets, {})


def _sheet(book: WorkbookCells, name: str):
    found = book.sheet(name)
    assert found is not None
    return found


def _again(
    book: WorkbookCells, put: Mapping[str, Table], around: Mapping[str, tuple[str, str]], **more: object
) -> bytes:
    sheets = []
    for sheet in book.sheets:
        rows: dict[int, dict[int, object]] = {}
        for cell in sheet:
            rows.setdefault(cell.row, {})[cell.column] = cell.value
        columns = {value: column for column, value in rows[1].items()}
        for number, line in put.get(sheet.name, {}).items():
            rows.setdefault(number, {}).update({columns[label]: value for label, value in line.items()})
        before, after = around.get(sheet.name, ("", ""))
        sheets.append(nasty.sheet("".join(map(_row, sorted(rows.items()))), before=before, after=after))
    names = {place: sheet.name for place, sheet in enumerate(book.sheets, 1)}
    return nasty.book(*sheets, names=names, **more)


def _row(numbered: tuple[int, dict[int, object]]) -> str:
    number, line = numbered
    cells = (_cell(f"{column_letters(column)}{number}", value) for column, value in sorted(line.items()))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("<c "):
        return value.replace("@", place)
    return nasty.inline(place, value) if isinstance(value, str) else nasty.number(place, repr(value))


INPUTS = ("申告区分", "実施段階", "評価", "進捗率(%)", "今期の実績", "課題", "今後の対応", "基準日", "記入者")
ERROR = '<c r="@" t="e"><v>#REF!</v></c>'
SHARED = '<c r="@" t="s"><v>0</v></c>'


def _everywhere(value: object, first: int = 2, last: int = 2) -> Table:
    return {number: dict.fromkeys(INPUTS, value) for number in range(first, last + 1)}


def _departments(last: int, successor: Callable[[int], int]) -> Table:
    return {
        number: {
            "担当課コード": f"D{number}", "課名": f"サンプル課{number}", "有効開始年度": 2023, "有効終了年度": 2024,
            "引継ぎ先コード": f"D{successor(number)}", "確認": "確認済",
        }
        for number in range(FIRST, last + 1)
    }  # fmt: skip


def _actions() -> Table:
    return {
        number: {
            "個別取組コード": f"T{number}", "個別取組名": f"サンプル{number}", "取組事項": f"サンプ{number}",
            "担当課": f"サンプル課の{number}", "開始年度": f"{number}",
        }
        for number in range(FIRST, LAST)
    }  # fmt: skip


def _long(pattern: str, letters: int = 100_000) -> Callable[[Forms], bytes]:
    text = (pattern * letters)[:letters]
    return lambda forms: forms.filled(_everywhere(SHARED), strings=[f'<t xml:space="preserve">{text}</t>'])


FAULTY: dict[str, tuple[Callable[[Forms], bytes], set[str]]] = {
    "version of 5,000 digits": (lambda f: f.said("store_version", "9" * 5_000), {"file.form_damaged"}),
    "year of 5,000 digits": (lambda f: f.said("fiscal_year", "9" * 5_000), {"file.form_damaged"}),
    "version 0": (lambda f: f.said("store_version", "0"), {"file.form_damaged"}),
    "version beyond all": (lambda f: f.said("store_version", "999999999"), {"file.store_version_newer"}),
    "version of another width": (lambda f: f.said("store_version", "９９９９"), {"file.store_version_newer"}),
    "version in small figures": (lambda f: f.said("store_version", "²"), {"file.form_damaged"}),
    "year beyond all": (lambda f: f.said("fiscal_year", "999999999"), {"file.fiscal_year_unknown"}),
    "number for a year": (lambda f: f.said("fiscal_year", 1e300), {"file.form_damaged"}),
    "department of 60,000 letters": (lambda f: f.said("department", "x" * 60_000), {"file.department_unknown"}),
    "department with braces": (lambda f: f.said("department", "{0.__class__}"), {"file.department_unknown"}),
    "period out of a path": (lambda f: f.said("period", "../../etc"), {"file.period_unknown"}),
    "error for a store": (lambda f: f.said("store_id", ERROR), {"file.form_damaged"}),
    "errors everywhere": (lambda f: f.filled(_everywhere(ERROR, FIRST, LAST)), {"cell.error_value"}),
    "nonsense everywhere": (lambda f: f.filled(_everywhere("ん", FIRST, LAST)), {"cell.not_in_list", "cell.date_unreadable"}),
    "one action in 5,000 rows": (
        lambda f: f.filled({number: {"個別取組コード": "A1", "個別取組名": "サンプル"} for number in range(FIRST, LAST)}),
        {"row.duplicate"},
    ),
    "a merge of everything": (
        lambda f: f.filled(_everywhere("更新"), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), {"row.merged"},
    ),
    "20,000 merges of everything": (
        lambda f: f.filled(_everywhere("更新"), after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 19_999 + "</mergeCells>"),
        {"row.merged"},
    ),
    "every column hidden": (
        lambda f: f.filled({}, before='<cols><col min="1" max="16384" hidden="1"/></cols>'), {"header.column_hidden"},
    ),
    "number formats that never end": (
        lambda f: f.filled(
            {n: {"進捗率(%)": f'<c r="@" s="1"><v>{n}.5</v></c>', "課題": f'<c r="@" s="2"><v>{n}.5</v></c>'} for n in range(2, 3_000)},
            formats=["[" * 255, '"' + "%" * 254],
        ),
        {"cell.out_of_range"},
    ),
    "500 units in a circle": (
        lambda f: f.planned(**{PLAN_DEPARTMENTS.name: _departments(480, lambda n: FIRST if n == 480 else n + 1)}),
        {"plan_row.successor_circle"},
    ),
    "5,000 actions of unknown units": (
        lambda f: f.planned(**{PLAN_DEPARTMENTS.name: _departments(480, lambda n: n + 1), PLAN_ACTIONS.name: _actions()}),
        {"cell.not_in_list"},
    ),
    **{
        f"100,000 letters: {name}": (_long(pattern), {"cell.too_long", "cell.name_too_long"})
        for name, pattern in {
            "kanji numerals": "二千", "digits": "9", "figures and points": "1.", "figures and commas": "1,", "signs": "5%",
            "letters that unfold": "ﷺ", "marks that combine": "か\u3099", "eras": "令和", "days": "2024年", "dashes": "-",
            "escapes": "_x000", "brackets": "(", "line ends": "a\n", "minus signs": "△", "ranges": "1~", "unseen": "1\u200b",
        }.items()
    },
    **{
        f"9,999 letters: {name}": (_long(pattern, 9_999), {"cell.too_long"})
        for name, pattern in {
            "kanji numerals": "二千", "figures and points": "1.", "letters that unfold": "ﷺ", "marks": "か\u3099",
            "years": "令和7年", "brackets": "(1)", "ranges": "1～", "percent": "５％", "spaces": "1　",
        }.items()
    },
}  # fmt: skip

TOO_MANY: dict[str, tuple[Callable[[Forms], bytes], str]] = {
    "5,001 rows": (lambda f: f.filled(_everywhere("更新", FIRST, 5_200)), "file.too_many_rows"),
    "501 units": (
        lambda f: f.planned(**{PLAN_DEPARTMENTS.name: _departments(FIRST + 501, lambda n: n + 1)}), "file.too_many_rows",
    ),
    "one long text in every cell": (
        lambda f: f.filled(_everywhere(SHARED, 2, 200), strings=[f"<t>{'あ' * 99_999}</t>"]), "file.too_much_text",
    ),
}  # fmt: skip
