"""Wording of the findings on what stands in one cell; ``{shown}`` is the cell as typed."""

from __future__ import annotations

from miharu_dx.domain.finding_text import FindingText


def _block(message: str, fix: str) -> FindingText:
    return FindingText("block", "row", message, fix)


def _warn(message: str, fix: str) -> FindingText:
    return FindingText("warn", "row", message, fix)


_REWRITE = "違うときは、正しい値を書いてください。"
_READ = "「{shown}」を{understood}と読みました。"
_AS_NUMBER = "セルの表示形式を「標準」にしてから、数を書き直してください。"

_ANY_KIND: dict[str, FindingText] = {
    "cell.error_value": _block(
        "セルがエラー（{shown}）になっています。{meaning}。",
        "数式を消して、{label}の値を書き直してください。",
    ),
    "cell.formula_uncached": _block(
        "数式の計算結果が、ファイルに入っていません。",
        "Excelで開いて計算結果を確かめ、上書き保存してください。直らないときは、数式ではなく値を書いてください。",
    ),
    "cell.formula_as_text": _block(
        "「{shown}」は、数式ではなく文字として入っています。計算されていません。",
        "数式の結果にあたる値を書いてください。",
    ),
    "cell.boolean": _block(
        "「{shown}」はチェックの値（TRUE・FALSE）です。{label}の値ではありません。",
        "チェックボックスを使わずに、{label}の値を書いてください。",
    ),
    "cell.placeholder": _warn(
        "「{shown}」は値がないという印と読み、空欄として扱います。",
        "値がないときは、印を書かずに空欄にしてください。",
    ),
    "cell.placeholder_number": _warn(
        "「{shown}」は値がないという印と読み、空欄として扱います。0とはしません。",
        "0のときは 0 と書いてください。値がないときは、印を書かずに空欄にしてください。",
    ),
    "cell.placeholder_assumed": _warn(
        "「{shown}」は値がないという印と読み、空欄として扱います。{label}が空欄のときは、{assumed}とします。",
        "{label}が分かるときは、その値を書いてください。{assumed}でよいときは、印を書かずに空欄にしてください。",
    ),
    "cell.placeholder_required": _block(
        "{label}に「{shown}」とあり、値がありません。",
        "{label}の値を書いてください。書かなくてよい行のときは、「{shown}」を消して空欄にしてください。",
    ),
    "cell.ditto": _block(
        "「{shown}」は、ほかの欄を指す書き方です。行ごとに保存するため、指す先が分からなくなります。",
        "同じ値でも、このセルに値を書いてください。",
    ),
    "cell.two_values": _block(
        "「{shown}」には、2つ以上の値があります。1つのセルに書けるのは1つの値です。",
        "{label}にあたる値を1つだけ書いてください。内訳は、文で書く欄に移してください。",
    ),
    "cell.approximate": _warn(
        "「{shown}」の「約」「見込み」などの語を除いて、{understood}と読みました。",
        _REWRITE + "「約」などの語は要りません。",
    ),
    "cell.mark_dropped": _warn(
        "「{shown}」の印を除いて、{understood}と読みました。", _REWRITE + "印は要りません。"
    ),
}

