"""The popover where a record gets its statuses and tags: each is put on or taken off with one press."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import UserError
from app.views.tags import PickValue, TagView
from resources.i18n import _
from ui.context import UiContext
from ui.theme.fonts import font
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.popover import Popover
from ui.widgets.words import words

if TYPE_CHECKING:
    from ui.tasks import Task

MOST_TAGS = 30  # offered at once; any other is typed


class EditMarks(Popover):
    """`save` is given the field ("status" or "tags") and all its values from now on."""

    def __init__(
        self,
        ctx: UiContext,
        anchor: QWidget,
        list_key: str,
        present: tuple[Sequence[str], Sequence[str]],
        save: Callable[[str, list[str]], "Task[Any]"],
    ) -> None:
        super().__init__(anchor, 340)
        self._ctx, self._list_key, self._save = ctx, list_key, save
        self._present = {"status": list(present[0]), "tags": list(present[1])}
        self.statuses, self.tags = Flow(), Flow()
        self.new_tag = QLineEdit()
        self.new_tag.setFont(font())
        self.new_tag.setPlaceholderText(_("New tag"))
        self.new_tag.setAccessibleName(_("New tag"))
        self.wrong = words("", "small", "bad", wrap=True)
        self.wrong.hide()
        self.body.addWidget(words(_("Statuses"), "small_strong", "dim"))
        self.body.addWidget(self.statuses)
        self.body.addWidget(words(_("Tags"), "small_strong", "dim"))
        self.body.addWidget(self.tags)
        self.body.addWidget(self.new_tag)
        self.body.addWidget(self.wrong)

    def open_beside(self) -> None:
        """Show what may be chosen."""
        from app.services.pick_lists import values  # noqa: PLC0415 - heavy: after the first paint
        from app.services.tags import tags  # noqa: PLC0415

        self._offer_tags(())
        super().open_beside()
        self.new_tag.setFocus()
        self._ctx.ask(values, self._list_key).then(self, self._offer_statuses, slot="statuses")
        self._ctx.ask(tags).then(self, self._offer_tags, slot="tags")

    def _offer_statuses(self, found: Sequence[PickValue]) -> None:
        for value in found:
            self._add_chip(self.statuses, "status", value.key, value.label)
        self.settle()

    def _offer_tags(self, found: Sequence[TagView]) -> None:
        self.tags.clear()
        others = sorted(found, key=lambda tag: -(tag.contacts + tag.companies))
        named = [tag.name for tag in others if tag.name not in self._present["tags"]]
        for name in [*self._present["tags"], *named[:MOST_TAGS]]:
            self._add_chip(self.tags, "tags", name, name)
        self.settle()

    def _add_chip(self, place: Flow, field: str, value: str, title: str) -> None:
        chip = button(title, partial(self._turn, field, value), kind="chip")
        chip.setChecked(value in self._present[field])
        place.add(chip)

    def _turn(self, field: str, value: str) -> None:
        marks = self._present[field]
        if value in marks:
            marks.remove(value)
        else:
            marks.append(value)
        self._save(field, list(marks)).refused(self._on_refused)

    def hand_over(self) -> None:
        """Put the tag on that was typed, as Enter would."""
        self._add_tag()

    def dismiss(self) -> None:
        """Every mark is put on at once, the one being typed too: put away it would come back to marks long changed."""
        self.hand_over()
        self.close()

    def holds_typed(self) -> bool:
        """Whether a tag was typed that is not put on yet."""
        return bool(self.new_tag.text().strip())

    def _add_tag(self) -> None:
        name = self.new_tag.text().strip().replace(",", " ")
        self.new_tag.clear()
        if name and name not in self._present["tags"]:
            self._turn("tags", name)
            self._add_chip(self.tags, "tags", name, name)
            self.settle()

    def _on_refused(self, refusal: UserError) -> None:
        self.wrong.setText(str(refusal))
        self.wrong.show()
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts the tag on that was typed; with nothing typed it closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.new_tag.text().strip():
                self._add_tag()
            else:
                self.close()
            return
        super().keyPressEvent(event)
