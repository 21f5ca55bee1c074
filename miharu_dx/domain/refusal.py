"""The one family of expected stops: what happened and what to do next, in Japanese."""

from __future__ import annotations

from miharu_dx.domain.refusal_texts import REFUSAL_TEXTS


class Refusal(Exception):
    """An expected stop that always carries a code, a message and a next step a person can follow.

    ``code`` must stand in ``REFUSAL_TEXTS``; ``args`` fill the templates there.
    """

    def __init__(self, code: str, **args: object) -> None:
        """Look the wording up at once, so that an unknown code fails where it is raised."""
        message, next_step = REFUSAL_TEXTS[code]
        self.code = code
        self.details = dict(args)
        self.message = message.format(**args)
        self.next_step = next_step.format(**args)
        super().__init__(f"{code}: {self.message}")
