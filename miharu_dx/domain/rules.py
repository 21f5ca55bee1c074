"""Judgement of one progress row: every rule looks alone, and together they say everything at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from miharu_dx.domain.calendar import date_label, fiscal_year_of
from miharu_dx.domain.changes import same
from miharu_dx.domain.drafts import CARRIED, COMPARED, INPUTS, Fault, RowContext, RowDraft
from miharu_dx.domain.plan import Plan, Rating, Stage
from miharu_dx.domain.records import NOT_APPLICABLE, UNCHANGED, UPDATED, Report
from miharu_dx.domain.rules_compare import COMPARING
from miharu_dx.domain.standing import rounded

_SHOWN_LIMIT = 30  # 指摘の文が1行か2行でおさまる長さ
Rule = Callable[[RowDraft, RowContext], Iterator[Fault]]


def judge_row(draft: RowDraft, context: RowContext) -> tuple[Fault, ...]:
    """Return every fault of a row, at most one of a code and field; a rule that crashes fails the check."""
    return tuple(fault for rule in RULES[draft.declaration] for fault in rule(draft, context))


def _undeclared(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """A row without 申告区分 is silent or unfinished, never 変更なし."""
    if "declaration" in draft.unreadable:
        return
    filled = [name for name in INPUTS if draft.has(name)]
    if filled:
        yield Fault("row.declaration_blank", "declaration")
    elif context.current is not None:
        yield Fault("row.silent_keeps", "declaration")
    elif not stopped(context.previous, context.plan):
        yield Fault("row.silent", "declaration")


def stopped(report: Report | None, plan: Plan) -> bool:
    """Whether a report says that its action was stopped, so that no further one is owed."""
    stage = plan.stages_by_name.get(report.stage or "") if report else None
    return stage is not None and stage.meaning == "stopped"


def _unchanged(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """変更なし needs something that does not change, and nothing written against it."""
    previous = context.previous
    if previous is None:
        yield Fault("row.unchanged_first", "declaration")
        return
    if previous.declaration == NOT_APPLICABLE:
        yield Fault("row.unchanged_after_excluded", "declaration")
        return
    if context.previous_key is not None and context.previous_key != context.plan.before(context.key):
        label = context.plan.period_label(context.previous_key)
        yield Fault("row.unchanged_from_earlier", "declaration", {"period": label})
    for name in COMPARED:
        old: object = getattr(previous, name)
        if draft.has(name) and name not in draft.unreadable and not same(getattr(draft, name), old):
            # 終えた取組を見守る期のように、段階も評価も同じまま、したことだけを書く課がある。
            code = "row.unchanged_differs" if name in CARRIED else "row.unchanged_with_text"
            yield Fault(code, name, {"previous": _shown(old)} if name in CARRIED else {})


def _shown(value: object) -> str:
    if value in (None, ""):
        return "空白"
    if isinstance(value, int | float):
        return f"{value:g}"
    text = " ".join(str(value).split())
    return f"「{text}」" if len(text) <= _SHOWN_LIMIT else f"「{text[:_SHOWN_LIMIT]}…」"


def _not_applicable(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """該当なし leaves no stage, rating or progress; the plan's word for it is no contradiction."""
    excluded = context.plan.excluded_rating
    for name in ("stage", "rating", "progress"):
        agrees = name == "rating" and excluded is not None and draft.rating == excluded.name
        if draft.has(name) and not agrees and name not in draft.unreadable:
            yield Fault("row.excluded_with_values", name)


