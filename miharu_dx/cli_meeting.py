"""会議版 from the command line: frozen for a meeting, and listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from miharu_dx.cli_frame import DONE, at_option, cli, context, json_option, print_json, say, store_option
from miharu_dx.cli_text import JapaneseCommand, JapaneseGroup, table
from miharu_dx.domain.calendar import date_label, moment_label
from miharu_dx.domain.plan import PeriodKey, Plan
from miharu_dx.domain.records_meeting import Edition, Meeting
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import editions as edition_service
from miharu_dx.services import meetings
from miharu_dx.services.context import Context
from miharu_dx.services.status import latest_reported

_HEAD = ("会議", "開催日", "期", "基準日", "凍結した版", "比べる版", "内容の印", "作った日時", "作った人")


@cli.group("edition", cls=JapaneseGroup, help="会議版（会議のために凍結した版）を作り、一覧にします。")
def edition() -> None:
    """Hold the commands of editions together."""


@edition.command("create", cls=JapaneseCommand, help="今の内容を、会議の名前と回の番号を付けて凍結します。")
@click.option(
    "--name", required=True, help="会議の名前（例: 推進本部会議）。「第3回 …」と書けば回も決まります。"
)
@click.option("--number", type=int, help="回の番号。指定しないときは、準備している会議、なければ次の番号。")
@click.option("--held-on", default="", help="開催日（年-月-日、西暦）。")
@click.option("--fiscal-year", type=int, help="年度（西暦）。指定しないときは、報告のある最後の期の年度。")
@click.option("--period", default="", help="期の名前又はコード。指定しないときは、報告のある最後の期。")
@store_option
@json_option
def create(
    name: str,
    number: int | None,
    held_on: str,
    fiscal_year: int | None,
    period: str,
    store: Path | None,
    as_json: bool,
) -> int:
    """Freeze the present version for a meeting."""
    day = _day(held_on.strip())
    with context(store) as ctx:
        key = _key(ctx, fiscal_year, period)
        made = edition_service.create_edition(ctx, name, number=number, key=key, held_on=day)
        meeting = meetings.meeting_named(ctx, made.meeting)
        plan, zone = ctx.plan, ctx.clock().tzinfo
    if as_json:
        print_json(_plain(plan, made, meeting))
    else:
        label = plan.period_label(edition_service.edition_key(ctx, made))
        told = moment_label(made.at.astimezone(zone))
        say(
            f"{meeting.title}の会議版を作りました（{told}）。"
            f"{label}、版{made.frozen_version}、内容の印 {made.short_hash}"
        )
    return DONE


@edition.command("list", cls=JapaneseCommand, help="会議版を、回の番号の順に表示します。")
@at_option
@store_option
@json_option
def list_editions(at: str, store: Path | None, as_json: bool) -> int:
    """Print the editions."""
    with context(store, at) as ctx:
        found = edition_service.editions(ctx)
        known = {row.number: row for row in meetings.meetings(ctx)}
        version, plan, zone = ctx.snapshot().version, ctx.plan, ctx.clock().tzinfo
    if as_json:
        rows = [_plain(plan, row, known[row.meeting]) for row in found]
        print_json({"version": version, "editions": rows})
        return DONE
    if not found:
        say("会議版はまだありません。edition create --name 会議の名前 で作れます。")
        return DONE
    lines: list[list[str]] = []
    for row in found:
        key, meeting = plan.key(row.fiscal_year, row.period), known[row.meeting]
        lines.append(
            [
                meeting.title,
                date_label(meeting.held_on) if meeting.held_on else "―",
                plan.period_label(key),
                date_label(plan.end_date(key)),
                str(row.frozen_version),
                "―" if row.before is None else str(row.before),
                row.short_hash,
                moment_label(row.at.astimezone(zone)),
                row.actor,
            ]
        )
    say(table(_HEAD, lines, left=(0, 1, 2, 3, 6, 7, 8)))
    return DONE


def _key(ctx: Context, fiscal_year: int | None, period: str) -> PeriodKey | None:
    if fiscal_year is None and not period:
        return None
    newest = latest_reported(ctx.snapshot(), ctx.today())
    year = newest.fiscal_year if fiscal_year is None else ctx.plan.checked_fiscal_year(fiscal_year)
    return ctx.plan.key(year, period) if period else PeriodKey(year, newest.order)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("meeting.day_unreadable", value=text[:20]) from None


def _plain(plan: Plan, row: Edition, meeting: Meeting) -> dict[str, object]:
    key = plan.key(row.fiscal_year, row.period)
    return {
        "number": row.meeting,
        "name": meeting.name,
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat() if meeting.held_on else None,
        "fiscal_year": row.fiscal_year,
        "period": plan.period_at(key).name,
        "as_of": plan.end_date(key).isoformat(),
        "version": row.frozen_version,
        "before": row.before,
        "hash": row.content_hash,
        "made_at": row.at.isoformat(),
        "actor": row.actor,
    }
