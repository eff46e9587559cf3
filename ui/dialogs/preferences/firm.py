"""Own firms: requisites with doubts about their checksums, pictures, VAT, numbering, conditions, bank accounts."""

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QWidget

from app.errors import UserError
from resources.i18n import N_, _
from ui.dialogs.preferences.pictures import PictureSlot
from ui.dialogs.preferences.rows import INDENT, LABEL, Page
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.facts import Fact, FactRow
from ui.widgets.pick import Pick
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.views.offers import SellerCard, SellerView
    from ui.context import UiContext
    from ui.tasks import Task

GROUPS = (
    (N_("Name and contacts"), ("name", "legal_name", "tagline", "phone", "email", "web")),
    (N_("Requisites"), ("inn", "kpp", "ogrn", "legal_address", "director_position", "director", "accountant")),
    (N_("Offers"), ("number_pattern", "offer_days", "currency", "accent")),
)
PICTURES = (("logo_hash", N_("Logo")), ("stamp_hash", N_("Stamp")), ("signature_hash", N_("Signature")))
VAT_MODES = (("included", N_("Prices include VAT")), ("on_top", N_("VAT is added")), ("none", N_("Without VAT")))
CONDITIONS = (
    ("payment", N_("Payment")),
    ("delivery", N_("Delivery")),
    ("lead_time", N_("Lead time")),
    ("warranty", N_("Warranty")),
)
ACCOUNT = (
    ("account", N_("Account")),
    ("bic", N_("BIC")),
    ("bank", N_("Bank")),
    ("correspondent_account", N_("Correspondent account")),
)
_HINTED = {"bik": "bic", "correspondent": "correspondent_account"}  # what a doubt calls a field


