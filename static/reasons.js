// ファイルを作れなかったとき、その理由を次の操作を待たずに表示させる。
(() => {
  "use strict";

  const SAID = '[data-testid="stDownloadButtonError"]';
  const KEY = /(?:^|\s)st-key-(\S+)/;

  // 失敗を示す字が出たボタンの、理由を尋ねる隠れたボタンを押す。
  const ask = (said) => {
    for (let box = said.closest('[class*="st-key-"]'); box; box = box.parentElement?.closest('[class*="st-key-"]')) {
      const why = document.querySelector(`.st-key-why_${CSS.escape(KEY.exec(box.className)[1])} button`);
      if (why) return why.click();
    }
    return undefined;
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches(SAID)) ask(node);
        else node.querySelectorAll(SAID).forEach(ask);
      }
    }
  }).observe(document.documentElement, { subtree: true, childList: true });
})();
