"""The postal addresses of a person or a firm: a line each, edited as it stands or by its parts, shown on a map."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.views.contacts import AddressView
from resources.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.fact_commands import FactCommands
from ui.dialogs.reaching import Reaching
from ui.tasks import Task
from ui.widgets.choice import Choice
from ui.widgets.facts import Fact, FactRow, Touch
from ui.widgets.form_sheet import FormSheet

ADDRESSES = {
    "work": N_("Office address"),
    "home": N_("Home address"),
    "delivery": N_("Delivery address"),
    "other": N_("Other address"),
}
PARTS = (
    ("street", N_("Street, house")),
    ("extended", N_("Building, office")),
    ("city", N_("City")),
    ("region", N_("Region")),
    ("postcode", N_("Postcode")),
    ("country", N_("Country")),
    ("po_box", N_("PO box")),
)


def address_label(address: AddressView) -> str:
    """What stands before an address: the person's own label, else its type."""
    return address.label or _(ADDRESSES.get(address.type, ADDRESSES["other"]))


class AddressLines(QWidget):
    """Nothing is seen of it where there is no address; one being typed is left alone."""

    def __init__(self, ctx: UiContext, reaching: Reaching, commands: Callable[[], FactCommands]) -> None:
        super().__init__()
        self._ctx, self._reaching, self._commands = ctx, reaching, commands
        self._record: UUID | None = None
        self._rows: dict[str, FactRow] = {}
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 8)
        self._down.setSpacing(0)
        self.hide()

    def show_addresses(self, record_id: UUID, addresses: Sequence[AddressView]) -> None:
        """Show the addresses of a record."""
        facts = [self._fact(address) for address in addresses]
        same = record_id == self._record
        self._record = record_id
        typing = same and any(row.field.is_editing() for row in self._rows.values())
        if same and (typing or [fact.key for fact in facts] == list(self._rows)):
            for fact in facts:
                if fact.key in self._rows:
                    self._rows[fact.key].show_fact(fact)
            return
        for key in list(self._rows):
            self._drop(key)
        for fact in facts:
            self._add(fact)
        self.setVisible(bool(facts))

    def rows(self) -> tuple[FactRow, ...]:
        """The lines shown."""
        return tuple(self._rows.values())

    def begin(self, sort: str) -> None:
        """Open an empty line for one more."""
        record_id = self._record
        if record_id is None:
            return

        def save(typed: str) -> Task[Any]:
            return self._ctx.do(self._commands().add_address, record_id, sort, {"line": typed})

        self.show()
        row = self._add(Fact("new", _(ADDRESSES[sort]), "", "", save))
        row.field.setPlaceholderText(_("As you would write it on an envelope"))
        row.left.connect(partial(self._drop, "new"))
        row.show()  # what is not seen takes no keyboard
        row.field.begin()

    def edit_parts(self, address: AddressView) -> None:
        """Open an address by its parts."""
        AddressParts(self._rows[str(address.id)].field, address, partial(self._edit, address)).open_beside()

    def _add(self, fact: Fact) -> FactRow:
        if fact.key in self._rows:
            self._drop(fact.key)
        row = FactRow(fact)
        self._rows[fact.key] = row
        self._down.addWidget(row)
        return row

    def _drop(self, key: str) -> None:
        row = self._rows.pop(key, None)
        if row is not None:
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))

    def _fact(self, address: AddressView) -> Fact:
        touch = Touch("map-pin", _("Show on the map"), partial(self._reaching.show_on_map, address.shown))
        return Fact(
            str(address.id), address_label(address), address.shown, address.shown,
            lambda typed: self._edit(address, {"line": typed}), touch=touch, menu=partial(self._fill_menu, address),
        )  # fmt: skip

    def _edit(self, address: AddressView, edits: dict[str, object]) -> Task[Any]:
        return self._ctx.do(self._commands().edit_address, address.id, edits)

    def _fill_menu(self, address: AddressView, menu: QMenu) -> None:
        menu.addAction(_("Edit the parts…"), partial(self.edit_parts, address))
        menu.addAction(_("Show on the map"), partial(self._reaching.show_on_map, address.shown))
        menu.addAction(_("Copy"), lambda: QGuiApplication.clipboard().setText(address.shown))
        menu.addSeparator()
        group = QActionGroup(menu)
        for sort, title in ADDRESSES.items():
            action = menu.addAction(_(title), partial(self._edit, address, {"type": sort, "label": ""}))
            action.setCheckable(True)
            action.setChecked(sort == address.type and not address.label)
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Remove"), partial(self._edit, address, {"line": ""}))


class AddressParts(FormSheet):
    """An address by its parts; an emptied one is removed."""

    def __init__(self, anchor: QWidget, address: AddressView, write: Callable[[dict[str, object]], Task[Any]]) -> None:
        super().__init__(anchor, _("Address"), _("Keep"), 340)
        self._write = write
        self.sort = Choice(_("Kind of address"), [(key, _(title)) for key, title in ADDRESSES.items()])
        self.sort.show_value(address.type if address.type in ADDRESSES else "other")
        self.body.insertWidget(1, self.sort)
        self._before = {key: str(getattr(address, key)) for key in ("label", *dict(PARTS))}
        self._sort_before = self.sort.value()
        for key, label in PARTS:
            self.form.line(key, _(label), self._before[key])
        self.form.line("label", _("Own label"), self._before["label"])

    def keep(self) -> None:
        """Write what was changed."""
        edits: dict[str, object] = {
            key: value for key, value in self.form.values().items() if value != self._before[key]
        }
        if self.sort.value() != self._sort_before:
            edits["type"] = self.sort.value()
        if not edits:
            self.close()
            return
        self.save.setEnabled(False)
        self._write(edits).then(self, lambda _answer: self.close()).refused(self.show_refusal)
