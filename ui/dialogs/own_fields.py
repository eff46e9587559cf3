"""Fields people added themselves, on a card: a group of their own, filled in place, added, renamed and removed there."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from app.views.own_fields import KINDS, OwnField, OwnFieldId, OwnValue
from resources.i18n import _
from ui.context import UiContext
from ui.tasks import Task
from ui.widgets.choice import Choice
from ui.widgets.fact_grid import FactGrid
from ui.widgets.facts import Fact
from ui.widgets.form_sheet import FormSheet
from ui.widgets.words import words


class OwnFields(QWidget):
    """Filled fields of a record; nothing is seen of it until one is filled or begun."""

    def __init__(self, ctx: UiContext, noun: str) -> None:
        super().__init__()
        self._ctx, self._noun = ctx, noun
        self._record: UUID | None = None
        self._values: tuple[OwnValue, ...] = ()
        self._wanted: tuple[UUID | None, OwnFieldId] | None = None  # just defined: its line opens when it is known
        self.grid = FactGrid(lambda menu: self.offer(menu, self.grid.add), add=_("Own field"))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 2, 0, 0)
        down.setSpacing(4)
        down.addWidget(words(_("Own fields"), "small_strong", "dim"))
        down.addWidget(self.grid)
        self.hide()

    def show_values(self, record_id: UUID, values: Sequence[OwnValue]) -> None:
        """Show the fields of a record and what is filled in."""
        same = record_id == self._record
        self._record, self._values = record_id, tuple(values)
        filled = [self._fact(one) for one in values if one.shown]
        half = (len(filled) + 1) // 2
        self.grid.show_facts(filled[:half], filled[half:], same=same)
        self.setVisible(bool(self.grid.shown()))
        self._open_wanted()

    def offer(self, menu: QMenu, anchor: QPushButton) -> None:
        """Fields that may be filled, a new one, and what can be done with those there are."""
        for one in self._values:
            if not one.shown:
                menu.addAction(one.field.label, partial(self.begin, one))
        menu.addAction(_("New field…"), lambda: self.define(anchor))

    def define(self, anchor: QWidget) -> None:
        """Ask for a new field of all records of the kind."""
        NewField(self._ctx, anchor, self._noun, self._on_defined).open_beside()

    def begin(self, value: OwnValue) -> None:
        """Open an empty line for a field."""
        self.show()
        key = str(value.field.id)
        if key not in self.grid.shown():
            self.grid.begin(self._fact(value), self.grid.left)
            self.grid.row(key).left.connect(lambda: self.setVisible(bool(self.grid.shown())))

    def _fact(self, value: OwnValue) -> Fact:
        return Fact(
            str(value.field.id), value.field.label, value.shown, value.typed, partial(self._save, value.field, self._record),
            menu=partial(self._fill_menu, value.field),
        )  # fmt: skip

    def _save(self, field: OwnField, record_id: UUID | None, typed: str) -> Task[Any]:
        from app.services.custom_fields import set_value  # noqa: PLC0415 - heavy: after the first paint

        assert record_id is not None
        return self._ctx.do(set_value, field.id, record_id, typed)

    def _fill_menu(self, field: OwnField, menu: QMenu) -> None:
        from app.services.custom_fields import remove_field  # noqa: PLC0415 - heavy: after the first paint

        anchor = self.grid.row(str(field.id)).field
        menu.addAction(_("Rename the field…"), lambda: RenameField(self._ctx, anchor, field).open_beside())
        menu.addSeparator()
        menu.addAction(_("Remove the field from all cards"), lambda: self._ctx.do(remove_field, field.id))

    def _on_defined(self, field_id: OwnFieldId) -> None:
        self._wanted = self._record, field_id
        self._open_wanted()

    def _open_wanted(self) -> None:
        for one in self._values:
            if (self._record, one.field.id) == self._wanted:
                self._wanted = None
                self.begin(one)
                return


class NewField(FormSheet):
    """A field for all records of a kind: its name and what it holds."""

    def __init__(self, ctx: UiContext, anchor: QWidget, noun: str, made: Callable[[OwnFieldId], object]) -> None:
        title = _("New field of all companies") if noun == "company" else _("New field of all contacts")
        super().__init__(anchor, title, _("Add"))
        self._ctx, self._noun, self._made = ctx, noun, made
        self.form.line("label", _("Name"), hint=_("Contract number"))
        self.kind = Choice(_("What it holds"), [(key, _(label)) for key, label in KINDS])
        self.kind.show_value("text")
        self.body.insertWidget(2, words(_("What it holds"), "small", "dim"))
        self.body.insertWidget(3, self.kind)

    def keep(self) -> None:
        """Add the field and open its line on this card."""
        from app.services.custom_fields import define_field  # noqa: PLC0415 - heavy: after the first paint

        self.save.setEnabled(False)
        task = self._ctx.do(define_field, self._noun, self.form.values()["label"], self.kind.value())
        task.then(self, self._on_added).refused(self.show_refusal)

    def _on_added(self, field_id: OwnFieldId) -> None:
        self.close()
        self._made(field_id)


class RenameField(FormSheet):
    """Another name for a field; its values stay."""

    def __init__(self, ctx: UiContext, anchor: QWidget, field: OwnField) -> None:
        super().__init__(anchor, _("Rename the field"), _("Keep"))
        self._ctx, self._field = ctx, field
        self.form.line("label", _("Name"), field.label)

    def keep(self) -> None:
        """Write the name."""
        from app.services.custom_fields import rename_field  # noqa: PLC0415 - heavy: after the first paint

        self.save.setEnabled(False)
        task = self._ctx.do(rename_field, self._field.id, self.form.values()["label"])
        task.then(self, lambda _answer: self.close()).refused(self.show_refusal)
