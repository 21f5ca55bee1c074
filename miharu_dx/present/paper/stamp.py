"""What stands on every page of a hand-out: which paper it is, of which meeting, as of when, by whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Stamp:
    """The marks of a hand-out; ``number`` is 資料1, ``edition`` names version and content hash.

    ``sample`` is a word for demo data and blank for a real store.
    """

    number: str
    meeting: str
    held_on: str
    as_of: str
    updated: str
    author: str
    source: str
    edition: str
    sample: str = ""

    def words(self) -> dict[str, str]:
        """Return the marks by name, for a template."""
        return asdict(self)
