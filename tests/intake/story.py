"""The sample story as a store, and its forms filled in, mended and spoiled the way people do, without a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random

from miharu_dx.domain.drafts import RowDraft, report_of
from miharu_dx.domain.finding import Finding
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.plan_file import load_plan
from miharu_dx.domain.records import UNCHANGED, UPDATED, Indicator, IndicatorValue, Report, Snapshot, Target
from miharu_dx.domain.sheet import SheetSpec
from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS
from miharu_dx.domain.sheetspec_form import FORM_INFO, FORM_ITEMS
from miharu_dx.domain.standing import latest_report
from miharu_dx.intake.model import Cell, SheetCells, WorkbookCells
from miharu_dx.intake.submission import ProgressSubmission, read_progress
from miharu_dx.present.workbook.filling import form_of
from miharu_dx.present.workbook.form_info import progress_info
from miharu_dx.present.workbook.progress_form import action_values, indicator_values
from miharu_dx.services.demo_scenario import load_scenario

ROOT = Path(__file__).resolve().parents[2]
PLAN = load_plan(ROOT / "data" / "plan.toml")
JST = timezone(timedelta(hours=9))
LOADED = load_scenario(ROOT / "data" / "samples" / "scenario", PLAN)
assert LOADED is not None
STORY = LOADED
INPUTS = tuple(column.field for column in PROGRESS.inputs)
TEXTS = ("achievement", "issue", "next_step")

Row = dict[str, object]


@cache
def store_after(key: PeriodKey | None) -> Snapshot:
    """Return the store after every department has reported a period and all before it."""
    told = [one for one in STORY.periods if key is not None and one <= key]
    version = len(told) + 1
    made = Snapshot(
        plan=PLAN,
        store_kind="demo",
        version=version,
        latest_version=len(STORY.periods) + 1,
        at=datetime(2023, 4, 3, 9, 0, tzinfo=JST),
        departments=PLAN.departments,
        actions=tuple(story.action for story in STORY.actions),
        schedules=tuple(row for story in STORY.actions for row in story.schedule),
        indicators=tuple(
            Indicator(story.action.code, one.name, one.unit, one.direction, one.kind, one.baseline)  # type: ignore[arg-type]
            for story in STORY.actions
            for one in story.indicators
        ),
        targets=tuple(
            Target(story.action.code, one.name, year, target)
            for story in STORY.actions
            for one in story.indicators
            for year, target in one.targets.items()
        ),
        values=tuple(
            IndicatorValue(story.action.code, one.name, year, value)
            for story in STORY.actions
            for one in story.indicators
            for year, value in one.actuals.items()
            if told and year <= told[-1].fiscal_year - (told[-1].order == 0)
        ),
        store_id="story",
    )
    for period in told:
        made = replace(made, reports=(*made.reports, *_reports(made, period)))
    return made


def _reports(before: Snapshot, key: PeriodKey) -> Iterable[Report]:
    for story in STORY.actions:
        row = story.reports.get(key)
        if row is not None and row.declaration is not None:
            previous = latest_report(before, story.action.code, PLAN.before(key))
            said = {name: getattr(row, name) for name in (*TEXTS, "request", "progress")}
            words = {"stage": row.stage or None, "rating": row.rating or None, "author": "サンプル担当"}
            draft = RowDraft(story.action.code, row.declaration, **words, **said)
            report = report_of(draft, previous, PLAN, key)
            assert report is not None
            yield report


@dataclass
class Filled:
    """A form as it lies on a desk: its rows by field, and the stores it was made from and is handed to."""

    base: Snapshot
    present: Snapshot
    department: str
    key: PeriodKey
    rows: list[Row]
    values: list[Row]
    info: list[Row] = field(default_factory=list)

    def copy(self) -> Filled:
        """Return the same form to be spoiled."""
        return replace(
            self,
            rows=[dict(row) for row in self.rows],
            values=[dict(row) for row in self.values],
            info=[dict(row) for row in self.info],
        )

    def labelled(self, **items: object) -> Filled:
        """Return the form with items of 様式情報 written over."""
        copied = self.copy()
        names = {FORM_ITEMS[name]: value for name, value in items.items()}
        for row in copied.info:
            row["value"] = names.get(str(row["item"]), row["value"])
        return copied

    def read(self) -> ProgressSubmission:
        """Return what the form says."""
        sheets = ((PROGRESS, self.rows), (INDICATORS, self.values), (FORM_INFO, self.info))
        book = WorkbookCells(
            tuple(_sheet(spec, rows) for spec, rows in sheets), date1904=False, properties={}
        )
        today = PLAN.end_date(self.key) + timedelta(days=10)
        return read_progress(book, snapshot=self.present, base=self.base, today=today)

    def shifts(self) -> list[Finding]:
        """Return the findings of ずれ that stop it."""
        return [finding for finding in self.read().findings if finding.code in SHIFTS]


SHIFTS = frozenset({
    "row.shifted", "row.swapped", "row.out_of_order", "row.keys_apart",
    "file.form_relabelled", "file.typed_before", "file.rows_of_other",
})  # fmt: skip


def _sheet(spec: SheetSpec, rows: Sequence[Row]) -> SheetCells:
    cells = {(1, at): Cell(1, at, "text", c.label, c.label) for at, c in enumerate(spec.columns, 1)}
    for number, row in enumerate(rows, 2):
        for at, column in enumerate(spec.columns, 1):
            value = row.get(column.field)
            if value not in (None, ""):
                cells[number, at] = _cell(number, at, value)
    return SheetCells(
        spec.name, "visible", cells, frozenset(), frozenset(), (), max(r for r, _ in cells), len(spec.columns)
    )


def _cell(row: int, column: int, value: object) -> Cell:
    if isinstance(value, int | float):
        plain = int(value) if float(value).is_integer() else value
        return Cell(row, column, "number", plain, repr(plain))
    if isinstance(value, date):
        return Cell(row, column, "date", value, f"{value.year}/{value.month}/{value.day}", "yyyy/m/d")
    return Cell(row, column, "text", str(value), str(value))


def form(department: str, key: PeriodKey, *, reported: bool) -> Filled:
    """Return the form of a department and period: blank, or with what was ``reported`` for it already."""
    return handed_out(store_after(key if reported else PLAN.before(key)), department, key)


def handed_out(base: Snapshot, department: str, key: PeriodKey) -> Filled:
    """Return the form a store hands out now."""
    made = form_of(base, department, key, datetime(2026, 10, 1, 9, tzinfo=JST))
    return Filled(
        base,
        base,
        department,
        key,
        [dict(action_values(row)) for row in made.rows],
        [dict(indicator_values(row)) for row in made.indicators],
        [dict(row) for row in progress_info(made)],
    )


def filled(department: str, key: PeriodKey) -> Filled:
    """Return the form filled in with what the department really wrote."""
    made, said = form(department, key, reported=False), form(department, key, reported=True)
    by_code = {row["action"]: row for row in said.rows}
    for row in made.rows:
        row.update({name: by_code[row["action"]].get(name) for name in INPUTS})
        row["as_of_date"] = PLAN.end_date(key) if row.get("declaration") else None
    for row, value in zip(made.values, said.values, strict=True):
        row["actual"] = value["actual"]
    return made


GENERIC = (
    "特になし", "引き続き検討中", "順調に進んでいる。", "関係課と協議中", "前期と同じ。", "計画どおり進めている。",
    "関係課と打ち合わせ、手順をまとめた。", "来年度の予算要求に向けて見積りを取る。", "説明会を開き、意見をまとめた。",
)  # fmt: skip
TAILS = ("引き続き進めた。", "残りは来期に行う。", "件数は前期より増えた。", "関係課とも共有した。")


def as_people_do(made: Filled, dice: Random) -> Filled:
    """Return a filled form changed as people do without harm: carried over, generic, copied, sorted whole."""
    done = made.copy()
    for index, row in enumerate(done.rows):
        before = {name: row.get(f"previous_{name}") for name in TEXTS}
        chance = dice.random()
        if row.get("declaration") != UPDATED or chance < 0.45:
            continue
        if chance < 0.55 and before["achievement"]:
            kept = dict.fromkeys(INPUTS) | {"declaration": UNCHANGED, "author": "サンプル担当"}
            row.update(kept)
        elif chance < 0.65:
            row.update({name: f"{before[name] or ''}{dice.choice(TAILS)}" for name in TEXTS})
        elif chance < 0.78:
            row.update({name: dice.choice(GENERIC) for name in TEXTS})
        elif chance < 0.86:
            row[dice.choice(TEXTS)] = done.rows[index - 1].get("achievement")
        elif chance < 0.88:
            row["next_step"] = dice.choice(done.rows).get("previous_next_step")
        else:
            row.update({name: str(row.get(name) or "")[:20] for name in TEXTS})
            step = dice.choice((-10, 5, 10))
            if isinstance(known := row["progress"], int | float):
                row["progress"] = min(100, max(0, known + step))
    chance = dice.random()
    if chance < 0.2:
        done.rows.sort(key=lambda row: str(row.get("rating")))
    elif chance < 0.3:
        del done.rows[dice.randrange(len(done.rows))]
    return done


Spoiling = Callable[[Filled, Random], Filled]


def _permuted(rows: Sequence[Row], fields: Iterable[str], order: Sequence[int]) -> list[Row]:
    names = tuple(fields)
    return [
        {**row, **{name: rows[origin].get(name) for name in names}}
        for row, origin in zip(rows, order, strict=True)
    ]


def moved(rows: Sequence[Row], fields: Iterable[str], step: int) -> list[Row]:
    """Return rows whose cells stand one row below (1) or above (-1); the last one falls below the table."""
    names = tuple(fields)
    longer: list[Row] = [dict(row) for row in (*rows, {})]
    for index, row in enumerate(longer):
        origin = index - step
        row.update({name: rows[origin].get(name) if 0 <= origin < len(rows) else None for name in names})
    return longer if any(longer[-1].values()) else longer[:-1]


def _sorted_by(rows: Sequence[Row], name: str) -> list[int]:
    return sorted(range(len(rows)), key=lambda index: str(rows[index].get(name) or "￿"))


def _on_rows(spoil: Callable[[list[Row], Random], list[Row]]) -> Spoiling:
    def spoiled(made: Filled, dice: Random) -> Filled:
        return replace(made.copy(), rows=spoil(made.copy().rows, dice))

    return spoiled


def _on_values(spoil: Callable[[list[Row], Random], list[Row]]) -> Spoiling:
    def spoiled(made: Filled, dice: Random) -> Filled:
        return replace(made.copy(), values=spoil(made.copy().values, dice))

    return spoiled


def _shuffled(rows: Sequence[Row], dice: Random) -> list[int]:
    order = list(range(len(rows)))
    while any(order[index] == index for index in order):
        dice.shuffle(order)
    return order


def _crossed(rows: Sequence[Row], dice: Random) -> list[int]:
    order = list(range(len(rows)))
    one, other = dice.sample([i for i in order if rows[i].get("achievement")], 2)
    order[one], order[other] = other, one
    return order


ALL = tuple(column.field for column in PROGRESS.columns)
SPOILED: dict[str, Spoiling] = {
    "実績の列だけ並べ替え": _on_rows(
        lambda rows, _: _permuted(rows, ["achievement"], _sorted_by(rows, "achievement"))
    ),
    "進捗率の列だけ並べ替え": _on_rows(
        lambda rows, _: _permuted(rows, ["progress"], _sorted_by(rows, "progress"))
    ),
    "実績の列が1行下": _on_rows(lambda rows, _: moved(rows, ["achievement"], 1)),
    "実績の列が1行上": _on_rows(lambda rows, _: moved(rows, ["achievement"], -1)),
    "記入の全列が1行下": _on_rows(lambda rows, _: moved(rows, INPUTS, 1)),
    "記入の全列が1行上": _on_rows(lambda rows, _: moved(rows, INPUTS, -1)),
    "2行の記入を交換": _on_rows(lambda rows, dice: _permuted(rows, INPUTS, _crossed(rows, dice))),
    "コードの列だけ並べ替え": _on_rows(lambda rows, dice: _permuted(rows, ["action"], _shuffled(rows, dice))),
    "コードと名前だけ並べ替え": _on_rows(lambda rows, dice: _permuted(rows, ALL[:2], _shuffled(rows, dice))),
    "右の列を残して並べ替え": _on_rows(lambda rows, dice: _permuted(rows, ALL[:12], _shuffled(rows, dice))),
    "左の列を残して並べ替え": _on_rows(lambda rows, dice: _permuted(rows, ALL[6:], _shuffled(rows, dice))),
    "実績値が1行下": _on_values(lambda rows, _: moved(rows, ["actual"], 1)),
    "実績値が1行上": _on_values(lambda rows, _: moved(rows, ["actual"], -1)),
    "指標の行の名だけ並べ替え": _on_values(
        lambda rows, dice: _permuted(rows, ["action", "name", "indicator"], _shuffled(rows, dice))
    ),
}
