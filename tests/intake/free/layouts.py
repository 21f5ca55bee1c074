"""Progress tables as town offices really lay them out, each written as a workbook; all data are samples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Row = Sequence[object]

A1, A2, A3, A4 = (
    "サンプル申請の電子化",
    "サンプル決裁の電子化",
    "サンプル文書の公開",
    "サンプル会議のペーパーレス化",
)
SOUMU, JUMIN, KYOUIKU = "総務課", "住民課", "教育課"
B1, E1 = "サンプル窓口の決済", "サンプル端末の活用"


def written(*sheets: tuple[str, Callable[[Worksheet], None]]) -> bytes:
    """Return the bytes of a workbook whose sheets are written by these functions."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, write in sheets:
        write(book.create_sheet(name))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: Worksheet, rows: Iterable[Row], *, at: tuple[int, int] = (1, 1), merges: str = "") -> None:
    """Write rows from a cell on, None leaving a place empty, and merge the ranges named."""
    for row, values in enumerate(rows, start=at[0]):
        for column, value in enumerate(values, start=at[1]):
            if value is not None:
                sheet.cell(row, column, value)
    for area in merges.split():
        sheet.merge_cells(area)


def simple(sheet: Worksheet) -> None:
    """One heading in the first row, one action a row."""
    put(
        sheet,
        [
            ["番号", "事業名", "進捗段階", "評価", "進捗率", "取組内容", "課題", "今後の予定"],
            ["A1", A1, "実施中", "順調", "40%", "申請の画面を作った。", None, "試験運用を始める。"],
            [
                "A2",
                A2,
                "準備中",
                "やや遅れ",
                "20%",
                "仕様をまとめた。",
                "入札が不調だった。",
                "再び公告する。",
            ],
        ],
    )


def titled(sheet: Worksheet) -> None:
    """A title, who and when, the heading in row 6, a total and notes under the table."""
    put(
        sheet,
        [
            ["令和8年度上期　DX推進の取組　進捗管理表"],
            [None],
            ["担当課", SOUMU, None, None, "作成日", "令和8年10月5日"],
            [None],
            [None, None, None, None, None, "（単位：％）"],
            ["No.", "取組名", "実施状況", "自己評価", "達成率", "主な実績", "問題点", "備考"],
            [1, A1, "実施中", "順調", 40, "申請の画面を作った。", None, None],
            [2, A2, "準備中", "やや遅れ", 20, "仕様をまとめた。", "入札が不調だった。", "予算は繰越"],
            ["合計", None, None, None, 30, None, None, None],
            [None],
            ["※達成率は、計画期間全体で終えた割合。"],
            ["※自己評価は、各課の判断による。"],
        ],
        merges="A1:H1 A9:B9",
    )


def two_lines(sheet: Worksheet) -> None:
    """Two lines of heading, merged both ways; 課 and the action merged over the rows of its indicators."""
    put(
        sheet,
        [
            ["担当課", "取組", None, "評価", "進捗", None, "成果指標", None, None, "令和8年度", None, "備考"],
            [None, "番号", "名称", None, "段階", "率(%)", "指標名", "単位", "種別", "目標", "実績", None],
            [SOUMU, "A1", A1, "順調", "実施中", 40, "オンライン申請の数", "件", "単年度", 200, 120, None],
            [None, None, None, None, None, None, "電子化した手続の数", "件", "累計", 40, 25, "累計で記載"],
            [None, "A2", A2, "やや遅れ", "準備中", 20, "電子決裁率", "%", "単年度", 60, 35.5, None],
        ],
        merges="A1:A2 B1:C1 D1:D2 E1:F1 G1:I1 J1:K1 L1:L2 A3:A5 B3:B4 C3:C4 D3:D4 E3:E4 F3:F4",
    )


def three_lines(sheet: Worksheet) -> None:
    """Three lines of heading: what, of which year, of which kind."""
    put(
        sheet,
        [
            ["DX推進計画　成果指標の進捗"],
            ["番号", "事業名", "指標名", "単位", "実績値", None, None, None],
            [None, None, None, None, "令和7年度", None, "令和8年度", None],
            [None, None, None, None, "単年度", "累計", "単年度", "累計"],
            ["A1", A1, "オンライン申請の数", "件", 80, 130, 120, 250],
            ["A1", A1, "電子化した手続の数", "件", 10, 15, 10, 25],
            ["A2", A2, "電子決裁率", "%", 22.5, None, 35.5, None],
        ],
        merges="A1:H1 A2:A4 B2:B4 C2:C4 D2:D4 E2:H2 E3:F3 G3:H3",
    )


