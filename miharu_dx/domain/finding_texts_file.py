"""Wording of findings on a whole workbook and on its headings."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText

FILE_FINDINGS: dict[str, FindingText] = {
    "file.form_missing": FindingText(
        "block", "file",
        "シート「{name}」がありません。この様式がどの課のどの期のものか、確かめられません。",
        "「提出」から様式を受け取り直し、書いた内容を貼り付けてください。シート「{name}」は消さないでください。",
    ),
    "file.form_damaged": FindingText(
        "block", "file",
        "シート「様式情報」の「{item}」を読めません（入力された値: {shown}）。",
        "様式を受け取り直し、書いた内容を貼り付けてください。シート「様式情報」は書き換えないでください。",
    ),
    "file.form_version": FindingText(
        "block", "file",
        "様式の版が違います（このファイルは版{shown}、受け付けるのは版{known}）。",
        "新しい様式を受け取り、書いた内容を貼り付けてください。",
    ),
    "file.form_kind": FindingText(
        "block", "file",
        "「{shown}」のファイルです。ここで受け付けるのは「{known}」です。",
        "渡すファイルを確かめてください。計画ワークブックは「管理」、進捗報告様式は「提出」で受け付けます。",
    ),
    "file.form_other_plan": FindingText(
        "block", "file",
        "別の計画（{shown}）の様式です。",
        "このダッシュボードから様式を受け取り、書いた内容を貼り付けてください。",
    ),
    "file.other_store": FindingText(
        "block", "file",
        "別のデータベースから作られた様式です（見本の様式を本番に渡したときなど）。",
        "今使っているダッシュボードから様式を受け取り、書いた内容を貼り付けてください。",
    ),
    "file.store_version_newer": FindingText(
        "block", "file",
        "様式のもとになった版（{shown}）が、データベースの今の版（{latest}）より新しいです。",
        "データベースを以前の状態に戻した後は、様式を受け取り直してください。",
    ),
    "file.department_unknown": FindingText(
        "block", "file",
        "担当課コード「{shown}」は、{year}の担当課にありません。",
        "様式を受け取り直してください。組織が変わったときは、事務局に相談してください。",
    ),
    "file.fiscal_year_unknown": FindingText(
        "block", "file",
        "年度「{shown}」は、計画の期間（{first}から{last}まで）にありません。",
        "様式を受け取り直してください。",
    ),
    "file.period_unknown": FindingText(
        "block", "file",
        "期「{shown}」は、計画の期（{known}）にありません。",
        "様式を受け取り直してください。",
    ),
    "file.other_department": FindingText(
        "block", "file",
        "{found}の様式です。選んだ担当課は{expected}です。",
        "担当課の選び方か、渡すファイルを確かめてください。",
    ),
    "file.other_fiscal_year": FindingText(
        "block", "file",
        "{found}の様式です。選んだ年度は{expected}です。",
        "年度の選び方か、渡すファイルを確かめてください。",
    ),
    "file.other_period": FindingText(
        "block", "file",
        "{found}の様式です。選んだ期は{expected}です。",
        "期の選び方か、渡すファイルを確かめてください。",
    ),
    "header.sheet_missing": FindingText(
        "block", "header",
        "シート「{name}」がありません。",
        "シートの名前を「{name}」に戻すか、様式を受け取り直して書いた内容を貼り付けてください。",
    ),
    "header.sheet_renamed": FindingText(
        "warn", "header",
        "シート「{shown}」を、見出しから「{name}」として読みました。",
        "違うときは、正しいシートの名前を「{name}」にしてください。",
    ),
    "header.sheet_ambiguous": FindingText(
        "block", "header",
        "「{name}」として読めるシートが複数あります（{sheets}）。",
        "渡したい内容のシートの名前を「{name}」にして、ほかのシートを消してください。",
    ),
    "header.sheet_copy": FindingText(
        "warn", "header",
        "シート「{shown}」は読んでいません。「{name}」と同じ見出しですが、名前が違います。",
        "このシートに書いた内容があれば、シート「{name}」に移してください。",
    ),
    "header.sheet_hidden": FindingText(
        "warn", "header",
        "シート「{shown}」は非表示ですが、読みました。",
        "シートを再表示して、内容を確かめてください。",
    ),
    "header.not_found": FindingText(
        "block", "header",
        "シート「{name}」に、見出しの行が見つかりません。",
        "見出し（{columns}など）の行を元に戻すか、様式を受け取り直して書いた内容を貼り付けてください。",
    ),
    "header.column_missing": FindingText(
        "block", "header",
        "シート「{name}」に、要る列（{columns}）がありません。",
        "列の見出しを元に戻してください。列を消したときは、様式を受け取り直して書いた内容を貼り付けてください。",
    ),
    "header.printed_missing": FindingText(
        "warn", "header",
        "シート「{name}」に、印刷されていた列（{columns}）がありません。",
        "書いた内容は読めているので、このまま進められます。",
    ),
    "header.column_duplicate": FindingText(
        "block", "header",
        "「{label}」の列が複数あります（{cells}）。",
        "どちらかの見出しを変えるか、列を消してください。",
    ),
    "header.column_unknown": FindingText(
        "warn", "header",
        "「{shown}」は様式にない列なので、読んでいません。",
        "要る内容があれば、様式の列に移してください。",
    ),
    "header.column_unnamed": FindingText(
        "warn", "header",
        "見出しのない列（{columns}）に値がありますが、読んでいません。",
        "要る内容があれば、様式の列に移してください。",
    ),
    "header.column_hidden": FindingText(
        "warn", "header",
        "非表示の列（{columns}）も読みました。",
        "列を再表示して、内容を確かめてください。",
    ),
}  # fmt: skip
