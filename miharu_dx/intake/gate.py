"""The gate before every parser: what is no ordinary workbook is refused, with its own code."""

from __future__ import annotations

from miharu_dx.config import INTAKE_LIMITS, MEGABYTE, IntakeLimits, megabytes
from miharu_dx.domain.refusal import Refusal
from miharu_dx.intake.gate_kinds import check_first_bytes, check_package
from miharu_dx.intake.gate_scan import PartScan
from miharu_dx.intake.gate_zip import Package

_SUMMED = {
    "elements": ("file.too_many_elements", "max_elements"),
    "merges": ("file.too_many_merges", "max_merges"),
}


def check(data: bytes, file_name: str, limits: IntakeLimits = INTAKE_LIMITS) -> None:
    """Let through only .xlsx content of an ordinary size, judged without any parser.

    Every part is unpacked once in small pieces; nothing is believed that a header declares.
    ``file_name`` only words the message: content decides, never the extension.

    :raises Refusal: one ``file.*`` code for each thing that can be wrong.
    """
    if not data:
        raise Refusal("file.empty", file_name=file_name)
    if len(data) > limits.max_bytes:
        raise Refusal(
            "file.too_large",
            found_mb=megabytes(len(data)),
            limit_mb=limits.max_bytes // MEGABYTE,
        )
    check_first_bytes(data, file_name)
    package = Package(data, limits, file_name)
    check_package(package, file_name)
    _check_parts(package, limits)


def _check_parts(package: Package, limits: IntakeLimits) -> None:
    sheets = 0
    sums = dict.fromkeys(_SUMMED, 0)
    for name in package.names:
        scan = PartScan(name, limits)
        try:
            for piece in package.pieces(name):
                scan.feed(piece)
        except Refusal as refusal:
            # A damaged picture hides no value, and nobody here ever looks at it.
            if scan.is_xml or refusal.code != "file.broken":
                raise
        scan.close()
        sheets += scan.is_sheet
        for what, (code, limit) in _SUMMED.items():
            sums[what] += scan.counts.get(what, 0)
            if sums[what] > getattr(limits, limit):
                raise Refusal(code, limit=getattr(limits, limit))
    if sheets > limits.max_sheets:
        raise Refusal("file.too_many_sheets", found=sheets, limit=limits.max_sheets)
