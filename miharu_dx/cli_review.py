"""確認 and 締切 from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from miharu_dx.cli_frame import DONE, cli, context, json_option, print_json, say, store_option
from miharu_dx.cli_text import JapaneseCommand
from miharu_dx.services import closing
from miharu_dx.services import review as review_service

_year_option = click.option("--fiscal-year", type=int, required=True, help="年度（西暦）。")
_period_option = click.option("--period", required=True, help="期の名前又はコード。")


@cli.command(
    "review",
    cls=JapaneseCommand,
    help="提出を、番号で指定して確認済にします。--return を付けると、理由を添えて差し戻します。"
    "確認の順序で今の番の段の確認になります。",
)
@click.argument("number", metavar="NUMBER", type=int)
@click.option("--confirm", "answer", flag_value="confirm", default=True, help="確認済にします（既定）。")
@click.option("--return", "answer", flag_value="return", help="差し戻します。--reason が要ります。")
@click.option("--reason", default="", help="差戻しの理由。")
@store_option
@json_option
def review(number: int, answer: str, reason: str, store: Path | None, as_json: bool) -> int:
    """Confirm or return one submission at the step whose turn it is."""
    with context(store) as ctx:
        seen = ctx.store.version
        steps = review_service.steps_asked(ctx, number, back=answer == "return")
        if answer == "return":
            done = review_service.send_back(ctx, steps, reason, seen=seen)
        else:
            done = review_service.confirm(ctx, steps, seen=seen)
    if as_json:
        print_json({"submission": number, "answer": answer, "version": done.version, "already": done.already})
    elif done.already:
        say(f"番号{number}の提出は、すでにそうなっています。何も変えていません（版{done.version}）")
    else:
        say(
            f"番号{number}の提出を{'差し戻しました' if answer == 'return' else '確認済にしました'}（版{done.version}）"
        )
    return DONE


@cli.command("close", cls=JapaneseCommand, help="期を締め切ります。後の変更には理由が要るようになります。")
@_year_option
@_period_option
@click.option("--reason", default="", help="添える言葉。")
@store_option
@json_option
def close_period(fiscal_year: int, period: str, reason: str, store: Path | None, as_json: bool) -> int:
    """Close a period."""
    with context(store) as ctx:
        key = ctx.plan.key(ctx.plan.checked_fiscal_year(fiscal_year), period)
        _tell(
            closing.close_period(ctx, key, reason), f"{ctx.plan.period_label(key)}を締め切りました", as_json
        )
    return DONE


@cli.command("open", cls=JapaneseCommand, help="期の締切を解きます。理由が要ります。")
@_year_option
@_period_option
@click.option("--reason", default="", help="締切を解く理由。")
@store_option
@json_option
def open_period(fiscal_year: int, period: str, reason: str, store: Path | None, as_json: bool) -> int:
    """Open a closed period again."""
    with context(store) as ctx:
        key = ctx.plan.key(ctx.plan.checked_fiscal_year(fiscal_year), period)
        _tell(
            closing.open_period(ctx, key, reason), f"{ctx.plan.period_label(key)}の締切を解きました", as_json
        )
    return DONE


def _tell(done: closing.ClosingReceipt, told: str, as_json: bool) -> None:
    if as_json:
        print_json({"version": done.version, "already": done.already})
    elif done.already:
        say(f"すでにそうなっています。何も変えていません（版{done.version}）")
    else:
        say(f"{told}（版{done.version}）")
