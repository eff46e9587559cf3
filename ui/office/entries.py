"""What there is to look at, as rows of one list: conflicts, refused values, doubles."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from resources.i18n import N_, _
from ui.tables.row_delegate import Drawn, RowDelegate
from ui.tables.row_model import ROW

if TYPE_CHECKING:
    from app.views.exchange import ConflictView, RefusedView, SuggestionView

Part = Literal["conflicts", "refused", "doubles"]
WHY = {
    "phone": N_("the same phone"),
    "email": N_("the same e-mail"),
    "inn": N_("the same tax number"),
    "name": N_("the same name"),
}
_MOVES = frozenset({
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; `view` is what its part is shown of, `key` stays the same when the list is read again."""

    key: str
    drawn: Drawn
    view: Any


def conflict_entry(one: "ConflictView") -> Entry:
    """A conflict: whose record, which field, with whom."""
    second = ", ".join(part for part in (one.label, one.by) if part)
    return Entry(one.id, Drawn(_initials(one.title), one.title or _("(no name)"), second, "", ""), one)


def refused_entry(one: "RefusedView") -> Entry:
    """A refused value: whose record, which field."""
    key = f"{one.at.isoformat()} {one.title} {one.label}"
    return Entry(key, Drawn(_initials(one.title), one.title or _("(no name)"), one.label, "", ""), one)


def double_entry(one: "SuggestionView") -> Entry:
    """Two records that may be one: both names, and why."""
    both = one.kept_title if one.kept_title == one.other_title else f"{one.kept_title} · {one.other_title}"
    drawn = Drawn(_initials(one.kept_title), both, _(WHY[one.why]), "", "")
    return Entry(f"{one.kept} {one.other}", drawn, one)


class EntryModel(QAbstractListModel):
    """The rows of the part shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """Show others."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is drawn, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ROW:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.drawn.first}, {entry.drawn.second}"
        return None


class EntryList(QListView):
    """Only moves with the keyboard: every other key is the sheet's."""

    def __init__(self, model: EntryModel) -> None:
        super().__init__()
        self.setModel(model)
        self._delegate = RowDelegate(lambda row: row.drawn)  # type: ignore[attr-defined]  # rows are entries
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or leave it to the sheet."""
        if event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()


def _initials(title: str) -> str:
    return "".join(word[0] for word in title.split()[:2]).upper()
