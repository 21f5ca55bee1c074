"""A workbook's bytes to its cells: nothing guessed, nothing lost, nothing trusted.

The reader is our own pass over the XML and uses the standard library only: the libraries lose
what a check needs (merged and hidden marks, error cells, formulas without a result, Strict files,
Japanese date formats) or die of hostile files, and it is faster than any two of them together.
The tests hold its values against both.
"""

from __future__ import annotations

from miharu_dx.config import INTAKE_LIMITS, IntakeLimits
from miharu_dx.intake import gate
from miharu_dx.intake.child import ReaderPool, shared_readers
from miharu_dx.intake.gate_zip import Package
from miharu_dx.intake.model import WorkbookCells
from miharu_dx.intake.workbook_parse import record_of
from miharu_dx.intake.workbook_record import to_cells


def read(
    data: bytes,
    file_name: str,
    limits: IntakeLimits = INTAKE_LIMITS,
    readers: ReaderPool | None = None,
) -> WorkbookCells:
    """The cells of an uploaded workbook, through the gate and read in a child process.

    :raises Refusal: one ``file.*`` code for each thing that stops it, within some 10 seconds.
    """
    gate.check(data, file_name, limits)
    return (readers or shared_readers()).read(data)


def parse(data: bytes, limits: IntakeLimits = INTAKE_LIMITS) -> WorkbookCells:
    """The cells of a workbook, read in this process without the gate: for files we made ourselves.

    :raises Refusal: as ``read``, but for what only the gate and the child find.
    """
    return to_cells(record_of(Package(data, limits), limits))