_NUMBERS: dict[str, FindingText] = {
    "cell.not_a_number": _block(
        "「{shown}」は、数として読めません。", "{label}を、単位を付けずに数だけで書いてください（例: 120）。"
    ),
    "cell.not_a_percent": _block(
        "「{shown}」は、割合の数として読めません。",
        "0から100までの数で書いてください（例: 45）。終えたときは 100、手を付けていないときは 0 と書きます。",
    ),
    "cell.percent_ambiguous": _block(
        "「{shown}」が{number}%なのか{percent}%なのか、決められません。",
        "{percent}%のときは {percent}、{number}%のときは ％ を付けて {number}% と書いてください。",
    ),
    "cell.percent_one": _warn("「{shown}」を1%と読みました。", "100%のときは 100 と書いてください。"),
    "cell.percent_in_words": _warn(_READ, "違うときは、0から100までの数で書いてください（例: 45）。"),
    "cell.out_of_range": _block(
        "「{shown}」は、{low}から{high}までの範囲にありません。",
        "{low}から{high}までの数を書いてください。{high}を超えた分は、文で書く欄に書いてください。",
    ),
    "cell.number_too_large": _block(
        "「{shown}」は大きすぎて、正しく扱えません（15けたまで）。",
        "けた数と単位を確かめて、書き直してください。",
    ),
    "cell.extra_text": _block(
        "「{shown}」には、数のほかの語があります。どこまでが値か決められません。",
        "{label}の数だけを書いてください。説明は、文で書く欄に移してください。",
    ),
    "cell.limit": _block(
        "「{shown}」は値の範囲です。1つの値に決められません。", "{label}の値を、1つの数で書いてください。"
    ),
    "cell.change": _block(
        "「{shown}」は、増えた分・減った分なのか、今の値なのか決められません。",
        "増減ではなく、{label}の今の値を数だけで書いてください。",
    ),
    "cell.cumulative": _block(
        "「{shown}」の「累計」は、この欄では受け取れません。",
        "{label}の数だけを書いてください。累計か単年度かは、「指標」のシートの「種別」の列で決まっています。",
    ),
    "cell.fraction": _block(
        "「{shown}」は、分数なのか日付なのか決められません。",
        "割合のときは {example} のように、1つの数で書いてください。",
    ),
    "cell.sign_mark": _block(
        "「{shown}」がマイナス{number}なのか、印の付いた{number}なのか決められません。",
        "マイナスのときは -{number}、そうでないときは {number} と書いてください。",
    ),
    "cell.sign_mark_percent": _block(
        "「{shown}」の印が何を表すのか、決められません。割合は0より小さくなりません。",
        "{number}%のときは {number} とだけ書いてください。減った分は、文で書く欄に書いてください。",
    ),
    "cell.minus_read": _warn(
        "「{shown}」の横線をマイナスとして、{understood}と読みました。",
        _REWRITE + "マイナスは、半角の - で書きます。",
    ),
    "cell.approximate_end": _block(
        "「{shown}」を{number}%としてよいか、決められません。",
        "終えたときだけ 100、手を付けていないときだけ 0 と書き、ほかは数で書いてください（例: 95）。",
    ),
    "cell.number_in_words": _warn(_READ, "違うときは、0から9の数字で書いてください（例: 120）。"),
    "cell.scale_ambiguous": _block(
        "「{shown}」の千・万などが、単位「{unit}」に含まれるのか決められません。",
        "「{unit}」を単位とした数だけを書いてください。",
    ),
    "cell.exponent": _block(
        "「{shown}」は、10のべき乗の書き方です。", "{number} でよければ、そのとおりに書き直してください。"
    ),
    "cell.unit_in_cell": _warn(
        "「{shown}」の単位を除いて、{understood}と読みました。",
        "違うときは、正しい数を書いてください。単位は要りません。",
    ),
    "cell.unit_other": _block(
        "「{shown}」の単位「{unit}」は、この欄の単位「{expected}」と違います。",
        "「{expected}」にした数だけを書いてください。",
    ),
    "cell.percent_cell": _warn(
        "％の書式のセルなので、「{shown}」を{understood}と読みました。", _REWRITE + "この欄の単位は％です。"
    ),
    "cell.percent_in_number": _block(
        "「{shown}」は割合（％）の書き方ですが、この欄の単位は％ではありません。",
        "セルの表示形式を「標準」にして、単位を付けずに数だけを書いてください（例: 120）。",
    ),
    "cell.date_in_number": _block(
        "日付（{shown}）が入っています。「1/2」のような書き方を、Excelが日付に変えたと思われます。",
        _AS_NUMBER,
    ),
    "cell.number_shown_as_date": _block(
        "セルの書式が日付のため、数が日付（{shown}）になっています。もとの数は{number}と思われます。",
        _AS_NUMBER,
    ),
    "cell.time_in_number": _block(
        "時刻（{shown}）が入っています。「1:30」のような書き方を、Excelが時刻に変えたと思われます。",
        _AS_NUMBER,
    ),
}

