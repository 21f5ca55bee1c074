"""The same use cases from the command line: exit 0 done, 1 findings, 2 refusal, never a traceback."""

from __future__ import annotations

import logging
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from miharu_dx import cli_collection, cli_history, cli_meeting, cli_pack, cli_review
from miharu_dx.cli_frame import (
    DONE,
    FINDINGS,
    REFUSED,
    at_option,
    cli,
    context,
    json_option,
    print_json,
    say,
    store_option,
)
from miharu_dx.cli_text import JapaneseCommand, table, usage_message
from miharu_dx.config import ROOT, settings
from miharu_dx.domain.changes import Chosen
from miharu_dx.domain.refusal import Refusal
from miharu_dx.domain.standing import Tally, rounded
from miharu_dx.services import batch, files, forms, listing
from miharu_dx.services import demo as demo_service
from miharu_dx.services import status as status_service
from miharu_dx.services.house import House

__all__ = ["cli", "cli_collection", "cli_history", "cli_meeting", "cli_pack", "cli_review", "main"]

log = logging.getLogger(__name__)


@cli.command(
    cls=JapaneseCommand,
    help="担当課に渡す様式（.xlsx）を作ります。担当課を指定しないときは全課分を作ります。",
)
@click.option(
    "--department", "departments", multiple=True, help="担当課のコード又は名前。何度でも指定できます。"
)
@click.option("--fiscal-year", type=int, required=True, help="年度（西暦。例: 2026＝令和8年度）。")
@click.option("--period", required=True, help="期の名前又はコード。")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="保存するフォルダー。")
@store_option
@json_option
def template(
    departments: Sequence[str], fiscal_year: int, period: str, out: Path, store: Path | None, as_json: bool
) -> int:
    """Write the forms of one, several or all departments."""
    written: list[str] = []
    with context(store) as ctx:
        names = departments or forms.departments_with_actions(ctx, fiscal_year)
        for name in names:
            form = forms.progress_form(ctx, name, fiscal_year, period)
            written.append(str(files.write(out / form.file_name, form.data)))
    if as_json:
        print_json({"files": written})
    else:
        for path in written:
            say(f"様式を保存しました: {path}")
    return DONE


def _each_file(
    paths: Sequence[Path],
    store: Path | None,
    as_json: bool,
    *,
    keep: bool,
    on_both: Chosen | None = None,
    reason: str = "",
    said: tuple[str | None, int | None, str | None],
) -> int:
    code = DONE
    with context(store) as ctx:
        fallback = batch.fallback_of(ctx, *said, source="コマンドでの指定")
        for result in batch.results(ctx, paths, keep=keep, on_both=on_both, reason=reason, fallback=fallback):
            code = max(code, REFUSED if result.refusal else DONE if result.passes else FINDINGS)
            if as_json:
                print_json(result.plain())
            else:
                say(result.text())
    return code


_FILES = click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
_DEPARTMENT = click.option(
    "--department",
    help="担当課のコード又は名前。様式でない表の題名にもファイル名にも課がないときに使います。",
)
_YEAR = click.option(
    "--fiscal-year", type=int,
    help="年度（西暦）。様式でない表の題名にもファイル名にも年度がないときに使います。--period と一緒に指定します。",
)  # fmt: skip
_PERIOD = click.option("--period", help="期の名前又はコード。--fiscal-year と一緒に指定します。")
_ON_BOTH: Mapping[str, Chosen] = {"keep": "theirs", "replace": "mine"}


@cli.command(
    cls=JapaneseCommand,
    help="記入したファイルを確かめます。フォルダーを指定すると、中のすべての .xlsx・.csv を確かめます。何も登録しません。",
)
@_FILES
@_DEPARTMENT
@_YEAR
@_PERIOD
@store_option
@json_option
def check(
    paths: Sequence[Path],
    department: str | None,
    fiscal_year: int | None,
    period: str | None,
    store: Path | None,
    as_json: bool,
) -> int:
    """Check workbooks without keeping anything."""
    return _each_file(paths, store, as_json, keep=False, said=(department, fiscal_year, period))


@cli.command(
    "import",
    cls=JapaneseCommand,
    help="記入したファイル（フォルダーなら中のすべての .xlsx・.csv）を確かめ、直すところがなければ確定します。",
)
@_FILES
@click.option(
    "--on-both", type=click.Choice(list(_ON_BOTH)), default=None,
    help="様式を作った後に別の提出でも変わった値を、keep（今の保存のまま）か replace（ファイルの値に）にします。"
    "付けないときは確定しません。",
)  # fmt: skip
@click.option("--reason", default="", help="締め切った期の内容を変える理由。")
@_DEPARTMENT
@_YEAR
@_PERIOD
@store_option
@json_option
def import_(
    paths: Sequence[Path],
    on_both: str | None,
    reason: str,
    department: str | None,
    fiscal_year: int | None,
    period: str | None,
    store: Path | None,
    as_json: bool,
) -> int:
    """Check workbooks and commit those without a blocking finding."""
    chosen = _ON_BOTH[on_both] if on_both else None
    said = (department, fiscal_year, period)
    return _each_file(paths, store, as_json, keep=True, on_both=chosen, reason=reason, said=said)


