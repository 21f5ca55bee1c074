"""Wording of the refusals of collecting reports: code -> (what happened, what to do)."""

from __future__ import annotations

COLLECTION_REFUSALS: dict[str, tuple[str, str]] = {
    "deadline.out_of_range": (
        "{day}は、{period}の期限にできません。",
        "期の始まりの日から、期の末日の1年後までの日を選んでください。",
    ),
    "deadline.unreadable": (
        "期限「{value}」を日付として読めません。",
        "西暦の年-月-日（例: 2026-10-20）、期限なしは none、計画の期限に戻すときは plan と書いてください。",
    ),
    "unchanged.nothing": (
        "「変更なし」で提出できる未報告の個別取組がありません。",
        "何も登録していません。残りの個別取組は、様式に記入して提出してください。",
    ),
    "unchanged.moved": (
        "確かめた後に、この課の未報告の個別取組が変わりました。",
        "何も登録していません。一覧をもう一度確かめてから、提出してください。",
    ),
    "unchanged.not_begun": (
        "{period}は、まだ始まっていません。",
        "{begins}から提出できます。",
    ),
}
