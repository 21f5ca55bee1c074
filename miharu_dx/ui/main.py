"""The Streamlit script: title, look, navigation, and the page somebody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from miharu_dx.ui import page, theme
from miharu_dx.ui.frame import PAGES, page_file, plan_titles

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def main() -> None:
    """Run the chosen page below the navigation: a flat row, and the office's pages in one menu."""
    titles = plan_titles()
    sections: dict[str, list[StreamlitPage]] = {}
    for entry in PAGES:
        sections.setdefault(entry.section, []).append(
            st.Page(
                page_file(entry.url_path),
                title=titles.of(entry),
                url_path=entry.url_path,
                default=entry.default,
                visibility="hidden" if entry.hidden else "visible",
            )
        )
    chosen = st.navigation(sections, position="top")
    st.set_page_config(page_title=f"{chosen.title}｜{titles.short_title}", layout="wide")
    folded = any(entry.section for entry in PAGES if entry.url_path == chosen.url_path)
    theme.apply(titles.short_title, in_section=folded)
    page.run(chosen)


main()
