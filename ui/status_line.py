"""The line at the bottom: what changed last and how to take it back, what was left unfinished, and what was refused."""

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.formatting import counted
from resources.i18n import N_, _
from ui.actions import Actions
from ui.theme import metrics
from ui.theme.fonts import font
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.unfinished import Scrap, Unfinished
from ui.widgets.words import ElidedWords, key_cap

REFUSAL_STAYS = 12_000  # ms: long enough to read, short enough not to hide the last change
_WAYS = {"undo": (N_("Undo"), "undo"), "redo": (N_("Redo"), "redo"), "unfinished": (N_("Bring back"), "undo")}


class StatusLine(QWidget):
    """Names the last change and offers to undo it, the last undo and offers to redo it, or what was just put away.

    What is put away and not named any more is counted at the right.
    """

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setFixedHeight(metrics.STATUS)
        self._kept = self._before = ("", "")  # before something was put away
        self._unfinished: Unfinished | None = None
        self._named = ""  # what was just put away
        self._actions = actions
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 1, 16, 0)
        across.setSpacing(2 * metrics.GRID)
        self.said = ElidedWords("", "small", "dim")
        self.link = button("", self._act, kind="link")
        self.link.setFont(font("small_medium"))
        self.keys = key_cap("")
        shortcuts = button(_("Shortcuts"), lambda: actions.run("shortcuts"), kind="link")
        shortcuts.setFont(font("small"))
        across.addWidget(self.said)
        across.addSpacing(3 * metrics.GRID)
        across.addWidget(self.link)
        across.addWidget(self.keys)
        across.addStretch()
        self.others = button("", self._offer_others, kind="link")
        self.others.setFont(font("small"))
        self.others.hide()
        across.addWidget(self.others)
        across.addSpacing(2 * metrics.GRID)
        self._right = QHBoxLayout()
        across.addLayout(self._right)
        across.addSpacing(2 * metrics.GRID)
        across.addWidget(shortcuts)
        across.addWidget(key_cap(actions.keys("shortcuts")))
        self._calm = QTimer(self, singleShot=True, interval=REFUSAL_STAYS)
        self._calm.timeout.connect(self._show_kept)
        self._show_kept()

    def put(self, sign: QWidget) -> None:
        """Give a quiet sign its place at the right."""
        self._right.addWidget(sign)

    def follow(self, unfinished: Unfinished) -> None:
        """Name what is put away from now on, and offer it."""
        self._unfinished = unfinished
        unfinished.put_away.connect(self._tell_put_away)
        unfinished.changed.connect(self._count_others)
        self._count_others()

    def names_unfinished(self) -> bool:
        """Whether what was named last is something that was put away."""
        return self._kept[1] == "unfinished"

    def tell_change(self, name: str, source: str) -> None:
        """Name what has just changed; `source` is "undo" where it was taken back."""
        text = _("Undone: {name}").format(name=name) if source == "undo" else name
        self._kept = (text, "redo" if source == "undo" else "undo")
        self._calm.stop()
        self._show_kept()
        self._count_others()

    def tell(self, sentence: str) -> None:
        """Say something for a while: why a change was refused."""
        self._offer("")
        self.said.setText(sentence)
        self._calm.start()

    def _tell_put_away(self, name: str) -> None:
        if not self.names_unfinished():
            self._before = self._kept
        self._named = name
        self._kept = (_("Put away unfinished: {name}").format(name=name), "unfinished")
        self._calm.stop()
        self._show_kept()

    def _count_others(self) -> None:
        there = self._unfinished.all() if self._unfinished is not None else ()
        if self.names_unfinished() and not (there and there[-1].name == self._named):
            self._kept = self._before  # it is back, or done with
            self._show_kept()
        scraps = self._unfinished.scraps() if self._unfinished is not None else ()
        others = len(there) + len(scraps) - int(self.names_unfinished())
        self.others.setVisible(others > 0)
        self.others.setText(counted("{count} unfinished", "{count} unfinished", others))

    def _offer_others(self) -> None:
        """Bring the only one back, or let the person choose."""
        assert self._unfinished is not None
        there, scraps = self._unfinished.all(), self._unfinished.scraps()
        if len(there) == 1 and not scraps:
            self._unfinished.bring_back()
            return
        menu = QMenu(self.others)
        for one in reversed(there):
            menu.addAction(one.name.replace("&", "&&"), partial(self._unfinished.bring_back, one))
        for scrap in reversed(scraps):
            menu.addAction(scrap.name.replace("&", "&&"), partial(self._show_scrap, scrap))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.others.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _show_scrap(self, scrap: Scrap) -> None:
        from ui.scrap_sheet import ScrapSheet  # noqa: PLC0415 - seldom asked for

        assert self._unfinished is not None
        ScrapSheet(self.others, self._unfinished, scrap).open_beside()

    def _show_kept(self) -> None:
        text, offer = self._kept
        self.said.setText(text)
        self._offer(offer)

    def _offer(self, offer: str) -> None:
        self.link.setVisible(bool(offer))
        self.keys.setVisible(bool(offer))
        if offer:
            title, action = _WAYS[offer]
            self.link.setText(_(title))
            self.link.setAccessibleName(_(title))
            self.keys.setText(self._actions.keys(action))

    def _act(self) -> None:
        self._actions.run(_WAYS[self._kept[1]][1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours().line))
        painter.end()
