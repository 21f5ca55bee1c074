"""催促: the letters of a period for the 事務局, as text and as files; nothing is sent."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

from miharu_dx.domain.access import Permission
from miharu_dx.domain.plan import PeriodKey
from miharu_dx.present.views.collection_letter import ALL_UNITS, Letter, Letters, letters_of
from miharu_dx.services.context import Context
from miharu_dx.services.forms import FormFile

__all__ = ["Letter", "Letters", "letter_file", "letter_files", "reminders"]

TEXT_TYPE = "text/plain"
ZIP_TYPE = "application/zip"


def reminders(
    ctx: Context, key: PeriodKey, *, today: date, address: str = "", version: int | None = None
) -> Letters:
    """Return the letters to the departments that still owe rows of a period."""
    ctx.require(Permission.REMIND)
    return letters_of(ctx.snapshot(version), key, today=today, address=address)


def letter_file(ctx: Context, letter: Letter, key: PeriodKey) -> FormFile:
    """Return one letter as a text file: UTF-8 with a BOM and lines as an editor of Windows expects them."""
    ctx.require(Permission.REMIND)
    plan = ctx.plan
    unit = ctx.snapshot().department_name(letter.department) if letter.department else ALL_UNITS
    name = f"催促_{key.fiscal_year}{plan.period_at(key).name}_{unit}.txt"
    return FormFile(name, letter.text.replace("\n", "\r\n").encode("utf-8-sig"))


def letter_files(ctx: Context, letters: Letters, key: PeriodKey) -> FormFile:
    """Return every letter of a period in one .zip, the one to all departments first."""
    ctx.require(Permission.REMIND)
    unfinished = BytesIO()
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter in (*([letters.whole] if letters.whole else []), *letters.each):
            file = letter_file(ctx, letter, key)
            archive.writestr(file.file_name, file.data)
    return FormFile(letter_files_name(ctx, key), unfinished.getvalue())


def letter_files_name(ctx: Context, key: PeriodKey) -> str:
    """Return the file name of every letter of a period."""
    return f"催促一式_{key.fiscal_year}{ctx.plan.period_at(key).name}.zip"
