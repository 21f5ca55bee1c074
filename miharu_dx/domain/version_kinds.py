"""The words for what made a version of the store: one for every kind the services write."""

from __future__ import annotations

from collections.abc import Mapping

CREATE = "create"
SUBMIT_PROGRESS = "submit_progress"
SUBMIT_PLAN = "submit_plan"
WITHDRAW = "withdraw"
RESTORE = "restore"
REVIEW_CONFIRM = "review_confirm"
REVIEW_RETURN = "review_return"
PERIOD_CLOSE = "period_close"
PERIOD_OPEN = "period_open"
DEADLINE = "deadline"
SETTING = "setting"
MAPPING = "mapping"
MEETING = "meeting"
EDITION = "edition"
AGENDA = "agenda"
DECISION = "decision"
REPLY = "reply"
REVISION = "revision"

VERSION_KIND_WORDS: Mapping[str, str] = {
    CREATE: "データベースの作成",
    SUBMIT_PROGRESS: "進捗の提出",
    SUBMIT_PLAN: "計画の登録",
    WITHDRAW: "提出の取消",
    RESTORE: "取消の取りやめ",
    REVIEW_CONFIRM: "確認",
    REVIEW_RETURN: "差戻し",
    PERIOD_CLOSE: "期の締切",
    PERIOD_OPEN: "締切の解除",
    DEADLINE: "期限の設定",
    SETTING: "設定の変更",
    MAPPING: "取込の対応付け",
    MEETING: "会議の記録",
    EDITION: "会議版の作成",
    AGENDA: "話す順の調整",
    DECISION: "決定の記録",
    REPLY: "指示への回答",
    REVISION: "計画の見直しの記録",
}


def version_kind_word(kind: str) -> str:
    """Return what a reader is told made a version; a kind without a word is shown as it is."""
    return VERSION_KIND_WORDS.get(kind, kind)
