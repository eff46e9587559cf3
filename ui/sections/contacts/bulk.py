"""The bar under the list while several contacts are chosen: how many, and what can be done with all of them at once."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.formatting import number
from app.views.chosen import Chosen
from resources.i18n import N_, _, ngettext
from ui.context import UiContext
from ui.tables.choice import Choice
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.words import figures

TALL = 46
ROOMY = 760  # px: a bar narrower than this shows pictures alone
NARROW = 32
_ACTIONS = (
    ("edit", "pencil", N_("Edit a field")),
    ("mark", "tag", N_("Statuses and tags")),
    ("plan", "calendar-plus", N_("Plan")),
    ("export", "download", N_("Export")),
    ("remove", "trash", N_("Remove")),
)


class ChosenBar(QWidget):
    """Hidden while nothing is chosen. `chosen` says who is chosen now, `total` how many there are at all."""

    def __init__(self, ctx: UiContext, choice: Choice, chosen: Callable[[], Chosen], total: Callable[[], int]) -> None:
        super().__init__()
        self._ctx, self._choice, self._chosen, self._total = ctx, choice, chosen, total
        self._count = 0
        self.said = figures(role="medium", tone="")
        self.buttons: dict[str, QPushButton] = {}
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 1, 8, 0)
        across.setSpacing(0)
        across.addWidget(self.said)
        across.addSpacing(8)
        runs = {"edit": self.edit, "mark": self.mark, "plan": self.plan, "export": self.export, "remove": self.remove}
        for key, picture, title in _ACTIONS:
            made = button("", runs[key], kind="quiet", picture=picture, hint=_(title))
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
        from app.services.contact_bulk import chosen_count  # noqa: PLC0415 - heavy: after the first paint

        if not self._choice.is_empty():
            asked = self._chosen()
            self._ctx.ask(chosen_count, asked).then(self, partial(self._take_count, asked), slot="count")

    def edit(self) -> None:
        """Write one value into a field of all chosen."""
        from ui.sections.contacts.bulk_edit import EditMany  # noqa: PLC0415 - not before it is asked for

        EditMany(self._ctx, self.buttons["edit"], self._chosen(), self._count).open_beside()

    def mark(self) -> None:
        """Put statuses and tags on all chosen, or take them off."""
        from ui.sections.contacts.bulk_marks import MarkMany  # noqa: PLC0415 - not before it is asked for

        MarkMany(self._ctx, self.buttons["mark"], self._chosen(), self._count).open_beside()

    def plan(self, kind: str = "call") -> None:
        """Plan the same step with each of the chosen."""
        from ui.sections.contacts.bulk_plan import PlanMany  # noqa: PLC0415 - not before it is asked for

        PlanMany(self._ctx, self.buttons["plan"], self._chosen(), self._count, kind).open_beside()

    def export(self) -> None:
        """Write the chosen into a file."""
        from ui.dialogs.export_contacts import ExportSheet  # noqa: PLC0415 - not before it is asked for

        ExportSheet(self.window(), self._ctx, self._chosen(), self._count).open()

    def remove(self) -> None:
        """Put the chosen into the recycle bin; Ctrl+Z brings them back."""
        from app.services.contact_bulk import remove_chosen  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(remove_chosen, self._chosen())
        self._choice.clear()

    def _on_choice(self) -> None:
        self._show_count(self._choice.count(self._total()))

    def _take_count(self, asked: Chosen, count: int) -> None:
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
        for key, _picture, title in _ACTIONS:
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
