"""The top of a record's card: its picture, what stands beside it, its marks under that; shared by people and firms."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.i18n import _
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.pill import Pill


class Marks(Flow):
    """Statuses and tags as pills, and the chip that opens their sheet."""

    def __init__(self, run: Callable[[], object], hint: str) -> None:
        super().__init__()
        self._run, self._hint = run, hint
        self.mark: QPushButton | None = None

    def show_marks(self, pills: Sequence[tuple[str, str]], tags: Sequence[str]) -> None:
        """Show pills (word, tone) and tags."""
        self.clear()
        for word, tone in pills:
            self.add(Pill(word, tone))
        for tag in tags:
            self.add(Pill(f"# {tag}", "neutral"))
        bare = not pills and not tags
        self.mark = button(_("Status or tag") if bare else "", self._run, kind="chip", picture="plus", hint=self._hint)
        self.mark.setCheckable(False)
        self.mark.setAccessibleName(_("Statuses and tags"))
        self.add(self.mark)


class RecordHead(QWidget):
    """`lay` puts the parts in place; on a narrow window `step` brings out the side panel."""

    def __init__(self, marks: Marks, show_side: Callable[[], object], side_hint: str) -> None:
        super().__init__()
        self.marks = marks
        self.step = button("", show_side, kind="chip", hint=side_hint)
        self.step.setCheckable(False)
        self.step.hide()

    def show_step(self, text: str) -> None:
        """On a narrow window: the next step in a chip that brings out the side panel; nothing hides it."""
        self.step.setText(text)
        self.step.setVisible(bool(text))

    def lay(self, picture: QWidget, lines: Sequence[QWidget | QHBoxLayout]) -> None:
        """Picture at the left, beside it the lines and under them the marks: a long name has all the room there is."""
        down = QVBoxLayout()
        down.setSpacing(0)
        for line in lines:
            if isinstance(line, QWidget):
                down.addWidget(line)
            else:
                down.addLayout(line)
        down.addSpacing(6)
        down.addWidget(self.marks)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(down, 1)
        across.addWidget(self.step, 0, Qt.AlignmentFlag.AlignTop)


def head_line(parts: Sequence[QWidget], spacing: int) -> QHBoxLayout:
    """Parts beside each other, as much to the left as they need."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for part in parts:
        line.addWidget(part)
    line.addStretch()
    return line


def toned(words: Sequence[tuple[str, str]], tones: Mapping[str, str]) -> list[tuple[str, str]]:
    """Statuses (key, word) as pills."""
    return [(word, tones.get(key, "neutral")) for key, word in words]