@cli.command(cls=JapaneseCommand, help="評価の件数を、施策・担当課・年度ごとに表示します。")
@click.option(
    "--by", type=click.Choice([g.value for g in status_service.Grouping]), default="measure", show_default=False,
    help="まとめる単位: measure（施策）、department（担当課）、fiscal-year（年度）。",
)  # fmt: skip
@at_option
@store_option
@json_option
def status(by: str, at: str, store: Path | None, as_json: bool) -> int:
    """Print counts by group with their denominators."""
    with context(store, at) as ctx:
        found = status_service.status(ctx, status_service.Grouping(by))
        if as_json:
            print_json(status_service.as_plain(found))
            return DONE
    words = found.words
    head = ["", "件数", *words.ratings, *(word for _, word in words.outside), words.good]
    rows = [_status_row(row.name, row.tally, words) for row in found.rows]
    if by != status_service.Grouping.FISCAL_YEAR:
        rows.append(_status_row("全体", found.total, words))
    mark = "見本データ　" if found.store_kind == "demo" else ""
    say(
        f"{mark}{found.period_label}　基準日 {found.as_of_label}　更新日時 {found.updated or '―'}　版{found.version}"
    )
    say(table(head, rows))
    return DONE


def _status_row(name: str, tally: Tally, words: status_service.StatusWords) -> list[str]:
    share = tally.share_good
    shown = "―" if share is None else f"{rounded(share)}%（{tally.good}／{tally.rated}件）"
    return [
        name,
        str(tally.total),
        *(str(tally.by_rating[rating]) for rating in words.ratings),
        *(str(tally.by_outside[reason]) for reason, _ in words.outside),
        shown,
    ]


@cli.command(cls=JapaneseCommand, help="すべての個別取組の一覧を、ファイルに書き出します。")
@click.option("--format", "kind", required=True, help="xlsx・csv・parquet のどれか。")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="書き出すファイル。")
@at_option
@store_option
@json_option
def export(kind: str, out: Path, at: str, store: Path | None, as_json: bool) -> int:
    """Write the list of every action as a table."""
    with context(store, at) as ctx:
        data, version = listing.export(ctx, kind), ctx.snapshot().version
    path = files.write(out, data)
    if as_json:
        print_json({"file": str(path), "format": kind, "version": version})
    else:
        say(f"一覧を書き出しました（版{version}）: {path}")
    return DONE


@cli.command(cls=JapaneseCommand, help="見本のファイルと見本のデータベース（miharu_dx.duckdb）を作ります。")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="保存するフォルダー。")
@store_option
@json_option
def demo(out: Path, store: Path | None, as_json: bool) -> int:
    """Write the sample workbooks and a demo store; ``--store`` names another place for the store."""
    plan = House(settings()).plan
    written = demo_service.write_samples(out)
    path = store or out / settings().store_file.name
    demo_service.build_demo_store(path, plan, out)
    if as_json:
        print_json({"files": [str(item) for item in written], "store": str(path)})
    else:
        say(f"見本のファイル {len(written)}件と、見本のデータベース {path} を作りました。")
    return DONE


@cli.command(cls=JapaneseCommand, help="ダッシュボードを始めます。止めるには Ctrl+C を押します。")
@click.option("--port", type=int, default=8501, help="ポート番号。")
@click.option("--host", default="localhost", help="待ち受けるアドレス。既定はこの端末だけ（localhost）。")
@store_option
@json_option
def serve(port: int, host: str, store: Path | None, as_json: bool) -> int:
    """Run the server until it is stopped."""
    environment = dict(os.environ)
    if store is not None:
        environment["MIHARU_DX_STORE"] = str(store.resolve())
    if as_json:
        print_json({"url": f"http://{host}:{port}"})
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py",
        "--server.port", str(port), "--server.address", host,
    ]  # fmt: skip
    if os.name == "posix":
        # 止める合図を受けるのは、サーバー自身でなければならない。
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(sys.executable, command, environment)  # noqa: S606 - own interpreter, fixed words
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:  # noqa: S603 - own interpreter, fixed words
        try:
            return server.wait()
        except KeyboardInterrupt:
            return DONE
        finally:
            server.terminate()


def main(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; expected stops and bugs are told in Japanese."""
    as_json = "--json" in arguments
    try:
        return _run(lambda: cli.main(list(arguments), prog_name="python -m miharu_dx", standalone_mode=False))
    except Refusal as refusal:
        _tell(as_json, refusal.code, refusal.message, refusal.next_step)
    except click.UsageError as error:
        _tell(as_json, "command.usage", *usage_message(error))
    except click.Abort:
        _tell(
            as_json,
            "command.aborted",
            "途中で止めました。",
            "もう一度行うときは、同じコマンドを打ってください。",
        )
    except Exception:
        number = secrets.token_hex(4).upper()
        log.exception("incident %s", number)
        _tell(
            as_json, "command.incident", "思わぬ誤りで止まりました。",
            f"番号 {number} を事務局へ知らせてください。",
        )  # fmt: skip
    return REFUSED


def _run(call: Callable[[], Any]) -> int:
    result = call()
    return result if isinstance(result, int) else DONE


def _tell(as_json: bool, code: str, message: str, next_step: str) -> None:
    if as_json:
        print_json({"refusal": {"code": code, "message": message, "next_step": next_step}})
    click.echo(f"{message}\n{next_step}", err=True)
