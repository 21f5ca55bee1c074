"""Everything a page sends to a browser, as texts: widgets, HTML, figures, tables and the navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

import pyarrow as pa
import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

_STYLE = re.compile(r"<style.*?</style>", re.S)
_TAG = re.compile(r"<[^>]*>")
_TOLD_BY_TAGS = re.compile(r"""\s(?:title|alt|aria-label|aria-description|placeholder)=["']([^"']*)["']""")
_HASH = re.compile(r"[0-9a-f]{32,}")
_BYTES = frozenset({"data", "bytes"})
_UNSEEN = frozenset(
    {"id", "elementId", "formId", "scriptRunId", "pageScriptHash", "hash", "activeScriptHash"}
)


class Screen:
    """Collects what the scripts of a test send; ``texts`` is what a reader can meet of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Listen to every page opened by AppTest from now on."""
        self.messages: list[ForwardMsg] = []
        sent = self.messages

        class Listening(LocalScriptRunner):
            def forward_msgs(self) -> list[ForwardMsg]:
                found = super().forward_msgs()
                sent.extend(found)
                return found

        monkeypatch.setattr(app_test, "LocalScriptRunner", Listening)

    def texts(self) -> list[str]:
        """Return every text sent since the last call, without tags and style sheets."""
        found = [text for message in self.messages for text in _message_texts(message)]
        self.messages.clear()
        return found

    def figures(self) -> list[dict[str, Any]]:
        """Return the plotly figures sent since the last call of ``texts``."""
        return [
            json.loads(message.delta.new_element.plotly_chart.spec)
            for message in self.messages
            if message.delta.new_element.WhichOneof("type") == "plotly_chart"
        ]


def _message_texts(message: ForwardMsg) -> Iterator[str]:
    kind = message.WhichOneof("type")
    if kind in ("delta", "navigation", "page_config_changed", "page_info_changed"):
        yield from _texts(MessageToDict(message))
        yield from _tables(message)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from _readable(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _UNSEEN and not (name in _BYTES and isinstance(item, str)):
                yield from _texts(item)


def _readable(text: str) -> Iterator[str]:
    if text.startswith(("{", "[")):
        try:
            yield from _texts(json.loads(text))
        except ValueError:
            pass
        else:
            return
    text = _HASH.sub("", _STYLE.sub("", text))
    yield unescape(_TAG.sub("", text))
    yield from (unescape(match[1]) for match in _TOLD_BY_TAGS.finditer(text))


def _tables(message: Message) -> Iterator[str]:
    """Yield the cells of tables, which travel as bytes wherever a message holds them."""
    for field, value in message.ListFields():
        for item in value if isinstance(value, Sequence) and not isinstance(value, bytes | str) else [value]:
            if isinstance(item, Message):
                yield from _tables(item)
            elif isinstance(item, bytes) and item:
                yield from _cells(item, field.full_name)


def _cells(data: bytes, where: str) -> Iterator[str]:
    try:
        table = pa.ipc.open_stream(data).read_all()
    except pa.ArrowInvalid:
        raise AssertionError(f"{where} holds bytes that nobody reads") from None
    yield from table.column_names
    for column in table.columns:
        yield from (str(value) for value in column.to_pylist() if value is not None)
