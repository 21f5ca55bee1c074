"""Wording of findings on a valid sheet that means the wrong thing: cells beside the wrong codes."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText

SHIFT_FINDINGS: dict[str, FindingText] = {
    "file.form_relabelled": FindingText(
        "block", "file",
        "シート「様式情報」には{labelled}とありますが、{actual}の様式です。{evidence}。",
        "{labelled}の様式を受け取り、その期の内容を書いてください。シート「様式情報」は書き換えないでください。",
    ),
    "file.typed_before": FindingText(
        "block", "file",
        "{labelled}の様式に、{actual}に登録した内容がそのまま書かれています（{of}行のうち{count}行。例: {here}の「{quoted}」）。",
        "渡すファイルを確かめ、{labelled}の内容を書いてください。前期と同じ取組は、申告区分で「変更なし」を選んでください。",
    ),
    "file.rows_of_other": FindingText(
        "block", "file",
        "{department}の様式ですが、{count}行すべてが{owner}の個別取組です。",
        "渡すファイルと、シート「様式情報」の担当課コードを確かめてください。様式を作った後に担当が変わったときは、今の担当課の様式を受け取り直してください。",
    ),
    "row.shifted": FindingText(
        "block", "row",
        "{columns}が{steps}行{direction}へずれています（{cells}）。{here}の「{quoted}」{evidence}。",
        "{cells}の内容を{steps}行{back}へ戻してください。{remedy}。",
    ),
    "row.swapped": FindingText(
        "block", "row",
        "{columns}が、2つの行で入れ替わっています（{cells}）。{here}の「{quoted}」{evidence}。",
        "{here}と{other}の行の内容を、入れ替えて元に戻してください。{remedy}。",
    ),
    "row.out_of_order": FindingText(
        "block", "row",
        "{columns}が、コードと合わない行にあります（{cells}の{count}行）。{here}の「{quoted}」{evidence}。",
        "一部の列だけを並べ替えたときは、元の順に戻してください。並べ替えるときは、表のすべての列を選びます。{remedy}。",
    ),
    "row.keys_apart": FindingText(
        "block", "row",
        "{columns}が、ほかの列と合いません（{cells}の{count}行）。{here}の「{quoted}」{evidence}。",
        "コードや名前の列だけを並べ替えたり貼り付けたりしたときは、元に戻してください。{remedy}。",
    ),
    "row.text_of_other": FindingText(
        "warn", "row",
        "この文は、{owner}の{origin}と同じです。",
        "書く行を間違えていないか、確かめてください。この行の内容でよければ、そのままで構いません。",
    ),
}  # fmt: skip
