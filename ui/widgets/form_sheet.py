"""A popover with a form kept with Enter or by its button: the base of what adds and edits a few fields."""

from abc import abstractmethod

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.views.left_words import About
from resources.i18n import _
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.form import Form
from ui.widgets.popover import Popover
from ui.widgets.words import words

LONG = 2_000  # ms until a wait is explained


class FormSheet(Popover):
    """`keep` is called with Enter or by the button; a refusal is shown beside its field.

    With the window it is kept too. What is to be done `on_purpose` alone, as what changes many records is, holds the window.
    """

    on_purpose = False

    def __init__(self, anchor: QWidget, heading: str, title: str, width: int = 320) -> None:
        super().__init__(anchor, width)
        self.form = Form()
        self.body.addWidget(words(heading, "list_heading"))
        self.body.addWidget(self.form)
        self.told = words("", "small", "dim", wrap=True)
        self.told.hide()
        self.body.addWidget(self.told)
        self._long = QTimer(self, singleShot=True, interval=LONG)
        self._long.timeout.connect(self._explain)
        self.save = button(title, self._on_kept, kind="primary")
        self.foot = QHBoxLayout()
        self.foot.addStretch()
        self.foot.addWidget(self.save)
        self.body.addSpacing(metrics.GRID)
        self.body.addLayout(self.foot)

    def open_beside(self) -> None:
        """Show with the cursor in the first field."""
        super().open_beside()
        self.form.setFocus()

    @abstractmethod
    def keep(self) -> None:
        """Do what the sheet is for."""

    def hand_over(self) -> None:
        """Keep what was typed, as Enter would; what is done on purpose alone is asked for."""
        if self.holds_typed() and self.on_purpose and self.save.isEnabled():
            self.show_refusal(UserError(_("Nothing is changed yet. Enter does it, Esc puts it away.")))
        elif self.holds_typed():
            self._on_kept()

    def holds_typed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return is_typed_in(self)

    def records(self) -> tuple[About, ...]:
        """Of what is done to many nobody's record is the one it is about."""
        return () if self.on_purpose else super().records()

    def add_above(self, *parts: QWidget) -> None:
        """Put parts between the heading and the form, in their order."""
        for part in parts:
            self.body.insertWidget(self.body.indexOf(self.form), part)

    def add_below(self, part: QWidget) -> None:
        """Put a part right under the form."""
        self.body.insertWidget(self.body.indexOf(self.form) + 1, part)

    def wait(self, sentence: str) -> None:
        """Nothing more may be kept until the answer is here; where it takes long the sentence says why."""
        self.save.setEnabled(False)
        self.told.setText(sentence)
        self._long.start()

    def show_refusal(self, refusal: UserError) -> None:
        """Say what was wrong; it may be kept again."""
        self._long.stop()
        self.told.hide()
        self.save.setEnabled(True)
        self.form.show_refusal(refusal)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps what was typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_kept()
            return
        super().keyPressEvent(event)

    def _explain(self) -> None:
        self.told.show()
        self.settle()

    def _on_kept(self) -> None:
        if self.save.isEnabled():
            self.keep()
