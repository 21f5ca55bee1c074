"""Judgement of one actual value of an indicator beside its target and its earlier values."""

from __future__ import annotations

from collections.abc import Iterator

from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.drafts import Fault, IndicatorContext, IndicatorDraft

_FAR = 10.0  # 単位の取り違え（千円と円、率と割合）は、少なくとも10倍の違いになる


def judge_indicator(draft: IndicatorDraft, context: IndicatorContext) -> tuple[Fault, ...]:
    """Return every fault of an actual value; a row without one has none."""
    if draft.actual is None:
        return ()
    if draft.fiscal_year > context.key.fiscal_year:
        args = {"year": fiscal_year_label(draft.fiscal_year)}
        return (Fault("row.indicator_future_year", "actual", args),)
    return (*_fell(draft.actual, draft, context), *_scale(draft.actual, context))


def _fell(actual: float, draft: IndicatorDraft, context: IndicatorContext) -> Iterator[Fault]:
    """A sum since the beginning does not get smaller; a value of one year may."""
    if context.indicator.kind != "累計":
        return
    earlier = [year for year in context.actuals if year < draft.fiscal_year]
    known = context.actuals[max(earlier)] if earlier else None
    candidates = [value for value in (context.stored, known) if value is not None]
    if candidates and actual < max(candidates):
        args = {
            "previous": f"{max(candidates):,.12g}",
            "actual": f"{actual:,.12g}",
            "unit": context.indicator.unit,
        }
        yield Fault("row.indicator_fell", "actual", args)


def _scale(actual: float, context: IndicatorContext) -> Iterator[Fault]:
    """A value ten times away from the target and from all that is known looks like another unit."""
    if not context.target or not actual:
        return
    near = [context.target, context.indicator.baseline, context.stored, *context.actuals.values()]
    if any(value and 1 / _FAR < abs(actual / value) < _FAR for value in near):
        return
    args = {
        "actual": f"{actual:,.12g}",
        "target": f"{context.target:,.12g}",
        "unit": context.indicator.unit,
    }
    yield Fault("row.indicator_scale", "actual", args)
