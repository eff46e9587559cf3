"""The line over the catalogue: categories and those below the chosen one, the archived, and what it is narrowed to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import _
from ui.widgets.buttons import button
from ui.widgets.flow import Flow

PARTS = "/"


def branches(categories: Sequence[tuple[str, int]], under: str = "") -> list[tuple[str, int]]:
    """The categories right below one (the topmost below none), each with all it holds."""
    start = f"{under}{PARTS}" if under else ""
    found: dict[str, int] = {}
    for name, count in categories:
        if name.startswith(start) and name != under:
            whole = start + name[len(start) :].split(PARTS)[0]
            found[whole] = found.get(whole, 0) + count
    return list(found.items())


class Filters(QWidget):
    """`category_chosen` carries a category ("" for all), `archived_turned` whether the archived are shown."""

    category_chosen = Signal(str)
    archived_turned = Signal(bool)
    text_cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._categories: Sequence[tuple[str, int]] = ()
        self._chosen, self._said = "", ""
        self.chips = Flow(spacing=6)
        self.archived = button(_("+ archived"), self._turn_archived, kind="chip", hint=_("Show what was taken out too"))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.chips, 1)
        top.addWidget(self.archived, 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 12, 16, 12)
        down.addLayout(top)

    def show_categories(self, categories: Sequence[tuple[str, int]]) -> None:
        """Offer these categories."""
        self._categories = categories
        self._build()

    def show_narrowing(self, category: str, text: str, *, archived: bool) -> None:
        """Show what is in force."""
        self.archived.setChecked(archived)
        if (category, text) != (self._chosen, self._said):
            self._chosen, self._said = category, text
            self._build()

    def _build(self) -> None:
        self.chips.clear()
        if self._said:
            found = button(f"{self._said}  ✕", self.text_cleared.emit, kind="chip", hint=_("Show all"))
            found.setChecked(True)
            self.chips.add(found)
        self._add("", _("All"), checked=not self._chosen and not self._said)
        parts = self._chosen.split(PARTS) if self._chosen else []
        for depth in range(len(parts)):
            here = PARTS.join(parts[: depth + 1])
            self._add(here, parts[depth], checked=depth == len(parts) - 1)
        for name, count in branches(self._categories, self._chosen):
            self._add(name, f"{name.rsplit(PARTS, 1)[-1]} {number(count)}", checked=False)

    def _add(self, category: str, title: str, *, checked: bool) -> None:
        chip = button(title, partial(self.category_chosen.emit, category), kind="chip")
        chip.setChecked(checked)
        self.chips.add(chip)

    def _turn_archived(self) -> None:
        self.archived_turned.emit(self.archived.isChecked())
