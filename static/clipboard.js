// 暗号化していない庁内の http では、ブラウザーが写す機能（navigator.clipboard）を出さない。
// そのときだけ、選んで写す昔からのやり方で同じ名前の機能を置く。
(() => {
  "use strict";
  if (navigator.clipboard) return;

  const writeText = (text) => {
    const before = document.activeElement;
    // 開いている窓の外に置くと、窓が選択を取り戻してしまう。
    const place = before?.closest('[role="dialog"]') ?? document.body;
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.style.cssText = "position:fixed;inset:0 auto auto 0;width:1px;height:1px;opacity:0";
    place.append(field);
    field.select();
    let copied = false;
    try {
      copied = document.execCommand("copy");
    } finally {
      field.remove();
      before?.focus?.();
    }
    return copied ? Promise.resolve() : Promise.reject(new Error("copy was refused"));
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
})();
