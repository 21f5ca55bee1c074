"""The formula of every figure in words, with its denominator, the column it is read from and its time."""

from __future__ import annotations

from dataclasses import dataclass

from miharu_dx.domain.comparison import LEAST_PART
from miharu_dx.domain.expectation import share_of_year
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS, SheetSpec
from miharu_dx.domain.sheetspec_plan import PLAN_ACTIONS, PLAN_INDICATORS, PLAN_SCHEDULE
from miharu_dx.domain.standing import Outside, outside_word, rounded
from miharu_dx.present.views.collection_signs import TIMING_MEANINGS, TIMING_SIGNS
from miharu_dx.present.views.common import good_word, rating_words, stage_words

PERIOD_END = "期の基準日"
YEAR_END = "年度末"


@dataclass(frozen=True)
class Formula:
    """A figure: how it is made, of how many, from which sheet and column, as of when."""

    term: str
    formula: str
    denominator: str
    source: str
    when: str
    pages: str


def column_names(sheet: SheetSpec, *fields: str) -> str:
    """Return where something is written, by the headings people see: 進捗「評価」「申告区分」."""
    return sheet.name + "".join(f"「{sheet.column(field).label}」" for field in fields)


def formulas_of(plan: Plan) -> tuple[Formula, ...]:
    """Return the formulas in the order of the pages they stand on."""
    return (*_ratings(plan), *_reports(plan), *_review(), *_progress(plan), *_indicators(plan))


def _ratings(plan: Plan) -> tuple[Formula, ...]:
    good = good_word(plan)
    counted = "・".join(rating.name for rating in plan.ratings if rating.counted)
    named = [rating.name for rating in plan.ratings if rating.meaning in ("good", "ok")]
    rating = column_names(PROGRESS, "declaration", "stage", "rating")
    left_out = [r.name for r in plan.ratings if not r.counted]
    outside = "・".join([*left_out, "未報告", stage_words(plan, "stopped")])
    rows = [
        Formula(
            "評価した件数",
            f"その期の評価が{counted}のどれかである個別取組の数。{outside}は数えない",
            "―",
            rating,
            PERIOD_END,
            f"全体状況・{plan.measure_term}・担当課・一覧",
        ),
        Formula(
            f"{good}の割合",
            f"（{'＋'.join(named)}の件数）÷ 評価した件数 × 100",
            "評価した件数",
            rating,
            PERIOD_END,
            f"全体状況・{plan.measure_term}",
        ),
    ]
    for meaning in ("bad", "warn"):
        word = rating_words(plan, meaning)
        if word:
            rows.append(
                Formula(
                    f"{word}の件数",
                    f"その期の評価が{word}である個別取組の数",
                    "評価した件数",
                    rating,
                    PERIOD_END,
                    f"全体状況・{plan.measure_term}・担当課・一覧",
                )
            )
    done, stopped = stage_words(plan, "done"), stage_words(plan, "stopped")
    rows += [
        Formula(
            f"実施段階が「{done}」の件数",
            f"その期の実施段階が{done}である個別取組の数。評価の語とは別に数える",
            f"{stopped}を除く件数",
            column_names(PROGRESS, "stage"),
            PERIOD_END,
            "全体状況",
        ),
        Formula(
            "前回からの変化",
            f"比べる期と今の期の評価を個別取組ごとに並べ、評価の語の順（{counted}）で後ろへ動けば「悪くなった」、"
            "前へ動けば「良くなった」とする。今だけ評価があれば「新たに評価」、今だけ取組があれば「新規」、"
            "評価がなくなれば（未報告を含む）「評価なしへ」とする",
            "―",
            rating,
            "比べる期と今の期の基準日",
            "全体状況",
        ),
        Formula(
            "前回との増減",
            "比べる期と今の期の両方で評価した個別取組だけで、両方の期の割合と件数を出し、その差を増減とする"
            f"（「{done}」の件数は、両方の期に報告した個別取組）。今だけ、又は前だけ評価したものは増減に入れない。"
            f"前に評価し今の期にもある個別取組のうち、今も評価したものが{LEAST_PART:.0%}に満たない間は、増減を出さない",
            "両方の期で評価した件数",
            rating,
            "比べる期と今の期の基準日",
            f"全体状況・{plan.measure_term}",
        ),
    ]
    return tuple(rows)


