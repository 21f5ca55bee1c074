"""Wording of findings on departments' own sheets: what a mapping does not say yet, and what it cannot."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText

_ASK = "「提出」の「取込の対応付け」で答えると、次からは聞きません。"

MAPPING_FINDINGS: dict[str, FindingText] = {
    "file.mapping_none": FindingText(
        "block", "file",
        "この様式ではない表です。どの列が何か、まだ決まっていません。",
        "「提出」の画面で「取込の対応付け」をするか、様式を受け取り、書いた内容を貼り付けてください。",
    ),
    "file.mapping_period": FindingText(
        "block", "file",
        "この表の{missing}が分かりません。表の題名にも、ファイルの名前にもありません。",
        "画面の「提出」で担当課・年度・期を選んで、このファイルだけを渡してください。"
        "コマンドで渡すときは、担当課・年度・期を指定してください。",
    ),
    "file.mapping_assumed": FindingText(
        "warn", "file",
        "{told}と読みました。",
        "違うときは、表の題名かファイルの名前を直して、渡し直してください。",
    ),
    "file.mapping_told_apart": FindingText(
        "block", "file",
        "{source}に「{shown}」とありますが、{other}では{expected}です。どちらの報告か決まりません。",
        "どちらかに直すか、画面の「提出」で担当課・年度・期を選んで、このファイルだけを渡してください。",
    ),
    "file.mapping_other_words": FindingText(
        "warn", "file",
        "{source}に「{shown}」とあります。選んでいるのは{expected}です。",
        "ほかの課や、前の年度・期の表を渡していないか、確かめてください。",
    ),
    "header.mapping_missing": FindingText(
        "block", "header",
        "「{label}」を読む列が、表にありません。",
        "表に列を足して渡すか、「取込の対応付け」で、前の報告を引き継ぐなどの決め方を選んでください。",
    ),
    "header.mapping_absent": FindingText(
        "warn", "header",
        "「{fields}」の列がないため、登録されている内容のままにします。",
        "要るときは、表に列を足すか、様式に書いて渡してください。",
    ),
    "header.mapping_not_now": FindingText(
        "block", "header",
        "「{label}」の列に、{period}のものがありません。",
        "選んだ年度と期、又は列の見出しの年度を確かめてください。",
    ),
    "header.mapping_left": FindingText(
        "warn", "header",
        "対応付けられなかったセルが{count}か所あります（{reasons}）。",
        "要る内容があれば、「取込の対応付け」で列や行を対応付けてください。",
    ),
    "row.mapping_unknown": FindingText(
        "block", "row",
        "「{shown}」が、どの個別取組の行か決まりません。",
        "個別取組を選ぶか、使わない行と決めてください。" + _ASK,
    ),
    "row.mapping_ragged": FindingText(
        "block", "row",
        "この行には、見出しの列より多くの値があります（「{shown}」）。値の中のカンマで、列がずれているおそれがあります。",
        "カンマのある値を「\"」で囲んで書き出し直すか、Excelで開いて確かめ、Excelブックとして保存して渡してください。",
    ),
    "row.mapping_several": FindingText(
        "block", "row",
        "「{label}」に、同じ個別取組の値が複数あります（{cells}）。",
        "1つだけ残すか、「取込の対応付け」で、つないで読むかを選んでください。",
    ),
    "row.mapping_indicator": FindingText(
        "block", "row",
        "「{shown}」が、この個別取組のどの指標か決まりません（登録されている指標: {known}）。",
        "指標を選ぶか、使わない指標と決めてください。" + _ASK,
    ),
    "row.mapping_kind": FindingText(
        "block", "row",
        "表では{shown}ですが、計画の指標「{indicator}」は{known}です。",
        "どちらの値かを確かめ、計画と同じ種別の値を書いてください。計画を直すときは、事務局に相談してください。",
    ),
    "row.mapping_kind_unused": FindingText(
        "warn", "row",
        "{found}の値なので、{known}の指標「{indicator}」には使いませんでした。",
        "{known}の値の列を足すと読めます。",
    ),
    "row.mapping_department": FindingText(
        "block", "row",
        "「{shown}」が、どの課か決まりません。",
        "この課の行か、ほかの課の行かを選んでください。" + _ASK,
    ),
    "cell.mapping_word": FindingText(
        "block", "row",
        "「{shown}」が「{label}」のどの語か、決まっていません。",
        "どの語かを選んでください。記号や英字の意味は、表によって違うため、推し量りません。" + _ASK,
    ),
    "cell.mapping_label": FindingText(
        "block", "row",
        "「{name}」の値が、どの指標か決まっていません。",
        "指標を選んでください。" + _ASK,
    ),
    "cell.mapping_unit": FindingText(
        "block", "row",
        "表の単位は「{found}」ですが、指標「{indicator}」の単位は「{known}」です。",
        "「取込の対応付け」で、何倍すれば「{known}」になるかを決めてください。",
    ),
}  # fmt: skip
