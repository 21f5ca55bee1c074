"""The whole way of an upload: whatever is handed over ends in a refusal with its code or in findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from miharu_dx.domain.preview import Preview
from miharu_dx.domain.refusal import Refusal
from tests.intake import test_gate, test_workbook
from tests.intake.nasty_read import BESIDE, SAID
from tests.intake.nasty_refused import BOMBS, TANGLES
from tests.intake.tables import cited
from tests.services.desk import Desk, opened_desk, spoken
from tests.services.nasty_forms import FAULTY, TOO_MANY, Forms

NAMES = {name: name for name in (
    "様式.xlsx", "", "../../etc/passwd", "𠮷か\u3099①㈱髙﨑.xlsx", "<script>alert(1)</script>.xlsx", "{0}{file_name}.xlsx",
    "=1+1.xlsx", "CON.xlsx",
)} | {
    "長" * 5_000: "長" * 255,
    "報告\u202exslx.exe": "報告□xslx.exe",
    "報告\x00\n.xlsx": "報告□□.xlsx",
    "\udcff.xlsx": "□.xlsx",
}  # fmt: skip
# The gate looks before the reader and only at what is plainly too far.
SEEN_BY_THE_GATE = {"row after the last": "file.cell_too_far", "column after the last": "file.cell_too_far"}
ALREADY = (
    test_gate.OTHER_FILES
    | test_gate.BROKEN
    | {name: (data, SEEN_BY_THE_GATE.get(name, code)) for name, (data, code) in test_workbook.REFUSED.items()}
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Yield a desk that only looks: nothing is committed here."""
    desk = opened_desk(tmp_path_factory.mktemp("nasty") / "miharu_dx.duckdb")
    yield desk
    desk.store.close()


@pytest.fixture(scope="module")
def forms(office: Desk) -> Forms:
    """Return the cells of a real form and a real plan workbook of this store."""
    return Forms.of(office.form(進捗={("A1",): spoken()}), office.plan_book())


def outcome(desk: Desk, data: bytes, name: str = "報告.xlsx") -> str | Preview:
    try:
        return desk.check(data, name)
    except Refusal as refusal:
        assert refusal.message
        assert refusal.next_step
        return refusal.code


def codes(found: str | Preview) -> set[str]:
    assert isinstance(found, Preview), found
    cited(found.findings[:200])
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize(("data", "code"), ALREADY.values(), ids=ALREADY)
def test_a_file_that_is_no_workbook_or_a_broken_one_is_refused_with_its_code(
    office: Desk, data: bytes, code: str
) -> None:
    assert outcome(office, data) == code


@pytest.mark.parametrize(("make", "code"), (BOMBS | TANGLES).values(), ids=BOMBS | TANGLES)
def test_a_bomb_is_refused_with_its_code(office: Desk, make: Callable[[], bytes], code: str) -> None:
    assert outcome(office, make()) == code


STRANGE = {name: sound.make for name, sound in (BESIDE | SAID).items()} | {
    name: lambda data=data: data for name, data in test_workbook.WRITTEN_OTHERWISE.items()
}


@pytest.mark.parametrize("make", STRANGE.values(), ids=STRANGE)
def test_a_sound_workbook_that_is_no_form_is_told_so(office: Desk, make: Callable[[], bytes]) -> None:
    (code,) = codes(outcome(office, make()))
    assert code in ("file.form_missing", "file.mapping_none")


@pytest.mark.parametrize(("make", "expected"), FAULTY.values(), ids=FAULTY)
def test_a_form_of_nonsense_is_judged_to_its_end(
    office: Desk, forms: Forms, make: Callable[[Forms], bytes], expected: set[str]
) -> None:
    found = outcome(office, make(forms))
    assert codes(found) >= expected
    assert isinstance(found, Preview)
    assert found.blocks or expected in ({"row.merged"}, {"header.column_hidden"})


@pytest.mark.parametrize(("make", "code"), TOO_MANY.values(), ids=TOO_MANY)
def test_a_form_of_too_much_is_refused_with_its_code(
    office: Desk, forms: Forms, make: Callable[[Forms], bytes], code: str
) -> None:
    assert outcome(office, make(forms)) == code


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_no_name_of_a_file_harms(desk: Desk, name: str, shown: str) -> None:
    data = desk.form(進捗={("A1",): spoken()})
    receipt = desk.hand_in(data, name)
    kept = next(row for row in desk.store.snapshot().submissions if row.id == receipt.submission)
    assert kept.file_name == shown
    assert outcome(desk, b"a,b\n", name) == "file.csv"


SAID_IN_CELLS = {
    "beyond the common letters": ("𠮷 ①㈱髙﨑 ｶﾞ", "𠮷 ①㈱髙﨑 ｶﾞ"),
    "a mark of its own": ("か\u3099", "が"),
    "control marks": ("a\x01b\x07c", "abc"),
    "nothing at all in between": ("a\x00b", "ab"),
    "another direction": ("a\u202eb\u2066c", "abc"),
    "a formula": ("=1+1", "=1+1"),
    "markup": ("<b>&amp;</b>", "<b>&amp;</b>"),
    "line ends": ("一\r\n二\r三", "一\n二\n三"),
    "quotes": ("'; DROP TABLE report; --", "'; DROP TABLE report; --"),
}


@pytest.mark.parametrize(("typed", "kept"), SAID_IN_CELLS.values(), ids=SAID_IN_CELLS)
def test_what_is_typed_is_stored_as_typed_but_for_what_nobody_sees(desk: Desk, typed: str, kept: str) -> None:
    form = Forms.of(desk.form(進捗={("A1",): spoken()}), desk.plan_book())
    escaped = "".join(f"_x{ord(c):04X}_" if c < " " else c for c in typed)
    desk.hand_in(form.filled({2: {"課題": escaped}}))
    assert {report.action: report.issue for report in desk.store.snapshot().reports} == {"A1": kept}