def _reports(plan: Plan) -> tuple[Formula, ...]:
    stopped = stage_words(plan, "stopped")
    life = column_names(PLAN_ACTIONS, "first_fiscal_year", "last_fiscal_year")
    return (
        Formula(
            "報告を求めた件数",
            f"その年度が開始年度から終了年度までに入る個別取組の数。前の期までに{stopped}としたものを除く",
            "―",
            f"計画ワークブックの{life}",
            PERIOD_END,
            "全体状況",
        ),
        Formula(
            "報告した課",
            "報告を求めた個別取組を、その期にすべて報告した課の数。一部だけの課は「未報告」に数える",
            "報告を求めた個別取組のある課の数",
            column_names(PROGRESS, "declaration"),
            "最後に確定した提出の時点",
            "全体状況・担当課",
        ),
        Formula(
            "提出期限",
            "事務局が期ごとに設定した日。設定のない期は、計画の定義にある期の末日からの日数で決まる日。"
            "どちらもない期には期限がなく、早い遅いを決めない",
            "―",
            "事務局の設定、計画の定義",
            "表示している版の時点",
            "提出状況・担当課・全体状況・提出",
        ),
        Formula(
            "提出の時期",
            "課がその期の様式を最初に確定した日と、提出期限との差（日）。取り消した提出は除く。再編で仕事を引き継いだ課は、"
            "引継ぎ元のうち最も遅い日で見る。" + _timings(),
            "―",
            "確定の記録",
            "最初に確定した日",
            "提出状況・担当課",
        ),
        Formula(
            "報告の内訳",
            "報告を求めた個別取組を、その期の申告区分（更新・変更なし・該当なし）で分けた件数。"
            "報告のないものは「未報告」とし、「変更なし」には数えない",
            "報告を求めた件数",
            column_names(PROGRESS, "declaration"),
            PERIOD_END,
            "提出状況",
        ),
        Formula(
            "予定件数",
            f"その年度が開始年度から終了年度までに入る個別取組の数。今までに{stopped}としたものを除く",
            "―",
            f"計画ワークブックの{life}",
            "表示している版の時点",
            "全体状況",
        ),
    )


def _review() -> tuple[Formula, ...]:
    return (
        Formula(
            "確認済の割合",
            "その期の報告のうち、内容を書いた提出（指標の実績値を書いたものを含む）がすべて確認済であるものの数 "
            "÷ その期の報告の数 × 100。確認の順序を決めた場合だけ示す。後の提出で変わった報告は、"
            "その提出が確認されるまで数えない。差戻しへの再提出があれば、残りの報告も確認待ちに戻す",
            "その期の報告の数（取り消した提出を除く）",
            "確認と差戻しの記録",
            "表示している版の時点",
            "確認・全体状況・担当課",
        ),
        Formula(
            "締切後の変更",
            "期を締め切った版より後に確定した、その期の提出と取消の数。理由がなければ確定できない",
            "―",
            "期の締切と確定の記録",
            "表示している版の時点",
            "確認・全体状況・担当課・一覧",
        ),
    )


def _timings() -> str:
    told = [f"「{TIMING_SIGNS[timing].word}」は{meaning}" for timing, meaning in TIMING_MEANINGS.items()]
    return "、".join(told)


