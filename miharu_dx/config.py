"""Settings, limits and paths; every limit stands here with its reason."""

from __future__ import annotations

import os
from dataclasses import dataclass
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN_FILE = ROOT / "data" / "plan.toml"
SAMPLES = ROOT / "data" / "samples"
STORE_FILE = ROOT / "data" / "store" / "miharu_dx.duckdb"
DEMO_FOLDER = "demo"

MEGABYTE = 1024 * 1024


def megabytes(size: int) -> str:
    """Return a size in bytes in the one unit of limits and messages, rounded up: what is over shows so."""
    return f"{ceil(size / MEGABYTE * 10) / 10:.1f}"


@dataclass(frozen=True)
class Settings:
    """Where this installation keeps its plan, its store and its samples.

    ``demo_store_file`` lies in a folder of its own beside the real store, so that neither can
    take the other's place.
    """

    plan_file: Path
    store_file: Path
    samples: Path

    @property
    def demo_store_file(self) -> Path:
        """The demo store that belongs to this real store's place."""
        return self.store_file.parent / DEMO_FOLDER / self.store_file.name


def settings(store: Path | None = None) -> Settings:
    """Return the settings in force: the argument, else the environment, else the defaults."""
    return Settings(
        plan_file=Path(os.environ.get("MIHARU_DX_PLAN") or PLAN_FILE),
        store_file=store or Path(os.environ.get("MIHARU_DX_STORE") or STORE_FILE),
        samples=SAMPLES,
    )


@dataclass(frozen=True)
class IntakeLimits:
    """What a workbook may be before and while it is read; whatever passes one of these is refused."""

    # A department's sheet is below 0.5 MB; only pictures and whole open-data tables come near 10.
    max_bytes: int = 10 * MEGABYTE
    # 10 MB of honest sheets unpack to some 80 MB; everything is unpacked twice, in small pieces.
    max_unpacked_bytes: int = 100 * MEGABYTE
    # Formatted but empty rows pack 1:100; deflate ends at 1:1032. Judged only from this size up,
    # because a few kilobytes of one letter harm nobody.
    max_ratio: int = 250
    ratio_from_bytes: int = 2 * MEGABYTE
    # Pictures, comments and drawings each take an entry; 200 sheets with all of them stay below.
    max_parts: int = 4_000
    # The list of parts and their kinds, read whole: 4,000 parts take less than 1 MB.
    max_list_bytes: int = 4 * MEGABYTE
    # Above it a person cannot find their sheet, and each sheet costs a start of the XML reader.
    max_sheets: int = 200
    # Rows and columns that hold something. Excel allows 1,048,576 x 16,384, and one stray letter
    # at its far corner would make any later loop over the rectangle endless.
    max_row: int = 100_000
    max_column: int = 1_000
    # Row and cell elements, empty ones included: 1 million takes about 2 s to pass over.
    max_elements: int = 1_000_000
    # Cells that hold something; 200,000 of them cost the server about 80 MB while they live.
    max_cells: int = 200_000
    # Rows of one table that are judged; each may bring a dozen findings. 5,000 rows of nothing but faults
    # take the server 2 s and 70 MB; 12 departments have some 60, and 300 actions 1,500 schedule rows.
    max_table_rows: int = 5_000
    # Units of one municipality, former ones included; each is compared with each other.
    max_departments: int = 500
    # Texts in the shared table, each about 60 bytes before its first letter.
    max_strings: int = 500_000
    # Excel itself ends at 32,767 letters in a cell; other programs write a little more.
    max_text_chars: int = 100_000
    # All texts as they stand in the cells, one text as often as it is shown. A form of 300 rows has
    # some 100,000 letters and a whole open-data table 4 million; 8 million take the rules some 4 s.
    max_total_chars: int = 8_000_000
    # Excel ends at 65,490 cell formats; old municipal files come close, broken ones go far beyond.
    max_styles: int = 150_000
    # Excel ends at 255 letters in a number format and at some 250 formats of a workbook's own.
    max_number_format_chars: int = 255
    max_number_formats: int = 4_000
    max_merges: int = 20_000
    # Runs of coloured or bold cells. A painted sheet has some hundreds; above it the looks of that
    # sheet are not kept, its values are.
    max_look_spans: int = 20_000
    # Pictures and shapes of one sheet, enough to name the first ones; a chart of boxes has 100.
    max_objects: int = 200

    # A refusal must come within 10 s, the gate (at most 2 s) and waiting for a reader included.
    parse_seconds: float = 6.5
    wait_seconds: float = 7.5
    # Starting a reader takes 0.1 s; a virus scanner on an office computer can make it many times that.
    start_seconds: float = 10.0
    # 200,000 cells of text need 150 MB of address space, 8 million letters no more.
    parse_memory_bytes: int = 512 * MEGABYTE
    # What comes back: all texts in UTF-8 and the coordinates of all cells, escapes included.
    max_answer_bytes: int = 96 * MEGABYTE
    # Two cores in the smallest office machine.
    reader_count: int = 2
    # A fresh process now and then, so that no slow leak of a reader ever matters.
    files_per_reader: int = 200


INTAKE_LIMITS = IntakeLimits()

# Places of advice kept for each rule; a sheet full of formulas would make as many as it has cells.
# The rest is counted.
ADVICE_KEPT = 200
# A progress sheet of 300 rows holds some 7,000 cells. Advice on 60,000 takes about 1 s of the server;
# a larger file is told that it is not judged.
ADVICE_CELLS = 60_000

# A reason for a return, a closing or a late change. It stands in one line of lists, in a cell of the
# 様式 and in the record of versions; about ten sentences.
REASON_CHARACTERS = 500

# What was decided, and the answer to an instruction. Both stand in one line or two on the wall, where
# a row holds about 60 letters.
DECISION_CHARACTERS = 300
