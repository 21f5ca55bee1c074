"""Judgement of a progress row beside the last report of the same action."""

from __future__ import annotations

from collections.abc import Iterator

from miharu_dx.domain.changes import same
from miharu_dx.domain.drafts import COMPARED, Fault, RowContext, RowDraft


def stage_went_back(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """A stage moves forward; going back or coming back from a stop is asked about."""
    stages = context.plan.stages_by_name
    stage = stages.get(draft.stage or "")
    old = stages.get(context.previous.stage or "") if context.previous else None
    if stage is None or old is None or stage.meaning == "stopped":
        return
    args = {"previous": old.name, "stage": stage.name}
    if old.meaning == "stopped":
        yield Fault("row.stage_resumed", "stage", args)
    elif stage.order < old.order:
        yield Fault("row.stage_back", "stage", args)


def progress_fell(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """Progress is counted over the whole plan, so it does not fall by itself."""
    old = context.previous.progress if context.previous else None
    if old is not None and draft.progress is not None and draft.progress < old:
        args = {"previous": f"{old:g}", "progress": f"{draft.progress:g}"}
        yield Fault("row.progress_fell", "progress", args)


def nothing_changed(draft: RowDraft, context: RowContext) -> Iterator[Fault]:
    """更新 says something new; the same words twice are most often last period's, left standing."""
    previous = context.previous
    if previous is None or draft.unreadable or any(draft.lacks(name) for name in ("stage", "progress")):
        return
    names = (*COMPARED, "request")
    if all(same(getattr(draft, name), getattr(previous, name)) for name in names):
        yield Fault("row.nothing_changed", "declaration")


COMPARING = (stage_went_back, progress_fell, nothing_changed)
