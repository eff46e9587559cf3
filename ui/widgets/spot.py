"""A place inside a painted view that something floating can open beside: a row of a list, an item of a calendar."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget


class Spot(QWidget):
    """Neither seen nor pressed; kept inside what is visible of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lower()

    def at(self, place: QRect) -> "Spot":
        """Stand there."""
        home = self.parentWidget()
        assert home is not None
        room = home.rect()
        kept = place.intersected(room)
        self.setGeometry(kept if kept.isValid() else QRect(room.center(), room.center()))
        self.show()
        return self
