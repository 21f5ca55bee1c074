"""Wording of the refusals of 確認 and 締切: code -> (what happened, what to do)."""

from __future__ import annotations

REVIEW_REFUSALS: dict[str, tuple[str, str]] = {
    "review.route_unknown": (
        "確認の順序「{value}」は使えません。",
        "次のどれかを指定してください: {known}",
    ),
    "review.no_route": (
        "確認の順序が「確認しない」になっているため、確認も差戻しもできません。",
        "事務局が「確認」の画面で、確認の順序を決めてください。",
    ),
    "review.unknown": (
        "番号{number}の提出はありません。",
        "「確認」の画面で、提出の番号を確かめてください。何も変えていません。",
    ),
    "review.withdrawn": (
        "番号{number}の提出（{name}）は、取り消されています。",
        "何も変えていません。画面を開き直して、残っている提出を確かめてください。",
    ),
    "review.replaced": (
        "番号{number}の提出（{name}）は、後の提出にすべて置きかわっています。",
        "何も変えていません。画面を開き直して、後の提出を確かめてください。",
    ),
    "review.moved": (
        "番号{number}の提出（{name}）は、画面を開いた後に「{state}」になりました（{actor}）。",
        "何も変えていません。今の内容を確かめてから、もう一度行ってください。",
    ),
    "review.not_asked": (
        "番号{number}の提出（{name}）は、今は「{state}」で、{step}の番ではありません。",
        "何も変えていません。確認の順序と、今の状態を確かめてください。",
    ),
    "review.reason_missing": (
        "差戻しの理由が書かれていません。",
        "何をどう直してほしいかを書いてください。担当課の画面と様式に、そのまま載ります。",
    ),
    "reason.too_long": (
        "理由が長すぎます（{count}字。{limit}字まで）。",
        "短くまとめて、もう一度行ってください。",
    ),
    "period.closed": (
        "{periods}は締め切られています。変えるには、理由が要ります。",
        "何も登録していません。理由を書いて、もう一度行ってください（コマンドでは --reason）。",
    ),
    "period.not_ended": (
        "{period}は、まだ終わっていません（{end}まで）。",
        "基準日を過ぎてから締め切ってください。",
    ),
    "period.reason_missing": (
        "締切を解く理由が書かれていません。",
        "なぜ解くのかを書いてください。履歴に残ります。",
    ),
}
