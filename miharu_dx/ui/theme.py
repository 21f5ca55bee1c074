"""The look that every page shares beyond the style sheets in ``static/theme``."""

from __future__ import annotations

import streamlit as st

# The menu a page is folded under has no mark of its own for "here".
_SECTION_HERE = (
    "--mdx-section-ground:var(--mdx-selected);--mdx-section-ink:var(--mdx-main);--mdx-section-weight:700"
)


def apply(short_title: str, *, in_section: bool = False) -> None:
    """Write the plan's short title into the header and mark the menu of the page, once per page run."""
    here = f";{_SECTION_HERE}" if in_section else ""
    st.html(f"<style>:root{{--mdx-brand:{css_string(short_title)}{here}}}</style>")


def css_string(text: str) -> str:
    """Return a text as a CSS string that neither ends early nor closes the style element."""
    return '"' + "".join(_css_character(character) for character in text) + '"'


def _css_character(character: str) -> str:
    return character if character.isalnum() else f"\\{ord(character):x} "
