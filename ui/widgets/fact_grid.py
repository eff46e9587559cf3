"""Two columns of facts, each edited where it stands, and a link that adds one more."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from resources.i18n import _
from ui.widgets.buttons import button
from ui.widgets.facts import LABEL, Fact, FactRow

ONE_COLUMN = 460  # px: narrower than this a phone beside another column would be cut off
_LABELS_SHARE = 0.42  # of a column, that longer labels may take from the values


class FactGrid(QWidget):
    """A fact being edited is left alone when the same record is shown anew."""

    def __init__(
        self,
        fill_menu: Callable[[QMenu], object],
        *,
        shares: tuple[int, int] = (6, 5),
        label: int = LABEL,
        add: str = "",
    ) -> None:
        super().__init__()
        self._fill_menu, self._label_width, self._shares = fill_menu, label, shares
        self._rows: dict[str, FactRow] = {}
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._folded = False
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        for column, layout in enumerate((self.left, self.right)):
            layout.setSpacing(0)
            grid.addLayout(layout, 0, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, shares[column])
        self.add: QPushButton = button(add or _("Add a fact"), self._open_menu, kind="link", picture="plus")

    def show_facts(self, left: Sequence[Fact], right: Sequence[Fact], *, same: bool) -> None:
        """Show the facts of a record; `same` says that it is the one shown already."""
        keys = [fact.key for fact in (*left, *right)]
        if same and (self._is_editing() or keys == list(self._rows)):
            for fact in (*left, *right):
                if fact.key in self._rows:
                    self._rows[fact.key].show_fact(fact)
            return
        self._rebuild(left, right)

    def row(self, key: str) -> FactRow:
        """The line of a fact, by a channel's id or a field's name."""
        return self._rows[key]

    def shown(self) -> tuple[str, ...]:
        """The keys of the facts shown."""
        return tuple(self._rows)

    def labels(self) -> dict[str, str]:
        """What is shown: label → value."""
        return {row.label.text(): row.field.text() for row in self._rows.values()}

    def begin(self, fact: Fact, layout: QVBoxLayout) -> None:
        """Open an empty line for a new fact."""
        row = FactRow(fact, self._label_width)
        row.left.connect(lambda: self._drop(fact.key))
        self._rows[fact.key] = row
        place = layout.indexOf(self.add)
        layout.insertWidget(place if place >= 0 else layout.count(), row)
        row.show()  # what is not seen takes no keyboard
        row.field.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column under the other where two have no room."""
        super().resizeEvent(event)
        folded = self.width() < ONE_COLUMN
        if folded != self._folded:
            self._fold(folded=folded)
        self._fit_labels()

    def _fold(self, *, folded: bool) -> None:
        self._folded = folded
        self._grid.removeItem(self.right)
        self.right.setParent(None)
        self._grid.addLayout(self.right, int(folded), int(not folded), Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(1, 0 if folded else self._shares[1])

    def _fit_labels(self) -> None:
        """Labels stand whole where the values beside them keep most of the room; all of a column are as wide."""
        for layout, share in ((self.left, self._shares[0]), (self.right, self._shares[1])):
            rows = [row for row in self._rows.values() if layout.indexOf(row) >= 0]
            column = self.width() if self._folded else self.width() * share // sum(self._shares)
            longest = max((row.label.sizeHint().width() for row in rows), default=0)
            for row in rows:
                row.set_label_width(max(self._label_width, min(longest, int(column * _LABELS_SHARE))))

    def _is_editing(self) -> bool:
        return any(row.field.is_editing() for row in self._rows.values())

    def _rebuild(self, left: Sequence[Fact], right: Sequence[Fact]) -> None:
        focused = next((key for key, row in self._rows.items() if row.field.hasFocus()), "")
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows.clear()
        for layout, facts in ((self.left, left), (self.right, right)):
            while layout.takeAt(0) is not None:
                pass
            for fact in facts:
                self._rows[fact.key] = FactRow(fact, self._label_width)
                layout.addWidget(self._rows[fact.key])
        shorter = self.left if len(left) <= len(right) else self.right
        shorter.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit_labels()
        if focused in self._rows:
            self._rows[focused].field.setFocus()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        self._fill_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _drop(self, key: str) -> None:
        """A new line was left without a value."""
        row = self._rows.pop(key, None)
        if row is not None:
            row.hide()
            row.deleteLater()
