"""The F1 sheet: every shortcut of the window, grouped, as the person's keyboard names them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from resources.i18n import _
from ui.actions import Actions, Entry
from ui.theme import metrics
from ui.widgets.beside import card_column
from ui.widgets.buttons import button
from ui.widgets.sheet import Sheet
from ui.widgets.words import key_cap, words

WIDTH = 880
_AROUND = 220  # heading, sentence, buttons and the air around the sheet


class ShortcutSheet(Sheet):
    """Lists what the actions say of themselves, so that it is never out of date."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window, _("Shortcuts"), _("They work alike on a Russian and a Latin keyboard layout."), WIDTH)
        groups: dict[str, list[Entry]] = {}
        for entry in actions.listed():
            if not entry.action.shortcut().isEmpty():
                groups.setdefault(entry.group, []).append(entry)
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, 3 * metrics.GRID, 0)
        columns.setSpacing(10 * metrics.GRID)
        for half in _halves(groups):
            down = QVBoxLayout()
            down.setSpacing(metrics.GRID)
            for group in half:
                down.addWidget(words(_(group), "small_strong", "dim"))
                down.addLayout(_rows(groups[group]))
                down.addSpacing(2 * metrics.GRID)
            down.addStretch(1)
            columns.addLayout(down, 1)
        self.body.addWidget(_scrolling(content, window.height() - _AROUND))
        self.buttons.addWidget(button(_("Close"), self.close, kind="primary"))
        self.finish()


def _halves(groups: dict[str, list[Entry]]) -> tuple[list[str], list[str]]:
    """The groups in two columns of about the same height."""
    total = sum(len(entries) + 2 for entries in groups.values())
    left: list[str] = []
    height = 0
    for group, entries in groups.items():
        if left and height + (len(entries) + 2) / 2 > total / 2:
            break
        left.append(group)
        height += len(entries) + 2
    return left, [group for group in groups if group not in left]


def _scrolling(content: QWidget, most: int) -> QScrollArea:
    """As high as the content, or as the window lets it; the keys that scroll are the usual ones."""
    area = card_column(content)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setFixedHeight(min(content.sizeHint().height(), most))
    return area


def _rows(entries: list[Entry]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(metrics.GRID)
    grid.setColumnStretch(0, 1)
    for row, entry in enumerate(entries):
        grid.addWidget(words(_(entry.title)), row, 0)
        grid.addWidget(key_cap(entry.keys()), row, 1, Qt.AlignmentFlag.AlignRight)
    return grid
