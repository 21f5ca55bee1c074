"""Wording of findings on the sheet 指示への回答."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText

_KEEP = "この行には回答を書かず、事務局に確かめてください。"

INSTRUCTION_FINDINGS: dict[str, FindingText] = {
    "instruction.unanswered": FindingText(
        "warn", "row",
        "指示{number}「{told}」への回答がありません{due}。",
        "「対応状況」を選び、「回答」を書いてください。まだ始めていないときは「これから」を選びます。",
    ),
    "instruction.state_blank": FindingText(
        "block", "row",
        "回答が書かれていますが、「対応状況」が選ばれていません。",
        "「対応状況」を一覧から選んでください。",
    ),
    "instruction.text_blank": FindingText(
        "block", "row",
        "「対応状況」が選ばれていますが、「回答」が書かれていません。",
        "何をしたか、いつするかを「回答」に書いてください。次の会議に、そのまま出ます。",
    ),
    "instruction.day_not_done": FindingText(
        "block", "row",
        "「対応状況」が「{state}」なのに、「対応した日」が書かれています。",
        "対応が終わったときは「{done}」を選び、終わっていないときは「対応した日」を空にしてください。",
    ),
    "instruction.day_future": FindingText(
        "block", "row",
        "「対応した日」が、まだ来ていない日です。",
        "対応を終えた日を確かめて、直してください。",
    ),
    "instruction.day_blank": FindingText(
        "warn", "row",
        "「{done}」ですが、「対応した日」が書かれていません。",
        "終えた日が分かるときは書いてください。分からないときは、空のままで構いません。",
    ),
    "instruction.number_blank": FindingText(
        "block", "row",
        "回答が書かれていますが、指示番号がありません。",
        "元の行の指示番号を書くか、様式を受け取り直してください。",
    ),
    "instruction.unknown": FindingText(
        "block", "row",
        "指示番号「{shown}」の指示はありません。",
        "元の様式の指示番号に戻してください。",
    ),
    "instruction.other_department": FindingText(
        "block", "row",
        "指示{number}は、{department}への指示です。",
        _KEEP,
    ),
    "instruction.withdrawn": FindingText(
        "warn", "row",
        "指示{number}は、様式を作った後に取り消されたか、ほかの課に移りました。この行の回答は登録しません。",
        "このままで構いません。知らせたいことがあるときは、事務局に伝えてください。",
    ),
    "instruction.duplicate": FindingText(
        "block", "row",
        "同じ指示番号の行が{other}にもあります。",
        "1つの指示につき1行にしてください。",
    ),
    "instruction.mismatch": FindingText(
        "block", "row",
        "指示番号{number}と「指示の内容」が合いません。{number}の内容は「{expected}」です。",
        "番号か内容の列だけを並べ替えたり貼り付けたりしたときは、元に戻してください。",
    ),
    "instruction.amended": FindingText(
        "warn", "row",
        "指示{number}の内容は、様式を作った後に「{told}」に書き直されました。",
        "新しい内容への回答になっているかを確かめてください。このままで構いません。",
    ),
}  # fmt: skip
