"""A column of labelled fields in a popover, each with room beneath for what was wrong with it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import UserError
from ui.theme import metrics
from ui.theme.fonts import font
from ui.typed import begin_with
from ui.widgets.unfinished import unfinished_of
from ui.widgets.words import words


class Form(QWidget):
    """Fields by key; a refusal is shown beside the field it names, or under the last one."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._wrong: dict[str, QLabel] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(metrics.GRID)

    def line(self, key: str, label: str, value: str = "", hint: str = "") -> QLineEdit:
        """Add a one-line field."""
        field = QLineEdit(value)
        field.setPlaceholderText(hint)
        self._place(key, label, field)
        return field

    def text(self, key: str, label: str, value: str = "", hint: str = "", tall: int = 72) -> QPlainTextEdit:
        """Add a field of several lines; Tab leaves it."""
        field = QPlainTextEdit(value)
        field.setPlaceholderText(hint)
        field.setTabChangesFocus(True)
        field.setFixedHeight(tall)
        self._place(key, label, field)
        return field

    def add(self, key: str, label: str, field: QLineEdit) -> QLineEdit:
        """Add a field made elsewhere, such as one that suggests."""
        self._place(key, label, field)
        return field

    def beside(self, key: str, first: str, hint: str) -> QLineEdit:
        """Add a one-line field at the right of another one; what is wrong with either stands beneath both."""
        neighbour, field = self._fields[first], QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        field.setFont(font())
        row = QHBoxLayout()
        row.setSpacing(6)
        place = self._down.indexOf(neighbour)
        self._down.removeWidget(neighbour)
        row.addWidget(neighbour, 1)
        row.addWidget(field, 1)
        self._down.insertLayout(place, row)
        self._fields[key], self._wrong[key] = field, self._wrong[first]
        return field

    def put(self, part: QWidget) -> None:
        """Put something between the fields, such as a heading that is more than words."""
        self._down.addWidget(part)

    def set_value(self, key: str, value: str) -> None:
        """Fill a field in the person's stead and put the cursor there."""
        field = self._fields[key]
        if isinstance(field, QLineEdit):
            field.setText(value)
        else:
            field.setPlainText(value)
        field.setFocus()

    def values(self) -> dict[str, str]:
        """What was typed, by key."""
        return {key: _typed(field).strip() for key, field in self._fields.items()}

    def show_refusal(self, refusal: UserError) -> None:
        """Say what was wrong beside its field and put the cursor there."""
        self.clear_refusals()
        key = refusal.field if refusal.field in self._fields else next(reversed(self._fields))
        self._wrong[key].setText(str(refusal))
        self._wrong[key].show()
        _tint(self._fields[key], wrong=True)
        if (away := unfinished_of(self.window())) is not None:
            away.call_back(self)  # a sheet that was left while its words were on their way
        self._fields[key].setFocus()

    def clear_refusals(self) -> None:
        """Forget what was wrong."""
        for key, label in self._wrong.items():
            label.hide()
            _tint(self._fields[key], wrong=False)

    def _place(self, key: str, label: str, field: QLineEdit | QPlainTextEdit) -> None:
        field.setFont(font())
        field.setAccessibleName(label)
        begin_with(field, _typed(field))
        wrong = words("", "small", "bad", wrap=True)
        wrong.hide()
        if label:
            if self._fields:
                self._down.addSpacing(metrics.GRID)
            self._down.addWidget(words(label, "small", "dim"))
        self._down.addWidget(field)
        self._down.addWidget(wrong)
        if not self._fields:
            self.setFocusProxy(field)
        self._fields[key] = field
        self._wrong[key] = wrong


def _typed(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _tint(field: QWidget, *, wrong: bool) -> None:
    field.setProperty("wrong", "true" if wrong else "")
    field.style().unpolish(field)
    field.style().polish(field)
