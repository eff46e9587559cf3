"""How the cells of the table of contacts are edited: what one starts from, what is offered, how it is written."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.formatting import long_date, number
from app.views.conditions import Choice
from app.views.contacts import ContactCard
from app.views.own_fields import OwnFieldId
from app.views.tables import CellValue, ListColumn
from app.views.tags import PickValue
from resources.i18n import _
from ui.context import UiContext
from ui.sections.contacts.actions import edit_marks
from ui.sections.contacts.birthdays import birthday_words
from ui.tables.cell_field import CellEdit
from ui.tasks import Task
from ui.widgets.suggest import Find, Suggestion

MOST = 8
Offer = Callable[[Sequence[Suggestion]], object]


class ContactCells:
    """`known` are the columns by name; a value is that of the cell."""

    def __init__(self, ctx: UiContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home

    def edit(self, row: Any, column: ListColumn, value: CellValue) -> CellEdit | None:
        """How a cell is edited; None where it only tells."""
        save = self._writer(row.id, column.name)
        if column.edits == "marks":
            return CellEdit(open=lambda anchor: self._open_marks(anchor, row.id))
        if column.edits == "flag":
            return CellEdit(save=save, turned="no" if value is True else "yes")
        if column.edits == "choice":
            return CellEdit(typed_from(value), save, self._finder(column))
        if column.edits != "line" or (isinstance(value, str) and "\n" in value):
            return None  # several lines are edited on the card
        return CellEdit(birthday_words(str(value or "")) if column.kind == "partial_day" else typed_from(value), save)

    def _writer(self, contact_id: Any, name: str) -> Callable[[str], Task[Any]]:
        own = own_field(name)

        def save(typed: str) -> Task[Any]:
            if own is not None:
                from app.services.custom_fields import set_value  # noqa: PLC0415 - heavy: after the first paint

                return self._ctx.do(set_value, own, contact_id, typed)
            from app.services.contacts import edit_contact  # noqa: PLC0415 - likewise

            edits: Mapping[str, object] = {name: typed}
            return self._ctx.do(edit_contact, contact_id, edits)

        return save

    def _finder(self, column: ListColumn) -> Find:
        return self._in_list(column.pick_list) if column.pick_list else self._among_values(column.name)

    def _in_list(self, list_key: str) -> Find:
        """The values of a pick list that have what is typed in them."""

        def find(text: str, offer: Offer) -> None:
            from app.services.pick_lists import values  # noqa: PLC0415 - heavy: after the first paint

            def show(found: Sequence[PickValue]) -> None:
                wanted = [one.label for one in found if text.casefold() in one.label.casefold()]
                offer([Suggestion(label, label) for label in wanted[:MOST]])

            self._ctx.ask(values, list_key).then(self._home, show, slot="cell values")

        return find

    def _among_values(self, name: str) -> Find:
        """The values contacts have."""

        def find(text: str, offer: Offer) -> None:
            from app.services.conditions import choices  # noqa: PLC0415 - heavy: after the first paint

            def show(found: Sequence[Choice]) -> None:
                offer([Suggestion(one.label, one.label, aside=number(one.count)) for one in found])

            self._ctx.ask(choices, name, text=text, limit=MOST).then(self._home, show, slot="cell values")

        return find

    def _open_marks(self, anchor: QWidget, contact_id: Any) -> None:
        from app.services.contact_cards import contact_card  # noqa: PLC0415 - heavy: after the first paint

        def show(card: ContactCard) -> None:
            edit_marks(self._ctx, anchor, card)

        self._ctx.ask(contact_card, contact_id).then(self._home, show, slot="marks")


def own_field(name: str) -> OwnFieldId | None:
    """The field of one's own a column stands for."""
    return OwnFieldId(UUID(name.removeprefix("own:"))) if name.startswith("own:") else None


def typed_from(value: CellValue) -> str:
    """What one starts typing over: read again it means the same."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Decimal):
        return number(value)
    return str(value or "")
