"""The line over the deals: which of them are shown, and what they come to."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.formatting import number
from app.views.deals import ProcessView, StatusTotal
from app.views.offers import Sum
from resources.i18n import _
from ui.sections.opportunities.wording import STATUSES, status_title, sums
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.choice import Choice
from ui.widgets.words import figures

TALL = 48


class Summary(QWidget):
    """Chips choose the status; `chosen` carries it, `process_chosen` another way of selling, `cleared` drops the text."""

    chosen = Signal(str)
    process_chosen = Signal(object)
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(TALL)
        self._processes: dict[str, UUID] = {}
        self.chips: dict[str, QPushButton] = {}
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 0)
        across.setSpacing(6)
        for status in STATUSES:
            chip = button(status_title(status), partial(self.chosen.emit, status), kind="chip")
            self.chips[status] = chip
            across.addWidget(chip)
        self._text = button("", self.cleared.emit, kind="chip", hint=_("Show all"))
        self._text.setCheckable(False)
        self._text.hide()
        across.addWidget(self._text)
        self.process = Choice(_("Way of selling"))
        self.process.hide()
        self.process.chosen.connect(lambda key: self.process_chosen.emit(self._processes[key]))
        across.addWidget(self.process)
        across.addStretch()
        self.forecast = figures("", "medium", "text")
        self.forecast.setMinimumWidth(metrics.GRID)
        across.addWidget(self.forecast)

    def show_status(self, status: str) -> None:
        """Mark the chip in force."""
        for key, chip in self.chips.items():
            chip.setChecked(key == status)

    def show_totals(self, totals: Sequence[StatusTotal]) -> None:
        """Write how many deals each chip stands for."""
        counts = {total.status: total.count for total in totals}
        for status in STATUSES:
            count = counts.get(status, 0)
            title = status_title(status)
            self.chips[status].setText(f"{title} {number(count)}" if count else title)
            self.chips[status].setAccessibleName(self.chips[status].text())

    def show_forecast(self, amounts: Sequence[Sum], weighted: Sequence[Sum]) -> None:
        """Write what the deals shown come to, and what of it can be counted on."""
        text = sums(amounts)
        if text and weighted:
            text = _("{sum} · weighted {weighted}").format(sum=text, weighted=sums(weighted))
        self.forecast.setText(text)
        self.forecast.setToolTip(_("The sum of the deals shown, and the same by their probabilities") if text else "")

    def show_processes(self, processes: Sequence[ProcessView], current: UUID | None) -> None:
        """Offer the ways of selling where there are several."""
        self._processes = {str(one.id): one.id for one in processes}
        self.process.setVisible(len(processes) > 1)
        self.process.offer([(str(one.id), one.name) for one in processes])
        self.process.show_value(str(current or next(iter(self._processes), "")))

    def show_text(self, text: str) -> None:
        """Show what the deals are narrowed to."""
        self._text.setText(f"{text}  ✕")
        self._text.setVisible(bool(text))
