"""Judgement and wording; the standard library only."""