def _required(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """更新 names stage, rating and progress; a stopped or excluded action needs its stage only."""
    stage, rating = _stage(draft, context), _rating(draft, context)
    out = (stage is not None and stage.meaning == "stopped") or (rating is not None and rating.excluded)
    for name in ("stage",) if out else ("stage", "rating", "progress"):
        if draft.has(name):
            continue
        old: object = getattr(context.previous, name) if context.previous else None
        if old in (None, ""):
            yield Fault("row.required_blank", name)
        else:
            yield Fault("row.required_blank_again", name, {"previous": _shown(old)})
    if draft.lacks("achievement"):
        yield Fault("row.achievement_blank", "achievement")


def _stage(draft: RowDraft, context: RowContext) -> Stage | None:
    return context.plan.stages_by_name.get(draft.stage or "")


def _rating(draft: RowDraft, context: RowContext) -> Rating | None:
    return context.plan.ratings_by_name.get(draft.rating or "")


def _stage_and_progress(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """Done means 100, waiting means 0; a project that runs on after 100 is only asked about."""
    stage = _stage(draft, context)
    if stage is None or draft.progress is None:
        return
    args = {"stage": stage.name, "progress": f"{draft.progress:g}"}
    if stage.meaning == "done" and draft.progress < 100:
        yield Fault("row.done_below_100", "progress", args)
    elif stage.meaning == "waiting" and draft.progress > 0:
        yield Fault("row.waiting_with_progress", "progress", args)
    elif stage.meaning == "active" and draft.progress >= 100:
        yield Fault("row.not_done_at_100", "stage", args)


def _reasons(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """A delay and a stop are explained."""
    stage, rating = _stage(draft, context), _rating(draft, context)
    if stage is not None and stage.meaning == "stopped":
        if draft.lacks("issue") and draft.lacks("next_step"):
            yield Fault("row.stopped_without_reason", "issue", {"stage": stage.name})
    elif rating is not None and rating.meaning == "bad" and draft.lacks("issue"):
        yield Fault("row.bad_without_issue", "issue", {"rating": rating.name})


def _rating_and_plan(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """A rating and the distance to the plan tell one story; both limits come from the plan."""
    stage, rating = _stage(draft, context), _rating(draft, context)
    if rating is None or draft.progress is None or context.expected is None:
        return
    if stage is not None and stage.meaning == "stopped":
        return
    gap = draft.progress - context.expected
    args = {
        "rating": rating.name,
        "progress": rounded(draft.progress),
        "planned": rounded(context.expected),
        "gap": abs(rounded(draft.progress) - rounded(context.expected)),
    }
    if rating.meaning in ("good", "ok") and gap <= -context.plan.thresholds.gap_points:
        yield Fault("row.behind_plan", "rating", args)
    elif rating.meaning == "good" and gap < 0:
        yield Fault("row.good_but_behind", "rating", args)
    elif rating.meaning == "bad" and gap >= 0:
        yield Fault("row.bad_but_ahead", "rating", args)


def _as_of_date(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """基準日 lies within the fiscal year; a day outside the period or to come is asked about."""
    day, plan, key = draft.as_of_date, context.plan, context.key
    if "as_of_date" in draft.unreadable:
        return
    if day is None:
        if plan.end_date(key) > context.today:
            yield Fault("row.as_of_assumed_future", "as_of_date", {"day": date_label(plan.end_date(key))})
        return
    before = plan.before(key)
    begin = plan.end_date(before) if before is not None else None
    if fiscal_year_of(day, plan.fiscal_year_start_month) != key.fiscal_year:
        yield Fault("row.as_of_outside_year", "as_of_date", {"period": plan.period_label(key)})
    elif day > context.today:
        yield Fault("row.as_of_future", "as_of_date")
    elif day > plan.end_date(key):
        yield Fault("row.as_of_after_period", "as_of_date", {"period": plan.period_label(key)})
    elif begin is not None and day <= begin:
        yield Fault("row.as_of_before_period", "as_of_date", {"period": plan.period_label(key)})


def _author(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """Somebody can be asked about what was written."""
    del context
    if draft.lacks("author"):
        yield Fault("row.author_blank", "author")


RULES: dict[str | None, tuple[Rule, ...]] = {
    None: (_undeclared,),
    UPDATED: (_required, _stage_and_progress, _reasons, _rating_and_plan, *COMPARING, _as_of_date, _author),
    UNCHANGED: (_unchanged, _as_of_date),
    NOT_APPLICABLE: (_not_applicable, _as_of_date),
}
