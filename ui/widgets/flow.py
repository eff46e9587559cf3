"""Chips and pills in a row that breaks into further rows where room is short."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Lays its parts out like words of a text; its height follows its width."""

    def __init__(self, spacing: int = 6, *, right: bool = False) -> None:
        super().__init__()
        self._spacing = spacing
        self._right = right
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Put one more at the end."""
        part.setParent(self)
        part.show()
        self._parts.append(part)
        self.lay_anew()

    def lay_anew(self) -> None:
        """A part says something longer or shorter now."""
        self._lay(self.width(), place=True)
        self._take_height()

    def last(self) -> QWidget:
        """The part put in last."""
        return self._parts[-1]

    def clear(self, keep: QWidget | None = None) -> None:
        """Take everything out; what is to be kept may be added again."""
        for part in self._parts:
            part.hide()
            if part is not keep:
                part.setParent(None)
                part.deleteLater()
        self._parts.clear()
        self._take_height()

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width."""
        return self._lay(width, place=False)

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        across = sum(part.sizeHint().width() + self._spacing for part in self._parts)
        return QSize(max(0, across - self._spacing), self._lay(max(across, 1), place=False))

    def minimumSizeHint(self) -> QSize:
        """How small it can be."""
        return QSize(max((part.sizeHint().width() for part in self._parts), default=0), 22 if self._parts else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self.lay_anew()

    def _take_height(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.updateGeometry()

    def _lay(self, width: int, *, place: bool) -> int:
        rows: list[list[tuple[QWidget, QSize]]] = [[]]
        used = 0
        for part in self._parts:
            size = part.sizeHint()
            if rows[-1] and used + size.width() > width:
                rows.append([])
                used = 0
            rows[-1].append((part, size))
            used += size.width() + self._spacing
        top = 0
        for row in rows:
            tall = max((size.height() for _part, size in row), default=0)
            if place:
                self._place(row, top, width)
            top += tall + self._spacing
        return max(0, top - self._spacing)

    def _place(self, row: list[tuple[QWidget, QSize]], top: int, width: int) -> None:
        across = sum(size.width() + self._spacing for _part, size in row) - self._spacing
        left = width - across if self._right else 0
        for part, size in row:
            part.setGeometry(QRect(left, top, size.width(), size.height()))
            left += size.width() + self._spacing
