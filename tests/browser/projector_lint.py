"""What must hold of every screen on the wall, measured in the page as the browser drew it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((1920, 1080), (1280, 720))
SMALLEST_PX = 24  # 1920 × 1080 のとき
CONTRAST = 4.5
_ROUNDING = 0.1

MEASURE = """
() => {
  const parse = (text) => {
    const found = (text.match(/[\\d.]+/g) || []).map(Number);
    return { rgb: found.slice(0, 3), alpha: found.length > 3 ? found[3] : 1 };
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const told = parse(getComputedStyle(e).backgroundColor);
      if (told.alpha > 0.99) return told.rgb;
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const opacity = (element) => {
    let seen = 1;
    for (let e = element; e; e = e.parentElement) seen *= Number(getComputedStyle(e).opacity);
    return seen;
  };
  const deck = document.querySelector(".mdx-deck").getBoundingClientRect();
  const places = [...document.querySelectorAll(".mdx-deck, .st-key-deck_entry, .st-key-deck_panel, .st-key-deck_write, .st-key-deck_keys")];
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, e = node.parentElement;
    if (!node.nodeValue.trim() || !places.some((p) => p.contains(e)) || !e.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((b) => b.width > 1 && b.height > 1 && b.right > 0);
    if (!boxes.length) continue;
    const style = getComputedStyle(e), svg = e.closest("svg") !== null;
    const ink = parse(svg ? style.fill : style.color), back = ground(e);
    const group = e.closest(".mdx-rating, td, .mdx-deck-pair, .mdx-deck-counts > span, .mdx-deck-trend > span, .mdx-deck-wrong");
    texts.push({
      text: node.nodeValue.trim(), size: parseFloat(style.fontSize), contrast: contrast(ink.rgb, back),
      faint: opacity(e), red: ink.rgb.join() === "206,0,0", marked: !!group && !!group.querySelector("svg.mdx-mark"),
      boxes: boxes.map((b) => [b.left, b.top, b.right, b.bottom]),
      cut: style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1 && !e.closest(".mdx-deck-title"),
    });
  }
  const body = document.querySelector(".mdx-deck-body"), root = document.documentElement;
  const matter = document.querySelector(".mdx-deck-grounds"), entry = document.querySelector(".st-key-deck_entry");
  const fills = [...document.querySelectorAll(".mdx-deck-segment, .mdx-rating")];
  return {
    texts, deck: [deck.left, deck.top, deck.right, deck.bottom],
    over: [body.scrollWidth - body.clientWidth, body.scrollHeight - body.clientHeight,
           root.scrollWidth - innerWidth, root.scrollHeight - innerHeight],
    pressed: matter && entry ? matter.getBoundingClientRect().bottom - entry.getBoundingClientRect().top : 0,
    unmarked: fills.filter((e) => !e.querySelector("svg.mdx-mark") || !e.innerText.trim()).map((e) => e.outerHTML),
    hints: document.querySelectorAll(".mdx-deck [title]").length,
  };
}
"""

TOFU = """
(letters) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const family = getComputedStyle(document.querySelector(".mdx-deck")).fontFamily;
  const drawn = (letter) => {
    pen.clearRect(0, 0, 40, 40);
    pen.font = `28px ${family}`;
    pen.fillText(letter, 4, 32);
    return pen.getImageData(0, 0, 40, 40).data.join();
  };
  // 割り当てのない符号は、どの書体にも無い。その絵と、何も描かれないものを豆腐とみなす。
  const missing = new Set([drawn("\\u0378"), drawn("\\uFFFF"), drawn(" ")]);
  return letters.filter((letter) => missing.has(drawn(letter)));
}
"""


@dataclass(frozen=True)
class Seen:
    """One screen at one size."""

    width: int
    found: dict[str, Any]

    def complaints(self) -> list[str]:
        """Return what is wrong, in words that name the text."""
        scale = self.width / SIZES[0][0]
        texts = self.found["texts"]
        told = [
            f"{one['size']:g}px: {one['text']}"
            for one in texts
            if one["size"] < SMALLEST_PX * scale - _ROUNDING
        ]
        told += [
            f"contrast {one['contrast']:.2f}: {one['text']}" for one in texts if one["contrast"] < CONTRAST
        ]
        told += [f"faint: {one['text']}" for one in texts if one["faint"] < 1]
        told += [f"red alone: {one['text']}" for one in texts if one["red"] and not one["marked"]]
        told += [f"cut: {one['text']}" for one in texts if one["cut"]]
        told += [f"outside: {one['text']}" for one in texts if self._outside(one["boxes"])]
        told += [f"overflow {self.found['over']}"] if max(self.found["over"]) > 1 else []
        told += ["the question runs into the entry"] if self.found["pressed"] > 1 else []
        told += [f"without a mark: {markup}" for markup in self.found["unmarked"]]
        told += ["something is told by hovering only"] if self.found["hints"] else []
        return [*told, *self._overlaps()]

    def _outside(self, boxes: list[list[float]]) -> bool:
        left, top, right, bottom = self.found["deck"]
        return any(b[0] < left - 1 or b[1] < top - 1 or b[2] > right + 1 or b[3] > bottom + 1 for b in boxes)

    def _overlaps(self) -> list[str]:
        """Return texts that stand on one another; the line boxes of one text may touch."""
        drawn = [(one["text"], box) for one in self.found["texts"] for box in one["boxes"]]
        told: list[str] = []
        slack = 5 * self.width / SIZES[0][0]
        for place, (text, a) in enumerate(drawn):
            for other, b in drawn[place + 1 :]:
                wide = min(a[2], b[2]) - max(a[0], b[0])
                tall = min(a[3], b[3]) - max(a[1], b[1])
                if wide > slack and tall > 2 * slack:
                    told.append(f"overlap: {text} / {other}")
        return told

    def letters(self) -> set[str]:
        """Return every letter on the screen."""
        return {letter for one in self.found["texts"] for letter in one["text"] if not letter.isspace()}


def measured(page: Page) -> list[Seen]:
    """Return the screen on the wall at both sizes."""
    seen: list[Seen] = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        seen.append(Seen(width, page.evaluate(MEASURE)))
    return seen


def tofu(page: Page, letters: set[str]) -> list[str]:
    """Return the letters for which no font has a glyph."""
    page.evaluate("() => document.fonts.ready")
    return page.evaluate(TOFU, sorted(letters))