def wide_years(sheet: Worksheet) -> None:
    """Years as columns under 実績値, the plan's target at the end."""
    put(
        sheet,
        [
            ["取組番号", "KPI", "単位", "基準値", "実績値", None, None, None, "目標値"],
            [None, None, None, "R4", "R5", "R6", "R7", "R8", "R9"],
            ["A1", "オンライン申請の数", "件", 10, 30, 55, 80, 120, 400],
            ["A1", "電子化した手続の数", "件", 0, 2, 5, 15, 25, 60],
            ["A2", "電子決裁率", "%", 0, "5%", "12.0%", "22.5%", "35.5%", "80%"],
        ],
        merges="A1:A2 B1:B2 C1:C2 E1:H1",
    )


def kinds_in_rows(sheet: Worksheet) -> None:
    """目標値・実績値・達成率 one below the other for each indicator, years as columns."""
    rows: list[Row] = [["指標名", "基準値\n(時期)", "区分", "R6", "R7", "R8"]]
    for name, base, targets, actuals in (
        ("オンライン申請の数", "10件\n(R4)", (50, 100, 200), (55, 80, 120)),
        ("電子決裁率", "0%\n(R4)", (10, 30, 60), (12, 22.5, 35.5)),
    ):
        rows += [
            [name, base, "目標値", *targets],
            [None, None, "実績値", *actuals],
            [None, None, "達成率", *(f"{100 * a / t:.1f}%" for a, t in zip(actuals, targets, strict=True))],
        ]
    put(sheet, rows, merges="A2:A4 B2:B4 A5:A7 B5:B7")


def compound(sheet: Worksheet) -> None:
    """Two values in one cell, told apart by a label."""
    put(
        sheet,
        [
            ["個別事業名", "評価指標", "令和8年度目標", "令和8年度実績", "今後の方針"],
            [
                E1,
                "端末を週3回以上使う学級の割合",
                "100%(小) 100%(中)",
                "97.0%(小) 98.2%(中)",
                "研修を続ける。",
            ],
        ],
    )


def letters(sheet: Worksheet) -> None:
    """A to D and ◎○△×, which mean what this office says they mean; a legend above and below."""
    put(
        sheet,
        [
            ["評価：A＝目標より進んでいる、B＝目標どおり、C＝目標より遅れている、D＝評価できない"],
            ["番号", "取組項目", "進捗状況", "評価", "進捗率（％）", "実績", "課題"],
            ["A1", A1, "◎", "A", 40, "申請の画面を作った。", "なし"],
            ["A2", A2, "○", "C", 20, "仕様をまとめた。", "入札が不調だった。"],
            ["A3", A3, "×", "D", 0, "着手していない。", "人手が足りない。"],
            ["A4", A4, "○", "B", 30, "会議室に画面を置いた。", None],
            ["◎：本格実施　○：準備を進めている　△：検討中　×：未着手"],
        ],
        merges="A1:G1",
    )


def sums_beside_years(sheet: Worksheet) -> None:
    """単年度 and 累計 side by side, and an indicator whose name says 累計."""
    put(
        sheet,
        [
            ["№", "個別取組名", "指標", "R8実績（単年度）", "R8実績（累計）", "単位"],
            ["A1", A1, "オンライン申請の数", 120, 250, "件"],
            ["A1", A1, "電子化した手続の数（累計）", 10, 25, "件"],
            ["A3", A3, "公開した資料の数", 4, 12, "件"],
        ],
    )


def blocks(sheet: Worksheet) -> None:
    """The same table once for each heading of the plan, one below the other, titles between."""
    heading = ["番号", "取組", "段階", "評価", "進捗率", "今期の実績"]
    put(
        sheet,
        [
            ["１　行政手続のオンライン化"],
            heading,
            ["A1", A1, "実施中", "順調", "40%", "申請の画面を作った。"],
            ["A3", A3, "検討中", "順調", "10%", "公開する資料を選んだ。"],
            [None],
            [None],
            ["２　ペーパーレス"],
            heading,
            ["A2", A2, "準備中", "やや遅れ", "20%", "仕様をまとめた。"],
            ["A4", A4, "実施中", "順調", "30%", "会議室に画面を置いた。"],
            [None],
            ["（注）進捗率は各課の自己申告による。"],
        ],
    )


def side_by_side(sheet: Worksheet) -> None:
    """Two tables beside each other with a blank column between."""
    put(
        sheet,
        [
            ["番号", "取組名", "段階", "評価", "進捗率"],
            ["A1", A1, "実施中", "順調", "40%"],
            ["A2", A2, "準備中", "やや遅れ", "20%"],
        ],
    )
    put(
        sheet,
        [["番号", "指標名", "R8"], ["A1", "オンライン申請の数", 120], ["A2", "電子決裁率", "35.5%"]],
        at=(1, 7),
    )


