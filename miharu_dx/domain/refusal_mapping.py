"""Wording of the refusals around departments' own sheets and text files: code -> (what happened, what to do)."""

from __future__ import annotations

MAPPING_REFUSALS: dict[str, tuple[str, str]] = {
    "file.encoding": (
        "「{file_name}」の文字コードが分かりません。このまま読むと、文字化けします。",
        "Excelで開き、「名前を付けて保存」で「CSV UTF-8（コンマ区切り）（*.csv）」か"
        "「Excelブック（*.xlsx）」を選んで保存してから、渡してください。",
    ),
    "file.letters_lost": (
        "「{file_name}」には、ほかのところで文字化けした文字（�）が入っています。元の文字は、もう分かりません。",
        "書き出したもとのシステムから、文字コードにUTF-8を選んで書き出し直してください。",
    ),
    "mapping.damaged": (
        "保存されている対応付けを読めません。",
        "「取込の対応付け」でもう一度決めて、保存し直してください。",
    ),
    "mapping.newer": (
        "対応付けは、このプログラムより新しい形（{found}）で保存されています。この版は{known}までです。",
        "新しい版のプログラムで使ってください。",
    ),
    "mapping.name_blank": (
        "対応付けに名前がありません。",
        "あとで見分けられる名前を付けて、保存してください。",
    ),
    "mapping.nothing_read": (
        "読む表が一つも選ばれていません。",
        "「表を選ぶ」で、読む表を選んでください。",
    ),
    "mapping.own_form": (
        "「{file_name}」はこのダッシュボードの様式です。対応付けは要りません。",
        "そのまま「提出」で渡してください。",
    ),
    "mapping.no_tables": (
        "「{file_name}」に、見出しのある表が見つかりません。",
        "見出しの行と、その下の行がつながっているかを確かめるか、様式に書いて渡してください。",
    ),
    "command.year_with_period": (
        "年度と期の、片方だけが指定されています。",
        "--fiscal-year と --period は、両方を指定するか、どちらも指定しないでください。",
    ),
    "mapping.missing": (
        "対応付け「{name}」は、もうありません。",
        "画面を開き直してください。",
    ),
}
