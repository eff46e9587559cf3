"""Labels in the window's type: one call per label, colours by tone, text elided where room is short."""

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme.fonts import Role, font
from ui.theme.palette import colours

LINE = 20
_LINES: dict[Role, int] = {"small": 18, "small_medium": 18, "small_strong": 18, "tiny": 16, "name": 26}


def words(text: str = "", role: Role = "body", tone: str = "", *, wrap: bool = False, copyable: bool = False) -> QLabel:
    """A label of plain text; `tone` is "dim", "accent", "bad", "warn" or "good"."""
    label = _Paragraph(text) if wrap else QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(font(role))
    label.setProperty("tone", tone)
    label.setMinimumHeight(_LINES.get(role, LINE))
    if copyable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setCursor(Qt.CursorShape.IBeamCursor)
    return label


def figures(text: str = "", role: Role = "small", tone: str = "dim") -> QLabel:
    """A label whose figures are all of one width."""
    label = words(text, role, tone)
    label.setFont(font(role, tabular=True))
    return label


def key_cap(keys: str) -> QLabel:
    """A shortcut drawn as a key, a reminder beside what it does."""
    label = words(keys, "tiny", "dim")
    label.setObjectName("key")
    label.setFixedHeight(18)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def hairline(*, upright: bool = False) -> QFrame:
    """The one-pixel line where two panels meet."""
    line = QFrame()
    line.setObjectName("hairline")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def tinted(text: str, spans: tuple[tuple[int, int], ...], colour: str) -> str:
    """Plain text as safe HTML with the spans (start, end) in an accent colour."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(escape(text[at:start]))
        parts.append(f'<span style="color:{colour};font-weight:500">{escape(text[start:end])}</span>')
        at = end
    parts.append(escape(text[at:]))
    return f'<div style="line-height:{LINE}px">{"".join(parts)}</div>'.replace("\n", "<br>")


class _Paragraph(QLabel):
    """Breaks into lines. Asks for one line only: its height follows from the width it is given."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())


class ElidedWords(QWidget):
    """One line that gives way: what does not fit ends in an ellipsis and is told in full by the tooltip."""

    def __init__(self, text: str = "", role: Role = "body", tone: str = "text") -> None:
        super().__init__()
        self._text = text
        self._tone = tone
        self.setFont(font(role))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """The whole text, elided or not."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """How large it likes to be."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, max(metrics.height(), 20))

    def minimumSizeHint(self) -> QSize:
        """How small it can be."""
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.setPen(getattr(colours(), self._tone))
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Claim what is its own before the window does."""
        if event.type() == QEvent.Type.ToolTip:
            fits = self.fontMetrics().horizontalAdvance(self._text) <= self.width()
            self.setToolTip("" if fits else self._text)
        return super().event(event)
