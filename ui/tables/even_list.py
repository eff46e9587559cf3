"""The list view of this folder: rows of one height, so what a row says never moves another one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QListView

Index = QModelIndex | QPersistentModelIndex


class EvenList(QListView):
    """A `QListView` that does not lay out 100,000 rows anew because a page of them has come."""

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw anew; `QListView` itself would ask for every index of the model first."""
        QAbstractItemView.dataChanged(self, first, last, list(roles))
