"""The one window: holds the frame, keeps its place and size, speaks the chosen language, wears the chosen theme."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QSessionManager
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.formatting import number
from resources.i18n import N_, _
from ui import state
from ui.actions import Actions
from ui.calls.line import Calls
from ui.context import Doors, Ref, UiContext, utc_now
from ui.frame import WINDOW, WORK, Frame
from ui.keys import LayoutKeys
from ui.kinds import KnownKinds
from ui.language import speak
from ui.navigation import PRODUCT
from ui.office.actions import add_office
from ui.office.desk import OfficeDesk
from ui.relay import Relay
from ui.sections import SECTIONS
from ui.settings_menu import open_settings_menu
from ui.tasks import Tasks
from ui.theme import metrics
from ui.theme.look import Look
from ui.typed import keep_typed, wait_while
from ui.warming import Warming
from ui.widgets import stopping
from ui.widgets.popover import Popover, leave_sheets
from ui.widgets.sheet import Sheet
from ui.widgets.unfinished import Unfinished
from ui.window_sheets import SheetHome, add_sheets, open_preferences
from ui.wishes import Wishes
from ui.words_left import WordsLeft

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from app.settings import Settings
    from ui.alarms.ringing import Ringing
    from ui.alarms.staying import Staying


class MainWindow(QMainWindow):
    """Shows at once, empty; `attach` brings the workspace in. `left` is emitted when it is closed for good."""

    attached = Signal()
    left = Signal()
    frame: Frame  # the one of now: another language makes another one

    def __init__(
        self,
        settings: "Settings",
        look: Look,
        state_path: Path,
        *,
        keep: "Callable[[Settings], object]",
        now: "Callable[[], datetime]" = utc_now,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._keep = keep
        self._look = look
        self._now = now
        self._state_path = state_path
        self._state = state.read(state_path)
        self._doors: Doors | None = None
        self._relay: Relay | None = None
        self._ctx: UiContext | None = None
        self.ringing: Ringing | None = None
        self.office: OfficeDesk | None = None
        self.staying: Staying | None = None
        self.will_watch = False  # a workspace is just being opened
        self._over = self._keeping = False
        self._wishes = Wishes(self.settings, self.speak, self.wear, self.choose)
        self.tasks = Tasks(self)
        self.tasks.refused.connect(lambda refusal: self.frame.status.tell(str(refusal)))
        self.tasks.troubled.connect(self.tell_trouble)
        self.tasks.busy.connect(self._show_busy)
        self.warming = Warming(self.tasks, self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._keys = LayoutKeys(application, self)
        self.words = WordsLeft(self)
        self.unfinished = Unfinished(self, self._way_back, self.words)
        self.calls = Calls(self, lambda: self._ctx, lambda: self.frame)
        self.setMinimumSize(*metrics.SMALLEST)
        self._take_place()
        self._build()

    def attach(self, doors: Doors) -> None:
        """The workspace is open: show what was shown when the window was closed."""
        self._doors = doors
        self._relay = Relay(doors, self)
        self._relay.changed.connect(self._on_changed)
        self.office = OfficeDesk(doors, self.tasks, self._relay, self.settings, self._now, self)
        self.words.keep_in(doors, self.tasks, self._memory(doors))
        self._relay.changed.connect(self.words.follow)
        self._fill(self._state.section, self._kept_record())
        self.warming.then(self.words, self.words.read)
        self.warming.then(self.office, self.office.begin)
        self.attached.emit()

    def begins_light(self, folder: Path) -> bool:
        """Whether what is shown first in a workspace needs nothing that is large to load."""
        due = next((one for one in SECTIONS if one.key == self._state.section), SECTIONS[0])
        return due.light(state.Memory(self._state, None, str(folder)))

    def watch_reminders(self) -> None:
        """Ring in time from now on; pictures and most tests want a silent window."""
        assert self._doors is not None
        assert self._ctx is not None
        from ui.alarms.ringing import Ringing  # noqa: PLC0415 - behind the first paint

        self.ringing = Ringing(self._ctx, self._doors, self)
        self.will_watch = False

    def watch_office(self) -> None:
        """Exchange with the office by the clock from now on, where there is one."""
        assert self.office is not None
        self.office.watch()

    def stay(self) -> "Staying":
        """Outlive the closing of the window, as the person wishes; pictures and most tests want it to end."""
        from ui.alarms.staying import Staying  # noqa: PLC0415 - a picture needs no tray

        self.staying = Staying(self)
        return self.staying

    def leave(self) -> None:
        """End the program, whatever closing the window means, unless something typed is refused."""
        if self.staying is not None:
            self.staying.let_go()
        if self.close():
            self._end()  # a window that was never shown hears of no closing

    def end_session(self, manager: QSessionManager) -> None:
        """The person logs out: what is typed is written at once; what is refused holds them back where that may be."""
        self.calls.leave()
        if self.staying is not None:
            self.staying.let_go()
        if not self.keep_typed() and manager.allowsInteraction():
            if self.staying is not None:
                self.staying.stay()
            self.come_forward()
            manager.cancel()
            manager.release()

    def keep_typed(self) -> bool:
        """Have everything typed in the window written; False where it was refused, which stands beside its field."""
        if self._keeping:
            return False  # its answers are waited for just now
        self._keeping = True
        try:
            return keep_typed(self, self.tasks)
        finally:
            self._keeping = False

    def context(self) -> UiContext | None:
        """What the sections are given now; None before the workspace is open."""
        return self._ctx

    def watches(self) -> bool:
        """Whether reminders are watched over, or will be as soon as all is loaded."""
        return self.ringing is not None or self.will_watch

    def is_first_hiding(self) -> bool:
        """Whether the person was never told yet that the program goes on; from now on they were."""
        first, self._state.tray_told = not self._state.tray_told, True
        return first

    def open(self, ref: Ref) -> None:
        """Show a record, whatever section it belongs to."""
        self.frame.open(ref)

    def speak(self, choice: str) -> None:
        """Change the language of the screen at once; where the person was is kept, and so is what was being typed."""
        if not self.keep_typed():
            return
        self._settings = self._settings.with_(language=choice)
        self._keep(self._settings)
        speak(choice)
        section, record = self.frame.shown(), self._current()
        self._build()
        if self._doors is not None:
            self._fill(section, record)

    def wear(self, choice: str) -> None:
        """Change the theme at once."""
        self._settings = self._settings.with_(theme=choice)
        self._keep(self._settings)
        self._look.choose(choice)

    def choose(self, **changes: Any) -> None:
        """Change other settings at once; a section shows its times and phones by the new ones."""
        wished = self._settings.with_(**changes)
        anew = (wished.time_zone, wished.phone_region) != (self._settings.time_zone, self._settings.phone_region)
        anew = anew and self._doors is not None
        if anew and not self.keep_typed():
            return
        self._settings = wished
        self._keep(self._settings)
        if anew:
            section, record = self.frame.shown(), self._current()
            self._build()
            self._fill(section, record)

    def settings(self) -> "Settings":
        """What the person chose so far."""
        return self._settings

    def come_forward(self) -> None:
        """Stand before all other windows: the program was started once more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell_trouble(self, failure: Exception, again: "Callable[[], object]") -> None:
        """Say what went wrong outside and offer another try."""
        from ui.errors import OutsideSheet  # noqa: PLC0415 - on a good day never

        self.will_watch = self.will_watch and self._doors is not None  # else nothing was opened
        if not self.isVisible():
            self.come_forward()  # a sheet lies over a window
        OutsideSheet(self, failure, again).open()

    def is_settled(self) -> bool:
        """Whether everything asked for is shown: tests and pictures wait for this."""
        loaded = self.tasks.is_idle() and self.warming.is_done()
        return loaded and (self._doors is None or self.frame.page().settled())

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001 - a slot of a bool signal
        self.frame.show_busy(busy)  # the frame of now: another language makes another one

    def _build(self) -> None:
        self.calls.leave()
        self.unfinished.let_go()
        for floating in self.findChildren(Popover):
            floating.close()
        self.setWindowTitle(_(PRODUCT))
        self.frame = Frame(SECTIONS, self._add_actions, self._open_settings)
        self.frame.status.follow(self.unfinished)
        self.frame.leaving.connect(partial(leave_sheets, self))
        self.setCentralWidget(self.frame)
        self._fold_rail()

    def _fill(self, section: str, record: Ref | None) -> None:
        assert self._doors is not None
        assert self._relay is not None
        ctx = UiContext(
            self._doors, self.tasks, self._relay, self._settings, self.frame.actions_, self.open, self._now,
            self._current, self._memory(self._doors), office=self.office, later=self.warming.then, call=self.calls.call,
            kinds=KnownKinds(self.frame), words=self.words,
        )  # fmt: skip
        self._ctx = ctx
        if self.ringing is not None:
            self.ringing.move_to(ctx)
        self.frame.attach(ctx)
        ctx.kinds.follow(ctx)
        self.frame.show_section(section)
        if record is not None:
            self.frame.open(record, again=True)

    def _add_actions(self, actions: Actions, place: QWidget) -> None:
        actions.add("undo", N_("Undo"), "Ctrl+Z", WORK, self._undo, place)
        actions.add("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), WORK, self._redo, place)
        actions.add("shortcuts", N_("Shortcuts"), "F1", WINDOW, self._show_shortcuts, place)
        actions.add("stop", stopping.TITLE, stopping.KEYS, WINDOW, partial(stopping.stop_uppermost, self), place)
        actions.add("quit", N_("Quit"), "Ctrl+Q", WINDOW, self.leave, place)
        actions.add("rail", N_("Fold or unfold the rail"), "Ctrl+B", WINDOW, self._turn_rail, place)
        self.calls.add_actions(actions, place)
        home = SheetHome(self, lambda: self._ctx, self._wishes, lambda: self.frame.page())  # noqa: PLW0108 - another language makes another frame
        add_sheets(actions, place, home)
        add_office(actions, place, self.context, partial(open_preferences, home, "office"))

    def _undo(self) -> None:
        if self.frame.status.names_unfinished():
            self.unfinished.bring_back()
        elif self._doors is not None:
            self.tasks.start(self._doors.undo, lasting=True)

    def _redo(self) -> None:
        if self._doors is not None:
            self.tasks.start(self._doors.redo, lasting=True)

    def _way_back(self) -> "Callable[[], object]":
        """The way to what is shown now."""
        section, record = self.frame.shown(), self._current()

        def go_back() -> None:
            if section != self.frame.shown():
                self.frame.show_section(section)
            if record is not None and record != self._current():
                self.frame.page().come_back(record)

        return go_back

    def _show_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutSheet  # noqa: PLC0415 - not before it is asked for

        ShortcutSheet(self, self.frame.actions_).open()

    def _on_changed(self, changed: Any) -> None:
        if changed.name and changed.source != "sync":  # what colleagues did is not for this person to take back
            named = _(changed.name)
            if changed.subject.isdecimal():  # a change of many says of how many
                named = _("{change}: {count}").format(change=named, count=number(int(changed.subject)))
            self.frame.status.tell_change(named, str(changed.source))

    def _open_settings(self, anchor: QWidget) -> None:
        open_settings_menu(self, anchor, self._wishes, self.frame.actions_)

    def _memory(self, doors: Doors) -> state.Memory:
        return state.Memory(self._state, self._state_path, str(doors.folder))

    def _current(self) -> Ref | None:
        return self.frame.page().current() if self._doors is not None else None

    def _kept_record(self) -> Ref | None:
        try:
            return Ref(self._state.record_kind, UUID(self._state.record_id))
        except ValueError:
            return None

    def _take_place(self) -> None:
        if not self.restoreGeometry(QByteArray.fromBase64(self._state.geometry.encode())):
            room = self.screen().availableGeometry().size()
            self.resize(min(metrics.USUAL[0], room.width()), min(metrics.USUAL[1], room.height()))

    def _turn_rail(self) -> None:
        self._state.rail_folded = not self.frame.rail.is_folded()
        self._fold_rail()

    def _fold_rail(self) -> None:
        narrow = self.width() < metrics.FOLD_RAIL
        wished = self._state.rail_folded
        self.frame.rail.fold(folded=narrow if wished is None else wished)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._fold_rail()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave everything in order, or go on without a window; with something typed that is refused it stays."""
        if self._over:
            event.accept()
        elif not self.keep_typed():
            event.ignore()
            if self.staying is not None:
                self.staying.stay()
        elif self.staying is not None and self.staying.keeps():
            event.ignore()
        else:
            self._end()
            event.accept()

    def _end(self) -> None:
        if self._over:
            return
        self._over = True
        self.calls.leave()
        leave_sheets(self)
        self.unfinished.let_go()
        wait_while(self.words.is_writing)
        for sheet in self.findChildren(Sheet):
            sheet.close()  # what runs in it is stopped
        record = self._current()
        self._state.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._state.section = self.frame.shown()
        self._state.record_kind, self._state.record_id = (record.kind, str(record.id)) if record else ("", "")
        state.write(self._state_path, self._state)
        if self.ringing is not None:
            self.ringing.stop()
        if self.office is not None:
            self.office.close()
        if self._relay is not None:
            self._relay.close()
        if self.staying is not None:
            self.staying.tray.end()
        self.tasks.forget_all()
        self.left.emit()
