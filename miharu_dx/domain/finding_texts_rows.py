"""Wording of findings on rows of the progress form, with those of its file and of the plan workbook."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText
from miharu_dx.domain.finding_texts_file import FILE_FINDINGS
from miharu_dx.domain.finding_texts_plan import PLAN_FINDINGS
from miharu_dx.domain.finding_texts_shift import SHIFT_FINDINGS

_TABLE_FINDINGS: dict[str, FindingText] = {
    "row.hidden": FindingText(
        "warn", "row",
        "非表示の行（{rows}）も読みました。",
        "行を再表示して、内容を確かめてください。絞り込みで隠れていることもあります。",
    ),
    "row.merged": FindingText(
        "block", "row",
        "セル{cells}が結合されています。どの行の値か分かりません。",
        "結合を解除し、それぞれの行に値を書いてください。",
    ),
    "row.code_blank": FindingText(
        "block", "row",
        "コードが空白の行に、値があります。",
        "コードを書き戻してください。要らない行やメモは、行ごと消すか、別のシートに移してください。",
    ),
    "row.code_unknown": FindingText(
        "block", "row",
        "「{shown}」という個別取組は登録されていません。",
        "コードを元に戻してください。新しい個別取組は、先に事務局が計画ワークブックで登録します。表の下のメモは、別のシートに移してください。",
    ),
    "row.other_department": FindingText(
        "block", "row",
        "この個別取組は{department}の担当で、{form}の様式には書けません。",
        "ほかの課の行が混ざっているときは、この行を消してください。担当が変わったときは、今の担当課の様式を受け取り直してください。",
    ),
    "row.not_running": FindingText(
        "block", "row",
        "この個別取組は、{year}に報告の対象ではありません。",
        "この行を消してください。対象の期間を変えるときは、事務局に相談してください。",
    ),
    "row.duplicate": FindingText(
        "block", "row",
        "同じ個別取組の行が複数あります（{other}と{here}）。",
        "どちらか1行にまとめ、もう1行を消してください。",
    ),
    "row.name_mismatch": FindingText(
        "block", "row",
        "コードと個別取組名が合いません。{code}は「{expected}」です{whose}。",
        "行がずれていないか確かめ、コードか個別取組名を元に戻してください。",
    ),
    "row.name_blank": FindingText(
        "warn", "row",
        "個別取組名が空白なので、コード（{code}）だけで行を見分けました。",
        "「{expected}」の行でよいか確かめてください。",
    ),
    "row.missing": FindingText(
        "warn", "row",
        "「{name}」（{code}）の行がありません。登録されている内容は変わりません。",
        "報告するときは、行を書き戻すか、様式を受け取り直してください。",
    ),
    "row.missing_added": FindingText(
        "warn", "row",
        "「{name}」（{code}）は、この様式を作った後に登録されたため、様式に行がありません。",
        "この期に報告するときは、様式を受け取り直してください。",
    ),
    "row.context_changed": FindingText(
        "warn", "row",
        "「{label}」は書き換えても取り込みません（様式では「{expected}」）。",
        "報告する値は、書き込む列に書いてください。計画の内容を変えるときは、事務局に相談してください。",
    ),
}  # fmt: skip

_DECLARATION_FINDINGS: dict[str, FindingText] = {
    "row.silent": FindingText(
        "warn", "row",
        "何も書かれていないため、「未報告」のままになります。",
        "前期と同じときは、申告区分で「変更なし」を選んでください。",
    ),
    "row.silent_keeps": FindingText(
        "warn", "row",
        "何も書かれていないため、この期に登録されている内容がそのまま残ります。",
        "変えるときは、申告区分で「更新」を選んで書いてください。",
    ),
    "row.declaration_blank": FindingText(
        "block", "row",
        "ほかの欄に値がありますが、申告区分が空白です。",
        "「更新」「変更なし」「該当なし」のどれかを選んでください。",
    ),
    "row.unchanged_first": FindingText(
        "block", "row",
        "これまでに報告がないため、「変更なし」にできません。",
        "申告区分で「更新」を選び、内容を書いてください。",
    ),
    "row.unchanged_after_excluded": FindingText(
        "block", "row",
        "前の報告が「該当なし」のため、「変更なし」では引き継ぐ内容がありません。",
        "この期も対象でないなら「該当なし」を、始めたなら「更新」を選んでください。",
    ),
    "row.unchanged_from_earlier": FindingText(
        "warn", "row",
        "前期の報告がないため、{period}に報告した内容を引き継ぎます。",
        "内容が変わっているときは、申告区分で「更新」を選んで書いてください。",
    ),
    "row.unchanged_differs": FindingText(
        "block", "row",
        "申告区分は「変更なし」ですが、{label}が前期の{previous}から変わっています。",
        "変わったときは申告区分を「更新」に、変わらないときはこの欄を空にしてください。",
    ),
    "row.unchanged_with_text": FindingText(
        "warn", "row",
        "申告区分は「変更なし」ですが、{label}が書かれています。書かれた内容も登録します。",
        "実施段階・評価・進捗率も変わったときは、申告区分を「更新」にしてください。",
    ),
    "row.excluded_with_values": FindingText(
        "block", "row",
        "申告区分は「該当なし」ですが、{label}に値があります。",
        "対象になるときは申告区分を「更新」に、ならないときはこの欄を空にしてください。",
    ),
    "row.required_blank": FindingText(
        "block", "row",
        "{label}が空白です。",
        "申告区分が「更新」のときは、実施段階・評価・進捗率を書いてください。",
    ),
    "row.required_blank_again": FindingText(
        "block", "row",
        "{label}が空白です。",
        "前期と同じときも、{previous}と書いてください。",
    ),
}  # fmt: skip

_JUDGEMENT_FINDINGS: dict[str, FindingText] = {
    "row.achievement_blank": FindingText(
        "warn", "row",
        "申告区分は「更新」ですが、{label}が空白です。",
        "今期に行ったことと、その結果を書いてください。",
    ),
    "row.done_below_100": FindingText(
        "block", "row",
        "実施段階は「{stage}」ですが、進捗率が{progress}%です。",
        "終えたときは進捗率を100に、残りがあるときは実施段階を直してください。",
    ),
    "row.not_done_at_100": FindingText(
        "warn", "row",
        "進捗率は{progress}%ですが、実施段階が「{stage}」です。",
        "計画した内容を終えたときは、実施段階でそれを表す語を選んでください。",
    ),
    "row.waiting_with_progress": FindingText(
        "warn", "row",
        "実施段階は「{stage}」ですが、進捗率が{progress}%です。",
        "始めたときは実施段階を、まだのときは進捗率を直してください。",
    ),
    "row.stage_back": FindingText(
        "warn", "row",
        "実施段階が、前の報告の「{previous}」から「{stage}」に戻りました。",
        "やり直すことになったときは、理由を課題に書いてください。",
    ),
    "row.stage_resumed": FindingText(
        "warn", "row",
        "前の報告では「{previous}」でしたが、「{stage}」になりました。",
        "再開したときは、経過を今期の実績に書いてください。",
    ),
    "row.progress_fell": FindingText(
        "warn", "row",
        "進捗率が、前の報告の{previous}%から{progress}%に下がりました。",
        "見直しで下がったときは、理由を課題に書いてください。",
    ),
    "row.nothing_changed": FindingText(
        "warn", "row",
        "申告区分は「更新」ですが、前の報告から何も変わっていません。",
        "前期と同じときは、申告区分で「変更なし」を選んでください。",
    ),
    "row.bad_without_issue": FindingText(
        "warn", "row",
        "評価は「{rating}」ですが、{label}が空白です。",
        "計画どおりに進まない理由と、求める支援を書いてください。",
    ),
    "row.stopped_without_reason": FindingText(
        "warn", "row",
        "実施段階は「{stage}」ですが、理由が書かれていません。",
        "課題か今後の対応に、理由を書いてください。",
    ),
    "row.behind_plan": FindingText(
        "warn", "row",
        "進捗率{progress}%は、計画の{planned}%を{gap}ポイント下回ります。",
        "評価を見直すか、評価の理由を課題に書いてください。",
    ),
    "row.good_but_behind": FindingText(
        "warn", "row",
        "評価は「{rating}」ですが、進捗率{progress}%は計画の{planned}%より低いです。",
        "評価か進捗率を見直してください。",
    ),
    "row.bad_but_ahead": FindingText(
        "warn", "row",
        "評価は「{rating}」ですが、進捗率{progress}%は計画の{planned}%に届いています。",
        "評価か進捗率を見直すか、その評価にした理由を課題に書いてください。",
    ),
    "row.as_of_outside_year": FindingText(
        "block", "row",
        "基準日が、{period}の年度の外です。",
        "基準日を直してください。空にすると、期の末日とします。",
    ),
    "row.as_of_assumed_future": FindingText(
        "warn", "row",
        "基準日が空欄なので期の末日（{day}）とみなしますが、今日より後の日です。",
        "いつの時点の実績かを、西暦の日付で書いてください。",
    ),
    "row.as_of_future": FindingText(
        "warn", "row",
        "基準日が、今日より後の日です。",
        "見込みではなく実績を書いた日か、確かめてください。",
    ),
    "row.as_of_after_period": FindingText(
        "warn", "row",
        "基準日が、{period}の末日より後です。",
        "期の末日の内容か、確かめてください。",
    ),
    "row.as_of_before_period": FindingText(
        "warn", "row",
        "基準日が、{period}の始まりより前です。",
        "今期の内容か、確かめてください。",
    ),
    "row.author_blank": FindingText(
        "warn", "row",
        "{label}が空白です。",
        "内容を聞かれたときに答える人の名前を書いてください。",
    ),
}  # fmt: skip

_INDICATOR_FINDINGS: dict[str, FindingText] = {
    "row.indicator_key_blank": FindingText(
        "block", "row",
        "{label}が空白の行に、実績値があります。",
        "{label}を書き戻してください。",
    ),
    "row.indicator_unknown": FindingText(
        "block", "row",
        "「{name}」に、「{shown}」という指標は登録されていません。",
        "指標名を元に戻してください。新しい指標は、先に事務局が計画ワークブックで登録します。",
    ),
    "row.indicator_year": FindingText(
        "block", "row",
        "年度「{shown}」は、計画の期間（{first}から{last}まで）にありません。",
        "年度を元に戻してください。",
    ),
    "row.indicator_duplicate": FindingText(
        "block", "row",
        "同じ個別取組・指標・年度の行が複数あります（{other}と{here}）。",
        "どちらか1行にまとめ、もう1行を消してください。",
    ),
    "row.indicator_missing": FindingText(
        "warn", "row",
        "「{name}」の指標「{indicator}」の{year}の行がありません。登録されている値は変わりません。",
        "報告するときは、行を書き戻すか、様式を受け取り直してください。",
    ),
    "row.indicator_future_year": FindingText(
        "block", "row",
        "まだ始まっていない{year}に、実績値が書かれています。",
        "行を確かめてください。これからの目標は、計画ワークブックに書きます。",
    ),
    "row.indicator_fell": FindingText(
        "warn", "row",
        "累計の指標ですが、前の値{previous}{unit}から{actual}{unit}に減りました。",
        "計画の初めからの合計か、確かめてください。",
    ),
    "row.indicator_scale": FindingText(
        "warn", "row",
        "実績値{actual}{unit}は、目標値{target}{unit}と10倍以上違います。",
        "単位（{unit}）で書いたか、桁を確かめてください。",
    ),
}  # fmt: skip

ROW_FINDINGS: dict[str, FindingText] = {
    **FILE_FINDINGS,
    **_TABLE_FINDINGS,
    **_DECLARATION_FINDINGS,
    **_JUDGEMENT_FINDINGS,
    **_INDICATOR_FINDINGS,
    **PLAN_FINDINGS,
    **SHIFT_FINDINGS,
}
