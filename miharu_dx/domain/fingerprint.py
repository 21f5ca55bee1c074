"""A short mark of what the store held for a row, so that a later change of it is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

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
