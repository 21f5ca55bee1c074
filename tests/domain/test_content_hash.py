"""The content hash: the same for the same rows, another one for anything that differs."""

from __future__ import annotations

from dataclasses import replace

from miharu_dx.domain.content_hash import content_hash
from miharu_dx.domain.records import Setting
from tests.rich import rich_snapshot


def test_what_is_no_content_does_not_count_and_every_value_does() -> None:
    seen = rich_snapshot(12, 3)
    first = content_hash(seen)
    assert len(first) == 64
    assert content_hash(replace(seen, version=99, latest_version=100, store_id="other")) == first
    report = replace(seen.reports[0], issue=seen.reports[0].issue + "、")
    changed = replace(seen, reports=(report, *seen.reports[1:]))
    assert content_hash(changed) != first
    assert content_hash(replace(seen, settings=(Setting("x", "1"),))) != first
    assert content_hash(replace(seen, reports=seen.reports[:-1])) != first
