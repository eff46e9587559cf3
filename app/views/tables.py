"""What a table of records may show: its columns and what stands in their cells; light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

CellKind = Literal["text", "number", "flag", "day", "partial_day", "moment", "step"]
CellValue = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column to choose: `sort` names the order that an index keeps ready, empty where there is none."""

    name: str
    label: str
    kind: CellKind
    group: str  # a heading, in the language spoken
    sort: str = ""
