// 部品がもともと持つ英語を日本語に置きかえる。語はこの辞書だけに置く。
(() => {
  "use strict";

  // 文全体が一致したときだけ置きかえる。
  const WORDS = {
    // つながり
    "Connecting": "接続しています",
    "Connecting to Streamlit server": "サーバーに接続しています",
    "Unable to connect to Streamlit server": "サーバーに接続できません",
    "Connection error": "サーバーに接続できません",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "サーバーが応答しません。サーバーが止まっていないか、事務局に確かめてください。動き始めると、自動でつながります。",
    "Streamlit server is not responding. Are you connected to the internet?":
      "サーバーが応答しません。庁内ネットワークにつながっているか確かめてください。続くときは事務局へ連絡してください。",
    "Connection timed out.": "サーバーの応答がありません。しばらく待つと、自動でつながります。",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "接続が切れました。つながるのを待って、もう一度やり直してください。",
    "Failed to fetch": "サーバーの応答がありません。しばらく待つと、自動でつながります。",
    "Network error": "通信できませんでした。",
    "Unknown error": "原因の分からない不具合です。",
    "Bad message format": "通信の内容を読み取れませんでした。画面を読み込み直してください。",
    "Error": "エラー",
    "Warning": "注意",
    "Retry": "もう一度",
    "Try again": "もう一度",
    "Dismiss": "閉じる",
    "Close": "閉じる",
    "Running...": "更新しています",
    "RUNNING...": "更新しています",
    "Stop": "止める",
    "Stopping...": "止めています",
    "Rerun": "読み込み直す",
    "Always rerun": "いつも読み込み直す",
    "File change.": "プログラムが変わりました。",
    "Source file changed.": "プログラムが変わりました。",
    // ページ
    "Page not found": "ページが見つかりません",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "お探しのページはありません。最初のページを表示します。",
    "App pages": "ページの一覧",
    "Skip to main content": "本文へ移る",
    "Main menu": "メニュー",
    "Print": "印刷",
    "Settings": "設定",
    "About": "このアプリについて",
    "Record a screencast": "画面を録画する",
    "Clear cache": "一時的な記憶を消す",
    "Made with Streamlit": "",
    "Notifications": "お知らせ",
    "Expand sidebar": "横の欄を開く",
    "Collapse sidebar": "横の欄を閉じる",
    "View less": "たたむ",
    "view more": "続きを見る",
    "Show more": "続きを見る",
    "Show less": "たたむ",
    "Your app is having trouble loading the component.": "部品を読み込めませんでした。画面を読み込み直してください。",
    // ファイルの受け取り
    "Upload": "ファイルを選ぶ",
    "Browse files": "ファイルを選ぶ",
    "Add files": "ファイルを加える",
    "Upload directories": "フォルダーを選ぶ",
    "Drag and drop a file here": "ここで放してください",
    "Drag and drop file here": "ここで放してください",
    "Drag and drop files here": "ここで放してください",
    "Drag and drop directories here": "ここで放してください",
    "file upload": "ファイルの受け取り",
    "File Uploader": "ファイルの受け取り",
    "Error uploading file": "ファイルを受け取れませんでした",
    "Error deleting file": "ファイルを取り除けませんでした",
    // ファイルを作って渡す
    "Failed to generate file for download":
      "ファイルを作れませんでした。画面を読み込み直してから、もう一度押してください。",
    "Download failed": "ファイルを受け取れませんでした。もう一度押してください。",
    "Deferred download not properly configured": "ファイルを作れませんでした。画面を読み込み直してください。",
    "Remove file": "取り除く",
    "Delete file": "取り除く",
    "Cancel upload": "受け取りをやめる",
    // 入力
    "Open": "開く",
    "Clear": "消す",
    "Clear value": "選択を消す",
    "Clear all": "すべて消す",
    "Select all": "すべて選ぶ",
    "Remove": "外す",
    "No results": "当てはまるものがありません",
    "No options": "選べるものがありません",
    "No options to select": "選べるものがありません",
    "No options to select.": "選べるものがありません",
    "Choose an option": "選んでください",
    "Choose options": "選んでください",
    "Select...": "選んでください",
    "Selectbox": "選択",
    "Multiselect": "選択",
    "Selectbox options": "選択肢",
    "Show suggestions": "選択肢を見る",
    "Suggestions": "選択肢",
    "Show password": "パスワードを表示する",
    "Hide password": "パスワードを隠す",
    "Invalid input.": "入力した内容を確かめてください。",
    "This field is required.": "入力してください。",
    "Add": "加える",
    "Increment": "増やす",
    "Decrement": "減らす",
    "Increase": "増やす",
    "Decrease": "減らす",
    "Number is above the allowed range.": "上限を超えています。",
    "Number is below the allowed range.": "下限を下回っています。",
    "Number is outside the allowed range.": "範囲の外の数です。",
    "Selected date unavailable.": "その日は選べません。",
    "Start date must be before end date.": "始まりの日は終わりの日より前にしてください。",
    "Choose date": "日を選ぶ",
    "Choose date range": "期間を選ぶ",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "矢印キーで日を移り、Enterで選び、Escで閉じます。",
    "Selected values": "選んだもの",
    "Previous month": "前の月",
    "Next month": "次の月",
    "Previous": "前へ",
    "Next": "次へ",
    "Today": "今日",
    // 表
    "Fullscreen": "大きく表示する",
    "Close fullscreen": "元の大きさに戻す",
    "View fullscreen": "大きく表示する",
    "Exit fullscreen": "元の大きさに戻す",
    "Show data": "表で見る",
    "Show chart": "図で見る",
    "Search": "探す",
    "Type to search": "探す語を入れる",
    "Next Result": "次へ",
    "Previous Result": "前へ",
    "Close Search": "検索を閉じる",
    "Download as CSV": "CSVで保存",
    "Show/hide columns": "列の表示を選ぶ",
    "Clear selection": "選択を消す",
    "Dataframe column menu": "列のメニュー",
    "Statistics": "集計",
    "Sort ascending": "小さい順に並べる",
    "Sort descending": "大きい順に並べる",
    "Format": "表示の形",
    "Autosize": "幅を合わせる",
    "Pin column": "列を固定する",
    "Unpin column": "列の固定をやめる",
    "Hide column": "列を隠す",
    "Copy column name": "列名を写す",
    "Group by column": "列でまとめる",
    "Wrap": "折り返す",
    "Automatic": "自動",
    "Localized": "地域の書き方",
    "Plain": "そのまま",
    "Compact": "短く",
    "Dollar": "ドル",
    "Euro": "ユーロ",
    "Yen": "円",
    "Percent": "百分率",
    "Scientific": "指数",
    "Accounting": "会計",
    "Distance": "隔たり",
    "Calendar": "暦",
    "Add row": "行を加える",
    "Delete row(s)": "行を取り除く",
    "empty": "空です",
    "Scrollable table": "送って見る表",
    "Pagination": "ページ送り",
    "Next page": "次のページ",
    "Previous page": "前のページ",
    "Copy to clipboard": "写す",
    "Copied": "写しました",
    "Copied": "写しました",
    "Help": "説明",
    "Loading...": "読み込んでいます",
    "Failed to load data": "データを読み込めませんでした",
    "(index)": "番号",
    "text": "文字",
    "number": "数",
    "progress": "進み具合",
    "date": "日付",
    "datetime": "日時",
    "checkbox": "印",
    "link": "リンク",
    // 図
    "Download plot as a PNG": "画像で保存",
    "Download plot as a png": "画像で保存",
    "Download plot": "画像で保存",
    "Zoom": "拡大する",
    "Pan": "ずらす",
    "Box Select": "四角で選ぶ",
    "Lasso Select": "囲んで選ぶ",
    "Zoom in": "大きく",
    "Zoom out": "小さく",
    "Autoscale": "全体を表示",
    "Reset axes": "元に戻す",
    "Toggle Spike Lines": "目安の線",
    "Show closest data on hover": "近い値を示す",
    "Compare data on hover": "並べて示す",
    "Produced with Plotly.js": "",
    "Double-click to zoom back out": "ダブルクリックで元に戻ります",
    "Double-click on legend to isolate one trace": "凡例をダブルクリックすると一つだけ表示します",
    "Chart with no accessible description": "図",
  };

  const PARTS = { year: "年", month: "月", day: "日", hour: "時", minute: "分" };
  const writeDay = (text) => {
    const day = new Date(text);
    return Number.isNaN(day.getTime())
      ? text : `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日`;
  };

  // 数や名前を含む文。
  const PATTERNS = [
    [/^([\d.]+) ?(B|KB|MB|GB) per file(?: • (.+))?$/, (m) => `1ファイル${m[1]}${m[2]}まで${m[3] ? `・${m[3]}` : ""}`],
    [/^• ([A-Z0-9, .]+)$/, (m) => `・${m[1]}`],
    [/^Limit ([\d.]+) ?(B|KB|MB|GB) per file(?: • (.+))?$/, (m) => `1ファイル${m[1]}${m[2]}まで${m[3] ? `・${m[3]}` : ""}`],
    [/^File must be ([\d.]+) ?(B|KB|MB|GB) or smaller\.?$/, (m) => `${m[1]}${m[2]}までのファイルを渡してください。`],
    [/^.* files are not allowed\.?$/, () => "この種類のファイルは受け取れません。"],
    [/^(\d+) options? available\.?$/, (m) => `選択肢は${m[1]}件です。`],
    [/^Page (\d+)$/, (m) => `${m[1]}ページ`],
    [/^(?:.+) icon$/, () => ""],
    [/^(year|month|day|hour|minute), (.+)$/, (m) => `${m[2]}の${PARTS[m[1]]}`],
    [/^Choose date, (.+)$/, (m) => `日を選ぶ、${m[1]}`],
    [/^Selected Date: (.+)$/, (m) => `選んだ日：${writeDay(m[1])}`],
    [/^This app has encountered an error\.[\s\S]*$/, () => "画面を表示できませんでした。データには何も起きていません。続くときは事務局へ知らせてください。"],
    [/^Error:\s*(.*)$/, (m) => `エラー：${m[1] ? translate(m[1]) ?? m[1] : ""}`],
    [/^(\d+) more$/, (m) => `ほか${m[1]}件`],
    [/^(\d+) results?$/, (m) => `${m[1]}件`],
    [/^([\d,]+) of ([\d,]+)$/, (m) => `${m[1]}／${m[2]}`],
    [/^You have requested page \/(.*), but no corresponding file was found.*$/, () => "お探しのページはありません。最初のページを表示します。"],
    [/^You can only select up to (\d+) .*$/, (m) => `選べるのは${m[1]}件までです。先にどれかを外してください。`],
    [/^Cannot connect to Streamlit \(HTTP status: (\d+)\)\.?[\s\S]*$/, (m) => `サーバーに断られました（${m[1]}）。事務局へ連絡してください。`],
    [/^Please enter a value (less|greater) than or equal to (.+)\.$/, (m) => `${m[2]}${m[1] === "less" ? "以下" : "以上"}の数を入れてください。`],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, (m) => `${m[1]}以下の数を入れてください。`],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, (m) => `${m[1]}以上の数を入れてください。`],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, (m) => `${m[1]}から${m[2]}までの数を入れてください。`],
    [/^(?:Remove|Delete) (.+)$/, (m) => `${m[1]}を取り除く`],
    [/^Selected (.+)\. (.+)$/, (m) => `${m[1]}を選択中。${m[2]}`],
    [/^Row (\d+), column (\d+)$/, (m) => `${m[1]}行 ${m[2]}列`],
  ];

  const ATTRIBUTES = ["title", "aria-label", "placeholder", "data-title", "alt", "aria-roledescription"];
  // 自前の部品・図の中身・表の升目には触れない。そこにあるのは利用者のことば。
  const OWN = ".mdx, .main-svg, canvas, textarea, script, style";
  const LETTERS = /[A-Za-z]{3}/;

  const translate = (text) => {
    const bare = text.trim();
    if (Object.hasOwn(WORDS, bare)) return text.replace(bare, () => WORDS[bare]);
    for (const [pattern, write] of PATTERNS) {
      const match = pattern.exec(bare);
      if (match) return text.replace(bare, () => write(match));
    }
    return null;
  };

  const mendText = (node) => {
    const text = node.nodeValue;
    if (!text || text.length > 400 || !LETTERS.test(text)) return;
    if (node.parentElement?.closest(OWN)) return;
    const found = translate(text);
    if (found !== null && found !== text) node.nodeValue = found.replace(/^ ・/, "・");
  };

  const mendAttribute = (element, name) => {
    const text = element.getAttribute(name);
    if (!text || text.length > 400 || !LETTERS.test(text) || element.closest(".mdx")) return;
    const found = translate(text);
    if (found !== null && found !== text) element.setAttribute(name, found);
  };

  const mendTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return mendText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OWN)) return;
    const selector = ATTRIBUTES.map((name) => `[${name}]`).join(",");
    for (const element of [root, ...root.querySelectorAll(selector)]) {
      for (const name of ATTRIBUTES) if (element.hasAttribute(name)) mendAttribute(element, name);
    }
    const skip = { acceptNode: (node) =>
      node.nodeType === Node.ELEMENT_NODE
        ? node.matches(OWN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP
        : NodeFilter.FILTER_ACCEPT };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, skip);
    while (walker.nextNode()) mendText(walker.currentNode);
  };

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") mendText(change.target);
      else if (change.type === "attributes") mendAttribute(change.target, change.attributeName);
      else for (const node of change.addedNodes) mendTree(node);
    }
  });
  observer.observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  if (document.body) mendTree(document.body);
})();
