"""機械可読性 of a file somebody hands over: advice beside the findings, never a reason to stop."""

from __future__ import annotations

import hashlib
import threading
from pathlib import PurePath

from miharu_dx.domain.access import Permission
from miharu_dx.domain.readability import Judgement
from miharu_dx.intake.readability import judge, judge_csv, read_csv, words_of
from miharu_dx.present.views.readability import ReadabilityView, readability_view
from miharu_dx.services import books
from miharu_dx.services.context import Context

_ZIP = b"PK\x03\x04"
_CSV_NAMES = (".csv", ".txt")
_KEPT = 16  # 渡したファイルを直すまでの間、同じ助言を作り直さない
_judged: dict[tuple[object, ...], Judgement] = {}
_lock = threading.Lock()


def readability(ctx: Context, file_name: str, data: bytes) -> ReadabilityView:
    """Return how a workbook or a CSV file stands against the rules; nothing is stored.

    Raises Refusal for a file that cannot be read at all, with the same codes as an upload.
    """
    ctx.require(Permission.VIEW)
    present = ctx.store.snapshot()
    question = (hashlib.sha256(data).hexdigest(), file_name, ctx.store.opening, present.version)
    known = _judged.get(question)
    if known is None:
        words = words_of(present)
        if is_csv(file_name, data):
            known = judge_csv(read_csv(data, PurePath(file_name).stem), words)
        else:
            known = judge(books.cells_of(file_name, data), words)
        with _lock:
            _judged[question] = known
            while len(_judged) > _KEPT:
                _judged.pop(next(iter(_judged)))
    return readability_view(known, file_name)


def is_csv(file_name: str, data: bytes) -> bool:
    """Whether a file is meant as CSV by its name and is no workbook by its first bytes."""
    return not data.startswith(_ZIP) and PurePath(file_name).suffix.lower() in _CSV_NAMES
