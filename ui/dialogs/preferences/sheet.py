"""The sheet of preferences: pages at the left, the chosen one at the right; there is nothing to confirm."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from resources.i18n import N_, _
from ui.dialogs.preferences.firm import FirmPage
from ui.dialogs.preferences.general import GeneralPage
from ui.dialogs.preferences.joining import JoinPart
from ui.dialogs.preferences.lists import ListsPage
from ui.dialogs.preferences.me import MyPage
from ui.dialogs.preferences.office import OfficePage
from ui.dialogs.preferences.ordered import OrderedPage
from ui.dialogs.preferences.reminders import RemindersPage
from ui.dialogs.preferences.rows import Page
from ui.dialogs.preferences.stages import StagesPage
from ui.dialogs.preferences.workspace import WorkspacePage
from ui.theme import metrics
from ui.typed import is_typed_in
from ui.widgets.buttons import button
from ui.widgets.sheet import Sheet
from ui.widgets.words import ElidedWords
from ui.wishes import Wishes

if TYPE_CHECKING:
    from ui.context import UiContext

WIDTH, HEIGHT, PAGES = 820, 620, 184
TITLES = {
    "general": (N_("This computer"), "settings"),
    "reminders": (N_("Reminders"), "clock"),
    "me": (N_("My record"), "user"),
    "firm": (N_("My firms"), "building-store"),
    "stages": (N_("Stages of deals"), "filter"),
    "lists": (N_("Lists"), "list-check"),
    "office": (N_("Office"), "refresh"),
    "workspace": (N_("Workspace"), "database"),
}


class PreferencesSheet(Sheet):
    """What is chosen is in force at once; what is typed is saved on leaving the field, and can be undone."""

    def __init__(
        self, window: QWidget, ctx: "UiContext", wishes: Wishes, again: Callable[[str], object], page: str = "general"
    ) -> None:
        super().__init__(window, _("Preferences"), _("Whatever you change is in force at once."), WIDTH)
        self._asked, self._open_again = wishes, again
        self.shown = page
        self._ctx = ctx
        self._makers: dict[str, Callable[[], Page]] = {
            "general": lambda: GeneralPage(ctx, self._wishes_of_the_page()),
            "reminders": lambda: RemindersPage(ctx, self._wishes_of_the_page()),
            "me": lambda: MyPage(ctx),
            "firm": lambda: FirmPage(ctx),
            "stages": lambda: StagesPage(ctx),
            "lists": lambda: ListsPage(ctx),
            "office": lambda: OfficePage(ctx, self._wishes_of_the_page()),
            "workspace": lambda: WorkspacePage(ctx),
        }
        self.pages: dict[str, Page] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(min(HEIGHT, window.height() - 200))
        self._group = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(5 * metrics.GRID)
        across.addLayout(self._list())
        across.addWidget(self._stack, 1)
        self.body.addLayout(across)
        self.told = ElidedWords("", "small", "dim")
        self.undo = button(_("Undo"), partial(ctx.actions.run, "undo"), kind="link")
        self.undo.hide()
        self.buttons.insertWidget(0, self.told, 1)
        self.buttons.insertWidget(1, self.undo)
        self.buttons.addWidget(button(_("Close"), self.dismiss, kind="primary"))
        self.finish()
        ctx.relay.changed.connect(self._on_changed)
        self.turn_to(page)

    def turn_to(self, key: str) -> None:
        """Show a page, made the first time it is asked for."""
        self.shown = key
        if key not in self.pages:
            self.pages[key] = self._makers[key]()
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(self.pages[key])
            self._areas[key] = area
            self._stack.addWidget(area)
        self._stack.setCurrentWidget(self._areas[key])
        for one in self._group.buttons():
            one.setChecked(one.property("page") == key)

    def hand_over(self) -> None:
        """Add what was typed to be added; the first page where that is refused is shown."""
        for key, page in self._adding():
            page.add_typed()
            self.turn_to(key)

    def holds_typed(self) -> bool:
        """Whether something was typed to be added on any page."""
        return bool(self._adding())

    def holds_words(self) -> bool:
        """What was typed to join an office waits too."""
        return self.holds_typed() or any(is_typed_in(part) for part in self.findChildren(JoinPart))

    def _adding(self) -> list[tuple[str, OrderedPage]]:
        return [(key, page) for key, page in self.pages.items() if isinstance(page, OrderedPage) and page.is_adding()]

    def _list(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(2)
        for key, (title, picture) in TITLES.items():
            one = button(_(title), partial(self.turn_to, key), kind="choice", picture=picture)
            one.setFixedWidth(PAGES)
            one.setProperty("look", "page")
            one.setCheckable(True)
            one.setProperty("page", key)
            self._group.addButton(one)
            down.addWidget(one)
        down.addStretch(1)
        return down

    def _wishes_of_the_page(self) -> Wishes:
        """The window's wishes; what builds its frame anew builds this sheet anew too."""

        def speak(choice: str) -> None:
            shown = self.shown
            self._asked.speak(choice)
            if self._asked.settings().language == choice:  # else something typed is refused, and stands here
                self.close()
                self._open_again(shown)

        def choose(**changes: Any) -> None:
            self._asked.choose(**changes)
            self.raise_()

        return Wishes(self._asked.settings, speak, self._asked.wear, choose)

    def _on_changed(self, changed: Any) -> None:
        for page in self.pages.values():
            if not page.KINDS.isdisjoint(changed.kinds):
                page.refresh()
        if changed.name:
            undone = changed.source == "undo"
            self.told.setText(_("Undone: {name}").format(name=_(changed.name)) if undone else _(changed.name))
            self.undo.setVisible(not undone)
