"""コード表: every word a cell may hold, what it means, and where a drop-down finds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.decision import REPLY_CODES
from miharu_dx.domain.plan import Department, Plan
from miharu_dx.domain.records import DECLARATIONS, DIRECTIONS, INDICATOR_KINDS
from miharu_dx.domain.sheetspec import Vocabulary
from miharu_dx.domain.sheetspec_form import CODE_TABLE

CONFIRMED_WORDS: Mapping[str, str] = {
    "確認済": "組織図で確かめた担当課です。",
    "未確認": "組織図で確かめるまでの、仮の担当課です。",
}
_DECLARATION_MEANINGS = (
    "この期の内容を書きます。",
    "前期に報告した内容と同じです。ほかの欄は空のままでかまいません。",
    "この期は報告の対象になりません。割合の分母に入れません。",
)
_DIRECTION_MEANINGS = ("値が大きいほど良い指標です。", "値が小さいほど良い指標です。")
_KIND_MEANINGS = ("その年度だけの値です。", "計画の初めからの合計です。")
_REPLY_MEANINGS = (
    "指示されたことを終えました。次の様式には載りません。",
    "指示されたことを行っています。",
    "指示されたことを、まだ始めていません。",
)

LIST_NAMES: Mapping[Vocabulary, str] = {
    Vocabulary.DECLARATION: "申告区分",
    Vocabulary.STAGE: "実施段階",
    Vocabulary.RATING: "評価",
    Vocabulary.DIRECTION: "方向",
    Vocabulary.INDICATOR_KIND: "種別",
    Vocabulary.INITIATIVE: "取組事項",
    Vocabulary.DEPARTMENT: "担当課",
    Vocabulary.CONFIRMED: "確認",
    Vocabulary.REPLY: "対応状況",
}


@dataclass(frozen=True)
class CodeRow:
    """One word of a list with its code, where it has one, and its meaning."""

    list: str
    code: str
    word: str | int
    definition: str = ""


def department_words(departments: Iterable[Department]) -> dict[str, str]:
    """Return the word people choose for each department code; units of one name carry their code."""
    units = tuple(departments)
    labels = [unit.label for unit in units]
    return {
        unit.code: unit.label if labels.count(unit.label) == 1 else f"{unit.label} {unit.code}"
        for unit in units
    }


def list_rows(
    vocabulary: Vocabulary, plan: Plan, departments: Sequence[Department] = ()
) -> tuple[CodeRow, ...]:
    """Return the rows of one vocabulary in its own order."""
    name = LIST_NAMES[vocabulary]
    match vocabulary:
        case Vocabulary.DECLARATION:
            return _paired(name, DECLARATIONS, _DECLARATION_MEANINGS)
        case Vocabulary.STAGE:
            return tuple(CodeRow(name, "", stage.name, stage.definition) for stage in plan.stages)
        case Vocabulary.RATING:
            return tuple(CodeRow(name, "", rating.name, rating.definition) for rating in plan.ratings)
        case Vocabulary.DIRECTION:
            return _paired(name, DIRECTIONS, _DIRECTION_MEANINGS)
        case Vocabulary.INDICATOR_KIND:
            return _paired(name, INDICATOR_KINDS, _KIND_MEANINGS)
        case Vocabulary.CONFIRMED:
            return _paired(name, tuple(CONFIRMED_WORDS), tuple(CONFIRMED_WORDS.values()))
        case Vocabulary.REPLY:
            return _paired(name, tuple(REPLY_CODES), _REPLY_MEANINGS)
        case Vocabulary.INITIATIVE:
            return tuple(
                CodeRow(
                    name, item.code, item.label, f"{plan.measure_term} {plan.measure(item.measure).label}"
                )
                for item in plan.initiatives
            )
        case Vocabulary.DEPARTMENT:
            words = department_words(departments)
            return tuple(CodeRow(name, unit.code, words[unit.code], _validity(unit)) for unit in departments)


def _paired(name: str, words: Sequence[str], meanings: Sequence[str]) -> tuple[CodeRow, ...]:
    return tuple(CodeRow(name, "", word, meaning) for word, meaning in zip(words, meanings, strict=True))


def _validity(unit: Department) -> str:
    until = f"{fiscal_year_label(unit.valid_to)}まで" if unit.valid_to is not None else ""
    since = f"{fiscal_year_label(unit.valid_from)}から" if unit.valid_from else ""
    state = "" if unit.confirmed else "。組織図で確かめるまでの仮のもの"
    return f"{since}{until}{state}"


def surroundings(plan: Plan) -> tuple[CodeRow, ...]:
    """Return the lists nobody chooses from but every reader of the data needs: 期, 年度 and 団体."""
    periods = tuple(
        CodeRow(
            "期",
            period.code,
            period.name,
            f"年度のうち、{period.end_month}月{period.end_day}日までの期です。",
        )
        for period in plan.periods
    )
    years = tuple(
        CodeRow(
            "年度", "", year, f"{fiscal_year_label(year)}。{plan.fiscal_year_start_month}月から始まります。"
        )
        for year in plan.fiscal_years
    )
    town = (CodeRow("団体", plan.area_code, plan.town, "コードは全国地方公共団体コードです。"),)
    return (*periods, *years, *(town if plan.area_code else ()))


def cell_rows(*, protected: bool) -> tuple[CodeRow, ...]:
    """Return the explanation of how cells to fill are told from the others, not by colour alone."""
    locked = "書き換えられないように保護しています（パスワードはありません）。" if protected else ""
    return (
        CodeRow(
            "セル",
            "",
            "記入するセル",
            "地が白く、四方を実線で囲んだセルです。見出しは太字で、太い線で囲んでいます。",
        ),
        CodeRow(
            "セル", "", "記入しないセル", f"地が灰色で、点線のセルです。見出しは太字ではありません。{locked}"
        ),
        CodeRow(
            "セル",
            "",
            "（空欄）",
            "まだ書かれていないか、値がないことを表します。0（ゼロ）とは別のものです。",
        ),
    )


def list_ranges(rows: Sequence[CodeRow], wanted: Iterable[Vocabulary]) -> dict[Vocabulary, str]:
    """Return the cells of コード表 that hold each vocabulary's words, as a drop-down names them.

    Rows of one list stand together. A vocabulary without words is left out.
    """
    column = "ABCDEFGH"[[item.field for item in CODE_TABLE.columns].index("word")]
    found: dict[Vocabulary, str] = {}
    for vocabulary in wanted:
        places = [index + 2 for index, row in enumerate(rows) if row.list == LIST_NAMES[vocabulary]]
        if places:
            found[vocabulary] = f"='{CODE_TABLE.name}'!${column}${places[0]}:${column}${places[-1]}"
    return found


def sheet_rows(rows: Sequence[CodeRow]) -> list[dict[str, object]]:
    """Return the rows by the fields of the sheet コード表."""
    return [
        {"list": row.list, "code": row.code, "word": row.word, "definition": row.definition} for row in rows
    ]