_DATES: dict[str, FindingText] = {
    "cell.date_unreadable": _block(
        "「{shown}」は、日付として読めません。", "西暦の年月日で書いてください（例: 2026/3/31）。"
    ),
    "cell.date_ambiguous": _block(
        "「{shown}」がどの日なのか、決められません（考えられる日: {candidates}）。",
        "西暦4けたか年号を付けて書いてください（例: {example}）。",
    ),
    "cell.year_only": _block(
        "「{shown}」は年だけで、日がありません。", "月と日も書いてください（例: 2026/3/31）。"
    ),
    "cell.no_such_day": _block(
        "「{shown}」という日はありません。{month}月は{last}日までです。",
        "{month}月の末日のときは {example} と書いてください。",
    ),
    "cell.era_unknown": _block(
        "「{shown}」の年号の年がありません。年号は元年（1年）からです。",
        "年を確かめて、西暦で書いてください（例: 2026/3/31、年度は 2025）。",
    ),
    "cell.era_passed": _warn(
        "「{shown}」は年号が変わった後、又は始まる前なので、{understood}と読みました。",
        "違うときは、西暦で書いてください（例: 2026/3/31、年度は 2025）。",
    ),
    "cell.date_without_year": _warn(
        "「{shown}」には年がないため、{understood}と読みました。",
        "違うときは、年も書いてください（例: 2026/3/31）。",
    ),
    "cell.date_without_year_unknown": _block(
        "「{shown}」には年がないため、どの年か決められません。", "西暦の年も書いてください（例: 2026/3/31）。"
    ),
    "cell.month_only": _warn(
        "「{shown}」には日がないため、月の末日として{understood}と読みました。",
        "違うときは、日も書いてください（例: 2026/3/31）。",
    ),
    "cell.date_from_words": _warn(_READ, "違うときは、年月日で書いてください（例: 2026/3/31）。"),
    "cell.date_from_serial": _warn(
        "「{shown}」はExcelの日付の番号と考え、{understood}と読みました。",
        "違うときは、年月日で書いてください（例: 2026/3/31）。",
    ),
    "cell.date_out_of_range": _block(
        "日付（{shown}）が、{first}年から{last}年までの間にありません。",
        "セルの表示形式と年を確かめて、西暦の年月日で書いてください（例: 2026/3/31）。",
    ),
    "cell.date_conflict": _block(
        "「{shown}」の「{one}」と「{other}」が合いません。",
        "正しい方を1つだけ、西暦の年月日で書いてください。",
    ),
    "cell.weekday_differs": _warn(
        "「{shown}」の曜日（{weekday}）が、暦の{right}と違います。{understood}と読みました。",
        "違うときは、正しい日を書いてください。曜日は要りません。",
    ),
    "cell.date_two_digit_year": _block(
        "日付が{year}年（{shown}）になっています。{meant}のつもりで年を2けたまでで書くと、Excelは2000年代の年にします。",
        "{meant}のときは {example} と書いてください。",
    ),
    "cell.time_only": _block(
        "時刻（{shown}）だけで、日付がありません。", "西暦の年月日で書いてください（例: 2026/3/31）。"
    ),
    "cell.year_ambiguous": _block(
        "「{shown}」がどの年度なのか、決められません（考えられる年度: {candidates}）。",
        "西暦4けたで書いてください（例: {example}）。",
    ),
    "cell.date_in_year": _block(
        "年度の欄に、日付や時刻（{shown}）が入っています。",
        "セルの表示形式を「標準」にしてから、年度を西暦で書いてください（例: 2025）。",
    ),
    "cell.year_unreadable": _block(
        "「{shown}」は、年度として読めません。", "年度を西暦で書いてください（例: 2025）。"
    ),
    "cell.year_out_of_range": _block(
        "「{shown}」は、{first}年度から{last}年度までの間にありません。",
        "年度を西暦で書いてください（例: 2025）。",
    ),
    "cell.year_conflict": _block(
        "「{shown}」の2つの年度（{one}と{other}）が違います。", "正しい方を1つだけ、西暦で書いてください。"
    ),
}

_WORDS: dict[str, FindingText] = {
    "cell.not_in_list": _block(
        "「{shown}」は、{label}の語にありません。", "一覧から{choices}を選んでください。"
    ),
    "cell.choice_several": _block(
        "「{shown}」にあたる語が2つ以上あります（{candidates}）。", "一覧から選び直してください。"
    ),
    "cell.no_words": _block(
        "{label}に選べる語が、まだ登録されていません。",
        "事務局に知らせて、登録の後に新しい様式で書いてください。",
    ),
    "cell.choice_date": _block(
        "一覧から選ぶ欄に、日付や時刻（{shown}）が入っています。Excelが文字を日付に変えたと思われます。",
        "一覧から{label}の語を選び直してください。",
    ),
    "cell.code_date": _block(
        "コードが日付や時刻（{shown}）になっています。Excelがコードを日付に変えたと思われます。",
        "セルの表示形式を「文字列」にしてから、様式にあったコードを書き直してください。",
    ),
    "cell.code_number": _warn(
        "数が入っているため、コード「{understood}」と読みました。数では末尾の0が消えます。",
        "違うときは、セルの表示形式を「文字列」にして、コードを書き直してください。",
    ),
}

_TEXTS: dict[str, FindingText] = {
    "cell.too_long": _block(
        "{label}が{length}文字あり、上限の{limit}文字を{over}文字超えています。",
        "要点にしぼって{limit}文字までにしてください。詳しい資料は別に渡してください。",
    ),
    "cell.name_too_long": _block(
        "{label}が{length}文字あり、上限の{limit}文字を{over}文字超えています。",
        "{limit}文字までに短くしてください。",
    ),
    "cell.ditto_in_text": _warn(
        "「{shown}」は、並べ替えると何を指すか分からなくなります。", "同じ内容でも、文を書いてください。"
    ),
    "cell.control_removed": _warn(
        "目に見えない制御文字があったため、除きました。", "文が切れていないかを確かめてください。"
    ),
    "cell.direction_removed": _warn(
        "文字の並ぶ向きを変える記号があったため、除きました。", "文字の順が正しいかを確かめてください。"
    ),
    "cell.private_character": _warn(
        "外字（そのパソコンだけの文字）があります。ほかの画面や資料では、正しく表示されません。",
        "外字を、普通の文字に書き換えてください。",
    ),
}

CELL_FINDINGS: dict[str, FindingText] = {**_ANY_KIND, **_NUMBERS, **_DATES, **_WORDS, **_TEXTS}
