"""The look that every page shares beyond the style sheets in ``static/theme``."""

from __future__ import annotations

import streamlit as st


def apply(short_title: str) -> None:
    """Write the plan's short title into the header, once per page run."""
    st.html(f"<style>:root{{--mdx-brand:{css_string(short_title)}}}</style>")


def css_string(text: str) -> str:
    """Return a text as a CSS string that neither ends early nor closes the style element."""
    return '"' + "".join(_css_character(character) for character in text) + '"'


def _css_character(character: str) -> str:
    return character if character.isalnum() else f"\\{ord(character):x} "
