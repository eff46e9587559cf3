"""A list model over a working set of any size: it holds a few pages of rows and fetches the rest when painted.

A painted row that is not here is shown as a blank and its page is asked for; pages scrolled past before they were
asked for are not asked for at all. A change re-asks only the pages that hold the changed rows.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from functools import partial
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from ui.tasks import Task

PAGE: Final = 50
KEPT_PAGES: Final = 60
ASKED_AT_ONCE: Final = 2
ROW = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """A row knows which record it stands for."""

    @property
    def id(self) -> Any:
        """The record it stands for."""

    @property
    def name(self) -> str:
        """The name it is shown under."""


R_co = TypeVar("R_co", bound=Row, covariant=True)
R = TypeVar("R", bound=Row)


class Page(Protocol[R_co]):
    """A window of the working set."""

    @property
    def rows(self) -> Sequence[R_co]:
        """Its rows."""

    @property
    def offset(self) -> int:
        """Where it begins."""

    @property
    def total(self) -> int:
        """How many rows the whole set has."""


Fetch = Callable[[int, int], "Task[Any]"]  # (offset, limit)


class RowModel(QAbstractListModel, Generic[R]):
    """`fetch` asks for a page; the rows come back through the `ROW` role, None until they are here."""

    counted = Signal(int)
    arrived = Signal()
    renewed = Signal()  # who stood in a place may stand in another one
    failed = Signal(object)  # why a page did not come

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: list[int] = []  # newest last
        self._asked: set[int] = set()
        self._overtaken: set[int] = set()  # asked before a change that their answer may not know of
        self._total: int | None = None
        self._round = 0  # answers to a question about another working set are dropped
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def total(self) -> int | None:
        """How many rows the working set has; None until the first page is here."""
        return self._total

    def row_at(self, position: int) -> R | None:
        """The row at a position, if it is here; asks for it otherwise."""
        page, place = divmod(position, PAGE)
        rows = self._pages.get(page)
        if rows is None or page in self._stale:
            self._want(page)
        return rows[place] if rows is not None and place < len(rows) else None

    def position_of(self, row_id: Hashable) -> int | None:
        """Where a record stands among the rows that are here."""
        for position, row in self._rows_here():
            if row.id == row_id:
                return position
        return None

    def ids_here(self, first: int, last: int) -> list[Any] | None:
        """The records standing from one position to another; None where some of them are not here."""
        found: list[Any] = []
        for page in range(first // PAGE, last // PAGE + 1):
            rows = self._pages.get(page)
            if rows is None or page in self._stale:
                return None
            found += [row.id for place, row in enumerate(rows, page * PAGE) if first <= place <= last]
        return found

    def start(self, fetch: Fetch | None = None) -> None:
        """Ask a new working set from its beginning."""
        self.beginResetModel()
        self._fetch = fetch or self._fetch
        self._round += 1
        self._pages.clear()
        self._stale.clear()
        self._asked.clear()
        self._overtaken.clear()
        self._wanted = [0]
        self._total = None
        self.endResetModel()
        self._soon.start()

    def ask_anew(self) -> None:
        """Ask for the same set in another order, or with other cells: its size stays, so that nothing is laid out anew."""
        if not self._total:
            self.start()
            return
        self._round += 1
        self._pages.clear()
        self._stale.clear()
        self._asked.clear()
        self._overtaken.clear()
        self._wanted = [0]
        self.renewed.emit()
        self.dataChanged.emit(self.index(0), self.index(self._total - 1))
        self._soon.start()

    def refresh(self, changed: Collection[Hashable]) -> None:
        """Some records changed: ask anew for the pages that hold them, or for all where some are not here."""
        here = {row.id: position // PAGE for position, row in self._rows_here()}
        pages = {here[one] for one in changed if one in here}
        if any(one not in here for one in changed):
            pages = set(self._pages) | {0}
        self._stale |= pages
        self._overtaken |= self._asked
        for page in pages:
            self._announce(page)
        if self._total is None or not self._pages:
            self._want(0)
        elif pages:
            self._want(next(reversed(self._pages)) if 0 not in pages else max(pages & set(self._pages), default=0))

    def is_settled(self) -> bool:
        """Whether every page asked for has come."""
        return not self._asked and not self._wanted

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else self._total or 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What one row answers for a role."""
        if role == ROW:
            return self.row_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row_at(index.row()) if index.isValid() else None
            return row.name if row is not None else ""
        return None

    def _rows_here(self) -> Iterator[tuple[int, R]]:
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                yield page * PAGE + place, row

    def _want(self, page: int) -> None:
        if page not in self._asked:
            if page in self._wanted:
                self._wanted.remove(page)
            self._wanted.append(page)
            self._soon.start()

    def _ask(self) -> None:
        """Ask for what was painted last; what was scrolled past meanwhile is forgotten and asked when painted again."""
        while self._wanted and len(self._asked) < ASKED_AT_ONCE:
            page = self._wanted.pop()
            self._asked.add(page)
            asked_in = self._round
            task = self._fetch(page * PAGE, PAGE)
            task.then(self, partial(self._take, page, asked_in))
            task.troubled(partial(self._lose, page, asked_in)).refused(partial(self._lose, page, asked_in))
        del self._wanted[: -2 * ASKED_AT_ONCE]

    def _take(self, page: int, asked_in: int, answer: Page[R]) -> None:
        if asked_in != self._round:
            return
        self._asked.discard(page)
        moved = self._moved(page, answer)
        self._count(answer.total)
        self._pages[page] = answer.rows
        self._pages.move_to_end(page)
        self._stale.discard(page)
        if page in self._overtaken:
            self._overtaken.discard(page)
            self._stale.add(page)
            self._want(page)
        if moved:
            self._stale |= set(self._pages) - {page}
        while len(self._pages) > KEPT_PAGES:
            self._stale.discard(self._pages.popitem(last=False)[0])
        self._announce(page)
        self.arrived.emit()
        if self._wanted:
            self._soon.start()

    def _moved(self, page: int, answer: Page[R]) -> bool:
        """Whether rows changed places since the page was here last: then its neighbours are outdated too."""
        before = self._pages.get(page)
        if before is None:
            return self._total is not None and answer.total != self._total
        return [row.id for row in before] != [row.id for row in answer.rows] or answer.total != self._total

    def _lose(self, page: int, asked_in: int, trouble: object) -> None:
        if asked_in == self._round:
            self._asked.discard(page)
            self._overtaken.discard(page)
            self.failed.emit(trouble)

    def _count(self, total: int) -> None:
        before = self._total or 0
        if total > before:
            self.beginInsertRows(QModelIndex(), before, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(QModelIndex(), total, before - 1)
            self._total = total
            for page in [page for page in self._pages if page * PAGE >= total]:
                del self._pages[page]
            self.endRemoveRows()
        first = self._total is None
        self._total = total
        if first or total != before:
            self.counted.emit(total)

    def _announce(self, page: int) -> None:
        last = min((page + 1) * PAGE, self._total or 0) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE), self.index(last))
