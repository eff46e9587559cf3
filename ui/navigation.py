"""The rail at the left: the sections that are there, a count beside each, settings at the bottom; folds to icons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import N_, _
from ui.section import Section
from ui.theme import icons, metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.words import words

PRODUCT = N_("Vizitka")


class Rail(QWidget):
    """Chooses the section; `chosen` carries its key."""

    chosen = Signal(str)
    fold_wished = Signal()

    def __init__(self, sections: Sequence[Section], open_settings: Callable[[QWidget], object]) -> None:
        super().__init__()
        self._folded = False
        self._buttons: dict[str, RailButton] = {}
        down = QVBoxLayout(self)
        down.setContentsMargins(8, 12, 9, 12)
        down.setSpacing(2)
        self._brand = words(_(PRODUCT), "brand", "accent")
        self._brand.setContentsMargins(10, 0, 0, 0)
        self._brand.setFixedHeight(40)
        self._brand.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        down.addWidget(self._brand)
        for section in sections:
            entry = RailButton(section.icon, _(section.title))
            entry.setCheckable(True)
            entry.setAutoExclusive(True)
            entry.clicked.connect(lambda _checked=False, key=section.key: self.chosen.emit(key))
            self._buttons[section.key] = entry
            down.addWidget(entry)
        down.addStretch()
        self._settings = RailButton("settings", _("Settings"))
        self._settings.clicked.connect(lambda: open_settings(self._settings))
        self._fold = RailButton("layout-sidebar-left-collapse", _("Fold the rail"))
        self._fold.clicked.connect(self.fold_wished)
        down.addWidget(self._settings)
        down.addWidget(self._fold)
        self.fold(folded=False)

    def mark(self, key: str) -> None:
        """Show which section is open."""
        self._buttons[key].setChecked(True)

    def count(self, key: str, total: int) -> None:
        """Show how many records a section holds."""
        self._buttons[key].show_count(number(total) if total else "")

    def is_folded(self) -> bool:
        """Whether only the icons are shown."""
        return self._folded

    def fold(self, *, folded: bool) -> None:
        """Show icons only, or icons and titles."""
        self._folded = folded
        self.setFixedWidth(metrics.RAIL_FOLDED if folded else metrics.RAIL)
        self._brand.setText(_(PRODUCT)[0] if folded else _(PRODUCT))
        self._fold.show_picture("layout-sidebar-left-expand" if folded else "layout-sidebar-left-collapse")
        self._fold.show_title(_("Unfold the rail") if folded else _("Fold the rail"))
        for entry in self.findChildren(RailButton):
            entry.show_folded(folded=folded)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().rail))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colours().line))
        painter.end()


class RailButton(QAbstractButton):
    """One entry of the rail, drawn by hand: icon, title, count."""

    def __init__(self, picture: str, title: str) -> None:
        super().__init__()
        self._picture = picture
        self._count = ""
        self._folded = False
        self.setFont(font("medium"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(metrics.CONTROL)
        self.show_title(title)

    def show_title(self, title: str) -> None:
        """Name the entry."""
        self.setText(title)
        self.setAccessibleName(title)
        self.setToolTip(title if self._folded else "")

    def show_picture(self, picture: str) -> None:
        """Draw another icon."""
        self._picture = picture
        self.update()

    def show_count(self, count: str) -> None:
        """Write a number at the right end."""
        self._count = count
        self.update()

    def show_folded(self, *, folded: bool) -> None:
        """Keep the icon only; the title moves to the tooltip."""
        self._folded = folded
        self.setToolTip(self.text() if folded else "")
        self.update()

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        return QSize(metrics.RAIL_FOLDED - 17 if self._folded else metrics.RAIL - 17, metrics.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        on = self.isChecked()
        lit = on or self.underMouse()
        top = (self.height() - metrics.ICON) / 2
        left = (self.width() - metrics.ICON) / 2 if self._folded else 10
        icons.paint(
            painter,
            self._picture,
            QRectF(left, top, metrics.ICON, metrics.ICON),
            palette.accent if on else palette.text if lit else palette.dim,
        )
        if not self._folded:
            self._paint_words(painter, palette.text if lit else palette.dim)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        palette = colours()
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(QPen(QColor(palette.line), 1))
            painter.setBrush(QColor(palette.panel))
            painter.drawRoundedRect(shape, 6, 6)
        elif self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.pressed if self.isDown() else palette.line))
            painter.drawRoundedRect(shape, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(shape.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        room = self.rect().adjusted(10 + metrics.ICON + 10, 0, -10, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        painter.setPen(QColor(colours().dim))
        painter.setFont(font("tiny", tabular=True))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._count)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Go dim."""
        super().leaveEvent(event)
        self.update()
