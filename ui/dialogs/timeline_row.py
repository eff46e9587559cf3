"""One row of a timeline: the kind's icon, what it was, with whom, when, and the words; a file can be opened."""

import re
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.formatting import stamp
from app.views.contacts import TimelineEntry
from resources.i18n import _
from ui.theme import icons, metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.buttons import button, elided_button
from ui.widgets.words import ElidedWords, figures, tinted, words

_PROMISE = re.compile(r"(?<!\S)[!?](?=\w)[^.\n;]*")


class TimelineRow(QWidget):
    """One entry: the kind's icon, what it was, with whom where that is said, when, and the words."""

    def __init__(self, entry: TimelineEntry, now: datetime, name: str = "") -> None:
        super().__init__()
        self._icon, self._colour = icons.kind_icon("system" if entry.system else entry.kind)
        self._entry = entry
        self.setAccessibleName(entry.title)
        self.file, self.more = self._file_parts()
        title = self.file or ElidedWords(entry.title, "strong")
        lasted = timedelta(minutes=entry.duration) if entry.duration else None
        when = figures(stamp(entry.at, lasted, zone=now.tzinfo, today=now.date()))
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(title, 0 if name and self.file is None else 1)
        self.person = elided_button(name) if name else None
        if self.person is not None:
            top.addWidget(self.person, 1)
        if self.more is not None:
            top.addWidget(self.more)
        top.addWidget(when)
        down = QVBoxLayout(self)
        down.setContentsMargins(40, 10, 0, 11) if self.file is None else down.setContentsMargins(38, 8, 0, 11)
        down.setSpacing(0)
        down.addLayout(top)
        if entry.text:
            self._text = words(entry.text, "body", "dim", wrap=True, copyable=True)
            self._text.setContentsMargins(0 if self.file is None else 2, 0, 0, 0)
            self._tint()
            down.addWidget(self._text)

    def _file_parts(self) -> tuple[QPushButton | None, QPushButton | None]:
        """A file's name opens it, and a menu beside it does the rest."""
        if self._entry.kind != "file":
            return None, None
        name = elided_button(self._entry.title)
        name.setFont(font("strong"))
        more = button("", kind="touch", picture="dots", hint=_("What can be done with the file"))
        return name, more

    def _tint(self) -> None:
        """Promises are what one looks for in a note: they stand out in the accent colour."""
        promises = _PROMISE.finditer(self._entry.text) if self._entry.kind == "note" else ()
        spans = tuple(match.span() for match in promises)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setText(tinted(self._entry.text, spans, colours().accent))

    def changeEvent(self, event: Any) -> None:
        """Follow the theme."""
        if event.type() == event.Type.PaletteChange and self._entry.text:
            self._tint()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        palette = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = metrics.ICON_SMALL
        icons.paint(painter, self._icon, QRectF(6, 13, side, side), getattr(palette, self._colour))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(palette.line))
        painter.end()