class FirmPage(Page):
    """One firm at a time; built anew when another one is shown, filled anew after every change."""

    KINDS = frozenset({"seller", "bank_account"})

    def __init__(self, ctx: "UiContext") -> None:
        super().__init__()
        self._ctx = ctx
        self._card: SellerCard | None = None
        self._firms: tuple[SellerView, ...] = ()
        self._built: object = None  # what the lines on the page are made for
        self._wanted: UUID | None = None  # the firm to show, be it here already or on its way
        self.lines: dict[str, FactRow] = {}
        self.doubts: dict[str, QLabel] = {}
        self.example = words("", "small", "dim", wrap=True)
        self.refresh()

    def show_firm(self, seller_id: UUID) -> None:
        """Show one of the own firms."""
        from app.services.sellers import seller_card  # noqa: PLC0415 - heavy: after the first paint
        from app.views.offers import SellerId  # noqa: PLC0415

        self._wanted = seller_id
        self._ctx.ask(seller_card, SellerId(seller_id)).then(self, self._show, slot="firm")

    def refresh(self) -> None:
        """Show what is kept now: the same firm while it is there, else the usual one."""
        from app.services.sellers import sellers  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.ask(sellers).then(self, self._on_firms, slot="firms")

    def _on_firms(self, firms: "tuple[SellerView, ...]") -> None:
        self._firms = firms
        if firms:
            wanted = next((firm.id for firm in firms if firm.id == self._wanted), firms[0].id)
            self.show_firm(wanted)
            return
        _empty(self.down)
        self._card, self._built, self.lines, self.doubts = None, None, {}, {}
        said = _("No firm of your own is here. Offers are made in the name of one.")
        self.down.addWidget(words(said, "body", "dim", wrap=True))
        self.down.addWidget(_in_a_row(button(_("Add a firm"), self._add_firm, kind="primary")))

    def _show(self, card: "SellerCard") -> None:
        shape = self._shape(card)
        self._card = card
        if shape != self._built:
            self._build(card)
            self._built = shape
        self._fill(card)

    def _shape(self, card: "SellerCard") -> object:
        firms = tuple((firm.id, firm.is_default) for firm in self._firms)
        return card.seller.id, firms, tuple(account.id for account in card.accounts)

    def _build(self, card: "SellerCard") -> None:
        _empty(self.down)
        self.lines, self.doubts = {}, {}
        self._add_firms(card.seller)
        labels = {name: label for name, label, _value in card.fields}
        for title, names in GROUPS:
            self.heading(_(title))
            for name in names:
                self._line(name, labels[name])
            if "number_pattern" in names:
                self._add_vat()
            if "name" in names:
                self._add_pictures()
        self.heading(_("Usual conditions"))
        for key, label in CONDITIONS:
            self._line(f"condition {key}", _(label))
        self._add_accounts(card)

    def _add_firms(self, shown: "SellerView") -> None:
        """Which firm this is, and what can be done with it as a whole."""
        named = [(str(firm.id), firm.name) for firm in self._firms]
        self.chooser = Pick(_("Own firm"), named, str(shown.id))
        self.chooser.picked.connect(lambda key: self.show_firm(UUID(key)))
        said = _("Offers are made in its name unless another one is chosen.") if shown.is_default else ""
        self.row(_("Own firm"), self.chooser, said)
        links = [button(_("Add another firm"), self._add_firm, kind="link", picture="plus")]
        if not shown.is_default:
            links.append(button(_("Make it the usual one"), partial(self._write, {"is_default": "yes"}), kind="link"))
        links.append(button(_("Remove this firm"), self._remove_firm, kind="link"))
        self.down.addWidget(_indented(*links))

    def _add_firm(self) -> None:
        from app.services.sellers import add_seller  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(add_seller, {"name": _("New firm")}).then(self, self._on_added)

    def _on_added(self, seller_id: UUID) -> None:
        self._wanted = seller_id
        self.refresh()

    def _remove_firm(self) -> None:
        from app.services.sellers import remove_seller  # noqa: PLC0415 - heavy: after the first paint

        assert self._card is not None
        self._ctx.do(remove_seller, self._card.seller.id)

    def _line(self, key: str, label: str) -> None:
        line = FactRow(Fact(key, label, "", "", partial(self._save, key)), LABEL)
        line.field.setPlaceholderText(_("not filled in"))
        self.lines[key] = line
        self.down.addWidget(line)
        self.doubts[key] = self._note("warn")
        if key == "number_pattern":
            self.example = self._note("dim")
            line.field.textEdited.connect(self._show_example)

    def _note(self, tone: str) -> QLabel:
        note = words("", "small", tone, wrap=True)
        note.setContentsMargins(INDENT, 0, 0, metrics.GRID)
        note.hide()
        self.down.addWidget(note)
        return note

    def _add_vat(self) -> None:
        self.vat = Pick(_("VAT"), [(key, _(title)) for key, title in VAT_MODES])
        self.vat.picked.connect(lambda key: self._write({"vat_mode": key}))
        self.row(_("VAT"), self.vat)
        self._line("vat_reason", _("Reason for no VAT"))

    def _add_pictures(self) -> None:
        self.heading(_("Pictures"))
        across = QHBoxLayout()
        across.setSpacing(2 * metrics.GRID)
        self.pictures: dict[str, PictureSlot] = {}
        for name, title in PICTURES:
            slot = PictureSlot(self._ctx, _(title), partial(self._keep_picture, name))
            self.pictures[name] = slot
            across.addWidget(slot)
        across.addStretch(1)
        self.down.addLayout(across)

    def _add_accounts(self, card: "SellerCard") -> None:
        self.heading(_("Bank accounts"))
        for place, account in enumerate(card.accounts):
            if place:
                self.down.addSpacing(2 * metrics.GRID)
            for name, label in ACCOUNT:
                self._line(f"account {account.id} {name}", _(label))
            remove = button(_("Remove this account"), partial(self._remove_account, account.id), kind="link")
            self.down.addWidget(_indented(remove))
        self.down.addWidget(_indented(button(_("Add an account"), self._add_account, kind="link", picture="plus")))

    def _fill(self, card: "SellerCard") -> None:
        self.chooser.offer([(str(firm.id), firm.name) for firm in self._firms])
        values = {name: value for name, _label, value in card.fields}
        values |= {f"condition {key}": text for key, text in card.conditions}
        for account in card.accounts:
            values |= {f"account {account.id} {name}": getattr(account, name) for name, _label in ACCOUNT}
        for key, line in self.lines.items():
            value = values.get(key, "")
            line.show_fact(Fact(key, line.label.text(), value, value, partial(self._save, key)))
        self.vat.show_value(card.seller.vat_mode)
        self.lines["vat_reason"].setVisible(card.seller.vat_mode == "none")
        for name, slot in self.pictures.items():
            slot.show_picture(values.get(name, ""))
        self._show_doubts(card)
        self._show_example(card.seller.number_pattern)

    def _show_doubts(self, card: "SellerCard") -> None:
        said = {_HINTED.get(field, field): sentence for field, sentence in card.hints}
        for key, note in self.doubts.items():
            name = key.rsplit(" ", 1)[-1]
            sentence = said.get(name, "") if not key.startswith("condition") else ""
            wanted = bool(sentence) and (not key.startswith("account") or self._is_doubted(card, key, name))
            note.setText(sentence)
            note.setVisible(wanted)

    def _is_doubted(self, card: "SellerCard", key: str, name: str) -> bool:
        """A doubt does not say of which account it is: with several it stands beside each that has such a number."""
        account = next(one for one in card.accounts if str(one.id) in key)
        return bool(getattr(account, name))

    def _show_example(self, pattern: str) -> None:
        from app.number_example import number_examples  # noqa: PLC0415 - heavy: after the first paint

        assert self._card is not None
        try:
            shown = ", ".join(number_examples(pattern, self._ctx.now().date(), self._card.seller.name))
            self.example.setText(_("For example: {numbers}").format(numbers=shown))
        except UserError as refusal:
            self.example.setText(str(refusal))
        self.example.show()

    def _save(self, key: str, typed: str) -> "Task[Any]":
        assert self._card is not None
        if key.startswith("condition "):
            return self._write({"conditions": self._conditions(key.removeprefix("condition "), typed)})
        if key.startswith("account "):
            from app.services.sellers import edit_bank_account  # noqa: PLC0415 - heavy: after the first paint

            _word, account, name = key.split(" ")
            return self._ctx.do(edit_bank_account, UUID(account), {name: typed})
        return self._write({key: typed})

    def _conditions(self, key: str, typed: str) -> list[tuple[str, str]]:
        assert self._card is not None
        kept = dict(self._card.conditions) | {key: typed}
        return [(name, text) for name, text in kept.items() if text]

    def _write(self, edits: dict[str, object]) -> "Task[Any]":
        from app.services.sellers import edit_seller  # noqa: PLC0415 - heavy: after the first paint

        assert self._card is not None
        return self._ctx.do(edit_seller, self._card.seller.id, edits)

    def _keep_picture(self, name: str, digest: str) -> None:
        self._write({name: digest})

    def _add_account(self) -> None:
        from app.services.sellers import add_bank_account  # noqa: PLC0415 - heavy: after the first paint

        assert self._card is not None
        self._ctx.do(add_bank_account, self._card.seller.id, {})

    def _remove_account(self, account_id: UUID) -> None:
        from app.services.sellers import remove_bank_account  # noqa: PLC0415 - heavy: after the first paint

        self._ctx.do(remove_bank_account, account_id)


def _indented(*parts: QWidget) -> QWidget:
    return _in_a_row(*parts, indent=INDENT - 2)


def _in_a_row(*parts: QWidget, indent: int = 0) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(indent, 0, 0, 0)
    across.setSpacing(3 * metrics.GRID)
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return row


def _empty(layout: QLayout) -> None:
    while (entry := layout.takeAt(0)) is not None:
        inner, part = entry.layout(), entry.widget()
        if part is not None:
            part.hide()
            part.deleteLater()
        elif inner is not None:
            _empty(inner)
