"""データの定義: what every figure is, drawn from the plan and the sheets, so that both stay in step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miharu_dx.domain.calendar import WEEKDAYS, date_label, fiscal_year_label
from miharu_dx.domain.deadlines import DeadlineOrigin, Due, due_among
from miharu_dx.domain.plan import Plan, Rating, Stage
from miharu_dx.domain.records_cycle import Deadline
from miharu_dx.domain.standing import Outside, outside_word
from miharu_dx.present.palette import Sign, outside_sign, rating_sign
from miharu_dx.present.views.common import good_word, rating_words
from miharu_dx.present.views.definitions_formulas import Formula, formulas_of
from miharu_dx.present.views.definitions_sources import SOURCES, SourceRow


@dataclass(frozen=True)
class RatingWord:
    """A word of 評価, or of what stands in its place, with what it means and whether it is counted."""

    sign: Sign
    meaning: str
    counted: str


@dataclass(frozen=True)
class StageWord:
    """A word of 実施段階 with what it means and whether such an action is counted."""

    stage: Stage
    meaning: str
    counted: str


@dataclass(frozen=True)
class PeriodDates:
    """A period of a fiscal year with the day its figures stand for and the last day to report."""

    fiscal_year: str
    period: str
    as_of: str
    deadline: str


@dataclass(frozen=True)
class Limit:
    """A limit of judgement as the plan sets it."""

    name: str
    value: str
    shown: str


@dataclass(frozen=True)
class Promise:
    """How something is to be read wherever it stands."""

    name: str
    text: str


@dataclass(frozen=True)
class DefinitionsView:
    """Everything the page データの定義 says."""

    headline: str
    plan_source: str
    formulas: tuple[Formula, ...]
    ratings: tuple[RatingWord, ...]
    stages: tuple[StageWord, ...]
    periods: tuple[PeriodDates, ...]
    limits: tuple[Limit, ...]
    promises: tuple[Promise, ...]
    sources: tuple[SourceRow, ...]


def definitions_view(plan: Plan, deadlines: Iterable[Deadline] = ()) -> DefinitionsView:
    """Return every definition; words, limits, days and counts are those of the plan.

    ``deadlines`` are those the 事務局 has set; for the other periods the plan's own stand.
    """
    set_ones = tuple(deadlines)
    return DefinitionsView(
        headline="数字は進捗報告様式に書かれた値だけから計算し、割合には必ず分母を添える",
        plan_source=f"{plan.name}（{plan.source}）",
        formulas=formulas_of(plan),
        ratings=_ratings(plan),
        stages=tuple(_stage(stage) for stage in plan.stages),
        periods=tuple(
            PeriodDates(
                fiscal_year_label(key.fiscal_year),
                plan.period_at(key).name,
                _day(plan.end_date(key)),
                _deadline(due_among(plan, set_ones, key)),
            )
            for key in plan.period_keys
        ),
        limits=_limits(plan),
        promises=_promises(plan),
        sources=SOURCES,
    )


def _deadline(due: Due) -> str:
    if due.day is None:
        return "設定なし"
    return _day(due.day) + ("（事務局が設定）" if due.origin is DeadlineOrigin.SET else "")


def _day(day: date) -> str:
    return f"{date_label(day)}({WEEKDAYS[day.weekday()]})"


_IN, _OUT = "入れる", "入れない"


def _ratings(plan: Plan) -> tuple[RatingWord, ...]:
    words = [
        RatingWord(rating_sign(row), _meaning(row), _IN if row.counted else _OUT) for row in plan.ratings
    ]
    stopped = outside_sign(plan, Outside.STOPPED)
    return (
        *words,
        RatingWord(
            outside_sign(plan, Outside.UNREPORTED),
            "報告を求めたが、その期の報告がない。0件でも、前の期と同じでもない。",
            _OUT,
        ),
        RatingWord(stopped, f"実施段階が「{stopped.word}」。評価の欄は見ない。", _OUT),
    )


def _meaning(rating: Rating) -> str:
    return rating.definition or "計画ファイルに説明がない。"


def _stage(stage: Stage) -> StageWord:
    return StageWord(
        stage,
        stage.definition or "計画ファイルに説明がない。",
        _OUT if stage.meaning == "stopped" else _IN,
    )


def _limits(plan: Plan) -> tuple[Limit, ...]:
    limits = plan.thresholds
    good = good_word(plan)
    return (
        Limit(f"{good}の割合が高い", f"{limits.share_high:g}%以上", "濃い水色で塗る"),
        Limit(
            f"{good}の割合が中ほど", f"{limits.share_low:g}%以上{limits.share_high:g}%未満", "薄い水色で塗る"
        ),
        Limit(f"{good}の割合が低い", f"{limits.share_low:g}%未満", "白地に赤い枠と太字で示す"),
        Limit(
            "割合を出せる件数",
            f"評価した件数が{limits.share_minimum_rated}件以上",
            "満たないときは割合を出さず、件数の分数だけを示す",
        ),
        Limit("計画との差が大きい", f"計画を{limits.gap_points:g}ポイント以上下回る", "赤の太字で示す"),
    )


def _promises(plan: Plan) -> tuple[Promise, ...]:
    bad = rating_words(plan, "bad") or "件数"
    stopped = outside_word(plan, Outside.STOPPED)
    excluded = outside_word(plan, Outside.EXCLUDED)
    return (
        Promise(
            "未報告と0件",
            f"「未報告」は報告がないこと、「0件」は報告があって当てはまるものがないことを表す。"
            f"評価した件数がないときは、{bad}を「0件」とせず「―」と書く。",
        ),
        Promise(
            "空の行",
            "申告区分を選ばず、ほかの欄も空の行は「未報告」とする。前の期と同じとはみなさない。",
        ),
        Promise(
            "変更なし",
            "申告区分が「変更なし」のときは、前の期の実施段階・評価・進捗率・課題・今後の対応を引き継ぐ。"
            "本部に求める判断・支援は引き継がない。",
        ),
        Promise(
            "該当なし", f"申告区分が「該当なし」のときは、評価を「{excluded}」とし、割合の分母に入れない。"
        ),
        Promise(
            stopped,
            f"前の期までに「{stopped}」となった個別取組には報告を求めない。分母にも入れない。",
        ),
        Promise(
            "四捨五入",
            "割合は小数第1位を四捨五入する（62.5%は63%）。内訳の合計が100%にならないことがある。"
            "増減のポイントは、印刷された割合どうしの差とする。",
        ),
        Promise(
            "基準日と更新日時",
            "基準日は期の末日、更新日時はその期の様式が最後に確定した日時、版はデータベースの通し番号を表す。"
            "最後の確定が期限までのときは「期限後の提出を含まない」と書く。",
        ),
        Promise(
            "担当課の再編",
            "課が再編されたときは、なくなった課の仕事を引継ぎ先の課のものとして扱う。",
        ),
    )
