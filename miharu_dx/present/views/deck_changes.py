"""① 前回からの変化: how the counts moved, which ratings moved, what was put off, stands still or fell silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from miharu_dx.domain.comparison import rated_in_both
from miharu_dx.domain.meeting_changes import MeetingChanges
from miharu_dx.domain.meeting_words import behind_words, silent_words, slip_words, unchanged_words
from miharu_dx.domain.plan import Rating
from miharu_dx.domain.standing import Direction, Move, Standing, Tally
from miharu_dx.present.palette import rating_sign, standing_sign
from miharu_dx.present.views.common import good_word, percent, rating_words
from miharu_dx.present.views.deck_fit import BODY, NARROW, PANEL_HEAD, WIDTH, cut, headline_cut, height, room
from miharu_dx.present.views.deck_material import Material, part
from miharu_dx.present.views.deck_model import Block, ChangesScreen, Line, PairBar, Pairs

KICKER = "1　前回からの変化"
# 一枚目は右の1080だけ、二枚目からは幅いっぱいに並べる。
_SIDE, _UNIT, _SIGNS, _LEAD = 1072, 190, 400, 600
_ROW, _BLOCK_GAP = 77, 34
_NONE = 64
_NAME_SIDE_EM, _NAME_WIDE_EM = 26, 40  # どちらも二行まで。全体は「全項目」に出る
LINES_MOST = 7  # 動かないものは、悪い順にこれだけ読み上げる


def changes_screens(material: Material) -> tuple[ChangesScreen, ...]:
    """Return ① on as many screens as it takes: counts and moved ratings first, then what lies still."""
    moved, still = _moved(material), _still(material)
    first = headline_cut(_headline(material))
    beside, rest = _filled(moved, room(first), _SIDE)
    found: list[tuple[str, Pairs | None, tuple[Block, ...]]] = [(first, _pairs(material), beside)]
    while rest:
        shown, rest = _filled(rest, room(first), WIDTH)
        found.append((first, None, shown))
    second, rest = headline_cut(_second(material)), still
    while rest:
        shown, rest = _filled(rest, room(second), WIDTH)
        found.append((second, None, shown))
    return tuple(
        ChangesScreen(
            kind="changes",
            kicker=KICKER,
            headline=headline,
            part=part(number, len(found)),
            subjects=tuple(
                material.subject(material.by_code[line.code])
                for block in blocks
                for line in block.lines
                if line.code in material.by_code
            ),
            pairs=pairs,
            blocks=blocks,
        )
        for number, (headline, pairs, blocks) in enumerate(found)
    )


def _headline(material: Material) -> str:
    if material.past is None:
        return "比べる前回がない。今回の状態が、次の会議の「前回」になる"
    if not any(item.reported for item in material.items):
        return f"{material.plan.period_label(material.key)}の報告はまだない"
    worse = len(material.changes.worse)
    opening = f"悪くなった取組が{worse}件" if worse else "悪くなった取組はない"
    trouble = _trouble(material, material.past)
    return f"{opening}。{trouble}" if trouble else opening


def _trouble(material: Material, past: Sequence[Standing]) -> str:
    word = rating_words(material.plan, "bad")
    seen = rated_in_both(past, material.items)
    if not word or not seen.enough:
        return ""
    was, now = seen.before.by_meaning["bad"], seen.now.by_meaning["bad"]
    if was != now:
        turn = f"{was}件から{now}件に{'増えた' if now > was else '減った'}"
    else:
        turn = f"{now}件のまま変わらない" if now else "前も今もない"
    if seen.exact:
        return f"{word}は{turn}"
    whole = Tally(material.items).by_meaning["bad"]
    return f"{word}は{whole}件で、前回も評価した{seen.count}件では{turn}"


def _pairs(material: Material) -> Pairs:
    plan, now = material.plan, Tally(material.items)
    before = None if material.past is None else Tally(material.past)
    seen = None if material.past is None else rated_in_both(material.past, material.items)
    exact = seen is not None and seen.exact
    bars = tuple(
        _bar(
            rating,
            None if before is None else before.by_rating[rating.name],
            now.by_rating[rating.name],
            exact,
        )
        for rating in plan.ratings
        if rating.counted
    )
    least = plan.thresholds.share_minimum_rated
    notes = [f"今回 {now.good}／{now.rated}件"]
    if before is not None and before.rated:
        fraction = f"{before.good}／{before.rated}件"
        told = f"{percent(before.share_good)}（{fraction}）" if before.rated >= least else fraction
        notes.insert(0, f"前回 {told}")
    return Pairs(
        title="評価の件数",
        note=_scale_note(now, before),
        bars=bars,
        most=max([1, *(bar.now for bar in bars), *(bar.before or 0 for bar in bars)]),
        share_word=good_word(plan),
        share=percent(now.share_good) if now.rated >= least else "",
        share_notes=tuple(notes),
    )


def _scale_note(now: Tally, before: Tally | None) -> str:
    if before is None:
        return f"色＝今回{now.rated}件"
    return f"白枠＝前回{before.rated}件　色＝今回{now.rated}件"


def _bar(rating: Rating, before: int | None, now: int, exact: bool) -> PairBar:
    """Return a rating then and now; how it changed is said only where the same actions were rated."""
    step = 0 if before is None else now - before
    change = "変わらず" if step == 0 else f"＋{step}件" if step > 0 else f"−{-step}件"
    told = change if before is not None and exact else ""
    return PairBar(rating_sign(rating), before, now, told, rating.meaning == "bad" and step > 0)


def _moved(material: Material) -> tuple[Block, ...]:
    changes = material.changes
    if material.past is None:
        return (Block("評価の変化", (), empty="比べる前回の報告がない"),)
    return (
        _block(material, "悪くなった", changes.worse, "悪くなったものはない"),
        replace(
            _block(material, "良くなった", changes.better, "良くなったものはない"), note=_others(changes)
        ),
    )


def _others(changes: MeetingChanges) -> str:
    """Return the moves that are neither better nor worse, in one short line."""
    words = ((Direction.NEWLY_RATED, "新たに評価"), (Direction.NEW, "新規"), (Direction.LOST, "評価なしへ"))
    counted = Counter(move.direction for move in changes.moves)
    return "　".join(f"{word}{counted[direction]}件" for direction, word in words if counted[direction])


def _block(material: Material, title: str, moves: Sequence[Move], empty: str) -> Block:
    rows = tuple(
        Line(
            name=cut(move.after.action.meeting_name, _NAME_SIDE_EM),
            department=material.unit(move.after),
            code=move.after.action.code,
            before=None if move.before is None else standing_sign(material.plan, move.before),
            after=standing_sign(material.plan, move.after),
            lead="新規" if move.before is None else "",
        )
        for move in moves
    )
    return Block(f"{title} {len(rows)}件", rows, empty=empty)


def _still(material: Material) -> tuple[Block, ...]:
    changes = material.changes
    told = (
        ("予定を後ろへずらした", [(row.standing, slip_words(row)) for row in changes.slips]),
        ("進捗が計画を下回る", [(row.standing, behind_words(row)) for row in changes.behind]),
        (
            f"{changes.limit}期続けて動きがない",
            [(row.standing, unchanged_words(row)) for row in changes.unchanged],
        ),
        ("新たに報告がなくなった", [(row.standing, silent_words(row)) for row in changes.newly_silent]),
    )
    none = "、".join(f"「{title}」" for title, rows in told if not rows)
    blocks = [_told(material, title, rows) for title, rows in told if rows]
    if not none:
        return tuple(blocks)
    if not blocks:
        return (Block("該当なし", (), empty=f"{none}取組はない"),)
    last = blocks[-1]
    return (*blocks[:-1], replace(last, note=f"{last.note}　{none}取組はない".strip()))


def _told(material: Material, title: str, rows: Sequence[tuple[Standing, str]]) -> Block:
    told = tuple(
        Line(
            name=cut(item.action.meeting_name, _NAME_WIDE_EM),
            department=material.unit(item),
            code=item.action.code,
            after=standing_sign(material.plan, item),
            detail=words,
        )
        for item, words in rows
    )
    hidden = len(told) - LINES_MOST
    note = f"上から{LINES_MOST}件。ほか{hidden}件は資料に" if hidden > 0 else ""
    return Block(f"{title} {len(told)}件", told[:LINES_MOST], note)


def _second(material: Material) -> str:
    changes = material.changes
    counts = (
        ("予定を後ろへずらした取組", len(changes.slips)),
        ("進捗が計画を下回る取組", len(changes.behind)),
        (f"{changes.limit}期続けて動きのない取組", len(changes.unchanged)),
        ("新たに報告のない取組", len(changes.newly_silent)),
    )
    told = [f"{word}が{count}件" for word, count in counts if count]
    if not told:
        return "予定のずれ、動きのない取組、新たに報告のない取組はない"
    return "、".join(told[:2])


@dataclass
class _Filling:
    """One screen being filled with blocks."""

    left: float
    blocks: list[Block]


def _filled(
    blocks: Sequence[Block], most: float, width: float
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks of one screen and those left over; a block goes on under its heading."""
    screen = _Filling(most, [])
    for place, block in enumerate(blocks):
        gap = _BLOCK_GAP if screen.blocks else 0
        head = gap + PANEL_HEAD
        if not block.lines:
            if screen.left < head + _NONE and screen.blocks:
                return tuple(screen.blocks), tuple(blocks[place:])
            screen.left -= head + _NONE
            screen.blocks.append(block)
            continue
        count, used = 0, float(head)
        for line in block.lines:
            tall = line_height(line, width)
            if used + tall > screen.left and (count or screen.blocks):
                break
            count, used = count + 1, used + tall
        if count:
            screen.blocks.append(replace(block, lines=block.lines[:count]))
            screen.left -= used
        if count < len(block.lines):
            title = block.title if not count or block.title.endswith("（続き）") else f"{block.title}（続き）"
            rest = replace(block, title=title, lines=block.lines[count:])
            return tuple(screen.blocks), (rest, *blocks[place + 1 :])
    return tuple(screen.blocks), ()


def line_height(line: Line, width: float) -> float:
    """Return the height of a line in a list of a width."""
    if line.detail:
        named = height(line.name, width - _SIGNS / 2 - _LEAD - _UNIT - 96, BODY)
        told = height(line.detail, _LEAD, NARROW)
        return max(_ROW, max(named, told) + 12)
    named = height(line.name, width - _SIGNS - _UNIT - 32, BODY)
    return max(_ROW, max(named, height(line.department, _UNIT, NARROW)) + 12)
