"""Named views of the list: what it is narrowed to, its order and its columns, kept beside the window's place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from resources.i18n import _
from ui.sections.contacts.narrowing import Narrowing, narrowing_kept
from ui.state import Memory
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.buttons import button, elided_button
from ui.widgets.group import group_row
from ui.widgets.popover import Popover
from ui.widgets.words import words

_KEPT = "contacts.views"


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the contacts; `columns` is empty where it is the list."""

    name: str
    narrowing: Narrowing = field(default_factory=Narrowing)
    table: bool = False
    columns: tuple[tuple[str, int], ...] = ()

    def kept(self) -> dict[str, Any]:
        """The view in a form JSON can hold."""
        columns = [list(one) for one in self.columns]
        return {"name": self.name, "table": self.table, "columns": columns, **self.narrowing.kept()}


def view_kept(kept: object) -> View | None:
    """The view that was kept; None where it cannot be read any more."""
    if not isinstance(kept, dict) or not isinstance(kept.get("name"), str):
        return None
    columns = tuple(tuple(one) for one in kept.get("columns") or () if isinstance(one, list | tuple))
    return View(kept["name"], narrowing_kept(kept), bool(kept.get("table")), columns)


def views_of(memory: Memory) -> tuple[View, ...]:
    """The views a person named, in the order they were named."""
    kept = memory.recall(_KEPT)
    found = [view_kept(one) for one in kept] if isinstance(kept, list) else []
    return tuple(one for one in found if one is not None)


def keep_views(memory: Memory, views: tuple[View, ...]) -> None:
    """Keep these views."""
    memory.remember(_KEPT, [one.kept() for one in views])


class ChooseView(Popover):
    """The views by name; below them the present look may be named. A view taken away can be brought back at once."""

    def __init__(
        self, anchor: QWidget, memory: Memory, present: Callable[[str], View], taken: Callable[[View], object]
    ) -> None:
        super().__init__(anchor, 300)
        self._memory, self._present, self._taken = memory, present, taken
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.name = QLineEdit()
        self.name.setFont(font())
        self.name.setPlaceholderText(_("Name what is shown now"))
        self.name.setAccessibleName(_("Name what is shown now"))
        self.keep = button(_("Keep as a view"), self._keep, kind="primary")
        self.keep.setEnabled(False)
        self.name.textEdited.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.keep)
        self.body.addWidget(words(_("Views"), "list_heading"))
        self.body.addLayout(self._rows)
        self.body.addSpacing(metrics.GRID)
        self.body.addWidget(self.name)
        self.body.addLayout(foot)
        self._fill()

    def open_beside(self) -> None:
        """Show with the cursor where the present look is named."""
        super().open_beside()
        self.name.setFocus()

    def _fill(self, gone: tuple[int, View] | None = None) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = [self._row(View(_("All contacts")), own=False)]
        rows += [self._row(view, own=True) for view in views_of(self._memory)]
        if gone is not None:
            rows.insert(gone[0] + 1, self._gone_row(*gone))
        for row in rows:
            self._rows.addWidget(row)
            row.show()
        self.settle()

    def _row(self, view: View, *, own: bool) -> QWidget:
        row, across = group_row()
        title = elided_button(view.name)
        title.clicked.connect(lambda _checked=False: self._take(view))
        across.addWidget(title, 1)
        if own:
            hint = _("Delete the view {name}").format(name=view.name)
            across.addWidget(button("", partial(self._delete, view), kind="quiet", picture="x", hint=hint))
        return row

    def _gone_row(self, place: int, view: View) -> QWidget:
        row, across = group_row()
        across.addWidget(words(_("“{name}” is deleted.").format(name=view.name), "body", "dim"), 1)
        across.addWidget(button(_("Undo"), partial(self._bring_back, place, view), kind="link"))
        return row

    def _take(self, view: View) -> None:
        self.close()
        self._taken(view)

    def _delete(self, view: View) -> None:
        views = views_of(self._memory)
        keep_views(self._memory, tuple(one for one in views if one != view))
        self._fill((views.index(view), view))
        self.name.setFocus()

    def _bring_back(self, place: int, view: View) -> None:
        views = list(views_of(self._memory))
        views.insert(place, view)
        keep_views(self._memory, tuple(views))
        self._fill()
        self.name.setFocus()

    def hand_over(self) -> None:
        """Keep what was named, as Enter would, unless that name is another view's already."""
        if self.holds_typed():
            self._keep()

    def holds_typed(self) -> bool:
        """Whether a name was typed that is not kept yet."""
        name = self.name.text().strip()
        return bool(name) and all(one.name != name for one in views_of(self._memory))

    def _keep(self) -> None:
        view = self._present(self.name.text().strip())
        others = tuple(one for one in views_of(self._memory) if one.name != view.name)
        keep_views(self._memory, (*others, view))
        self._take(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps what was named."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.keep.isEnabled():
                self._keep()
            return
        super().keyPressEvent(event)
