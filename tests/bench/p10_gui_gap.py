"""P10: how long the window stands still while cards come in, a copy is made, a list is laid out; against 100 ms.

The reference is the bound itself, so a ratio of 1 is a tenth of a second. The window is the real one, offscreen.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.bases import copy_of, empty_workspace
from tests.bench.cards import card_file
from tests.bench.measuring import Bench, Line, compared
from tests.bench.on_screen import window_on

_BOUND = 0.1  # seconds
_PATIENCE = 600  # seconds until a run is given up


def run(bench: Bench) -> list[Line]:
    """The longest pause of the event loop in each kind of work the window does behind its back."""
    rounds: dict[str, list[tuple[float, float]]] = {}
    with empty_workspace(bench) as empty:
        for _round in range(bench.size.rounds):
            with copy_of(empty, bench) as folder, window_on(folder) as window:
                for what, work in _works(bench, window):
                    rounds.setdefault(what, []).append((_gap(window, work), _BOUND))
    return [compared(what, times, 1.0) for what, times in rounds.items()]


def _works(bench: Bench, window: object) -> "Iterator[tuple[str, Callable[[], Callable[[], bool]]]]":
    """Each work begins when called and returns how to tell that it has ended."""
    cards = card_file(bench)
    yield "nothing but the window", _pause
    yield f"import of {bench.size.cards:,} cards", lambda: _import(window, cards)
    yield "  list laid out", lambda: _lay_out(window)
    yield "  backup", lambda: _back_up(window)


def _pause() -> "Callable[[], bool]":
    begun = time.monotonic()
    return lambda: time.monotonic() - begun > 1


def _import(window: object, cards: Path) -> "Callable[[], bool]":
    from ui.dialogs.importing.sheet import ImportSheet

    sheet = ImportSheet(window, window._ctx)  # type: ignore[arg-type,attr-defined]  # the window of the bench
    sheet.open()
    sheet.take([cards])
    state = {"begun": False}

    def ended() -> bool:
        if sheet.is_counted() and not state["begun"]:
            state["begun"] = True
            sheet.run()
        return sheet.outcome is not None and window.is_settled()  # type: ignore[attr-defined]  # as above

    return ended


def _lay_out(window: object) -> "Callable[[], bool]":
    from ui.printing.sheet import PrintSheet

    listing = window.frame.page().listing()  # type: ignore[attr-defined]  # as above
    sheet = PrintSheet(window, window._ctx, listing)  # type: ignore[arg-type,attr-defined]  # as above
    sheet.open()
    return lambda: sheet.pages is not None


def _back_up(window: object) -> "Callable[[], bool]":
    made = window._ctx.doors.backup()  # type: ignore[attr-defined]  # as above
    return lambda: bool(made.done())


def _gap(window: object, work: "Callable[[], Callable[[], bool]]") -> float:
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from tests.helpers.gui_gap import watched_gap
    from ui.widgets.sheet import Sheet

    deadline = time.monotonic() + _PATIENCE
    with watched_gap() as gap:
        ended = work()
        while not ended() and time.monotonic() < deadline:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    for sheet in window.findChildren(Sheet):  # type: ignore[attr-defined]  # as above
        sheet.close()
    return gap.longest()
