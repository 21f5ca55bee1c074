// 画面の部品より先に動く。部品がこの前に置いた値を読む。
(() => {
  "use strict";

  // 暦・数・日付を書く部品は、ブラウザーの言語を見る。この画面の言葉は、いつも日本語である。
  for (const [name, value] of [["language", "ja-JP"], ["languages", Object.freeze(["ja-JP", "ja"])]]) {
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });
  }

  // サーバーの場所を先に知らせ、ページの番地から順に探して断られる往復を省く。
  const parts = document.querySelector('script[type="module"][src*="/static/js/"]');
  if (parts) window.__streamlit = { BACKEND_BASE_URL: new URL("../../", parts.src).href };

  // 図を描く部品は大きい。サーバーの答えを待つ間に読み終えておく。
  for (const part of document.querySelectorAll("link[data-early]")) import(part.href).catch(() => {});

  // 書体は部品ができる前に取りに行く。
  document.fonts?.load('400 16px "BIZ UDPGothic"', "あ");
  document.fonts?.load('700 16px "BIZ UDPGothic"', "あ");
})();
