"""Numbers as people write them in words: 約50%, 1,234人, 五割, 2万5千; never two numbers taken for one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from miharu_dx.intake.cell_characters import DASHES, KANJI_NUMERALS, kanji_number, tight
from miharu_dx.intake.cell_reading import Trouble, plain

_LONGEST = 80  # これより長いものは、数ではなく文
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9,])|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SIGNED = re.compile(rf"([{DASHES}]?)([¥\\$]?)({_NUMBER})(.*)")
_SCALES = {
    "兆": 10**12, "億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
_SCALE = "|".join(_SCALES)
_SCALED = re.compile(rf"([{DASHES}]?)[¥\\$]?((?:{_NUMBER}(?:{_SCALE}))+(?:{_NUMBER})?)(.*)")
_SCALED_PART = re.compile(rf"({_NUMBER})({_SCALE})?")
_IN_KANJI = re.compile(rf"([{DASHES}]?)([{KANJI_NUMERALS}]+)(.*)")
_TENTHS = re.compile(r"([0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十])割(?:([0-9一二三四五六七八九])分)?")
_HALF = re.compile(r"半分|半数|半ば|2分の1|二分の一")
_FRACTION = re.compile(rf"({_NUMBER})(?:/|÷)({_NUMBER})|([0-9]+)分の([0-9]+)")
_MARKED = re.compile(rf"[△▲∆Δ▽▼]({_NUMBER}).*|\(({_NUMBER})\)")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]{1,2}")

_ABOUT_BEFORE = re.compile(
    r"(?:約|およそ|おおよそ|おおむね|概ね|凡そ|ほぼ|だいたい|大体|推定|推計|概算|見込み?|暫定値?|速報値?)[:・]?"
)
_ABOUT_AFTER = re.compile(
    r"(?:程度?|ほど|くらい|ぐらい|前後|弱|強|頃|ごろ|余り?|見込み?|\((?:概算|見込み?|速報値?|暫定値?|推計値?|推定|約)\))$"
)
_NOTE_BEFORE = re.compile(r"^[※*†]+(?=.)")
_NOTE_AFTER = re.compile(r"(?:※[0-9]{0,2}|[*†]+)$")
_STOP_AFTER = re.compile(r"[。、,;:.]+$")
_PERCENT_AFTER = re.compile(r"(?:%|パーセント|ぱーせんと|percent)$", re.IGNORECASE)
_LIMIT = re.compile(
    r"^(?:[<>≦≧≤≥≲≳~〜]|最大|最低|最高|最小|少なくとも|上限|下限).*|.*(?:以上|以下|未満|以内|以降|超(?:え|過|える)?|[~〜+])$"
)
_CHANGE = re.compile(r"^[+±↑↓⇧⇩➚➘].*|.*(?:増加?|減少?|アップ|ダウン|ポイント|pt|pp)$")
_CUMULATIVE = re.compile(r"累計|累積|通算")

# Units that may be taken off a number whose column has no unit of its own.
_UNITS = frozenset(
    unit
    for units in (
        "人 名 件 回 個 台 所 か所 カ所 ヶ所 ケ所 ヵ所 箇所 個所 校 社 団体 世帯 戸 棟 枚 部 冊 点 本 組 国 か国",
        "種 種類 項目 事業 業務 手続 手続き 施設 地区 日 年 か月 カ月 ヶ月 ヵ月 ケ月 週 週間 時間 分 秒 円 千円",
        "万円 百万円 億円 km m cm ㎡ m2 ha kg t g kwh mwh gb mb tb mbps gbps ℃ 度 歳 票 課 係 班 店 店舗 拠点 路線",
        "便 席 床 室 頭 羽 匹 人日 人月 人時 自治体 市町村 行政区 区 コマ 講座 ページ 頁 品目 案件 帳票 様式",
        "システム アカウント フォロワー pv",
    )
    for unit in units.split()
)
_SAME_UNITS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "人 名", "か所 カ所 ヶ所 ケ所 ヵ所 箇所 個所 所", "か月 カ月 ヶ月 ヵ月 ケ月", "種 種類", "手続 手続き",
        "店 店舗", "ページ 頁", "㎡ m2", "週 週間", "% パーセント",
    )
)  # fmt: skip
_WRITTEN_WITH_A_SCALE = ("千", "百万", "万", "億")


@dataclass(frozen=True)
class NumberText:
    """A number found in a text; ``note`` is the code of the warning that must be shown, "" for none.

    ``percent`` tells that the number is in per cent for certain; ``unit`` is what stood behind it.
    """

    value: Decimal
    percent: bool = False
    unit: str = ""
    note: str = ""


def number_text(text: str, unit: str = "") -> NumberText | Trouble:
    """Return the one number a text holds, or why it holds none; ``unit`` is the column's own unit."""
    folded = tight(text)
    if len(folded) > _LONGEST:
        return _no_number(folded)
    peeled = _peeled(folded, tight(unit))
    found = _core(peeled, tight(unit))
    if isinstance(found, Trouble):
        return found
    note = peeled.note or found.note
    if not note and found.unit:
        note = "cell.unit_in_cell"
    percent = found.percent or peeled.percent
    return replace(found, percent=percent, note=note)


