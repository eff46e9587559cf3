"""A page of preferences about rows in an order of the person's own: the rows, a line to add one, why something was refused."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit

from ui.dialogs.preferences.movable import MovableRows
from ui.dialogs.preferences.rows import Page
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.context import UiContext


class OrderedPage(Page):
    """The kind of page says what the rows are and how one is added and moved."""

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__()
        self._ctx = ctx
        self.listed = MovableRows()
        self.add = QLineEdit()
        self.wrong = words("", "small", "bad", wrap=True)
        self._adding = ""  # on its way

    @abstractmethod
    def ask_rows(self) -> None:
        """Ask for the rows as they are kept."""

    @abstractmethod
    def add_row(self, typed: str) -> None:
        """Add a row of that name at the end."""

    @abstractmethod
    def order(self, ids: Sequence[UUID]) -> None:
        """Put the rows into this order."""

    def place_rows(self) -> None:
        """Put the rows where the page has come to."""
        self.listed.ordered.connect(self.order)
        self.down.addSpacing(2 * metrics.GRID)
        self.down.addWidget(self.listed)

    def place_adding(self, name: str, hint: str) -> None:
        """Put the line that adds a row under them, and under it the place for a refusal."""
        self.add.setFont(font())
        self.add.setPlaceholderText(hint)
        self.add.setAccessibleName(name)
        self.add.returnPressed.connect(self._on_added)
        self.down.addWidget(self.add)
        self.wrong.hide()
        self.down.addWidget(self.wrong)

    def do(self, command: Any, *args: Any) -> None:
        """Change something; a refusal is said under the rows."""
        self._ctx.do(command, *args).then(self, lambda _answer: self._on_done()).refused(self.refuse)

    def add_typed(self) -> None:
        """Add what stands in the line, as Enter would."""
        self._on_added()

    def is_adding(self) -> bool:
        """Whether a name was typed that is not added yet."""
        return bool(self.add.text().strip() or self._adding)

    def refuse(self, refusal: Exception) -> None:
        """Say why not; what was typed is not what is kept, but a name that is to be added stands there again."""
        self.ask_rows()
        if self._adding and not self.add.text():
            self.add.setText(self._adding)
        self._adding = ""
        self._say(str(refusal))

    def _on_added(self) -> None:
        if self.add.text().strip():
            self._adding = self.add.text()
            self.add.clear()
            self.add_row(self._adding)

    def _on_done(self) -> None:
        self._adding = ""
        self._say("")

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
