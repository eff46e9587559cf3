"""Which records of a list are chosen for one action: by who they are, never by the place they stand in.

Everybody is chosen as such, not row by row: a list of 100,000 is chosen at once, though a page of it is all that is here.
"""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QObject, Signal


class Choice(QObject):
    """Some records, or all but some; `changed` is told after every change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._named: set[UUID] = set()
        self._everyone = False

    def is_empty(self) -> bool:
        """Whether nothing is chosen."""
        return not self._everyone and not self._named

    def is_everyone(self) -> bool:
        """Whether all are chosen but those named."""
        return self._everyone

    def named(self) -> frozenset[UUID]:
        """Those chosen, or with everyone those left out."""
        return frozenset(self._named)

    def holds(self, record_id: UUID) -> bool:
        """Whether a record is chosen."""
        return (record_id in self._named) != self._everyone

    def count(self, total: int) -> int:
        """How many are chosen of a set of so many."""
        return max(0, total - len(self._named)) if self._everyone else len(self._named)

    def clear(self) -> None:
        """Choose nothing."""
        if not self.is_empty():
            self._settle(set(), everyone=False)

    def take(self, records: Iterable[UUID]) -> None:
        """Choose these and no others."""
        self._settle(set(records), everyone=False)

    def take_everyone(self) -> None:
        """Choose all there are."""
        self._settle(set(), everyone=True)

    def turn(self, record_id: UUID) -> None:
        """Choose a record, or no longer."""
        self._settle(self._named ^ {record_id}, everyone=self._everyone)

    def _settle(self, named: set[UUID], *, everyone: bool) -> None:
        self._named, self._everyone = named, everyone
        self.changed.emit()