@dataclass(frozen=True)
class _Peeled:
    text: str
    percent: bool
    unit: str
    note: str


def _peeled(text: str, unit: str) -> _Peeled:
    """Take off, from outside in, what stands around a number: 約, 程度, ※, the unit, the percent sign."""
    note, percent, found_unit = "", False, ""
    percent_column = same_unit(unit, "%")
    while True:
        if rest := _cut(_STOP_AFTER, text):
            pass
        elif rest := _cut(_NOTE_BEFORE, text) or _cut(_NOTE_AFTER, text):
            note = note or "cell.mark_dropped"
        elif rest := _cut_start(_ABOUT_BEFORE, text):
            note = "cell.approximate"
        elif not found_unit and unit and not percent_column and text.endswith(unit) and text != unit:
            rest, found_unit = text.removesuffix(unit), unit
        elif rest := _cut(_ABOUT_AFTER, text):
            note = "cell.approximate"
        elif not percent and (rest := _cut(_PERCENT_AFTER, text)):
            percent = True
        else:
            return _Peeled(text, percent, found_unit, note)
        text = rest


def _cut(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub("", text, count=1) if pattern.search(text) else ""


def _cut_start(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return text[found.end() :] if found else ""


def _core(peeled: _Peeled, unit: str) -> NumberText | Trouble:
    text = peeled.text
    if has_digit := bool(_DIGITS.search(text)):
        if _CUMULATIVE.search(text):
            return Trouble("cell.cumulative")
        if fraction := _FRACTION.fullmatch(text):
            return _fraction(fraction)
        if marked := _MARKED.fullmatch(text):
            return Trouble("cell.sign_mark", {"number": marked[1] or marked[2]})
    if tenths := _TENTHS.fullmatch(text):
        return NumberText(_tenths(tenths), percent=True, note="cell.percent_in_words")
    if _HALF.fullmatch(text):
        return NumberText(Decimal(50), percent=True, note="cell.percent_in_words")
    if text in ("ゼロ", "零"):
        return NumberText(Decimal(0), unit=peeled.unit, note="cell.number_in_words")
    if not has_digit:
        return _in_kanji(peeled, unit) or _no_number(text)
    if _LIMIT.fullmatch(text) and len(_DIGITS.findall(text)) == 1:
        return Trouble("cell.limit")
    if _CHANGE.fullmatch(text):
        return Trouble("cell.change")
    if scaled := _SCALED.fullmatch(text):
        return _scaled(scaled, peeled, unit)
    if signed := _SIGNED.fullmatch(text):
        return _signed(signed, peeled, unit)
    return _no_number(text)


def _fraction(found: re.Match[str]) -> Trouble:
    above, below = (found[1], found[2]) if found[1] else (found[4], found[3])
    divisor = _decimal(below)
    share = plain(round(_decimal(above) / divisor * 100, 1)) if divisor else "75"
    return Trouble("cell.fraction", {"example": share})


def _tenths(found: re.Match[str]) -> Decimal:
    whole = Decimal(kanji_number(found[1]) or 0) if found[1] in KANJI_NUMERALS else Decimal(found[1])
    part = found[2] or "0"
    tenth = Decimal(kanji_number(part) or 0) if part in KANJI_NUMERALS else Decimal(part)
    return whole * 10 + tenth


def _in_kanji(peeled: _Peeled, unit: str) -> NumberText | None:
    """Kanji numerals count where only the column's own unit follows: 一部 is not 1, and 一 may be a dash."""
    found = _IN_KANJI.fullmatch(peeled.text)
    number = kanji_number(found[2]) if found and peeled.text != "一" else None
    if found is None or number is None or found[3] not in ("", unit):
        return None
    value = Decimal(-number if found[1] else number)
    return NumberText(value, unit=peeled.unit or found[3], note="cell.number_in_words")


def _scaled(found: re.Match[str], peeled: _Peeled, unit: str) -> NumberText | Trouble:
    if unit.startswith(_WRITTEN_WITH_A_SCALE) and not peeled.unit:
        return Trouble("cell.scale_ambiguous", {"unit": unit})
    total, last = Decimal(0), 0
    for number, scale in _SCALED_PART.findall(found[2]):
        size = _SCALES.get(scale, 1)
        if last and size >= last:
            return Trouble("cell.not_a_number")
        total, last = total + _decimal(number) * size, size
    rest = _unit_of(found[3], peeled, unit)
    if isinstance(rest, Trouble):
        return rest
    return NumberText(-total if found[1] else total, unit=rest, note="cell.number_in_words")


def _signed(found: re.Match[str], peeled: _Peeled, unit: str) -> NumberText | Trouble:
    sign, currency, digits, rest = found[1], found[2], found[3], found[4]
    if _EXPONENT.fullmatch(rest):
        return Trouble("cell.exponent", {"number": f"{Decimal(digits.replace(',', '') + rest):f}"})
    written = _unit_of(("円" if currency else "") + rest, peeled, unit)
    if isinstance(written, Trouble):
        return written
    value = _decimal(digits)
    note = "cell.minus_read" if sign and sign not in "-\u2212" else ""
    return NumberText(-value if sign else value, unit=written, note=note)


def _unit_of(rest: str, peeled: _Peeled, unit: str) -> str | Trouble:
    """Return the unit behind a number; another unit than the column's, or other words, are trouble."""
    if not rest:
        return peeled.unit
    if peeled.unit or peeled.percent:
        return _no_number(peeled.text)
    if same_unit(rest, unit):
        return rest
    if rest.casefold() in _UNITS:
        return Trouble("cell.unit_other", {"unit": rest, "expected": unit}) if unit else rest
    return _no_number(peeled.text)


def _no_number(text: str) -> Trouble:
    count = len(_DIGITS.findall(text))
    if count > 1:
        return Trouble("cell.two_values")
    if not count:
        return Trouble("cell.not_a_number")
    digits = _DIGITS.findall(text)[0]
    if re.fullmatch(_NUMBER, digits):
        return Trouble("cell.extra_text")
    return Trouble("cell.not_a_number" if "." in digits else "cell.two_values")


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else."""
    folded = tight(text).casefold()
    return folded in _UNITS or same_unit(folded, "%")


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one, however they are written (人 and 名, か所 and 箇所)."""
    one, other = tight(one).casefold(), tight(other).casefold()
    return one == other or any(one in group and other in group for group in _SAME_UNITS)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
