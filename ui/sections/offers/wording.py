"""The words of an offer around its table: the introduction, the conditions, the closing."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.views.offers import OfferCard
from resources.i18n import _
from ui.sections.offers.locking import set_free
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.words import words

PAUSE = 150  # ms without a key until words are kept
LABEL = 150
Pair = tuple[str, str]


class Wording(QWidget):
    """`edited` carries the fields of the offer that a person changed, by name."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.intro = _paragraph(_("Introduction"), 64)
        self.closing = _paragraph(_("Closing words"), 48)
        self.conditions = Conditions()
        self._due: set[str] = set()
        self._filling = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.flush)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        for title, part in (
            (_("Introduction"), self.intro), (_("Conditions"), self.conditions), (_("Closing words"), self.closing)
        ):  # fmt: skip
            down.addWidget(words(title, "small", "dim"))
            down.addWidget(part)
            down.addSpacing(10)
        self.intro.textChanged.connect(partial(self._touch, "intro"))
        self.closing.textChanged.connect(partial(self._touch, "closing"))
        self.conditions.changed.connect(partial(self._touch, "conditions"))

    def show_card(self, card: OfferCard) -> None:
        """Show the words of an offer; what is being typed is left alone."""
        self._filling = True
        for part, text in ((self.intro, card.intro), (self.closing, card.closing)):
            set_free(part, free=not card.locked)
            if not part.hasFocus() and part.toPlainText() != text:
                part.setPlainText(text)
        self.conditions.show_pairs(card.conditions, free=not card.locked)
        self._filling = False

    def is_settled(self) -> bool:
        """Whether everything typed was handed over."""
        return not self._due

    def flush(self) -> None:
        """Hand over what was typed."""
        self._soon.stop()
        values: dict[str, object] = {
            "intro": self.intro.toPlainText().strip(), "closing": self.closing.toPlainText().strip(),
            "conditions": self.conditions.pairs(),
        }  # fmt: skip
        edits = {name: values[name] for name in sorted(self._due)}
        self._due.clear()
        if edits:
            self.edited.emit(edits)

    def _touch(self, name: str) -> None:
        if not self._filling:
            self._due.add(name)
            self._soon.start()


class Conditions(QWidget):
    """Label and text in two columns: the usual ones by name, own ones as typed; an empty text vanishes from the paper."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pairs: tuple[Pair, ...] = ()
        self._rows: list[tuple[str, QLineEdit, QLineEdit]] = []
        self._free: bool | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._add = button(_("Add a condition"), self._add_row, kind="link", picture="plus")
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addLayout(self._grid)
        down.addWidget(self._add)

    def show_pairs(self, pairs: tuple[Pair, ...], *, free: bool) -> None:
        """Show them, unless they are being typed."""
        typing = any(field.hasFocus() for _key, label, text in self._rows for field in (label, text))
        if (typing and free) or (pairs == self._pairs and free == self._free):
            return
        self._pairs, self._free = pairs, free
        self._add.setVisible(free)
        self._build(pairs)

    def pairs(self) -> tuple[Pair, ...]:
        """What stands there: a key or an own label, and the text; rows without both are left out."""
        found = ((key or label.text().strip(), text.text().strip()) for key, label, text in self._rows)
        return tuple(pair for pair in found if pair[0] and pair[1])

    def field(self, place: int) -> QLineEdit:
        """The text of a row."""
        return self._rows[place][2]

    def _build(self, pairs: tuple[Pair, ...]) -> None:
        from app.records.conditions import LABELS  # noqa: PLC0415 - behind the first paint

        for _key, *fields in self._rows:
            for field in fields:
                field.hide()
                field.deleteLater()
        self._rows.clear()
        shown = list(pairs)
        if self._free:
            shown += [(key, "") for key in LABELS if key not in dict(pairs)]
        for key, text in shown:
            known = key in LABELS
            self._put(key if known else "", _(LABELS[key]) if known else key, text)

    def _put(self, key: str, label: str, text: str) -> None:
        at = len(self._rows)
        fields = (QLineEdit(label), QLineEdit(text))
        for field, name in zip(fields, (_("Condition"), label or _("What is agreed")), strict=True):
            field.setFont(font())
            field.setProperty("look", "fact")
            field.setAccessibleName(name)
            field.setReadOnly(not self._free)
            field.textEdited.connect(lambda _text: self.changed.emit())
            field.setCursorPosition(0)
        fields[0].setFixedWidth(LABEL)
        if key:
            fields[0].setReadOnly(True)
            fields[0].setFocusPolicy(fields[0].focusPolicy().NoFocus)
        self._grid.addWidget(fields[0], at, 0)
        self._grid.addWidget(fields[1], at, 1)
        self._rows.append((key, *fields))

    def _add_row(self) -> None:
        self._put("", "", "")
        self._rows[-1][1].setPlaceholderText(_("What about"))
        self._rows[-1][1].setFocus()


def _paragraph(name: str, tall: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setFont(font())
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setFixedHeight(tall)
    return field
