"""A short mark of what the store held for a row, so that a later change of it is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from hashlib import sha256

from miharu_dx.domain.records import Report
from miharu_dx.domain.records_meeting import Reply

_NOT_SAID_BY_THE_DEPARTMENT = ("from_version", "submission")
_SAID = tuple(item.name for item in fields(Report) if item.name not in _NOT_SAID_BY_THE_DEPARTMENT)
_KEPT = 4096  # 確かめる・確定する・様式を作る間に、同じ行の印を何度も作らない。全課の数期分
_LETTERS = 12  # 48ビット。1つの様式の数百行で、偶然に同じになることはない


def row_fingerprint(values: Mapping[str, object]) -> str:
    """Return 13 characters that are equal exactly when the values mean the same.

    The order of keys does not matter; 45 and 45.0 are one value, blank text and None another.
    It starts with a letter, so that no spreadsheet program takes it for a number or a date.
    Raises TypeError for a value that is no text, number, truth value, date or None.
    """
    plain = {key: _plain(value) for key, value in values.items()}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "f" + sha256(text.encode(errors="surrogatepass")).hexdigest()[:_LETTERS]


@lru_cache(maxsize=_KEPT)
def report_fingerprint(report: Report | None) -> str:
    """Return the fingerprint of what a department said in a report, that of nothing for none."""
    if report is None:
        return row_fingerprint({})
    return row_fingerprint({name: getattr(report, name) for name in _SAID})


def reply_fingerprint(reply: Reply | None) -> str:
    """Return the fingerprint of the answer to an instruction, that of nothing for none."""
    if reply is None:
        return row_fingerprint({})
    return row_fingerprint({name: getattr(reply, name) for name in ("state", "text", "done_on", "author")})


def _plain(value: object) -> str | float | bool | list[str] | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, str):
        return value
    raise TypeError(f"no fingerprint of {type(value).__name__}")
