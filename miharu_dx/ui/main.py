"""The Streamlit script: title, look, navigation, and the page somebody chose."""

from __future__ import annotations

import streamlit as st

from miharu_dx.ui import page, theme
from miharu_dx.ui.frame import PAGES, page_file, plan_titles


def main() -> None:
    """Run the chosen page below the flat navigation."""
    titles = plan_titles()
    chosen = st.navigation(
        [
            st.Page(
                page_file(entry.url_path),
                title=titles.of(entry),
                url_path=entry.url_path,
                default=entry.default,
            )
            for entry in PAGES
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{chosen.title}｜{titles.short_title}", layout="wide")
    theme.apply(titles.short_title)
    page.run(chosen)


main()
