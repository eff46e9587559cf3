"""Inter at the sizes the window uses, with tabular figures where numbers stand under each other."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

import resources

Role = Literal[
    "body",
    "strong",
    "medium",
    "small",
    "small_medium",
    "small_strong",
    "tiny",
    "list_heading",
    "name",
    "brand",
    "initials",
]

FOLDER = Path(resources.__file__).parent / "fonts" / "inter"
FAMILY = "Inter"
_SIZES: dict[Role, tuple[int, QFont.Weight]] = {
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "medium": (13, QFont.Weight.Medium),
    "small": (12, QFont.Weight.Normal),
    "small_medium": (12, QFont.Weight.Medium),
    "small_strong": (12, QFont.Weight.DemiBold),
    "tiny": (11, QFont.Weight.Medium),
    "list_heading": (15, QFont.Weight.DemiBold),
    "name": (20, QFont.Weight.DemiBold),
    "brand": (16, QFont.Weight.DemiBold),
    "initials": (19, QFont.Weight.DemiBold),
}


def install() -> None:
    """Load the bundled faces; where they are missing the system's own font stands in."""
    for path in sorted(FOLDER.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    font.cache_clear()


@cache
def font(role: Role = "body", *, tabular: bool = False) -> QFont:
    """The font of a role; `tabular` gives every figure the same width. Shared: copy before changing."""
    size, weight = _SIZES[role]
    made = QFont([FAMILY, "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans"])
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@lru_cache(maxsize=8192)
def elided(text: str, role: Role, width: int) -> str:
    """The text as far as it fits; measured once for a list that paints it often."""
    return QFontMetrics(font(role)).elidedText(text, Qt.TextElideMode.ElideRight, width)
