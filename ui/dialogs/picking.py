"""Choosing a record by typing a few letters of it: a person, a company, a product."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from resources.i18n import _
from ui.context import UiContext
from ui.widgets.popover import Popover
from ui.widgets.suggest import Find, SuggestField, Suggestion
from ui.widgets.words import words

if TYPE_CHECKING:
    from app.services.search import Hit

MOST = 8


def finder(ctx: UiContext, receiver: QWidget, kind: str) -> Find:
    """What a field asks to find the records of a kind; a suggestion's key is the record's id."""

    def find(text: str, answer: Callable[[Sequence[Suggestion]], object]) -> object:
        from app.services.search import find as ask  # noqa: PLC0415 - heavy: after the first paint

        def offer(hits: "Sequence[Hit]") -> None:
            answer([Suggestion(hit.id, hit.title, hit.subtitle) for hit in hits if hit.kind == kind])

        return ctx.ask(ask, text, MOST, (kind,)).then(receiver, offer, slot="find")

    return find


class PickRecord(Popover):
    """A field that finds the records of a kind; `taken` is called with the chosen one, or with words typed instead."""

    def __init__(
        self,
        ctx: UiContext,
        anchor: QWidget,
        heading: str,
        kind: str,
        taken: Callable[[Suggestion], object],
        *,
        hint: str = "",
        free: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(anchor, 320)
        self._taken, self._free = taken, free
        self.seeks = free is None
        self.body.addWidget(words(heading, "list_heading"))
        self.field = SuggestField(finder(ctx, self, kind))
        self.field.setAccessibleName(heading)
        self.field.setPlaceholderText(hint or _("A few letters are enough"))
        self.field.taken.connect(self._on_taken)
        self.field.returnPressed.connect(self._on_typed)
        self.body.addWidget(self.field)

    def open_beside(self) -> None:
        """Show with the cursor in the field."""
        super().open_beside()
        self.field.setFocus()

    def hand_over(self) -> None:
        """Take the words where they will do, as Enter would; letters that only look for a record are no loss."""
        if self.holds_typed():
            self._on_typed()

    def holds_typed(self) -> bool:
        """Whether there are words that would do."""
        return self.holds_words()

    def _on_taken(self, chosen: Suggestion) -> None:
        self.close()
        self._taken(chosen)

    def _on_typed(self) -> None:
        """Enter without a choice: the words themselves where they will do, else the first one found."""
        text, found = self.field.text().strip(), self.field.suggestions()
        if self._free is not None and text:
            self.close()
            self._free(text)
        elif found:
            self._on_taken(found[0])
