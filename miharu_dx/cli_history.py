"""履歴 and 取消 from the command line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from miharu_dx.cli_frame import DONE, at_option, cli, context, json_option, print_json, say, store_option
from miharu_dx.cli_text import JapaneseCommand, table
from miharu_dx.domain.records import Snapshot
from miharu_dx.domain.undo import Undo
from miharu_dx.present.views.history import HistoryFilter
from miharu_dx.present.views.history_undo import receipt_sentence, undo_sentence
from miharu_dx.services import history as history_service
from miharu_dx.services import withdrawal
from miharu_dx.services.context import Context, department_named

_HEAD = ("版", "日時", "種別", "番号", "担当課", "期", "ファイル・内容", "結果", "登録した人")


@cli.command(
    cls=JapaneseCommand,
    help="だれが、いつ、何をしたかを、新しい順に表示します。「番号」は取消に使う提出の番号です。",
)
@click.option("--department", default="", help="担当課のコード又は名前。")
@click.option("--limit", type=click.IntRange(min=1), help="表示する版の数。指定しないときは全部。")
@at_option
@store_option
@json_option
def history(department: str, limit: int | None, at: str, store: Path | None, as_json: bool) -> int:
    """Print the record of versions."""
    with context(store, at) as ctx:
        code = _department(ctx, department) if department else ""
        view = history_service.history(ctx, HistoryFilter(department=code))
    lines = view.lines[:limit]
    if as_json:
        print_json(
            {"version": view.version, "total": len(view.lines), "rows": [asdict(line) for line in lines]}
        )
        return DONE
    say(f"版{view.version}　{view.headline}")
    rows = [
        [
            str(line.version),
            line.at,
            line.what + (f"（{line.state}）" if line.state else ""),
            "" if line.submission is None else str(line.submission),
            line.whose,
            line.period,
            line.about,
            line.counts,
            line.actor,
        ]
        for line in lines
    ]
    say(table(_HEAD, rows, left=range(1, len(_HEAD))))
    if len(lines) < len(view.lines):
        say(f"新しい{len(lines)}版を表示しました（全部で{len(view.lines)}版）。")
    return DONE


def _department(ctx: Context, name: str) -> str:
    """Return the code of a department; one that has ended is known by its code."""
    snapshot: Snapshot = ctx.snapshot()
    if name in snapshot.departments_by_code:
        return name
    return department_named(snapshot, name, ctx.plan.last_ended(ctx.today()).fiscal_year).code


@cli.command(
    cls=JapaneseCommand,
    help="提出を取り消します。後から変更された値は、そのまま残します。番号は history で確かめます。",
)
@click.argument("number", metavar="NUMBER", type=int)
@click.option("--reason", default="", help="理由。履歴に残ります。")
@click.option("--restore", is_flag=True, help="取消をやめて、提出を元に戻します。")
@click.option("--check", "only_check", is_flag=True, help="変わる内容を表示するだけで、何も変えません。")
@store_option
@json_option
def withdraw(
    number: int, reason: str, restore: bool, only_check: bool, store: Path | None, as_json: bool
) -> int:
    """Take a submission back, or let it count again."""
    with context(store) as ctx:
        if only_check:
            prepare = withdrawal.prepare_restoration if restore else withdrawal.prepare_withdrawal
            undo = prepare(ctx, number)
            version, already, told = undo.version, undo.already, undo_sentence(undo)
        else:
            act = withdrawal.restore_submission if restore else withdrawal.withdraw_submission
            done = act(ctx, number, reason)
            undo, version, already = done.undo, done.version, done.already
            told = receipt_sentence(undo, version, already=already)
            told += "" if already else f"。{undo_sentence(undo)}"
    if as_json:
        print_json(_plain(undo, version, already, only_check))
    else:
        say(told)
    return DONE


def _plain(undo: Undo, version: int, already: bool, only_check: bool) -> dict[str, object]:
    return {
        "number": undo.number,
        "version": version,
        "already": already,
        "done": not (already or only_check),
        "withdrawn": undo.taking_back if already or not only_check else not undo.taking_back,
        "moved": [{"table": row.table, "key": row.key, "outcome": row.outcome.value} for row in undo.moved],
        "kept": [
            {"table": row.table, "key": row.key, "why": row.why.value if row.why else ""}
            for row in undo.staying
        ],
    }
