"""Wording of the refusals of the intake: code -> (what happened, what to do)."""

from __future__ import annotations

_SAVE_AS_XLSX = (
    "Excelで開き、「名前を付けて保存」で「Excelブック（*.xlsx）」を選んで保存してから、渡してください。"
)
_SAVE_AGAIN = "Excelで開けることを確かめ、「名前を付けて保存」で保存し直してから、渡してください。"
_ASK_FOR_TEMPLATE = "「提出」の画面から様式をダウンロードし、その様式に記入して渡してください。"
_SPLIT = "要らないシートや行、書式だけの部分を消すか、ブックを分けて、渡してください。"

INTAKE_REFUSALS: dict[str, tuple[str, str]] = {
    "file.empty": (
        "「{file_name}」の中身が空（0バイト）です。",
        "保存やコピーの途中で止まっていないかを確かめて、もう一度渡してください。",
    ),
    "file.too_large": (
        "ファイルの大きさが{found_mb}MBあり、上限の{limit_mb}MBを超えています。",
        "写真や要らないシートを消してから、渡してください。",
    ),
    "file.old_excel": ("「{file_name}」は、古い形式（.xls）のExcelファイルです。", _SAVE_AS_XLSX),
    "file.password": (
        "「{file_name}」は、パスワードなどで暗号化されているため、読めません。",
        "Excelで開き、「ファイル」→「情報」→「ブックの保護」→「パスワードを使用して暗号化」を空にして"
        "保存してから、渡してください。",
    ),
    "file.macros": (
        "「{file_name}」には、マクロが入っています（.xlsm など）。マクロの入ったファイルは受け取りません。",
        "マクロなしの「Excelブック（*.xlsx）」で保存してから、渡してください。",
    ),
    "file.xlsb": ("「{file_name}」は、バイナリ形式（.xlsb）のExcelファイルです。", _SAVE_AS_XLSX),
    "file.ods": ("「{file_name}」は、OpenDocument形式（.ods）の表計算ファイルです。", _SAVE_AS_XLSX),
    "file.csv": (
        "「{file_name}」の中身は、Excelブックではなく、CSVなどのテキストです。",
        "課で作った表のCSVは、ファイル名の終わりを「.csv」に直すと渡せます。"
        "様式は、Excelで「Excelブック（*.xlsx）」を選んで保存し直してください。",
    ),
    "file.html": (
        "「{file_name}」の中身は、Excelブックではなくウェブページ（HTML）です。",
        "システムから書き出した「見かけだけのExcel」によくあります。" + _SAVE_AS_XLSX,
    ),
    "file.xml": ("「{file_name}」の中身は、Excelブックではなく、XML形式の文書です。", _SAVE_AS_XLSX),
    "file.pdf": ("「{file_name}」は、PDFです。", "PDFにする前のExcelブック（*.xlsx）を渡してください。"),
    "file.image": (
        "「{file_name}」は、画像です。",
        "画像の文字や数字は読めません。Excelブック（*.xlsx）を渡してください。",
    ),
    "file.other_office": (
        "「{file_name}」は、{found}のファイルです。",
        "Excelブック（*.xlsx）を渡してください。",
    ),
    "file.other_zip": (
        "「{file_name}」は、Excelブックではない圧縮ファイル（ZIPなど）です。",
        "圧縮したファイルは、中のExcelブック（*.xlsx）を取り出して、1つずつ渡してください。",
    ),
    "file.not_workbook": ("「{file_name}」は、Excelブックではありません。", _ASK_FOR_TEMPLATE),
    "file.truncated": (
        "ファイルが途中で切れています。",
        "コピーや送信が途中で止まったおそれがあります。元のファイルがExcelで開けることを確かめて、"
        "もう一度渡してください。",
    ),
    "file.broken": ("ファイルが壊れていて、読めません（{part}）。", _SAVE_AGAIN),
    "file.too_many_parts": (
        "ブックの中の部品（シート・図・コメントなど）が、上限の{limit:,}個を超えています。",
        _SPLIT,
    ),
    "file.duplicate_parts": (
        "ブックの中に、同じ名前の部品（{part}）が2つあり、どちらが正しいか決められません。",
        _SAVE_AGAIN,
    ),
    "file.unpacks_too_large": (
        "ファイルを展開すると、上限の{limit_mb}MBを超えます。",
        _SPLIT,
    ),
    "file.packed_too_tightly": (
        "ファイルの中身（{part}）が、普通のブックではありえないほど圧縮されています。",
        _SAVE_AGAIN,
    ),
    "file.dtd": (
        "ブックの中（{part}）に、外部の内容を読み込む宣言（DTD）があります。安全のため、受け取りません。",
        _SAVE_AGAIN,
    ),
    "file.no_sheet": ("ブックの中に、読めるワークシートがありません。", _ASK_FOR_TEMPLATE),
    "file.too_many_sheets": (
        "シートが{found:,}枚あり、上限の{limit:,}枚を超えています。",
        "要るシートだけを残して、渡してください。",
    ),
    "file.duplicate_sheets": (
        "シート「{sheet}」と同じ名前のシートが、もう1枚あります。",
        _SAVE_AGAIN,
    ),
    "file.cell_too_far": (
        "セル{cell}に何か入っています。読めるのは、{limit_row:,}行目・{limit_column}列目までです。",
        "シートの端に紛れ込んだ文字などがあれば消してください。Ctrl＋Endキーを押すと、使っている端のセルへ移れます。",
    ),
    "file.cell_reference": (
        "シート「{sheet}」の中に、Excelのセルではない番地（{cell}）があります。",
        _SAVE_AGAIN,
    ),
    "file.duplicate_cells": (
        "シート「{sheet}」のセル{cell}に、値が2つ記録されていて、どちらが正しいか決められません。",
        _SAVE_AGAIN,
    ),
    "file.too_many_elements": (
        "空のセルも含めた行とセルの数が、上限の{limit:,}個を超えています。",
        "表の外の行と列を選んで削除（Ctrl＋「-」）し、保存してから、渡してください。",
    ),
    "file.too_many_cells": ("何か入っているセルの数が、上限の{limit:,}個を超えています。", _SPLIT),
    "file.too_many_strings": ("ブックの中の文字列の数が、上限の{limit:,}個を超えています。", _SPLIT),
    "file.text_too_long": (
        "1つのセルの文字が、上限の{limit:,}文字を超えています。",
        "長い文章は別の文書にし、セルには要点を書いて、渡してください。",
    ),
    "file.too_much_text": ("文字の合計が、上限の{limit:,}文字を超えています。", _SPLIT),
    "file.too_many_styles": (
        "セルの書式の種類が、上限の{limit:,}個を超えています。",
        "新しいブックに値だけを貼り付けて保存してから、渡してください。",
    ),
    "file.too_many_merges": (
        "結合したセルの数が、上限の{limit:,}か所を超えています。",
        "表の中のセルの結合を解いてから、渡してください。",
    ),
    "file.parser_crashed": (
        "ファイルの読み取りが異常終了しました。ファイルが壊れているおそれがあります。",
        _SAVE_AGAIN,
    ),
    "file.parser_timeout": (
        "{seconds:g}秒以内に読み終わらなかったため、読み取りを止めました。",
        _SPLIT,
    ),
    "file.parser_memory": (
        "読み取りに使うメモリーが上限を超えたため、読み取りを止めました。",
        _SPLIT,
    ),
    "file.reader_busy": (
        "ほかのファイルの読み取りが混み合っていて、{seconds:g}秒以内に始められませんでした。",
        "少し待ってから、もう一度渡してください。ファイルに問題はありません。",
    ),
    "file.reader_unavailable": (
        "ファイルを読み取るプログラムを動かせませんでした。",
        "ファイルに問題はありません。管理者に、サーバーの空きメモリーとウイルス対策ソフトの設定を確かめるよう伝えてください。",
    ),
    "file.too_many_rows": (
        "シート「{sheet}」に{rows:,}行あります。一度に確かめられるのは{limit:,}行までです。",
        "様式の行だけを残して、余分な行を消してから渡してください。何も登録していません。",
    ),
}
