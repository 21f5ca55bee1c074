"""Where an action stands in words of one axis each: reported or not, how judged, and why not counted.

評価 never holds 未報告 or a stage: what is missing on one axis is said on its own.
"""

from __future__ import annotations

from miharu_dx.domain.plan import Plan, Rating, Stage
from miharu_dx.domain.records import NOT_APPLICABLE
from miharu_dx.domain.standing import Outside, Standing, outside_word
from miharu_dx.present.workbook.code_table import CodeRow

REPORTED, NOT_ASKED = "報告済み", "求めない"
REPORT = "報告"
LEFT_OUT = "分母に入れない理由"


def report_word(plan: Plan, item: Standing) -> str:
    """Return whether the period's report is in, missing, or not asked for any more."""
    if item.reported:
        return REPORTED
    return NOT_ASKED if item.outside is Outside.STOPPED else outside_word(plan, Outside.UNREPORTED)


def declared_word(item: Standing) -> str:
    """Return the 申告区分 of the period's report, blank without one."""
    return item.report.declaration if item.report is not None else ""


def said_rating(plan: Plan, item: Standing) -> Rating | None:
    """Return the rating that is in force, counted or not; none where nothing was judged.

    What was stopped is not judged; 該当なし is the plan's excluded rating, where it has one.
    """
    if item.report is None or item.outside is Outside.STOPPED:
        return None
    if item.report.declaration == NOT_APPLICABLE:
        return plan.excluded_rating
    return plan.ratings_by_name.get(item.report.rating or "")


def rating_word(plan: Plan, item: Standing | None) -> str:
    """Return the name of the rating in force, blank where nothing was judged."""
    rating = None if item is None else said_rating(plan, item)
    return rating.name if rating else ""


def left_out_word(plan: Plan, item: Standing | None) -> str:
    """Return why an action is in no share, blank where it is counted."""
    if item is None or item.outside is None:
        return ""
    return outside_word(plan, item.outside)


def shown_stage(plan: Plan, item: Standing) -> Stage | None:
    """Return the stage in force: that of the period's report, or the one in which it was stopped."""
    if item.report is not None:
        return plan.stages_by_name.get(item.report.stage or "")
    return plan.stages_by_name.get(item.word) if item.outside is Outside.STOPPED else None


def standing_codes(plan: Plan) -> tuple[CodeRow, ...]:
    """Return the words of the columns 報告 and 分母に入れない理由 for a コード表."""
    silent, stopped = outside_word(plan, Outside.UNREPORTED), outside_word(plan, Outside.STOPPED)
    told = {
        Outside.UNREPORTED: "その期の報告がありません。",
        Outside.STOPPED: f"実施段階が「{stopped}」です。",
        Outside.EXCLUDED: "その期は報告の対象になりません。",
        Outside.UNRATED: "報告はありますが、評価の語がないか、良し悪しを決めない評価です。",
    }
    return (
        CodeRow(REPORT, "", REPORTED, "その期の報告があります。"),
        CodeRow(REPORT, "", silent, told[Outside.UNREPORTED]),
        CodeRow(REPORT, "", NOT_ASKED, f"前の期までに「{stopped}」となったため、報告を求めません。"),
        *(CodeRow(LEFT_OUT, "", outside_word(plan, reason), text) for reason, text in told.items()),
        CodeRow(LEFT_OUT, "", "（空欄）", "割合の分母に入れます。"),
    )
