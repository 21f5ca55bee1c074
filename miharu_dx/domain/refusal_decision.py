"""Wording of the refusals of 決定事項 and 指示への回答: code -> (what happened, what to do)."""

from __future__ import annotations

_AGAIN = "何も記録していません。画面を開き直して、今の内容を確かめてください。"

DECISION_REFUSALS: dict[str, tuple[str, str]] = {
    "decision.unknown": (
        "番号{number}の決定事項はありません。",
        "「決定事項」の画面で、番号を確かめてください。何も変えていません。",
    ),
    "decision.meeting_unknown": (
        "第{number}回の会議は、記録されていません。",
        "会議を先に登録するか、回の番号を確かめてください。何も記録していません。",
    ),
    "decision.subject_unknown": (
        "コード「{subject}」の個別取組はありません。",
        "個別取組のコードを確かめてください。何も記録していません。",
    ),
    "decision.text_missing": (
        "指示の内容が書かれていません。",
        "担当課が何をするのかを、1行で書いてください。次の様式に、そのまま載ります。",
    ),
    "decision.department_missing": (
        "指示を受ける担当課が選ばれていません。",
        "担当課を選んでください。指示は、その課の次の様式に載ります。",
    ),
    "decision.too_long": (
        "{field}が長すぎます（{count}字。{limit}字まで）。",
        "短くまとめて、もう一度行ってください。何も記録していません。",
    ),
    "decision.due_too_early": (
        "期限（{due}）が、{since}より前になっています。",
        "期限の年月日を確かめてください。何も記録していません。",
    ),
    "decision.signal_too_late": (
        "知らせの日（{day}）が、まだ来ていません。",
        "年月日を確かめてください。何も記録していません。",
    ),
    "decision.moved": (
        "番号{number}の決定事項は、画面を開いた後に変わりました（{actor}）。",
        _AGAIN,
    ),
    "decision.reason_missing": (
        "取り消す理由が書かれていません。",
        "なぜ取り消すのかを書いてください。履歴に残ります。",
    ),
    "reply.not_instruction": (
        "番号{number}の決定事項は「{kind}」で、回答を求めていません。",
        "回答するのは「指示」だけです。番号を確かめてください。何も記録していません。",
    ),
    "reply.text_missing": (
        "回答が書かれていません。",
        "何をしたのか、いつするのかを、1行で書いてください。次の会議に、そのまま出ます。",
    ),
    "reply.day_not_done": (
        "対応状況が「{state}」なのに、対応した日（{day}）が書かれています。",
        "対応が終わったときは「{done}」を選び、終わっていないときは日を消してください。何も記録していません。",
    ),
    "reply.day_future": (
        "対応した日（{day}）が、まだ来ていません。",
        "年月日を確かめてください。何も記録していません。",
    ),
    "reply.moved": (
        "番号{number}の指示への回答は、画面を開いた後に変わりました（{actor}）。",
        _AGAIN,
    ),
}
