"""P9: a frame of scrolling through all contacts, against a bare lazy model in a QTableView of the same size."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tests.bench.bases import base, copy_of
from tests.bench.measuring import Bench, Line, compared, own_garbage_only, percentile
from tests.bench.on_screen import window_on

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

_GOAL = 1.5
_FRAMES = 120  # a round
_COLUMNS = 6


def run(bench: Bench) -> list[Line]:
    """Both views are moved by the same share of their height, a frame each in turn; rows come while it goes on."""
    with copy_of(base(bench), bench) as folder, window_on(folder) as window:
        ours = window.frame.page().list.view  # type: ignore[attr-defined]  # the page of contacts
        with _bare_view(bench.size.contacts) as reference:
            shares = [number / bench.size.rounds for number in range(bench.size.rounds)]
            rounds = [_scrolled(ours, reference, share) for share in shares]
    return [
        compared("frame, p99", [(percentile(one, 0.99), percentile(two, 0.99)) for one, two in rounds], _GOAL),
        compared("  p50", [(percentile(one, 0.5), percentile(two, 0.5)) for one, two in rounds]),
    ]


def _scrolled(ours: "QAbstractItemView", bare: "QAbstractItemView", begin: float) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    with own_garbage_only():
        for frame in range(_FRAMES):
            for view, spent in zip((ours, bare), times, strict=True):
                bar = view.verticalScrollBar()
                pages = bar.maximum() / max(1, bar.pageStep())
                target = int(begin * bar.maximum()) + int(bar.pageStep() * frame * min(1.0, pages / _FRAMES) / 3)
                spent.append(_frame(view, min(target, bar.maximum())))
    return times


def _frame(view: "QAbstractItemView", value: int) -> float:
    """Move, take in what has arrived meanwhile, paint."""
    from PySide6.QtWidgets import QApplication

    begun = time.perf_counter()
    view.verticalScrollBar().setValue(value)
    QApplication.processEvents()
    view.viewport().repaint()
    return time.perf_counter() - begun


@contextmanager
def _bare_view(rows: int) -> "Iterator[QAbstractItemView]":
    """The plainest table that asks for what it shows and nothing else."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
    from PySide6.QtWidgets import QTableView

    class Bare(QAbstractTableModel):
        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
            return 0 if parent.isValid() else rows

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's
            return 0 if parent.isValid() else _COLUMNS

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None

    view = QTableView()
    model = Bare()
    view.setModel(model)
    view.resize(1440, 900)
    view.show()
    try:
        yield view
    finally:
        view.close()
        view.deleteLater()
