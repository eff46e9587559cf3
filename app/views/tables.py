"""What a table of records may show: its columns and what stands in their cells; light to import."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

CellKind = Literal["text", "number", "flag", "day", "partial_day", "moment", "step"]
CellEditor = Literal["", "line", "choice", "flag", "marks"]  # "" where a cell only tells
CellValue = str | int | bool | date | datetime | Decimal | None


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column to choose: `sort` names its order, empty where there is none; `edits` says how its cells are edited."""

    name: str
    label: str
    kind: CellKind
    group: str  # a heading, in the language spoken
    sort: str = ""
    edits: CellEditor = ""
    pick_list: str = ""  # key of the list values are chosen from
