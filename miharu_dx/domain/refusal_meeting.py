"""Wording of the refusals of 会議 and 会議版: code -> (what happened, what to do)."""

from __future__ import annotations

_NOTHING = "何も変えていません。"

MEETING_REFUSALS: dict[str, tuple[str, str]] = {
    "pack.which": (
        "何の資料を作るかが分かりません。",
        "--edition（会議版の回）か --version（版）の、どちらか一つを指定してください。",
    ),
    "meeting.name_missing": (
        "会議の名前が書かれていません。",
        "「推進本部会議」のような名前を書いてください。回の番号は、別に付きます。",
    ),
    "meeting.too_long": (
        "{field}が長すぎます（{count}字。{limit}字まで）。",
        "短くまとめて、もう一度行ってください。何も変えていません。",
    ),
    "meeting.number_wrong": (
        "回の番号「{number}」は使えません。",
        "1から{limit}までの数で指定してください。何も変えていません。",
    ),
    "meeting.number_differs": (
        "名前の中の「第{told}回」と、指定した第{number}回が違います。",
        "どちらか一方にそろえてください。何も変えていません。",
    ),
    "meeting.number_taken": (
        "第{number}回の会議は、もう登録されています。",
        "別の番号にしてください。何も変えていません。",
    ),
    "meeting.number_used": (
        "第{number}回は、会議版か決定事項があるため、番号を変えられません。",
        "番号はそのままで、名前や開催日を直してください。何も変えていません。",
    ),
    "meeting.time_unreadable": (
        "時刻「{value}」を読めません。",
        "「13:30」のように書いてください。何も変えていません。",
    ),
    "meeting.time_order": (
        "終わりの時刻（{ends}）が、始まりの時刻（{begins}）より前になっています。",
        "時刻を確かめてください。何も変えていません。",
    ),
    "meeting.day_unreadable": (
        "開催日「{value}」を読めません。",
        "年-月-日の形（数字だけ、西暦）で書いてください。何も変えていません。",
    ),
    "meeting.unknown": (
        "第{number}回の会議は、登録されていません。",
        "「会議」の画面で、回の番号を確かめてください。何も変えていません。",
    ),
    "edition.unknown": (
        "第{number}回の会議版はありません。",
        "「会議」の画面か edition list で、番号を確かめてください。",
    ),
    "edition.exists": (
        "第{number}回の会議版は、もう作られています（版{version}を凍結）。",
        "作り直すときは、先に「会議」の画面で会議版を取り消してください。何も変えていません。",
    ),
    "edition.nothing": (
        "個別取組の登録がないため、会議版を作れません。",
        "計画ワークブックで個別取組を登録してから、もう一度行ってください。",
    ),
    "edition.not_begun": (
        "{period}は、まだ始まっていません（{begins}から）。",
        "始まっている期を指定してください。何も変えていません。",
    ),
    "edition.same": (
        "同じ会議版どうしは比べられません。",
        "別の回を選んでください。",
    ),
    "edition.decided": (
        "第{number}回には決定事項が{count}件記録されているため、会議版を取り消せません。",
        "会議で使った会議版は、そのまま残します。直した内容は「会議後の変更」に出ます。" + _NOTHING,
    ),
    "edition.followed": (
        "第{number}回の会議版は、第{later}回が比べる相手にしているため、取り消せません。",
        "新しい回の会議版から順に取り消してください。" + _NOTHING,
    ),
    "edition.reason_missing": (
        "会議版を取り消す理由が書かれていません。",
        "なぜ作り直すのかを書いてください。履歴に残ります。",
    ),
    "agenda.frozen": (
        "第{number}回は会議版を作ったため、話す順を変えられません。",
        "会議版は、作った時のまま残ります。変えるときは、会議版を取り消してください。" + _NOTHING,
    ),
    "agenda.periods_wrong": (
        "期の数「{value}」は使えません。",
        "1から{limit}までの数で指定してください。何も変えていません。",
    ),
    "agenda.subject_unknown": (
        "コード「{subject}」の個別取組は、議題の一覧にありません。",
        "画面を開き直して、今の一覧を確かめてください。" + _NOTHING,
    ),
}
