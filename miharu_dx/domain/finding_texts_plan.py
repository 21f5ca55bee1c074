"""Wording of findings on rows of the plan workbook."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText

PLAN_FINDINGS: dict[str, FindingText] = {
    "plan_row.key_blank": FindingText(
        "block", "row",
        "{label}が空白の行に、値があります。",
        "{label}を書いてください。要らない行は、行ごと消してください。",
    ),
    "plan_row.required_blank": FindingText(
        "block", "row",
        "{label}が空白です。",
        "{label}を書いてください。",
    ),
    "plan_row.duplicate": FindingText(
        "block", "row",
        "同じ{key}の行が複数あります（{other}と{here}）。",
        "どちらか1行にまとめるか、コードを分けてください。",
    ),
    "plan_row.action_unknown": FindingText(
        "block", "row",
        "「{shown}」という個別取組が、シート「個別取組」にも登録にもありません。",
        "コードを直すか、シート「個別取組」に行を足してください。",
    ),
    "plan_row.name_differs": FindingText(
        "warn", "row",
        "個別取組名は取り込みません。{code}は「{expected}」です。",
        "行がずれていないか確かめてください。名前はシート「個別取組」で変えます。",
    ),
    "plan_row.year_out_of_bounds": FindingText(
        "block", "row",
        "{label}の{shown}は、{first}から{last}までの外です。",
        "西暦の年度（例: {last}）で書いてください。",
    ),
    "plan_row.years_reversed": FindingText(
        "block", "row",
        "{label}（{last}）が、始まりの年度（{first}）より前です。",
        "始まりか終わりの年度を直してください。",
    ),
    "plan_row.action_outside_plan": FindingText(
        "block", "row",
        "開始年度から終了年度までが、計画の期間（{first}から{last}まで）と重なりません。",
        "開始年度か終了年度を直してください。",
    ),
    "plan_row.year_outside_action": FindingText(
        "warn", "row",
        "{year}は、この個別取組の期間（{first}から{last}まで）の外です。",
        "年度を直すか、シート「個別取組」の開始年度・終了年度を直してください。",
    ),
    "plan_row.successor_unknown": FindingText(
        "block", "row",
        "引継ぎ先「{shown}」は、担当課にありません。",
        "担当課コードを直すか、引継ぎ先の行を足してください。",
    ),
    "plan_row.successor_circle": FindingText(
        "block", "row",
        "引継ぎ先をたどると、この担当課に戻ります。",
        "引継ぎ先コードを直してください。",
    ),
    "plan_row.successor_not_there": FindingText(
        "block", "row",
        "引継ぎ先の{successor}は、{year}にはありません。",
        "引継ぎ先の有効開始年度・有効終了年度か、この担当課の有効終了年度を直してください。",
    ),
    "plan_row.successor_without_end": FindingText(
        "warn", "row",
        "引継ぎ先がありますが、有効終了年度が空白なので、引き継がれません。",
        "なくなる担当課なら、有効終了年度を書いてください。",
    ),
    "plan_row.department_ends": FindingText(
        "warn", "row",
        "{department}は{year}で終わりますが、引継ぎ先がなく、続く個別取組が{count}件あります（{codes}）。",
        "引継ぎ先コードを書くか、シート「個別取組」で担当課を変えてください。",
    ),
    "plan_row.department_starts_later": FindingText(
        "warn", "row",
        "{department}ができるのは{year}です。それより前の年度の様式を作れません。",
        "担当課か開始年度を確かめてください。",
    ),
    "plan_row.department_named_twice": FindingText(
        "warn", "row",
        "「{name}」という担当課が、同じ年度に2つあります（{other}と{here}）。",
        "同じ課なら1行にまとめ、別の課ならグループ名で区別してください。",
    ),
    "plan_row.progress_fell": FindingText(
        "warn", "row",
        "計画進捗率が、{earlier}（{other}）の{previous}%から{progress}%に下がります。",
        "計画期間全体で終える割合か、確かめてください。",
    ),
    "plan_row.stage_back": FindingText(
        "warn", "row",
        "計画段階が、{earlier}（{other}）の「{previous}」から「{stage}」に戻ります。",
        "年度と段階を確かめてください。",
    ),
    "plan_row.stage_and_progress": FindingText(
        "warn", "row",
        "計画段階「{stage}」と計画進捗率{progress}%が合いません。",
        "段階か進捗率を確かめてください。",
    ),
    "plan_row.indicator_conflict": FindingText(
        "block", "row",
        "同じ指標の{label}が、年度の行で違います（{other}は{previous}、{here}は{current}）。",
        "同じ指標の行では、{label}をそろえてください。",
    ),
    "plan_row.missing": FindingText(
        "warn", "row",
        "登録されている「{name}」（{code}）の行がありません。登録はそのまま残ります。",
        "やめるときは、行を消さずに終わりの年度を書いてください。",
    ),
    "plan_row.missing_rows": FindingText(
        "warn", "row",
        "登録されている{count}行がありません（{examples}）。登録はそのまま残ります。",
        "変えるときは、行を書き戻すか、計画ワークブックを受け取り直してください。",
    ),
}  # fmt: skip
