"""Ways into a workspace: the one opened last, or, the first time, one that is made as the person wishes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from resources.i18n import Language, _, language
from ui.warming import FIRST, load

if TYPE_CHECKING:
    from app.errors import UserError
    from ui.context import Doors
    from ui.dialogs.first_run import FirstRun, Start
    from ui.main_window import MainWindow

# A kind of record, how many there are now, per cent of the whole; whether to go on. Called on any thread.
Told = Callable[[str, int, int], bool]


class Ways(Protocol):
    """What the composition root hands over; every way may take its time and is gone on another thread."""

    def exists(self, folder: Path) -> bool:
        """Whether there is a workspace in the folder."""

    def open(self, folder: Path) -> "Doors":
        """Open it."""

    def create(self, folder: Path, lang: Language) -> "Doors":
        """Make an empty one, its lists in a language, and open it."""

    def demo(self, folder: Path, lang: Language, told: Told) -> "Doors":
        """Make one with made-up people in it and open it; a UserError where it was stopped, and nothing is left."""


class Opening(QObject):
    """Brings a workspace into the window and closes it at the end; `opened` carries its folder when all is loaded."""

    opened = Signal(object)

    def __init__(self, window: "MainWindow", ways: Ways) -> None:
        super().__init__(window)
        self._window = window
        self._ways = ways
        self._doors: list[Doors] = []
        self.first_run: FirstRun | None = None

    def begin(self, folder: Path) -> None:
        """Open the workspace in the folder, or ask what to begin with where there is none."""
        if self._ways.exists(folder):
            self._bring_in(folder, lambda: self._ways.open(folder))
        else:
            self._ask(folder)

    def finish(self) -> None:
        """Let go of the file; what is just being opened is waited for, what is just being made is given up."""
        if self.first_run is not None:
            self.first_run.stopping.set()
        self._window.tasks.finish_aside()
        for doors in self._doors:
            doors.close()
        self._doors.clear()

    def _ask(self, folder: Path) -> None:
        from ui.dialogs.first_run import FirstRun  # noqa: PLC0415 - once in the life of a workspace

        self.first_run = FirstRun(self._window, folder, self._window.settings().language)
        self.first_run.language_chosen.connect(self._window.speak)
        self.first_run.started.connect(self._on_started)
        self.first_run.restore_wished.connect(self._restore)
        self.first_run.show_over()
        if self._window.settings().workspace == str(folder):
            self.first_run.refuse(_("The workspace opened last is not in {folder} now.").format(folder=folder))

    def _restore(self, folder: Path) -> None:
        """A copy kept beside a workspace that is lost, or brought from elsewhere, becomes the workspace."""
        from app.zones import my_zone  # noqa: PLC0415 - once in the life of a workspace
        from ui.context import utc_now, zone_info  # noqa: PLC0415 - likewise
        from ui.dialogs.restoring import RestoreSheet  # noqa: PLC0415 - likewise

        assert self.first_run is not None
        zone = zone_info(my_zone(self._window.settings()))
        open_it = partial(self.first_run.begin, "open")
        sheet = RestoreSheet(
            self.first_run, self._window.tasks, lambda: utc_now().astimezone(zone), (folder, folder), open_it
        )
        sheet.open()

    def _on_started(self, start: "Start") -> None:
        """The person chose: make it, or open another one."""
        folder, lang = start.folder, language()
        assert self.first_run is not None
        if start.kind == "open" or self._ways.exists(folder):
            self._bring_in(folder, lambda: self._ways.open(folder))
        elif start.kind == "demo":
            told = self.first_run.telling()
            self._bring_in(folder, lambda: self._ways.demo(folder, lang, told))
        else:
            then = self._import if start.kind == "import" else None
            self._bring_in(folder, lambda: self._ways.create(folder, lang), then)

    def _bring_in(self, folder: Path, way: "Callable[[], Doors]", then: "Callable[[], object] | None" = None) -> None:
        light = self._window.begins_light(folder)
        self._window.will_watch = self.first_run is None  # closed meanwhile, it goes where a closed window goes

        def open_aside() -> "Doors":
            self._doors.append(way())
            if not light:
                load(FIRST)
            return self._doors[-1]

        def attach(doors: "Doors") -> None:
            if self.first_run is not None:
                self.first_run.leave()
                self.first_run = None
            self._window.will_watch = True
            self._window.warming.begin()
            self._window.attach(doors)
            self._window.warming.then(self, lambda: self._on_loaded(folder))
            if then is not None:
                then()

        def refuse(refusal: "UserError") -> None:
            if self.first_run is not None:
                self.first_run.refuse(str(refusal))
            else:
                self._window.tell_trouble(refusal, lambda: self.begin(folder))

        task = self._window.tasks.aside(open_aside).then(self._window, attach).refused(refuse)
        if self.first_run is not None:
            task.troubled(lambda trouble: self.first_run.refuse(str(trouble)) if self.first_run else None)

    def _on_loaded(self, folder: Path) -> None:
        self._window.watch_reminders()
        self._window.watch_office()
        self.opened.emit(folder)

    def _import(self) -> None:
        self._window.frame.actions_.run("import")
