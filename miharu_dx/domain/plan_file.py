"""Read a plan file and refuse a broken one with the line and what to do."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from miharu_dx.domain.plan import Plan, Thresholds
from miharu_dx.domain.plan_reader import Data, PlanText, only_sections, section
from miharu_dx.domain.plan_structure import departments, measures, pillars
from miharu_dx.domain.plan_words import periods, ratings, stages
from miharu_dx.domain.refusal import Refusal

_SYNTAX_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_SECTIONS = (
    "plan", "periods", "stages", "ratings", "thresholds", "departments", "pillars", "measures",
)  # fmt: skip
_WORDS: dict[str, str | None] = {
    "code": None,
    "town": None,
    "area_code": "",
    "title": None,
    "short_title": None,
    "name": None,
    "source": "",
    "measure_term": "施策",
    "headquarters": "推進本部",
    "chair": "推進本部長",
    "secretariat": "事務局",
}
_LONGEST_PLAN_YEARS = 30
_FIRST_YEAR = 1989


def load_plan(path: Path) -> Plan:
    """Return the plan of a file; refuse a missing, unreadable or contradictory one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refusal("plan.missing", path=path) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refusal("plan.encoding", path=path, line=line) from None
    return parse_plan(text, path)


def parse_plan(text: str, path: Path) -> Plan:
    """Return the plan of a TOML text; ``path`` is only named in messages."""
    try:
        data: Data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _SYNTAX_PLACE.search(str(error))
        line = int(place.group(1)) if place else text.rstrip().count("\n") + 1
        raise Refusal("plan.syntax", path=path, line=line, detail="TOMLの書き方になっていません。") from None
    return _plan(PlanText(path, text), data)


def _plan(source: PlanText, data: Data) -> Plan:
    only_sections(source, data, _SECTIONS)
    head = section(source, data, "plan").only(
        (*_WORDS, "first_fiscal_year", "last_fiscal_year", "fiscal_year_start_month")
    )
    first = head.whole("first_fiscal_year")
    last = head.whole("last_fiscal_year")
    if not _FIRST_YEAR <= first <= last <= first + _LONGEST_PLAN_YEARS:
        head.fail(
            f"計画の期間 {first}〜{last} が正しくありません。",
            f"first_fiscal_year から last_fiscal_year までを{_LONGEST_PLAN_YEARS}年以内の西暦で書いてください。",
            "first_fiscal_year",
        )
    start_month = head.whole("fiscal_year_start_month", 4, 1, 12)
    found_pillars = pillars(source, data)
    return Plan(
        **{key: head.text(key, default) for key, default in _WORDS.items()},
        first_fiscal_year=first,
        last_fiscal_year=last,
        fiscal_year_start_month=start_month,
        pillars=found_pillars,
        measures=measures(source, data, {pillar.code for pillar in found_pillars}),
        periods=periods(source, data, start_month),
        stages=stages(source, data),
        ratings=ratings(source, data),
        departments=departments(source, data, first),
        thresholds=_thresholds(source, data),
    )


def _thresholds(source: PlanText, data: Data) -> Thresholds:
    keys = ("share_high", "share_low", "share_minimum_rated", "gap_points")
    row = section(source, data, "thresholds", needed=False).only(keys)
    found = Thresholds(
        share_high=row.number("share_high", 80),
        share_low=row.number("share_low", 60),
        share_minimum_rated=row.whole("share_minimum_rated", 3),
        gap_points=row.number("gap_points", 20),
    )
    if not 0 <= found.share_low <= found.share_high <= 100:
        row.fail(
            "[thresholds] の割合が正しくありません。",
            "0 ≤ share_low ≤ share_high ≤ 100 になるように直してください。",
            "share_low" if "share_low" in row.values else "share_high",
        )
    return found
