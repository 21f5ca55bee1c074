"""Wording of every refusal: code -> (what happened, what to do)."""

from __future__ import annotations

from miharu_dx.domain.refusal_collection import COLLECTION_REFUSALS
from miharu_dx.domain.refusal_decision import DECISION_REFUSALS
from miharu_dx.domain.refusal_history import HISTORY_REFUSALS
from miharu_dx.domain.refusal_intake import INTAKE_REFUSALS
from miharu_dx.domain.refusal_mapping import MAPPING_REFUSALS
from miharu_dx.domain.refusal_meeting import MEETING_REFUSALS
from miharu_dx.domain.refusal_review import REVIEW_REFUSALS

_OTHER_REFUSALS: dict[str, tuple[str, str]] = {
    "plan.missing": (
        "計画の定義ファイル {path} がありません。",
        "配布物の data/plan.toml を戻すか、MIHARU_DX_PLAN に置き場所を指定してください。",
    ),
    "plan.syntax": (
        "計画の定義ファイル {path} を読めません（{line}行目）: {detail}",
        "{line}行目の書き方（引用符・かっこ・「=」）を直して、もう一度起動してください。",
    ),
    "plan.encoding": (
        "計画の定義ファイル {path} の文字コードがUTF-8ではありません（{line}行目）。",
        "メモ帳などで開き、文字コードに「UTF-8」を選んで保存し直してください。",
    ),
    "plan.invalid": (
        "計画の定義ファイル {path} に誤りがあります（{line}行目）: {detail}",
        "{fix}",
    ),
    "store.locked": (
        "データベースを、ほかのプログラムが使っています。",
        "同じデータベースは、一度に一つのプログラムだけが開けます。{detail}"
        "使っているプログラム（ダッシュボードやコマンド）を終えてから、もう一度行ってください。",
    ),
    "store.newer": (
        "データベースは、このプログラムより新しい版（{found}）で作られています。この版は{known}までです。",
        "新しい版のプログラムで開いてください。ファイルには何もしていません。",
    ),
    "store.foreign": (
        "{path} は、このダッシュボードのデータベースではありません。",
        "MIHARU_DX_STORE 又は --store の指定を確かめてください。ファイルには何もしていません。",
    ),
    "store.damaged": (
        "データベース {path} を開けません。壊れているおそれがあります。",
        "ファイルに手を加えずに、バックアップから戻してください。",
    ),
    "store.missing": (
        "データベース {path} がありません。",
        "--store の指定を確かめるか、「本番を始める」でデータベースを作ってください。",
    ),
    "store.exists": (
        "{path} には、すでにデータベースがあります。",
        "今のデータベースを残すため、新しく作りませんでした。別の場所を指定してください。",
    ),
    "store.disk_full": (
        "ディスクの空きがなく、記録できませんでした。",
        "何も変わっていません。ディスクの空きを作ってから、もう一度確定してください。",
    ),
    "store.read_only": (
        "データベースに書き込めません。",
        "何も変わっていません。ファイルとフォルダーの書込みの権限を確かめてください。",
    ),
    "store.plan_differs": (
        "データベースの計画（{found}）と、計画の定義ファイルの計画（{expected}）が違います。",
        "計画の定義ファイルを元に戻すか、この計画のデータベースを指定してください。",
    ),
    "store.plan_lacks": (
        "データベースで使っている{list}「{word}」が、計画の定義ファイルにありません。",
        "計画の定義ファイルに「{word}」を戻してください。データベースには何もしていません。",
    ),
    "store.unreadable": (
        "データベース {path} を読めません。",
        "ファイルとフォルダーの読取りの権限を確かめてください。",
    ),
    "store.write_failed": (
        "データベースに記録できませんでした。",
        "何も変わっていません。ディスクの状態を確かめてから、もう一度行ってください。",
    ),
    "store.uncertain": (
        "記録できたかどうかを、確かめられませんでした。",
        "ディスクの空きと状態を確かめてから、提出の一覧を見てください。一覧になければ、もう一度行ってください。",
    ),
    "store.migration_failed": (
        "データベースを、このプログラムの形（{step}）に移せませんでした。",
        "元のデータベースはそのままです。前の版のプログラムで使い続けて、記録（ログ）を開発元に送ってください。",
    ),
    "version.unknown": (
        "版{version}はありません。今の版は{latest}です。",
        "1から{latest}までの版を指定してください。",
    ),
    "access.denied": (
        "この操作は、今の役割（{role}）ではできません。",
        "事務局に相談してください。",
    ),
    "access.other_department": (
        "{department}の内容は、その課の担当者と事務局だけが変えられます。",
        "担当課の選び方を確かめるか、事務局に相談してください。",
    ),
    "department.unknown": (
        "担当課「{name}」は、{fiscal_year_label}の担当課にありません。",
        "次のどれかを指定してください: {known}",
    ),
    "fiscal_year.unknown": (
        "年度「{value}」は、計画の期間にありません。",
        "{first}から{last}までの西暦の年度を指定してください。",
    ),
    "period.unknown": (
        "期「{value}」は、計画の期にありません。",
        "次のどれかを指定してください: {known}",
    ),
    "template.no_actions": (
        "{department}には、{fiscal_year_label}の個別取組が登録されていません。",
        "管理の「計画ワークブック」で個別取組を登録してから、様式を作ってください。",
    ),
    "upload.has_findings": (
        "直すところが{count}か所あるため、確定しませんでした。",
        "何も変わっていません。指摘のあるセルを直して、もう一度渡してください。",
    ),
    "upload.stale": (
        "内容を確かめた後に、別の登録がありました（版{base}→版{latest}）。{told}",
        "何も登録していません。変わる内容をもう一度確かめてから、確定してください。",
    ),
    "upload.both_sides": (
        "様式を作った後（版{base}の後）に別の提出でも変わった値が、{count}か所あります。どちらにするか決めないまま、置きかえることはしません。",
        "画面の「提出」で見比べて選ぶか、新しい様式を受け取って書き直してください。"
        "コマンドでは --on-both keep（今の保存のまま）又は --on-both replace（このファイルの値に）を付けると、まとめて決められます。",
    ),
    "upload.clash": (
        "別の提出による変更と合わせると成り立たない値が、{count}か所あります。",
        "何も登録していません。選び方を変えるか、新しい様式を受け取って書き直してください。",
    ),
    "upload.changed_bytes": (
        "確かめたファイルと、確定しようとしたファイルが違います。",
        "何も登録していません。ファイルをもう一度渡して、内容を確かめてください。",
    ),
    "demo.only": (
        "この操作は、見本データの画面だけでできます。",
        "本番のデータベースでは、すでに使い始めています。",
    ),
    "export.format_unknown": (
        "書き出しの形式「{value}」は使えません。",
        "xlsx・csv・parquet のどれかを指定してください。",
    ),
    "file.missing": (
        "ファイル {path} がありません。",
        "ファイルの場所と名前を確かめてください。",
    ),
    "file.no_workbooks": (
        "フォルダー {path} の中に、読めるファイル（.xlsx・.csv）がありません。",
        "フォルダーの場所を確かめてください。",
    ),
    "file.is_folder": (
        "{path} はフォルダーです。",
        "中のファイルを指定してください（例: フォルダー/*.xlsx）。",
    ),
    "file.folder_unwritable": (
        "フォルダー {folder} に書き込めないため、データベースを作れません。",
        "フォルダーの書込みの権限と、ディスクの空きを確かめてください。"
        "ほかの場所に作るときは、MIHARU_DX_STORE にファイルの場所を指定してください。",
    ),
    "file.unwritable": (
        "{path} に書き込めません。",
        "フォルダーの書込みの権限と、ディスクの空きを確かめてください。",
    ),
}

REFUSAL_TEXTS: dict[str, tuple[str, str]] = {
    **INTAKE_REFUSALS,
    **COLLECTION_REFUSALS,
    **REVIEW_REFUSALS,
    **HISTORY_REFUSALS,
    **MAPPING_REFUSALS,
    **DECISION_REFUSALS,
    **MEETING_REFUSALS,
    **_OTHER_REFUSALS,
}
