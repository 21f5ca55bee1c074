"""Wording of findings on a sheet beside what others changed since its form was made."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText

MERGE_FINDINGS: dict[str, FindingText] = {
    "row.merge_clash": FindingText(
        "block", "row",
        "{told}別の提出による変更と合わせると、こうなります。",
        "選び方を変えるか、新しい様式を受け取り、今の内容を見て書き直してください。",
    ),
}  # fmt: skip
