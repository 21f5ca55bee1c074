"""Hand-outs on paper: A4 landscape PDF with embedded fonts and real text, set by Typst."""

from miharu_dx.present.paper.listing import listing_pdf
from miharu_dx.present.paper.stamp import Stamp
from miharu_dx.present.paper.summary import summary_pdf

__all__ = ["Stamp", "listing_pdf", "summary_pdf"]
