"""Results kept for a while: few, light, and worked out once."""

from __future__ import annotations

from miharu_dx.services.kept import Kept


def counted(kept: Kept[str], questions: str) -> list[str]:
    """Return the questions that had to be worked out."""
    asked: list[str] = []

    def work_out(question: str) -> str:
        asked.append(question)
        return question * 10 if question.isupper() else question

    for question in questions:
        assert kept.of(question, lambda question=question: work_out(question)).startswith(question)
    return asked


def test_a_question_is_worked_out_once_as_long_as_its_answer_is_among_the_latest() -> None:
    assert counted(Kept(2, 100, len), "aabbabcab") == list("abcab")


def test_answers_that_are_too_heavy_together_push_the_older_ones_out() -> None:
    kept: Kept[str] = Kept(10, 12, len)
    assert counted(kept, "abAab") == list("abA")
    assert kept.weight == 12
    assert counted(kept, "Bab") == ["B"]
    assert kept.weight == 12
    assert counted(kept, "Aab") == ["A"]
    assert counted(kept, "B") == ["B"]


def test_the_newest_answer_stays_however_heavy() -> None:
    kept: Kept[str] = Kept(10, 5, len)
    assert counted(kept, "aAA") == list("aA")
    assert kept.weight == 10
    kept.clear()
    assert (kept.weight, counted(kept, "A")) == (0, ["A"])


def test_what_fails_is_not_kept() -> None:
    kept: Kept[str] = Kept(10, 100, len)
    for _ in range(2):
        try:
            kept.of("a", lambda: str(1 // 0))
        except ZeroDivisionError:
            continue
        raise AssertionError
    assert counted(kept, "a") == ["a"]
