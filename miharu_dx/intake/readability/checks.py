"""The register of the rules: how each is checked, and when it says nothing about a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from miharu_dx.domain.readability import Advice
from miharu_dx.intake.readability import (
    areas,
    blanks,
    characters,
    choices,
    csv_lines,
    forms,
    formulas,
    headings,
    looks,
    numbers,
    overlays,
    spaces,
    tables,
    times,
    values,
)
from miharu_dx.intake.readability.subject import Subject


class Check(NamedTuple):
    """A rule's check; ``outside`` gives the reason why it cannot say anything, "" where it can."""

    rule: str
    advise: Callable[[Subject], Iterator[Advice]]
    outside: Callable[[Subject], str]


def readable_format(_subject: Subject) -> Iterator[Advice]:
    """Yield nothing: whatever is no workbook and no CSV file is refused before it is looked at (L1-01)."""
    return iter(())


def always(_subject: Subject) -> str:
    """Every file that could be opened shows this."""
    return ""


CHECKS: tuple[Check, ...] = (
    Check("L1-01", readable_format, always),
    Check("L1-02", tables.one_table, tables.without_tables),
    Check("L1-03", tables.no_gaps, tables.without_tables),
    Check("L1-04", tables.nothing_outside, tables.without_tables),
    Check("L1-05", headings.meaningful, tables.without_tables),
    Check("L1-06", spaces.tight, always),
    Check("L1-07", values.one_value, tables.without_tables),
    Check("L1-08", characters.portable, always),
    Check("L1-09", blanks.zero_is_zero, numbers.without_numbers),
    Check("L1-10", overlays.no_objects, overlays.excel_only),
    Check("L1-11", looks.values_alone, looks.without_looks),
    Check("L1-12", overlays.no_merges, overlays.excel_only),
    Check("L1-13", overlays.nothing_hidden, overlays.excel_only),
    Check("L1-14", csv_lines.one_line, csv_lines.csv_only),
    Check("L1-15", csv_lines.quoted, csv_lines.csv_only),
    Check("L2-01", numbers.numbers_only, numbers.without_numbers),
    Check("L2-02", blanks.nothing_left_out, tables.without_tables),
    Check("L2-03", headings.unique, tables.without_tables),
    Check("L2-04", choices.in_the_list, choices.without_choices),
    Check("L2-05", choices.other_apart, tables.without_tables),
    Check("L2-06", formulas.values_only, overlays.excel_only),
    Check("L3-01", tables.heading_first, tables.without_tables),
    Check("L3-02", choices.codes_explained, choices.without_codes),
    Check("L3-03", numbers.signs_explained, numbers.without_signs),
    Check("L3-04", numbers.units_stated, numbers.without_numbers),
    Check("L3-05", times.western, times.without_times),
    Check("L3-06", areas.formal, areas.without_areas),
    Check("L3-07", forms.same_form, forms.without_other_years),
    Check("L3-08", forms.described, forms.without_description),
    Check("L3-09", times.long_format, tables.without_tables),
)