def _progress(plan: Plan) -> tuple[Formula, ...]:
    ratio = "、".join(
        f"{period.name}は{rounded(100 * share_of_year(plan, PeriodKey(plan.first_fiscal_year, period.order)))}%"
        for period in plan.periods
    )
    years = plan.fiscal_years
    even = "・".join(str(rounded(100 * (index + 1) / len(years))) for index in range(len(years)))
    planned = f"計画ワークブックの{column_names(PLAN_SCHEDULE, 'planned_progress')}"
    stopped, done = stage_words(plan, "stopped"), stage_words(plan, "done")
    excluded = outside_word(plan, Outside.EXCLUDED)
    actual = column_names(PROGRESS, "progress")
    return (
        Formula(
            "進捗率（実績）",
            "計画期間全体で終えた割合として、担当課がその期の報告に書いた値（0〜100）。"
            "その期の報告がないときは値がなく、前の期の値で埋めない",
            "―",
            actual,
            PERIOD_END,
            f"{plan.measure_term}・担当課・一覧",
        ),
        Formula(
            "計画の進捗率（期末）",
            "前の計画 ＋（今の年度末の計画 − 前の計画）× 年度の経過割合。"
            "前の計画は、それより前の年度のうち計画のある最後の年度末の値とし、ないときは0とする。"
            f"経過割合は期の末日までの月数から求め、{ratio}とする。今の年度末の計画がない個別取組には値がない",
            "―",
            planned,
            PERIOD_END,
            f"{plan.measure_term}・担当課・年度推移・一覧",
        ),
        Formula(
            "進捗率の平均",
            "計画と実績の両方の値がある個別取組だけで、計画と実績の単純平均をとる（両方あるものがないときは、ある方だけの平均）。"
            f"実績は、その期までに最後に報告された値とし、未報告の期・{excluded}の期・終了年度を過ぎた後も、最後の値のまま残す。"
            "計画も、終了年度を過ぎた後は最後の値のまま残す。"
            f"開始年度の前のものと、{stopped}としたもの（その期から）は入れない。"
            "まだ報告のない年度末の計画は、計画のあるすべての個別取組の平均とする",
            "計画と実績の両方の値がある個別取組の件数",
            f"{actual}、{planned}",
            PERIOD_END,
            "年度推移",
        ),
        Formula(
            "計画との差",
            "実績の進捗率の平均 − 計画の進捗率の平均（印刷された割合どうしの差。単位はポイント）",
            "―",
            f"{actual}、{planned}",
            PERIOD_END,
            "年度推移",
        ),
        Formula(
            "等速の目安",
            f"計画の{len(years)}年間を同じ速さで進めたときの年度末の値（{even}%）。計画の値ではない",
            "―",
            "計画の年度の数",
            YEAR_END,
            "年度推移",
        ),
        Formula(
            "工程表の帯",
            "細い帯は年度末に予定する実施段階、太い帯は期末に報告された実施段階。報告のない期は空けておき、前の期の段階で埋めない。"
            f"取組事項の帯は、その半数をこえる個別取組が達した段階とし、{done}は、すべての個別取組が終えたときとする。"
            "取組事項では、報告のない個別取組は最後に報告した段階で数え、終わっていないものがどれも報告していない期だけを空ける",
            "―",
            f"{column_names(PROGRESS, 'stage')}、計画ワークブックの{column_names(PLAN_SCHEDULE, 'planned_stage')}",
            f"{YEAR_END}と{PERIOD_END}",
            "年度推移",
        ),
    )


def _indicators(plan: Plan) -> tuple[Formula, ...]:
    plan_sheet = (
        f"計画ワークブックの{column_names(PLAN_INDICATORS, 'direction', 'kind', 'baseline', 'target')}"
    )
    return (
        Formula(
            "指標の実績と目標",
            "年度ごとに書かれた実績値と目標値。種別が「累計」の値は計画の初めからの合計、「単年度」の値はその年度だけの値",
            "―",
            f"{column_names(INDICATORS, 'actual')}、{plan_sheet}",
            YEAR_END,
            plan.measure_term,
        ),
        Formula(
            "目標の達成",
            "方向が「高い方が良い」なら実績値が目標値以上、「低い方が良い」なら実績値が目標値以下のとき達成とする",
            "―",
            f"{column_names(INDICATORS, 'actual')}、{plan_sheet}",
            YEAR_END,
            plan.measure_term,
        ),
    )
