"""The structure of a plan file: pillars, measures with their initiatives, departments."""

from __future__ import annotations

from collections.abc import Mapping

from miharu_dx.domain.plan import Department, Initiative, Measure, Pillar
from miharu_dx.domain.plan_reader import Data, PlanText, Row, known_rows, unique


def pillars(source: PlanText, data: Data) -> tuple[Pillar, ...]:
    """Return the pillars in the order of the file."""
    found = known_rows(source, data, "pillars", ("code", "name", "description"))
    pillars = tuple(Pillar(row.text("code"), row.text("name"), row.text("description", "")) for row in found)
    unique(found, [pillar.code for pillar in pillars], "code")
    return pillars


def measures(source: PlanText, data: Data, pillars: set[str]) -> tuple[Measure, ...]:
    """Return the measures with their initiatives; ``pillars`` holds the known codes."""
    keys = ("code", "pillar", "name", "subtitle", "fields", "initiatives")
    found = known_rows(source, data, "measures", keys)
    measures = tuple(_measure(row, pillars) for row in found)
    unique(found, [measure.code for measure in measures], "code")
    owners = [row for row, measure in zip(found, measures, strict=True) for _ in measure.initiatives]
    codes = [i.code for measure in measures for i in measure.initiatives]
    unique(owners, codes, "initiatives", within=True)
    return measures


def _measure(row: Row, pillars: set[str]) -> Measure:
    code, pillar = row.text("code"), row.text("pillar")
    if pillar not in pillars:
        row.fail(
            f"施策「{code}」の柱「{pillar}」がありません。",
            "[[pillars]] にある code を書いてください。",
            "pillar",
        )
    return Measure(
        code=code,
        name=row.text("name"),
        pillar=pillar,
        initiatives=tuple(_initiatives(row, code)),
        fields=row.texts("fields"),
        subtitle=row.text("subtitle", ""),
    )


def _initiatives(row: Row, measure: str) -> list[Initiative]:
    found: list[Initiative] = []
    for item in row.tables("initiatives"):
        row.only(("code", "name"), item, "initiatives")
        words = [item.get(key) for key in ("code", "name")]
        if not all(isinstance(word, str) and word.strip() for word in words):
            row.fail(
                f"施策「{measure}」の取組事項に code か name がありません。",
                '取組事項を { code = "…", name = "…" } の形で書いてください。',
                "initiatives",
                next((word for word in words if isinstance(word, str) and word), ""),
            )
        code, name = (str(word) for word in words)
        found.append(Initiative(code, name, measure))
    return found


def departments(source: PlanText, data: Data, first_fiscal_year: int) -> tuple[Department, ...]:
    """Return the departments, whose successors are there and lead to no circle."""
    keys = ("code", "name", "group", "valid_from", "valid_to", "successor", "confirmed")
    found = known_rows(source, data, "departments", keys)
    departments = tuple(
        Department(
            code=row.text("code"),
            name=row.text("name"),
            group=row.text("group", ""),
            valid_from=row.whole("valid_from", first_fiscal_year),
            valid_to=row.optional_whole("valid_to"),
            successor=row.text("successor", ""),
            confirmed=row.flag("confirmed", True),
        )
        for row in found
    )
    unique(found, [department.code for department in departments], "code")
    by_code = {department.code: department for department in departments}
    for row, department in zip(found, departments, strict=True):
        if department.valid_to is not None and department.valid_to < department.valid_from:
            row.fail(
                f"担当課「{department.name}」の有効期間が逆です。",
                "valid_to を valid_from 以後の年度にしてください。",
                "valid_to",
            )
        _succession(row, department, by_code)
    return departments


def _succession(row: Row, department: Department, known: Mapping[str, Department]) -> None:
    seen = {department.code}
    code = department.successor
    while code:
        if code not in known:
            row.fail(
                f"担当課「{department.name}」の引継ぎ先「{code}」がありません。",
                "[[departments]] にある code を書いてください。",
                "successor",
            )
        if code in seen:
            row.fail(
                f"担当課「{department.name}」の引継ぎ先をたどると、同じ担当課に戻ります。",
                "successor には、後を引き継ぐ別の担当課の code を書いてください。",
                "successor",
            )
        seen.add(code)
        code = known[code].successor