def spread(sheet: Worksheet) -> None:
    """Headings that stand over several columns without being merged, keys written once and left blank below."""
    put(
        sheet,
        [
            ["課名", "事業", None, "今年度", None, "指標", None],
            [None, "番号", "名称", "評価", "進捗率", "名称", "R8実績"],
            [SOUMU, "A1", A1, "順調", 40, "オンライン申請の数", 120],
            [None, None, None, None, None, "電子化した手続の数", 25],
            [None, "A2", A2, "やや遅れ", 20, "電子決裁率", 35.5],
        ],
    )


def periods(sheet: Worksheet) -> None:
    """上期 and 下期 beside each other."""
    put(
        sheet,
        [
            ["整理番号", "取組名", "上期", None, None, "下期", None, None],
            [None, None, "段階", "評価", "進捗率", "段階", "評価", "進捗率"],
            ["A1", A1, "実施中", "順調", "40%", "実施中", "遅れ", "45%"],
            ["A2", A2, "準備中", "やや遅れ", "20%", "実施中", "順調", "50%"],
        ],
        merges="A1:A2 B1:B2 C1:E1 F1:H1",
    )


def whole_town(sheet: Worksheet) -> None:
    """Every department's rows in one table, 課 merged over many of them."""
    put(
        sheet,
        [
            ["全庁DX進捗一覧（令和8年9月末現在）"],
            ["所管課", "No", "取組", "進捗状況", "評価", "進捗率", "実績"],
            ["総務課", "A1", A1, "実施中", "順調", 0.4, "申請の画面を作った。"],
            [None, "A2", A2, "準備中", "やや遅れ", 0.2, "仕様をまとめた。"],
            [None, "A3", A3, "検討中", "順調", 0.1, "公開する資料を選んだ。"],
            ["住民課", "B1", B1, "実施中", "順調", 0.6, "窓口で始めた。"],
            ["計", None, None, None, None, None, None],
        ],
        merges="A1:G1 A3:A5",
    )
    for row in range(3, 7):
        sheet.cell(row, 6).number_format = "0%"


def banners(sheet: Worksheet) -> None:
    """The department stands in a line of its own over its rows, the heading again on each printed page."""
    heading = ["番号", "取組名", "段階", "評価", "進捗率", "実績"]
    put(
        sheet,
        [
            heading,
            ["【総務課】", None, None, None, None, None],
            ["A1", A1, "実施中", "順調", 40, "申請の画面を作った。"],
            ["A2", A2, "準備中", "やや遅れ", 20, "仕様をまとめた。"],
            heading,
            ["【住民課】", None, None, None, None, None],
            ["B1", B1, "実施中", "順調", 60, "窓口で始めた。"],
            [4, None, None, None, None, None],
        ],
        merges="A2:F2 A6:F6",
    )


def card(sheet: Worksheet) -> None:
    """One action on a sheet: labels at the left, values at the right, some side by side."""
    put(
        sheet,
        [
            ["進捗管理シート（個票）"],
            [None],
            ["整理番号", "A1", None, "担当課", SOUMU],
            ["事業名", A1],
            ["進捗段階", "実施中", None, "評価", "順調"],
            ["進捗率", "40%"],
            ["取組内容", "申請の画面を作った。"],
            ["課題"],
            ["今後の方針", "試験運用を始める。"],
            ["備考", "予算は繰越"],
        ],
        merges="A1:E1 B4:E4 B7:E7 B9:E9",
    )


def stacked_cards(sheet: Worksheet) -> None:
    """Several cards one below the other."""
    for number, (code, name, stage, rating, progress) in enumerate(
        (("A1", A1, "実施中", "順調", 40), ("A2", A2, "準備中", "やや遅れ", 20))
    ):
        put(
            sheet,
            [
                ["番号", code],
                ["取組名", name],
                ["実施段階", stage],
                ["評価", rating],
                ["進捗率", progress],
                ["実績", "申請の画面を作った。"],
            ],
            at=(1 + 8 * number, 2),
        )


LAYOUTS: dict[str, Callable[[Worksheet], None]] = {
    "simple": simple,
    "titled": titled,
    "two_lines": two_lines,
    "three_lines": three_lines,
    "wide_years": wide_years,
    "kinds_in_rows": kinds_in_rows,
    "compound": compound,
    "letters": letters,
    "sums_beside_years": sums_beside_years,
    "blocks": blocks,
    "side_by_side": side_by_side,
    "spread": spread,
    "periods": periods,
    "whole_town": whole_town,
    "banners": banners,
    "card": card,
    "stacked_cards": stacked_cards,
}


def workbook(name: str) -> bytes:
    """Return the workbook of a layout, its sheet named as offices name theirs."""
    return written(("進捗状況", LAYOUTS[name]))
