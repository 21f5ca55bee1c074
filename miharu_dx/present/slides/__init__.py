"""The slides of a meeting as PowerPoint: the same deck as on the wall, with native charts and tables."""

from miharu_dx.present.slides.deck import deck_pptx

__all__ = ["deck_pptx"]
