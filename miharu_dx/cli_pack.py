"""会議資料一式 from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from miharu_dx.cli_frame import DONE, cli, context, json_option, print_json, say, store_option
from miharu_dx.cli_text import JapaneseCommand
from miharu_dx.domain.refusal import Refusal
from miharu_dx.services import files
from miharu_dx.services import pack as pack_service


@cli.command(
    "pack",
    cls=JapaneseCommand,
    help="会議の資料一式（スライド・資料1・資料2・Excel・議事録）を作ります。"
    "--edition か --version のどちらか一つを指定します。",
)
@click.option("--edition", type=int, help="会議版の回の番号。")
@click.option("--version", type=int, help="版の番号。会議の外の資料で、議事録は作りません。")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="書き出すフォルダー。")
@store_option
@json_option
def pack(edition: int | None, version: int | None, out: Path, store: Path | None, as_json: bool) -> int:
    """Write all files of one meeting, or of one version."""
    if (edition is None) == (version is None):
        raise Refusal("pack.which")
    with context(store) as ctx:
        if edition is not None:
            made = pack_service.edition_pack(ctx, edition)
        else:
            assert version is not None
            made = pack_service.version_pack(ctx, version)
    written = [files.write(out / item.name, item.data) for item in made]
    if as_json:
        print_json({"files": [str(path) for path in written]})
    else:
        for path in written:
            say(f"書き出しました：{path}")
    return DONE
