"""The fields a column of somebody's own table can be, with what they are called and how they are filled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from miharu_dx.domain.sheetspec import INDICATORS, PROGRESS


class FieldGroup(StrEnum):
    """Where a field belongs; the value is what a person reads."""

    KEY = "行を見分ける"
    PROGRESS = "進捗"
    INDICATOR = "指標"


@dataclass(frozen=True)
class MapField:
    """A field of ours a column can fill; ``chosen`` fields hold words of a list."""

    name: str
    label: str
    group: FieldGroup
    chosen: bool = False


CHOSEN = ("declaration", "stage", "rating")
REQUIRED = ("stage", "rating", "progress")
TEXTS = ("achievement", "issue", "next_step", "request")
SCOPES = ("department", "fiscal_year", "period")
_KEYS = (
    MapField("action", PROGRESS.column("action").label, FieldGroup.KEY),
    MapField("name", PROGRESS.column("name").label, FieldGroup.KEY),
    MapField("department", "担当課", FieldGroup.KEY, chosen=True),
    MapField("fiscal_year", "年度（行ごと）", FieldGroup.KEY),
    MapField("period", "期（行ごと）", FieldGroup.KEY, chosen=True),
)
_PROGRESS = tuple(
    MapField(column.field, column.label, FieldGroup.PROGRESS, column.field in CHOSEN)
    for column in PROGRESS.inputs
)
_INDICATOR = (
    MapField("indicator", INDICATORS.column("indicator").label, FieldGroup.INDICATOR),
    MapField("actual", INDICATORS.column("actual").label, FieldGroup.INDICATOR),
    MapField("unit", INDICATORS.column("unit").label, FieldGroup.INDICATOR),
    MapField("kind", "種別（累計・単年度）", FieldGroup.INDICATOR),
    MapField("measure", "目標・実績の区分（行ごと）", FieldGroup.INDICATOR, chosen=True),
)
MAP_FIELDS: tuple[MapField, ...] = (*_KEYS, *_PROGRESS, *_INDICATOR)
FIELDS_BY_NAME = {field.name: field for field in MAP_FIELDS}
REPORTED = tuple(field.name for field in _PROGRESS)


def field_label(name: str) -> str:
    """Return what a field is called."""
    return FIELDS_BY_NAME[name].label


class Aside(StrEnum):
    """Why a column is not read; the value is what is kept and shown."""

    PLANNED = "計画の値（計画ワークブックで登録する）"
    NOT_COLLECTED = "集めていない項目"
    SERIAL = "通し番号"
    SHOWN_ONLY = "見るだけの列（計算した値など）"
