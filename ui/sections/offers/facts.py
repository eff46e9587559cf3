"""The head of the editor: for whom, about what, from when until when, and how the paper is set."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.formatting import long_date
from app.views.contacts import ContactCard, ContactId
from app.views.offers import OfferCard
from resources.i18n import _
from ui.context import UiContext
from ui.sections.offers.beginning import vat_modes
from ui.sections.offers.locking import set_free
from ui.theme.fonts import font
from ui.widgets.choice import Choice
from ui.widgets.suggest import SuggestField, Suggestion
from ui.widgets.words import words

CURRENCIES = ("RUB", "USD", "EUR", "CNY", "KZT", "BYN")
COLUMNS = 24
GAP = 10
FOUND = 6  # contacts and companies offered while one types


class Facts(QWidget):
    """`edited` carries the fields of the offer that a person changed, by name."""

    edited = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._wrong = words("", "small", "bad", wrap=True)
        self._wrong.hide()
        self._firms_asked = False
        self.addressee = Addressee(ctx)
        self.texts = {name: _Typed(label) for name, label in (
            ("title", _("Subject")), ("dated", _("Date")), ("valid_through", _("Valid through")), ("basis", _("Basis")),
            ("vat_reason", _("Reason for no VAT")),
        )}  # fmt: skip
        self.choices = {
            "vat_mode": Choice(_("VAT"), vat_modes()),
            "currency": Choice(_("Currency"), [(code, code) for code in CURRENCIES]),
            "language": Choice(_("Language"), (("ru", "Русский"), ("en", "English"))),
            "template": Choice(_("Template"), _templates()),
            "seller_id": Choice(_("Firm")),
        }
        self._reason = self._cell(self.texts["vat_reason"])
        self._arrange()
        self.addressee.edited.connect(self.edited)
        for name, field in self.texts.items():
            field.left.connect(lambda text, name=name: self.edited.emit({name: text}))
        for name, choice in self.choices.items():
            choice.chosen.connect(lambda value, name=name: self.edited.emit({name: value}))

    def show_card(self, card: OfferCard) -> None:
        """Show the facts of an offer; what is being typed is left alone."""
        row, free = card.row, not card.locked
        self.addressee.show_card(card)
        shown = {
            "title": row.title, "basis": card.basis, "vat_reason": card.vat_reason,
            "dated": long_date(row.dated) if row.dated else "",
            "valid_through": long_date(row.valid_through) if row.valid_through else "",
        }  # fmt: skip
        for name, field in self.texts.items():
            field.show_value(shown[name], free=free)
        values = {
            "vat_mode": card.vat_mode, "currency": row.currency, "language": card.language,
            "template": card.template or _templates()[0][0], "seller_id": str(card.seller_id or ""),
        }  # fmt: skip
        self._offer_firms(card)
        for name, choice in self.choices.items():
            choice.show_value(values[name])
            choice.setEnabled(free)
        self._reason.setVisible(card.vat_mode == "none")
        if not any(field.is_wrong() for field in self.texts.values()):
            self._wrong.hide()

    def refuse(self, refusal: UserError) -> None:
        """Say which field cannot be so, and why."""
        if (field := self.texts.get(refusal.field or "")) is not None:
            field.mark_wrong()
        self._wrong.setText(str(refusal))
        self._wrong.show()

    def accept(self, names: Sequence[str]) -> None:
        """What was typed there has been taken."""
        for name in names:
            if name in self.texts:
                self.texts[name].mark_right()
        self._wrong.hide()

    def _offer_firms(self, card: OfferCard) -> None:
        from app.services.sellers import sellers  # noqa: PLC0415 - heavy: after the first paint

        choice, own = self.choices["seller_id"], str(card.seller_id or "")

        def offer(found: Any) -> None:
            listed = [(str(one.id), one.name) for one in found]
            choice.offer(listed if any(own == key for key, _name in listed) else [(own, card.seller), *listed])

        if not self._firms_asked:
            choice.offer([(own, card.seller)])
            self._firms_asked = True
        self._ctx.ask(sellers).then(self, offer, slot="firms")

    def _cell(self, field: QWidget) -> QWidget:
        cell = QWidget()
        down = QVBoxLayout(cell)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(words(field.property("title") or field.accessibleName().split(":")[0], "small", "dim"))
        down.addWidget(field)
        return cell

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(8)
        grid.setContentsMargins(0, 0, 0, 0)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (self.addressee, 0, 0, 12), (self.texts["title"], 0, 12, 12),
            (self.texts["dated"], 1, 0, 6), (self.texts["valid_through"], 1, 6, 6),
            (self.choices["vat_mode"], 1, 12, 5), (self.choices["currency"], 1, 17, 3),
            (self.choices["language"], 1, 20, 4),
            (self.choices["template"], 2, 0, 6), (self.choices["seller_id"], 2, 6, 6), (self.texts["basis"], 2, 12, 12),
        )  # fmt: skip
        for field, row, column, span in places:
            cell = self._cell(field)
            cell.setContentsMargins(0, 0, 0 if column + span == COLUMNS else GAP, 0)
            grid.addWidget(cell, row, column, 1, span)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 12)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addLayout(grid)
        down.addWidget(self._reason)
        down.addWidget(self._wrong)


class Addressee(SuggestField):
    """Whom the offer is for: typing finds contacts and companies; emptied, it is for nobody yet."""

    edited = Signal(object)

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(self._look_up)
        self._ctx = ctx
        self._shown = ""
        self.setProperty("look", "fact")
        self.setAccessibleName(_("Addressee"))
        self.setPlaceholderText(_("Type a name or a firm"))
        self.taken.connect(self._on_taken)

    def show_card(self, card: OfferCard) -> None:
        """Show the addressee, unless another one is being typed."""
        set_free(self, free=not card.locked)
        parts = dict.fromkeys(part for part in (card.row.contact, card.row.company) if part)
        self._shown = ", ".join(parts)
        if not (self.hasFocus() and self.isModified()):
            self._show()

    def _look_up(self, text: str, answer: Callable[[Sequence[Suggestion]], object]) -> None:
        from app.services.search import find  # noqa: PLC0415 - heavy: after the first paint

        def offer(hits: Any) -> None:
            answer([Suggestion((hit.kind, hit.id), hit.title, hit.subtitle) for hit in hits])

        self._ctx.ask(find, text, FOUND, ("contact", "company")).then(self, offer, slot="people")

    def _on_taken(self, suggestion: Suggestion) -> None:
        kind, found = suggestion.key
        self._shown = suggestion.title
        self._show()
        if kind == "company":
            self.edited.emit({"contact_id": None, "company_id": found})
            return
        from app.services.contact_cards import contact_card  # noqa: PLC0415 - heavy: after the first paint

        def give(card: ContactCard) -> None:
            self.edited.emit({"contact_id": card.id, "company_id": card.company_id})

        self._ctx.ask(contact_card, ContactId(found)).then(self, give, slot="company")

    def _show(self) -> None:
        self.setText(self._shown)
        self.setCursorPosition(0)
        self.setModified(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was not chosen is not kept; an emptied field means nobody."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason or not self.isModified():
            return
        if not self.text().strip() and self._shown:
            self._shown = ""
            self.edited.emit({"contact_id": None, "company_id": None})
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc brings back who it was."""
        if event.key() == Qt.Key.Key_Escape and not self.suggestions() and self.isModified():
            self._show()
            return
        super().keyPressEvent(event)


class _Typed(QLineEdit):
    """A field kept when it is left or at Enter; Esc brings the old value back."""

    left = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._value = ""
        self.setProperty("look", "fact")
        self.setFont(font())
        self.setAccessibleName(name)
        self.editingFinished.connect(self._leave)

    def show_value(self, value: str, *, free: bool) -> None:
        set_free(self, free=free)
        if not self.is_wrong() and not (self.hasFocus() and self.isModified()):
            self._value = value
            self.setText(value)
            self.setCursorPosition(0)

    def is_wrong(self) -> bool:
        return bool(self.property("wrong"))

    def mark_wrong(self) -> None:
        self._tint("true")

    def mark_right(self) -> None:
        if self.is_wrong():
            self._tint("")

    def _tint(self, wrong: str) -> None:
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)

    def _leave(self) -> None:
        text = self.text().strip()
        if text != self._value:
            self._value = text
            self.setModified(False)
            self.left.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self.setText(self._value)
            self.setModified(False)
            return
        super().keyPressEvent(event)


def _templates() -> tuple[tuple[str, str], ...]:
    return (
        ("strict", _("Strict")),
        ("pictures", _("With pictures")),
        ("compact", _("One page")),
        ("letter", _("Letter")),
    )
