"""P2: from a key pressed in the search box to the painted results, against 50 ms; and P1 again, through the window."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import apsw

from tests.bench.bases import SEED, bare, base, copy_of
from tests.bench.measuring import Bench, Line, compared, own_garbage_only, percentile
from tests.bench.on_screen import run_until, window_on
from tests.bench.typed import typed_words, word_expression

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.search_box import SearchBox

_BOUND = 0.05  # seconds from key to paint
_KEYS_A_ROUND = 150
_RAW = "SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid LIMIT 50"


def run(bench: Bench) -> list[Line]:
    """Each round types other texts, letter by letter; the last letter of each is also timed against the raw index."""
    painted: list[tuple[float, float]] = []
    middle: list[tuple[float, float]] = []
    answered: list[tuple[float, float]] = []
    with copy_of(base(bench), bench) as folder, bare(folder) as raw:
        texts = [text for _kind, text in typed_words(raw, bench.size.rounds * _KEYS_A_ROUND, SEED)]
        with window_on(folder, "today") as window:
            for number in range(bench.size.rounds):
                with own_garbage_only():
                    keys, whole, words = _typed(window, raw, texts[number * _KEYS_A_ROUND :])
                painted.append((percentile(keys, 0.95), _BOUND))
                middle.append((percentile(keys, 0.5), _BOUND))
                answered.append((percentile(whole, 0.99), percentile(words, 0.99)))
    return [
        compared("key to painted results, p95, against 50 ms", painted, 1.0),
        compared("  p50", middle),
        compared("  P1 through the window: text to painted rows against the raw index, p99", answered),
    ]


def _typed(window: "MainWindow", raw: apsw.Connection, texts: list[str]) -> tuple[list[float], ...]:
    """Seconds of every key, of the last key of every text, and of the raw queries of the same texts."""
    search = window.frame.top.search
    keys: list[float] = []
    whole: list[float] = []
    words: list[float] = []
    for text in texts:
        if len(keys) >= _KEYS_A_ROUND:
            break
        search.begin()
        search.clear()
        keys.extend(_spent(partial(_press, search, letter)) for letter in text)
        whole.append(keys[-1])
        words.append(_spent(partial(_by_hand, raw, text)))
    return keys, whole, words


def _spent(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _press(search: "SearchBox", letter: str) -> None:
    """One key, until the answer to the text as it then stands is on the screen."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(search, event)
    run_until(search.is_settled)
    QApplication.sendPostedEvents()
    QApplication.processEvents()  # what was changed is painted


def _by_hand(raw: apsw.Connection, text: str) -> None:
    expression = word_expression(text)
    for index in ("find_text", "find_talk"):
        raw.execute(_RAW.format(index=index), (expression,)).fetchall()
