"""The bar under a list while several records are chosen: how many, and what can be done with all of them at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.formatting import number
from app.views.chosen import Chosen
from resources.i18n import N_, _, ngettext
from ui.context import UiContext
from ui.dialogs.long_work import do_long
from ui.dialogs.many.ways import ManyWays
from ui.tables.choice import Choice
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.words import figures

TALL = 46
ROOMY = 760  # px: a bar narrower than this shows pictures alone
NARROW = 32
EDIT = ("edit", "pencil", N_("Edit a field"))
MARK = ("mark", "tag", N_("Statuses and tags"))
EXPORT = ("export", "download", N_("Export"))
REMOVE = ("remove", "trash", N_("Remove"))
Act = tuple[str, str, str]  # the name of a method, a picture, a marked title


class ChosenBar(QWidget):
    """Hidden while nothing is chosen. `chosen` says who is chosen now, `total` how many there are at all."""

    acts: Sequence[Act] = (EDIT, MARK, REMOVE)

    def __init__(
        self, ctx: UiContext, ways: ManyWays, choice: Choice, chosen: Callable[[], Chosen], total: Callable[[], int]
    ) -> None:
        super().__init__()
        self._ctx, self._ways, self._choice, self._chosen, self._total = ctx, ways, choice, chosen, total
        self._count = 0
        self.said = figures(role="medium", tone="")
        self.buttons: dict[str, QPushButton] = {}
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 1, 8, 0)
        across.setSpacing(0)
        across.addWidget(self.said)
        across.addSpacing(8)
        for key, picture, title in self.acts:
            made = button("", partial(self.run, key), kind="quiet", picture=picture, hint=_(title))
            self.buttons[key] = made
            across.addWidget(made)
        across.addStretch()
        nobody = button("", choice.clear, kind="quiet", picture="x", hint=_("Choose nobody  Esc"))
        nobody.setFixedWidth(NARROW)
        across.addWidget(nobody)
        self.setFixedHeight(TALL)
        self.setAccessibleName(_("The chosen"))
        self.hide()
        choice.changed.connect(self._on_choice)

    def count(self) -> int:
        """How many are chosen."""
        return self._count

    def count_again(self) -> None:
        """Something changed: some of the chosen may be gone, or meet the conditions no more."""
        if not self._choice.is_empty():
            asked = self._chosen()
            task = self._ctx.ask(self._ways.service().chosen_count, asked)
            task.then(self, partial(self._take_count, asked), slot="count")

    def run(self, key: str) -> None:
        """Do what a button is for."""
        getattr(self, key)()

    def edit(self) -> None:
        """Write one value into a field of all chosen."""
        from ui.dialogs.many.editing import EditMany  # noqa: PLC0415 - not before it is asked for

        EditMany(self._ctx, self._ways, self.buttons["edit"], self._chosen(), self._count).open_beside()

    def mark(self) -> None:
        """Put statuses and tags on all chosen, or take them off."""
        from ui.dialogs.many.marking import MarkMany  # noqa: PLC0415 - not before it is asked for

        MarkMany(self._ctx, self._ways, self.buttons["mark"], self._chosen(), self._count).open_beside()

    def remove(self) -> None:
        """Put the chosen into the recycle bin; Ctrl+Z brings them back."""
        remove = self._ways.service().remove_chosen
        do_long(self._ctx, self, self._ways.waiting(self._count), self._count, remove, self._chosen())
        self._choice.clear()

    def _on_choice(self) -> None:
        self._show_count(self._choice.count(self._total()))

    def _take_count(self, asked: Any, count: int) -> None:
        if asked == self._chosen():
            if count:
                self._show_count(count)
            else:
                self._choice.clear()

    def _show_count(self, count: int) -> None:
        self._count = count
        self.said.setText(ngettext("{count} chosen", "{count} chosen", count).format(count=number(count)))
        self.setVisible(not self._choice.is_empty())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Titles beside the pictures where there is room."""
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY
        for key, _picture, title in self.acts:
            made = self.buttons[key]
            made.setText(_(title) if roomy else "")
            made.setFixedWidth(made.sizeHint().width() if roomy else NARROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().accent_soft))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours().line))
        painter.end()
