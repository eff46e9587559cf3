"""Whom something is planned with, and about which deal: found by a few letters, each a chip one can take off again."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.views.contacts import CompanyId, ContactId
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.suggest import Find, SuggestField, Suggestion

if TYPE_CHECKING:
    from app.services.search import Hit

MOST = 8
NAME = 210  # px of a chip's name
KINDS = ("contact", "company", "opportunity")
_PICTURES = {"contact": "user", "company": "building", "opportunity": "rubber-stamp"}


class WithWhom(Flow):
    """The chips; `field` adds to them. Backspace in the empty field takes the last one off."""

    changed = Signal()

    def __init__(self, ctx: UiContext, company: tuple[UUID, str] | None = None) -> None:
        super().__init__()
        self._ctx = ctx
        self._chosen: dict[Ref, str] = {}
        self.field = _Field(self._find)
        self.field.setPlaceholderText(_("A few letters are enough"))
        self.field.taken.connect(self._take)
        self.field.emptied.connect(self._drop_last)
        if company is not None:
            self._chosen[Ref("company", company[0])] = company[1]
        self._build()

    def people(self) -> list[ContactId]:
        """The people chosen, in their order."""
        return [ContactId(ref.id) for ref in self._chosen if ref.kind == "contact"]

    def company(self) -> CompanyId | None:
        """The company chosen last."""
        return next((CompanyId(ref.id) for ref in reversed(self._chosen) if ref.kind == "company"), None)

    def deal(self) -> UUID | None:
        """The deal it is about."""
        return next((ref.id for ref in self._chosen if ref.kind == "opportunity"), None)

    def show_chosen(self, chosen: Sequence[tuple[Ref, str]]) -> None:
        """Show those it is planned with already."""
        self._chosen = dict(chosen)
        self._build()

    def _find(self, text: str, answer: Callable[[Sequence[Suggestion]], object]) -> object:
        from app.services.search import find  # noqa: PLC0415 - heavy: after the first paint

        def offer(hits: "Sequence[Hit]") -> None:
            kinds = {"company": _("company"), "opportunity": _("deal")}
            answer([
                Suggestion(Ref(hit.kind, hit.id), hit.title, hit.subtitle, kinds.get(hit.kind, "")) for hit in hits
            ])  # fmt: skip

        return self._ctx.ask(find, text, MOST, KINDS).then(self.field, offer, slot="find")

    def _take(self, suggestion: Suggestion) -> None:
        self.field.clear()
        ref: Ref = suggestion.key
        if ref.kind != "contact":  # one company, one deal: the one named last
            self._chosen = {one: title for one, title in self._chosen.items() if one.kind != ref.kind}
        self._chosen[ref] = suggestion.title
        self._build()

    def _drop(self, ref: Ref) -> None:
        self._chosen.pop(ref, None)
        self._build()
        self.field.setFocus()

    def _drop_last(self) -> None:
        if self._chosen:
            self._drop(next(reversed(self._chosen)))

    def _build(self) -> None:
        self.clear()
        for ref, title in self._chosen.items():
            picture = _PICTURES[ref.kind]
            hint = _("Take {name} off").format(name=title)
            shown = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, NAME)
            chip = button(f"{shown}  ✕", partial(self._drop, ref), kind="chip", picture=picture, hint=hint)
            chip.setCheckable(False)
            self.add(chip)
        self.setVisible(bool(self._chosen))
        self.changed.emit()


class _Field(SuggestField):
    emptied = Signal()

    def __init__(self, find: Find) -> None:
        super().__init__(find)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace with nothing left to erase."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
