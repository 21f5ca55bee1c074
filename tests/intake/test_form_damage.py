"""A real form, damaged anywhere: it ends in a refusal with its words or in findings with theirs."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from functools import cache
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake import gate
from miharu_dx.intake import workbook as reader
from miharu_dx.intake.submission import ProgressSubmission, read_progress
from miharu_dx.present import workbook as writer
from tests.intake import nasty
from tests.intake.tables import cited
from tests.intake.test_submission_any import WORDS
from tests.intake.test_workbook_properties import SNIPPETS
from tests.samples import JST, small_snapshot

SNAPSHOT = small_snapshot()
DAY = date(2024, 4, 5)
A_VALUE = re.compile(rb"<c r=\"[A-Z]+\d+\"[^>]*>(?:(?!</c>).)*</c>", re.DOTALL)
PLACE = re.compile(rb"<c r=\"([A-Z]+\d+)\"")


@cache
def form() -> nasty.Parts:
    """Return the parts of a form as the product writes it."""
    key = SNAPSHOT.plan.period_keys[1]
    department = SNAPSHOT.plan.departments[0].code
    data = writer.progress_form(writer.form_of(SNAPSHOT, department, key, datetime(2023, 10, 2, tzinfo=JST)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def judged(data: bytes) -> ProgressSubmission | None:
    """Return what an upload of these bytes is judged to be, None for a refusal."""
    try:
        gate.check(data, "様式.xlsx")
        book = reader.parse(data)
        found = read_progress(book, snapshot=SNAPSHOT, base=SNAPSHOT, today=DAY)
    except Refusal as refusal:
        assert refusal.message
        assert refusal.next_step
        return None
    cited(found.findings[:100])
    return found


def damaged(content: bytes, damages: list[tuple[float, int, bytes]]) -> bytes:
    changed = bytearray(content)
    for where, removed, put in damages:
        at = int(where * len(changed))
        changed[at : at + removed] = put
    return bytes(changed)


anywhere = st.floats(0, 1)
bits = st.sampled_from(SNIPPETS) | st.binary(max_size=6)
damages = st.lists(st.tuples(anywhere, st.integers(0, 40), bits), min_size=1, max_size=5)
texts = st.sampled_from(WORDS) | st.text(max_size=12)
values = st.one_of(
    texts.map(lambda text: ("inlineStr", f"<is><t>{escape(text)}</t></is>")),
    st.sampled_from(("NaN", "1e999", "-1", "45383", "60", "0.5", "1E-9", "9" * 400)).map(
        lambda text: ("n", f"<v>{text}</v>")
    ),
    st.sampled_from(("#REF!", "#N/A", "順調")).map(lambda text: ("e", f"<v>{text}</v>")),
    st.sampled_from(("2024-02-30", "2024-04-01T24:00:00", "12:00")).map(lambda text: ("d", f"<v>{text}</v>")),
    st.just(("str", "<f>B1</f>")),
    st.just(("b", "<v>1</v>")),
)


def test_an_undamaged_form_has_nothing_to_say() -> None:
    found = judged(nasty.packed(form()))
    assert found is not None
    assert not found.findings


@given(st.sampled_from(sorted(form())), damages, st.integers(0, 9), damages)
def test_damage_to_a_part_or_to_the_file_itself(
    part: str, inside: list[tuple[float, int, bytes]], outside: int, bytewise: list[tuple[float, int, bytes]]
) -> None:
    parts = form()
    data = nasty.packed(parts | {part: damaged(parts[part], inside)}, level=1)
    judged(damaged(data, bytewise) if outside == 0 else data)


@given(st.lists(st.tuples(st.integers(1, 4), anywhere, values), min_size=1, max_size=8))
def test_anything_in_any_cell_of_any_sheet(put: list[tuple[int, float, tuple[str, str]]]) -> None:
    parts = dict(form())
    for number, where, (kind, value) in put:
        name = f"xl/worksheets/sheet{number}.xml"
        cells = list(A_VALUE.finditer(parts[name]))
        chosen = cells[min(int(where * len(cells)), len(cells) - 1)]
        place = PLACE.match(chosen[0])
        assert place is not None
        cell = f'<c r="{place[1].decode()}" t="{kind}">{value}</c>'.encode(errors="replace")
        parts[name] = parts[name][: chosen.start()] + cell + parts[name][chosen.end() :]
    judged(nasty.packed(parts, level=1))
