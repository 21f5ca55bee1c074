// 会議モードの鍵盤と、話した時間の表示。発表用の送り機は PageUp・PageDown を打つ。
(() => {
  "use strict";
  const NAMES = {
    ArrowLeft: "back",
    PageUp: "back",
    ArrowRight: "next",
    PageDown: "next",
    " ": "next",
    Home: "first",
    End: "last",
    Escape: "leave",
  };
  const TYPING =
    'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="spinbutton"], [role="listbox"], [role="grid"]';

  document.addEventListener(
    "keydown",
    (event) => {
      const name = NAMES[event.key];
      if (!name || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (!document.querySelector(".mdx-deck")) return;
      const at = event.target instanceof Element ? event.target : document.body;
      if (event.key === " " && at.closest("button")) return;
      if (event.key === "Escape" && document.querySelector('[role="dialog"], [role="listbox"]')) return;
      if (at.closest(TYPING) && !event.key.startsWith("Page")) {
        if (event.key === "Escape") at.blur();
        return;
      }
      event.preventDefault();
      const close = name === "leave" && document.querySelector(".st-key-deck_close button");
      (close || document.querySelector(`.st-key-deck_${name} button`))?.click();
    },
    true,
  );

  // サーバーが数えた秒に、表示してからの秒を足す。
  const shown = new WeakMap();
  setInterval(() => {
    const place = document.querySelector("[data-deck-seconds]");
    if (!place) return;
    const told = place.dataset.deckSeconds;
    let began = shown.get(place);
    if (!began || began.told !== told) {
      began = { told, at: performance.now() };
      shown.set(place, began);
    }
    const seconds = Number(told) + Math.floor((performance.now() - began.at) / 1000);
    place.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }, 500);
})();
