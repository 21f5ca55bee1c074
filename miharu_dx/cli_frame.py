"""What all commands share: the group, the store and JSON options, and how they speak."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from miharu_dx.cli_text import JapaneseGroup
from miharu_dx.config import Settings, settings
from miharu_dx.domain.access import Actor, Role
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services.as_of import as_of, reading
from miharu_dx.services.context import Context
from miharu_dx.services.house import House

DONE, FINDINGS, REFUSED = 0, 1, 2

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="データベースの場所。既定は環境変数 MIHARU_DX_STORE、なければ data/store。",
)
json_option = click.option("--json", "as_json", is_flag=True, help="結果をJSONで出します。")
at_option = click.option(
    "--at",
    "at",
    default="",
    help="その時点で読みます。版の番号、日付又は会議の回（例: 57、2026-03-31、第3回）。",
)


@click.group(cls=JapaneseGroup, help="計画の進捗ダッシュボードを、画面と同じ仕組みで操作します。")
def cli() -> None:
    """Hold the commands together."""


def store_settings(store: Path | None) -> Settings:
    """Return the settings with the store that was named; refuse one that is named and not there."""
    chosen = settings(store)
    named = store or os.environ.get("MIHARU_DX_STORE")
    if named and not chosen.store_file.exists():
        raise Refusal("store.missing", path=chosen.store_file)
    return chosen


@contextmanager
def context(store: Path | None, at: str = "") -> Iterator[Context]:
    """Open the store for one command, at a point in time where one is named; close it afterwards."""
    house = House(store_settings(store))
    try:
        ctx = house.context(Actor(f"コマンド（{getpass.getuser()}）", Role.SECRETARIAT))
        yield reading(ctx, as_of(ctx, at)) if at else ctx
    finally:
        house.close()


def say(text: str) -> None:
    """Print a line for a person."""
    click.echo(text)


def print_json(value: object) -> None:
    """Print one line for a program."""
    say(json.dumps(value, ensure_ascii=False))
