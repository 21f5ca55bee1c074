"""L2-04, L2-05 and L3-02: choices in words of one list, その他 apart, and signs with a code table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from miharu_dx.domain.readability import Advice
from miharu_dx.domain.sheet import Vocabulary
from miharu_dx.intake.cell_characters import tight, word_key
from miharu_dx.intake.cell_reading import text_of
from miharu_dx.intake.cell_stand_ins import is_ditto
from miharu_dx.intake.model import Cell
from miharu_dx.intake.readability.fields import Field, Holds
from miharu_dx.intake.readability.subject import Subject, TableView, at

_OTHER = re.compile(r"(?:その他|其の他|そのほか)\s*[（(〔【\[:：・…、,]\s*(?=[^\s）)〕】\]])")
_LONGEST_OTHER = 60
_CODE = re.compile(r"[A-Za-z]|[0-9]{1,2}|[○△▲×✕●□■☆★◎▽▼◇◆☑✓-]")
_JUDGES = re.compile(r"区分|評価|段階|状況|判定|ランク|進捗|達成度|結果|状態|要否|有無|種別")
_LISTED = 8
_LONGEST_CODE = 4
# Words between two choices in one cell; a slash or a middle dot may be part of a name.
_BETWEEN = re.compile(r"[\n、,，;；]|\s*/\s*|・")


def without_choices(subject: Subject) -> str:
    """A file without a column of choices shows nothing of how choices are written."""
    return "" if any(chosen(subject)) else "no_table" if not subject.tables else "no_choices"


def without_codes(subject: Subject) -> str:
    """A code table is asked for only where codes or signs are chosen."""
    if not subject.tables:
        return "no_table"
    if subject.csv is not None:
        return "beside_csv"
    return "" if any(_codes(column) for column in subject.fields) else "no_codes"


def chosen(subject: Subject) -> Iterator[Field]:
    """Yield the columns of choices; a column of sentences under the same heading is none."""
    return (column for view in subject.tables for column in view.fields if _is_chosen(view, column))


def _is_chosen(view: TableView, column: Field) -> bool:
    if view.spec is None and column.vocabulary is not None:
        return bool(column.cells) and column.mean_length <= 12
    return column.holds is Holds.CHOICES


def in_the_list(subject: Subject) -> Iterator[Advice]:
    """Yield each choice that is no word of its list; where no list is known, each odd spelling."""
    for column in chosen(subject):
        words = subject.words.get(column.vocabulary) if column.vocabulary else None
        faults = _strangers(column, words) if words else _variants(column)
        for cell, word in faults:
            code = "L2-04.variant" if word else "L2-04.not_in_list"
            args = {"word": word} if word else {"heading": column.heading[:40]}
            yield at(code, column.table.sheet, cell, **args)


def other_apart(subject: Subject) -> Iterator[Advice]:
    """Yield each その他 with its detail in a column of short words."""
    for column in subject.fields:
        if column.holds not in (Holds.SENTENCES, Holds.NUMBERS, Holds.TIMES):
            for cell, _ in column.cells_with(_is_other):
                yield at("L2-05.detail", column.table.sheet, cell)


def codes_explained(subject: Subject) -> Iterator[Advice]:
    """Yield the heading of each column of codes or signs whose meaning the file does not say."""
    for column in subject.fields:
        missing = [code for code in _codes(column) if not subject.explains(code)]
        if missing:
            codes = "".join(f"「{code}」" for code in missing[:_LISTED])
            codes += "など" if len(missing) > _LISTED else ""
            args = {"heading": column.heading[:40], "codes": codes}
            yield Advice("L3-02.undefined", column.location, column.heading[:40], args)


def several_words(text: str, words: frozenset[str]) -> list[str]:
    """Return the choices a text holds, where it holds more than one and nothing else."""
    if len(text) > _LONGEST_OTHER or text in words:
        return []
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return parts if len(parts) > 1 and all(word_key(part) in words for part in parts) else []


def choice_keys(column: Field, words: Mapping[Vocabulary, tuple[str, ...]]) -> frozenset[str]:
    """Return the folded words a column of choices may hold: its list, or what it holds elsewhere."""
    listed: Sequence[str] = words.get(column.vocabulary, ()) if column.vocabulary else ()
    return frozenset(
        map(word_key, listed or [text for text in column.spellings if not _BETWEEN.search(text)])
    )


def _strangers(column: Field, words: Sequence[str]) -> Iterator[tuple[Cell, str]]:
    exact = frozenset(words)
    folded = {word_key(word): word for word in reversed(words)}
    keys = frozenset(folded)
    for cell in column.cells:
        text = text_of(cell)
        if text in exact or cell.kind in ("error", "formula_uncached") or not text.strip():
            continue
        if is_ditto(text) or _is_other(text) or several_words(text, keys):
            continue
        yield cell, folded.get(word_key(text), "")


def _variants(column: Field) -> Iterator[tuple[Cell, str]]:
    """Yield the rarer spellings of a word that is otherwise the same."""
    usual: dict[str, str] = {}
    odd: dict[str, str] = {}
    for text, _ in column.spellings.most_common():
        word = usual.setdefault(word_key(text), text)
        if word != text:
            odd[text] = word.strip()
    yield from ((cell, odd[cell.raw]) for cell in column.texts if cell.raw in odd)


def _is_other(text: str) -> bool:
    return len(text) <= _LONGEST_OTHER and _OTHER.match(text.lstrip()) is not None


def _codes(column: Field) -> list[str]:
    """Return the codes and signs a column answers with, empty where it answers in words."""
    judges = column.vocabulary is not None or bool(_JUDGES.search(column.key))
    if not judges and column.holds is not Holds.CHOICES:
        return []
    if column.holds in (Holds.CODES, Holds.TIMES, Holds.SENTENCES) or not column.cells:
        return []
    if column.holds is Holds.NUMBERS and not _is_scale(column):
        return []
    if any(len(text) > _LONGEST_CODE for text in column.spellings):
        return []
    codes = dict.fromkeys(_sign(text) for text in dict.fromkeys(map(text_of, column.cells)))
    return sorted(codes) if all(_CODE.fullmatch(code) for code in codes) else []


def _is_scale(column: Field) -> bool:
    """Whether numbers are grades: whole ones from 1 to 5, some of them several times."""
    values = [cell.value for cell in column.cells]
    return len(set(values)) < len(values) and all(
        isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5 for value in values
    )


def _sign(text: str) -> str:
    return tight(text).replace("〇", "○").replace("◯", "○").replace("―", "-").replace("ー", "-")
