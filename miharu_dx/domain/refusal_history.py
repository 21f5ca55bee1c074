"""Wording of the refusals of reading the past and of 取消: code -> (what happened, what to do)."""

from __future__ import annotations

HISTORY_REFUSALS: dict[str, tuple[str, str]] = {
    "past.no_writing": (
        "過去の時点（{day}・版{version}）を表示しているため、ここでは登録も変更もできません。",
        "「最新に戻る」を押してから、もう一度行ってください。何も変わっていません。",
    ),
    "past.not_understood": (
        "時点「{value}」は、版の番号でも日付でも会議の回でもありません。",
        "版は数（例: 57）、日付は西暦（例: 2026-03-31）、会議は回（例: 第3回）で指定してください。",
    ),
    "past.before_first": (
        "{day}には、まだ記録がありません。",
        "最初の版ができた{first}か、その後の日を指定してください。",
    ),
    "past.not_yet": (
        "{day}は、まだ来ていません。",
        "今日（{today}）か、それより前の日を指定してください。",
    ),
    "withdraw.unknown": (
        "番号{number}の提出はありません。",
        "「履歴」の画面で、提出の番号を確かめてください。何も変えていません。",
    ),
    "withdraw.reason_missing": (
        "理由が書かれていません。",
        "なぜ取り消すのか（取消をやめるのか）を書いてください。履歴に残ります。",
    ),
    "withdraw.closed": (
        "{period}は締め切られているため、取り消せるのは事務局だけです。",
        "理由を添えて、事務局に頼んでください。何も変えていません。",
    ),
    "withdraw.stale": (
        "内容を確かめた後に、登録が変わりました（版{base}→版{latest}）。",
        "何も変えていません。変わる内容をもう一度確かめてから、行ってください。",
    ),
    "withdraw.file": (
        "提出されたファイルを受け取れるのは、その課の担当者・委員会・事務局だけです。",
        "必要なときは、事務局に相談してください。",
    ),
}
