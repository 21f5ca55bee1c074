"""催促 and 提出期限 from the command line: texts are printed, nothing is sent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from miharu_dx.cli_frame import DONE, at_option, cli, context, json_option, print_json, say, store_option
from miharu_dx.cli_text import JapaneseCommand
from miharu_dx.domain.deadlines import Due
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import deadline as deadline_service
from miharu_dx.services import reminder
from miharu_dx.services.context import Context, department_named, reporting_period
from miharu_dx.services.reminder import Letter, Letters

_NONE, _PLAN = "none", "plan"
_LINE = "-" * 40


@cli.command(
    "remind",
    cls=JapaneseCommand,
    help="まだ報告のない個別取組の名前を入れた、催促の文を表示します。送ることはしません。",
)
@click.option("--fiscal-year", type=int, help="年度（西暦）。指定しないときは、集めている期の年度。")
@click.option("--period", default="", help="期の名前又はコード。指定しないときは、集めている期。")
@click.option("--department", default="", help="担当課のコード又は名前。指定しないときは全課分。")
@at_option
@store_option
@json_option
def remind(
    fiscal_year: int | None, period: str, department: str, at: str, store: Path | None, as_json: bool
) -> int:
    """Print the letters of a period."""
    with context(store, at) as ctx:
        key = _key(ctx, fiscal_year, period)
        letters = reminder.reminders(ctx, key, today=ctx.today())
        chosen = _chosen(ctx, letters, department, key)
    if as_json:
        print_json(
            {
                "fiscal_year": key.fiscal_year,
                "period": letters.period,
                "tone": letters.tone.value,
                "letters": [_plain(letter) for letter in chosen],
            }
        )
        return DONE
    if not chosen:
        say(letters.empty or "この課は報告を終えています。催促は要りません。")
        return DONE
    say(f"\n{_LINE}\n\n".join(letter.text for letter in chosen).rstrip())
    return DONE


def _key(ctx: Context, fiscal_year: int | None, period: str) -> PeriodKey:
    now = reporting_period(ctx.snapshot(), ctx.today())
    year = now.fiscal_year if fiscal_year is None else ctx.plan.checked_fiscal_year(fiscal_year)
    return ctx.plan.key(year, period) if period else PeriodKey(year, now.order)


def _chosen(ctx: Context, letters: Letters, department: str, key: PeriodKey) -> tuple[Letter, ...]:
    if not department:
        return letters.each
    letter = letters.to(department_named(ctx.snapshot(), department, key.fiscal_year).code)
    return () if letter is None else (letter,)


def _plain(letter: Letter) -> dict[str, object]:
    return {
        "department": letter.department,
        "name": letter.unit,
        "rows": letter.rows,
        "subject": letter.subject,
        "text": letter.text,
    }


@cli.command(
    "deadline",
    cls=JapaneseCommand,
    help="期の提出期限を表示します。--due を付けると設定します。",
)
@click.option("--fiscal-year", type=int, required=True, help="年度（西暦）。")
@click.option("--period", required=True, help="期の名前又はコード。")
@click.option(
    "--due", default="", help="期限の日（例: 2026-10-20）。none は期限なし、plan は計画の期限に戻す。"
)
@store_option
@json_option
def deadline(fiscal_year: int, period: str, due: str, store: Path | None, as_json: bool) -> int:
    """Print the deadline of a period, or set it."""
    with context(store) as ctx:
        key = ctx.plan.key(ctx.plan.checked_fiscal_year(fiscal_year), period)
        found = _turned(ctx, key, due.strip()) if due else deadline_service.due(ctx, key)
        version, label = ctx.store.version, ctx.plan.period_label(key)
    word = deadline_service.origin_word(found)
    if as_json:
        day = None if found.day is None else found.day.isoformat()
        print_json({"period": label, "due": day, "origin": found.origin.value, "version": version})
    else:
        say(f"{label}の提出期限: {deadline_service.due_word(found.day)}（{word}）")
    return DONE


def _turned(ctx: Context, key: PeriodKey, text: str) -> Due:
    if text == _PLAN:
        return deadline_service.reset_deadline(ctx, key)
    if text == _NONE:
        return deadline_service.set_deadline(ctx, key, None)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refusal("deadline.unreadable", value=text) from None
    return deadline_service.set_deadline(ctx, key, day)
