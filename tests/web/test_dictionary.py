"""The dictionary of the interface, tried in a browser on the words as the interface writes them."""

from tests.chromium import open_browser
from tests.web.site_fixture import ASSETS

# As it appears → how the Japanese begins.
LATER = {
    "No results": "当てはまるものがありません",
    " Connecting ": " 接続しています ",
    "10MB per file": "1ファイル10MBまで",
    "10MB per file • XLSX": "1ファイル10MBまで・XLSX",
    "3 options available.": "選択肢は3件です。",
    "Error: This field is required.": "エラー：入力してください。",
    "Selected Date: March 31, 2026": "選んだ日：2026年3月31日",
    "This app has encountered an error. Whatever follows.": "画面を表示できませんでした。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "サーバーが応答しません。",
    "個別取組 Open Data": "個別取組 Open Data",
}

APPEAR = """async (texts) => {
  const root = document.getElementById('root');
  const boxes = texts.map((text) => {
    const box = document.createElement('p');
    box.textContent = text;
    return box;
  });
  root.append(...boxes);
  await Promise.resolve();
  return boxes.map((box) => box.textContent);
}"""

CHANGE = """async () => {
  const box = document.createElement('button');
  box.append('あ');
  document.getElementById('root').append(box);
  box.setAttribute('aria-label', 'Clear value');
  box.firstChild.nodeValue = 'Upload';
  await Promise.resolve();
  return [box.getAttribute('aria-label'), box.textContent];
}"""

WRITTEN = """async () => {
  const box = document.createElement('div');
  box.innerHTML = '<div class="mdx"><i title="Open">Open</i>Search</div><textarea>Close</textarea>';
  document.getElementById('root').append(box);
  await Promise.resolve();
  return [box.querySelector('i').title, box.querySelector('.mdx').textContent,
          box.querySelector('textarea').value];
}"""


def test_english_of_the_interface_is_replaced_and_what_people_wrote_is_not() -> None:
    with open_browser() as browser:
        page = browser.new_page()
        page.set_content('<html lang="ja"><body><div id="root"><p>Search</p></div></body></html>')
        page.add_script_tag(path=ASSETS / "ja.js")
        assert page.inner_text("#root") == "探す"
        said = page.evaluate(APPEAR, list(LATER))
        wrong = [
            (got, want) for got, want in zip(said, LATER.values(), strict=True) if not got.startswith(want)
        ]
        assert wrong == []
        assert page.evaluate(CHANGE) == ["選択を消す", "ファイルを選ぶ"]
        assert page.evaluate(WRITTEN) == ["Open", "OpenSearch", "Close"]
