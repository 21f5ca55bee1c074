"""One row of filters in one order, kept in the address as stable codes, so that a link shows the same.

The address speaks first: a link, a reload and the browser's back button are followed. What somebody
chose by hand is carried along to the next page. An untouched row leaves the address bare, so that
the bare address always shows the newest period.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from urllib.parse import urlencode

import streamlit as st

from miharu_dx.domain.access import Role
from miharu_dx.domain.calendar import fiscal_year_label
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records import Snapshot
from miharu_dx.services.context import Context
from miharu_dx.services.status import latest_reported
from miharu_dx.ui import address, cache, frame, history_point
from miharu_dx.ui.filter_codes import (
    ADDRESS_KEYS,
    ALL,
    COMPARE,
    DEPARTMENT,
    FISCAL_YEAR,
    MEASURE,
    PERIOD,
    Codes,
    Defaults,
    Extra,
    Filters,
    Offer,
    Offers,
    compare_label,
    period_code,
    read,
    without,
    write,
)

__all__ = ["Extra", "Filters", "choose", "remember"]

# Session state: what was chosen, and where and what was last written into the address.
CHOSEN = "filters_chosen"
WRITTEN = "filters_written"
WIDGET = "filter_{}"
_TIME = (FISCAL_YEAR, PERIOD)
_BARE_SLASHES = 2
# Characters of all codes together that fit side by side; beyond it a list is offered.
SEGMENTS_FIT = 72


def choose(
    context: Context,
    *,
    measure: Offer = "none",
    department: Offer = "any",
    compare: bool = False,
    extras: tuple[Extra, ...] = (),
    newest: PeriodKey | None = None,
    tools: Callable[[Filters], None] | None = None,
) -> Filters:
    """Show the row and return what was chosen; ``tools`` draws more buttons at its right end.

    The bare address shows ``newest``, where it is none the latest period with a report.
    """
    snapshot = cache.snapshot(context)
    offers = Offers(measure, department, compare, extras)
    defaults = _defaults(context, snapshot, newest)
    codes = _followed()
    found, notes = read(codes, snapshot, offers, defaults)
    told = write(found, snapshot.plan, offers)
    waiting = without(codes, offers)
    # What means nothing leaves the address; where nothing else stood there, it is bare again.
    codes = {name: code for name, code in codes.items() if name in waiting or told.get(name) == code}
    if notes and not codes:
        _store({})
    if codes:
        # A measure or department that merely had to stand somewhere is not carried to other pages.
        _store(waiting | {name: told[name] for name in told if name in (*codes, *_TIME)})
    _tell_address(told if codes else {})
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        _widgets(snapshot, offers, found)
        st.space("stretch")
        _link(told)
        if tools is not None:
            tools(found)
    address.tell(notes)
    return found


def remember(**codes: str) -> None:
    """Choose codes for the page that is opened next, as if they had been picked by hand."""
    _store(_stored() | codes)


def _defaults(context: Context, snapshot: Snapshot, newest: PeriodKey | None) -> Defaults:
    key = newest or latest_reported(snapshot, context.today())
    alive = [row.code for row in snapshot.departments if row.exists_in(key.fiscal_year)]
    own = sorted(context.actor.departments) if context.actor.role is Role.DEPARTMENT else []
    first = next((code for code in [*own, *alive] if code in alive), "")
    return Defaults(key, snapshot.plan.measures[0].code, first)


def _stored() -> Codes:
    return dict(st.session_state.get(CHOSEN, {}))


def _store(codes: Codes) -> None:
    st.session_state[CHOSEN] = codes


def _here() -> str:
    return st.context.url or ""


def _followed() -> Codes:
    """Return the codes in force: the address where it speaks, else what was chosen before."""
    now = {name: st.query_params[name] for name in ADDRESS_KEYS if name in st.query_params}
    page, written = st.session_state.get(WRITTEN, (None, None))
    # Widgets of a page that was left are forgotten, which tells a return from a step back.
    if page == _here() and WIDGET.format(FISCAL_YEAR) in st.session_state:
        if now == written:
            return _stored()
        _store(now)
        return now
    if now:
        _store(_stored() | now)
    return _stored()


def _tell_address(codes: Codes) -> None:
    """Write the codes into the address unless they stand there; other parameters stay."""
    now = {name: st.query_params[name] for name in ADDRESS_KEYS if name in st.query_params}
    if now != codes:
        others = {name: value for name, value in st.query_params.items() if name not in ADDRESS_KEYS}
        st.query_params.from_dict(others | history_point.address() | codes)
    st.session_state[WRITTEN] = (_here(), codes)


def _picked(name: str, told: Codes) -> None:
    """Keep what somebody picked, together with the period it was picked for."""
    value = st.session_state[WIDGET.format(name)]
    codes = _stored() | {place: told[place] for place in _TIME} | {name: value}
    _store({name: code for name, code in codes.items() if code != ALL})


def _widgets(snapshot: Snapshot, offers: Offers, found: Filters) -> None:
    plan = snapshot.plan
    told = write(found, plan, offers)
    codes = [row.code for row in plan.measures]
    if offers.measure == "one" and sum(map(len, codes)) <= SEGMENTS_FIT:
        _segments(MEASURE, plan.measure_term, _short_codes(codes), told[MEASURE], told)
    elif offers.measure != "none":
        labels = {row.code: row.label for row in plan.measures}
        if offers.measure == "any":
            labels = {ALL: f"すべて（{len(labels)}件）"} | labels
        _select(MEASURE, plan.measure_term, labels, found.measure or ALL, told, 330)
    years = {str(year): fiscal_year_label(year) for year in plan.fiscal_years}
    _select(FISCAL_YEAR, "年度", years, told[FISCAL_YEAR], told, 250)
    _periods(plan, told)
    if offers.department != "none":
        alive = [row for row in snapshot.departments if row.exists_in(found.key.fiscal_year)]
        labels = {row.code: snapshot.department_name(row.code) for row in alive}
        if offers.department == "any":
            labels = {ALL: f"すべて（{len(labels)}課）"} | labels
        _select(DEPARTMENT, "担当課", labels, found.department or ALL, told, 220)
    if offers.compare:
        earlier = [key for key in reversed(plan.period_keys) if key < found.key]
        labels = {period_code(key, plan): compare_label(key, found.key, plan) for key in earlier}
        chosen = ALL if found.compare is None else period_code(found.compare, plan)
        _select(COMPARE, "比べる相手", labels or {ALL: "比べる期なし"}, chosen, told, 330)
    for extra in offers.extras:
        _segments(extra.name, extra.label, dict(extra.options), found.own(extra.name), told)


def _select(name: str, label: str, options: Mapping[str, str], value: str, told: Codes, width: int) -> None:
    key = WIDGET.format(name)
    st.session_state[key] = value
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=_picked,
        args=(name, told),
        filter_mode=None,
        width=width,
    )


def _short_codes(codes: list[str]) -> dict[str, str]:
    """Return the codes as labels; what all begin with is small text that narrow screens leave out."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*codes, strict=False))
    shared = "".join(letters[0] for letters in alike).rstrip("0123456789")
    if not shared.replace("-", "").isalnum():
        return {code: code for code in codes}
    return {code: f":small[{shared}]{code.removeprefix(shared)}" for code in codes}


def _periods(plan: Plan, told: Codes) -> None:
    names = {period.code: period.name for period in plan.periods}
    _segments(PERIOD, "期", names, told[PERIOD], told)


def _segments(name: str, label: str, options: Mapping[str, str], value: str, told: Codes) -> None:
    key = WIDGET.format(name)
    st.session_state[key] = value
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_picked,
        args=(name, told),
        required=True,
    )


def _link(told: Codes) -> None:
    with st.popover("この表示のリンク", key="filters_link"):
        frame.html("<div>このアドレスを開くと、同じ表示になります。選んで写してください。</div>")
        here = _here()
        # The first page stands at the bare address, where a link needs its slash.
        slash = "/" if here.count("/") == _BARE_SLASHES else ""
        st.code(f"{here}{slash}?{urlencode(told | history_point.address())}", language=None, wrap_lines=True)
