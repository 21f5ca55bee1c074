"""Sets a template with data into PDF; data never becomes markup, and no font of the machine is used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

_HERE = Path(__file__).parent
_FONTS = _HERE.parent / "fonts"


@cache
def _fonts() -> typst.Fonts:
    # 機械に入っている書体を使うと、同じ資料が機械ごとに違う形になる。
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])


def printed(template: str, data: Mapping[str, object], made_at: datetime) -> bytes:
    """Return a PDF of the template of that name; ``data`` goes in as JSON values only.

    The same data at the same moment give the same bytes.
    """
    return typst.compile(
        _HERE / f"{template}.typ",
        root=_HERE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=made_at.replace(microsecond=0),
    )
