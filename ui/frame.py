"""Everything inside the window in one language: rail, top bar, the page of the section, status line."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from resources.i18n import N_, _
from ui.actions import Actions
from ui.context import Ref, UiContext
from ui.navigation import Rail
from ui.office.sign import OfficeSign
from ui.section import Adding, Section, SectionPage
from ui.soon import soon
from ui.status_line import StatusLine
from ui.tables.blank import BlankPage
from ui.theme.palette import colours
from ui.top_bar import TopBar

WINDOW = N_("Window")
WORK = N_("Everywhere")
SECTIONS = N_("Sections")
PAUSE = 250  # ms: many changes in a row are counted once
_MINUTE = 60_000
_COUNTED = frozenset({"activity", "contact", "company", "opportunity", "offer", "product"})

if TYPE_CHECKING:
    from app.views.today import RailCounts


class Frame(QWidget):
    """Built anew when the language changes; `attach` gives it the workspace when that is open."""

    section_shown = Signal(str)
    leaving = Signal()  # another section, or another record, is about to be shown

    def __init__(
        self,
        sections: Sequence[Section],
        window_actions: Callable[[Actions, QWidget], None],
        open_settings: Callable[[QWidget], object],
    ) -> None:
        super().__init__()
        self._sections = {section.key: section for section in sections}
        self._pages: dict[str, SectionPage] = {}
        self._ctx: UiContext | None = None
        self._adding: dict[str, tuple[QPushButton, QAction, str]] = {}
        self._wished = ""  # the keys of something new, pressed before the workspace was open
        self._shown = next(iter(self._sections))
        self.actions_ = Actions()
        self.rail = Rail(sections, open_settings)
        self.top = TopBar()
        self.actions_.add("find", N_("Find anything"), "Ctrl+K", WORK, self.top.search.begin, self)
        window_actions(self.actions_, self)
        for place, section in enumerate(sections, 1):
            go = partial(self.show_section, section.key)
            self.actions_.add(f"section_{section.key}", section.title, f"Alt+{place}", SECTIONS, go, self)
        self.status = StatusLine(self.actions_)
        self._stack = QStackedWidget()
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._stack.addWidget(BlankPage())
        self._busy = _BusyLine(self)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._ask_counts)
        self._tick = QTimer(self, interval=_MINUTE)
        self._tick.timeout.connect(self._ask_counts)
        self._arrange()
        for section in sections:
            self._offer_adding(section)
        self._give_adding()
        self.rail.chosen.connect(self.show_section)
        self.rail.mark(self._shown)

    def attach(self, ctx: UiContext) -> None:
        """Build the section that is due and let the search box find."""
        self._ctx = ctx
        opened = {kind: section for section in self._sections.values() for kind in section.opens}
        search = self.top.search
        search.attach(ctx, opened.keys(), lambda kind: _(opened[kind].title))
        search.narrowed.connect(self._on_narrowed)
        search.left.connect(lambda: self.page().arrive())
        if ctx.office is not None:
            self.status.put(OfficeSign(ctx, ctx.office, self.status))
        ctx.relay.changed.connect(self._on_changed)
        self._tick.start()
        soon(self, self._count_later)  # after what the page asks

    def _count_later(self) -> None:
        assert self._ctx is not None
        self._ctx.later(self, self._ask_counts)

    def page(self) -> SectionPage:
        """The page shown now."""
        return self._built(self._shown)

    def show_section(self, key: str) -> None:
        """Show a section, building its page the first time."""
        if self._ctx is None:
            return
        self.leaving.emit()
        if self._shown in self._pages and (left := self._pages[self._shown].current()) is not None:
            self.top.search.remember(left)
        self._shown = key if key in self._sections else self._shown
        self._stack.setCurrentWidget(self._built(self._shown))
        self.rail.mark(self._shown)
        self._give_adding()
        self.page().arrive()
        self.section_shown.emit(self._shown)
        if self._wished:
            self._ctx.later(self, self._begin_wished)

    def open(self, ref: Ref, *, again: bool = False) -> None:
        """Show a record in the section that opens its kind; `again`: as it was left."""
        for section in self._sections.values():
            if ref.kind in section.opens:
                self.top.search.remember(ref)
                self.show_section(section.key)
                self.page().come_back(ref) if again else self.page().open_record(ref)
                return

    def put_beside(self, panel: QWidget) -> None:
        """Give a panel a place at the right of the page, whatever page it is."""
        self._middle.addWidget(panel)

    def shown(self) -> str:
        """The key of the section shown now."""
        return self._shown

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        """Admit that something takes its time."""
        self._busy.setVisible(busy)
        self._busy.setGeometry(0, 0, self.width(), 2)
        self._busy.raise_()

    def _built(self, key: str) -> SectionPage:
        assert self._ctx is not None
        if key not in self._pages:
            page = self._sections[key].build(self._ctx)
            page.leaving.connect(self.leaving)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def _on_changed(self, changed: Any) -> None:
        if not _COUNTED.isdisjoint(changed.kinds) and not self._soon.isActive():
            self._soon.start()

    def _ask_counts(self) -> None:
        from app.services.today import rail  # noqa: PLC0415 - heavy: after the first paint

        if self._ctx is not None:
            self._ctx.ask(rail, self._ctx.zone()).then(self, self._count, slot="rail").troubled(lambda _error: None)

    def _count(self, counts: "RailCounts") -> None:
        for section in self._sections.values():
            if section.count:
                self.rail.count(section.key, int(getattr(counts, section.count)))

    def _offer_adding(self, section: Section) -> None:
        if section.adding is None:
            return
        adding = section.adding
        key = f"add_{section.key}"
        action = self.actions_.add(key, adding.title, adding.shortcut, WORK, partial(self._add, adding), self)
        placed = self.top.add_button(adding, lambda: self.actions_.run(key), self.actions_.hint(key))
        self._adding[section.key] = (placed, action, adding.shortcut)

    def _add(self, adding: Adding) -> None:
        if self._ctx is None:
            self._wished = adding.shortcut
        else:
            adding.run(self._ctx, self._adding_button())

    def _begin_wished(self) -> None:
        """What was wished too early begins now, in the section that is shown where the keys are its own."""
        keys, self._wished = self._wished, ""
        owner = self._adding_owner()
        if keys:
            meant = [key for key, (_placed, _action, own) in self._adding.items() if own == keys]
            self.actions_.run(f"add_{owner if owner in meant else meant[0]}")

    def _give_adding(self) -> None:
        """The button in the bar, and the keys several sections wish, are the section's that is shown; else the first's."""
        owner = self._adding_owner()
        wanted = {keys for key, (_placed, _action, keys) in self._adding.items() if key == owner}
        for key, (placed, action, keys) in self._adding.items():
            placed.setVisible(key == owner and self._ctx is not None)
            action.setShortcut(keys if key == owner or keys not in wanted else "")

    def _adding_button(self) -> QPushButton:
        return self._adding[self._adding_owner()][0]

    def _adding_owner(self) -> str:
        return self._shown if self._shown in self._adding else next(iter(self._adding))

    def _on_narrowed(self, text: str) -> None:
        self.leaving.emit()  # whoever stands first among those found is shown
        self.page().narrow(text)
        self.page().arrive()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addLayout(self._middle, 1)
        self._stack.setMinimumWidth(1)  # a panel beside it may take what it needs
        self._middle.addWidget(self._stack, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        down.addWidget(self.status)


class _BusyLine(QWidget):
    """A two-pixel line over everything while an answer is awaited."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().accent))
        painter.end()
