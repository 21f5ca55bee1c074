"""Japanese help and usage errors for the command line, and its tables of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

import click


class JapaneseCommand(click.Command):
    """A command whose help is Japanese throughout."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose and options."""
        write_help(self, ctx, formatter)


class JapaneseGroup(click.Group):
    """A group whose help is Japanese throughout."""

    command_class = JapaneseCommand

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, purpose, options and the list of commands."""
        write_help(self, ctx, formatter)
        rows = [(name, command.get_short_help_str(60)) for name, command in self.commands.items()]
        with formatter.section("コマンド"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with Japanese words."""
        return _help_in_japanese(super().get_help_option(ctx))


def _help_in_japanese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "この説明を表示して終わります。"
    return option


def write_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the help of one command."""
    pieces = _in_japanese(" ".join(command.collect_usage_pieces(ctx)))
    formatter.write(f"使い方: {ctx.command_path} {pieces}\n")
    if command.help:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(command.help)
    _help_in_japanese(command.get_help_option(ctx))
    rows = [
        (_in_japanese(row[0]), _in_japanese(row[1]))
        for item in command.get_params(ctx)
        if (row := item.get_help_record(ctx))
    ]
    if rows:
        with formatter.section("オプション"):
            formatter.write_dl(rows)


_WORDS = (
    ("COMMAND [ARGS]...", "コマンド …"),
    ("[OPTIONS]", "[オプション]"),
    ("FILE...", "ファイル…"),
    (" INTEGER RANGE", " 整数"),
    (" INTEGER", " 整数"),
    ("NUMBER", "番号"),
    (" TEXT", " 文字"),
    (" PATH", " 場所"),
    ("[required]", "（必ず指定します）"),
)


def _in_japanese(text: str) -> str:
    for english, japanese in _WORDS:
        text = text.replace(english, japanese)
    return text


def usage_message(error: click.UsageError) -> tuple[str, str]:
    """Return message and next step for a wrong command line."""
    path = error.ctx.command_path if error.ctx else "python -m miharu_dx"
    step = f"「{path} --help」で使い方を確かめてください。"
    if isinstance(error, click.NoSuchOption):
        return f"オプション {error.option_name} はありません。", step
    if isinstance(error, click.MissingParameter):
        name = _in_japanese(error.param.metavar or error.param.opts[0]) if error.param else "引数"
        return f"{name} を指定してください。", step
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else "引数"
        return f"{name} の値が正しくありません。", step
    return "コマンドの書き方が正しくありません。", step


def width(text: str) -> int:
    """Return the columns a text takes in a terminal; full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, left: Collection[int] = (0,)) -> str:
    """Return a table whose columns line up in a terminal; all but those named are right-aligned."""
    widths = [max(width(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines: list[str] = []
    for row in [head, *rows]:
        cells = [
            row[i] + " " * (widths[i] - width(row[i]))
            if i in left
            else " " * (widths[i] - width(row[i])) + row[i]
            for i in range(len(head))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
