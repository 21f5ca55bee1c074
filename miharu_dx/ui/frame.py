"""The frame all pages share: their registry, the strip, headline, dates, panels and notices.

Every text a caller passes is escaped here; only ``Markup`` goes to the page as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from miharu_dx.config import ROOT
from miharu_dx.present.views.common import TileView
from miharu_dx.services.running import the_house
from miharu_dx.ui.marks import mark_svg, rating_html, sign_html, stage_cells, stage_html
from miharu_dx.ui.pieces import (
    Column,
    GroupRow,
    Markup,
    as_markup,
    table_html,
    tiles_html,
)

__all__ = [
    "PAGES",
    "Column",
    "GroupRow",
    "Markup",
    "PageEntry",
    "Titles",
    "as_markup",
    "dates_line",
    "demo_strip",
    "empty",
    "fills_window",
    "headline",
    "html",
    "mark_svg",
    "notice",
    "page_file",
    "panel",
    "plan_titles",
    "rating_html",
    "sign_html",
    "stage_cells",
    "stage_html",
    "table",
    "table_html",
    "tiles",
    "tiles_html",
]


@dataclass(frozen=True)
class PageEntry:
    """A page of the navigation; ``path`` is its file in the pages folder, ``url_path`` its address.

    ``section`` is the menu it is folded under; without one it stands in the row itself. A ``hidden``
    page stands in neither: another page leads there, and it fills the window alone.
    """

    path: str
    title: str
    url_path: str
    default: bool = False
    section: str = ""
    hidden: bool = False


OFFICE = "運営・記録"
MEASURE_PAGE = "measure.py"  # その計画での施策の呼び名が、画面の名になる

PAGES: tuple[PageEntry, ...] = (
    PageEntry("overview.py", "全体状況", "overview", default=True),
    PageEntry(MEASURE_PAGE, "施策", "measure"),
    PageEntry("department.py", "担当課", "department"),
    PageEntry("trend.py", "年度推移", "trend"),
    PageEntry("actions.py", "一覧", "actions"),
    PageEntry("submit.py", "提出", "submit"),
    PageEntry("meeting.py", "会議", "meeting"),
    PageEntry("decisions.py", "決定事項", "decisions"),
    PageEntry("collection.py", "提出状況", "collection", section=OFFICE),
    PageEntry("review.py", "確認", "review", section=OFFICE),
    PageEntry("history.py", "履歴", "history", section=OFFICE),
    PageEntry("definitions.py", "データの定義", "definitions", section=OFFICE),
    PageEntry("admin.py", "管理", "admin", section=OFFICE),
    PageEntry("meeting_mode.py", "会議モード", "meeting_mode", section=OFFICE, hidden=True),
)


def fills_window(url_path: str | None) -> bool:
    """Whether a page (by its address) stands alone in the window, without strip, controls and navigation."""
    return any(entry.hidden for entry in PAGES if entry.url_path == url_path)


def page_file(url_path: str) -> Path:
    """Return the file of a registered page."""
    entry = next(entry for entry in PAGES if entry.url_path == url_path)
    return ROOT / "pages" / entry.path


@dataclass(frozen=True)
class Titles:
    """What the plan calls the product: in the browser tab and, shorter, in the header."""

    title: str
    short_title: str
    measure_term: str

    def of(self, entry: PageEntry) -> str:
        """Return the name of a page in the navigation."""
        return self.measure_term if entry.path == MEASURE_PAGE else entry.title


def plan_titles() -> Titles:
    """Return the titles of the plan this installation serves."""
    plan = the_house().plan
    return Titles(plan.title, plan.short_title, plan.measure_term)


def html(markup: str) -> None:
    """Put markup on the page; the one place where HTML meets Streamlit.

    Inline SVG survives here and not in ``st.html``. Blank lines would end the HTML, so all line
    breaks go. The caller has escaped every text in ``markup``.
    """
    line = markup.replace("\n", " ")
    st.markdown(f'<div class="mdx">{line}</div>', unsafe_allow_html=True)


def demo_strip(text: str, offer_label: str, *, label: str = "見本データ", offer_page: str = "admin") -> None:
    """Show the strip that says what is shown in place of real data, with the way to begin in earnest."""
    with st.container(key="demo_strip", horizontal=True, vertical_alignment="center", gap="small"):
        html(f'<span class="mdx-strip-label">{escape(label)}</span><span>{escape(text)}</span>')
        if st.button(offer_label, key="demo_strip_offer"):
            st.switch_page(page_file(offer_page))


def headline(text: str, kicker: str | None = None, *, aside: str = "") -> None:
    """Say the finding of the page in one sentence; ``aside`` is markup at its right."""
    above = f'<div class="mdx-kicker">{escape(kicker)}</div>' if kicker else ""
    beside = f'<div class="mdx-aside">{aside}</div>' if aside else ""
    html(
        f'<div class="mdx-headline-row"><div>{above}'
        f'<div class="mdx-headline" role="heading" aria-level="1">{escape(text)}</div></div>{beside}</div>'
    )


def dates_line(
    *,
    as_of: str,
    updated: str,
    source: str,
    version: str | int | None = None,
    extra: Iterable[str] = (),
) -> None:
    """State 基準日, 更新日時 and 出典 separately; ``extra`` follows as plain remarks."""
    told = source if version is None else f"{source}・版{version}"
    facts = [("基準日", as_of), ("更新日時", updated), ("出典", told)]
    parts = [f"<span><b>{name}</b> {escape(value)}</span>" for name, value in facts]
    parts += [f"<span>{escape(remark)}</span>" for remark in extra]
    html(f'<div class="mdx-dates">{"".join(parts)}</div>')


@contextmanager
def panel(
    key: str, title: str, caption: str | None = None, *, aside: str = "", stretch: bool = True
) -> Iterator[None]:
    """Open a white panel with a head; ``aside`` is markup at the right end of the head.

    ``key`` is unique on the page. With ``stretch`` panels side by side end at the same height.
    """
    with st.container(key=f"panel_{key}", gap="xsmall", height="stretch" if stretch else "content"):
        small = f'<span class="mdx-caption">{escape(caption)}</span>' if caption else ""
        beside = f'<span class="mdx-aside">{aside}</span>' if aside else ""
        html(
            '<div class="mdx-panel-head">'
            f'<span class="mdx-panel-title" role="heading" aria-level="2">{escape(title)}</span>'
            f"{small}{beside}</div>"
        )
        yield


def tiles(items: Sequence[TileView]) -> None:
    """Show figures in one row of tiles."""
    html(tiles_html(items))


def table(
    columns: Sequence[Column],
    rows: Iterable[Sequence[str] | GroupRow],
    *,
    dense: bool = False,
    empty_text: str = "",
) -> None:
    """Show an HTML table; plain cells are escaped and ``empty_text`` stands where no row is."""
    body = list(rows)
    if not body and empty_text:
        empty(empty_text)
        return
    html(table_html(columns, body, dense=dense))


def empty(text: str) -> None:
    """Say in one sentence why nothing stands here."""
    html(f'<div class="mdx-empty">{escape(text)}</div>')


def notice(message: str, next_step: str = "", *, tone: str = "bad") -> None:
    """Say what happened and what to do next; ``tone`` is ``bad``, ``warn`` or ``plain``."""
    mark = {"bad": mark_svg("square", 18), "warn": mark_svg("diamond", 18)}.get(tone, "")
    step = f'<div class="mdx-notice-step">{escape(next_step)}</div>' if next_step else ""
    html(
        f'<div class="mdx-notice mdx-notice-{escape(tone)}" role="alert">'
        f'<div class="mdx-notice-message">{mark}<span>{escape(message)}</span></div>{step}</div>'
    )
