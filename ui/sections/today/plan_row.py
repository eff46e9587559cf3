"""One line of the day's plan: when, what, with whom, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.formatting import clock, short_date
from app.views.contacts import ActivityView
from app.views.today import TodayItem
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.clearing import ClearStep
from ui.dialogs.editing_plan import edit_activity
from ui.dialogs.planning import PlanStep
from ui.section import concerns
from ui.sections.today.blocks import INSET
from ui.tables.next_step import kind_title, standing, with_others
from ui.theme import icons, metrics
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures

_TIME = 62
_ROW = 56
WITH_SOMEBODY = ("call", "meeting")  # kinds that name the person first


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a line."""

    when: str
    title: str
    subtitle: str
    pill: str
    tone: str


class PlanRow(QWidget):
    """Enter or a double press edits it whole, O opens the person, F5 calls, Ctrl+Enter clears it, R puts it off.

    The buttons come out under the pointer; a press on the name opens the person.
    """

    left = Signal(int)  # the keyboard wants the row above (−1) or below (+1)

    def __init__(self, ctx: UiContext, item: TodayItem, *, overdue: bool) -> None:
        super().__init__()
        self._ctx, self.item = ctx, item
        self._said = _said(item, ctx, overdue=overdue)
        self._name: ElidedWords | None = None  # where whom it is with stands
        self.setFixedHeight(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(", ".join(part for part in (self._said.when, self._said.title, self._said.pill) if part))
        across = QHBoxLayout(self)
        across.setContentsMargins(INSET, 6, INSET, 6)
        across.setSpacing(12)
        when = figures(self._said.when, "strong", "")
        when.setFixedWidth(_TIME)
        across.addWidget(when)
        across.addWidget(self._picture())
        across.addLayout(self._texts(), 1)
        self._actions = self._buttons()
        self._pill = Pill(self._said.pill, self._said.tone)
        across.addWidget(self._actions)
        across.addWidget(self._pill)
        self._reach(within=False)
        is_call = item.kind == "call" and not item.done
        concerns(self, item.contact_id, item.id if is_call else None)

    def open_person(self) -> None:
        """Show the person it concerns, or the company where it is nobody in particular."""
        if self.item.contact_id is not None:
            self._ctx.open(Ref("contact", self.item.contact_id))
        elif self.item.company_id is not None:
            self._ctx.open(Ref("company", self.item.company_id))

    def clear(self) -> None:
        """Say how it went."""
        title = " · ".join(
            part for part in (self.item.regarding, self.item.contact_name or self.item.company_name) if part
        )
        ClearStep(self._ctx, self._anchor(), self.item.id, self.item.kind, title).open_beside()

    def edit(self) -> None:
        """Show and change all there is about it; of what is done, the person."""
        if self.item.done:
            self.open_person()
        else:
            edit_activity(self._ctx, self._anchor(), self.item.id, self.item.occurrence)

    def put_off(self) -> None:
        """Move it."""
        PlanStep(self._ctx, self._anchor(), self.item.contact_id, _as_step(self.item)).open_beside()

    def _anchor(self) -> QWidget:
        return self._actions if self._actions.isVisible() else self

    def _picture(self) -> QLabel:
        picture, colour = icons.kind_icon(self.item.kind)
        image = QLabel()
        image.setPixmap(icons.icon(picture, colour).pixmap(metrics.ICON, metrics.ICON))
        image.setFixedSize(metrics.ICON, metrics.ICON)
        image.setAccessibleName(kind_title(self.item.kind))
        return image

    def _texts(self) -> QVBoxLayout:
        down = QVBoxLayout()
        down.setSpacing(0)
        title = ElidedWords(self._said.title, "strong", "dim" if self.item.done else "text")
        subtitle = ElidedWords(self._said.subtitle, "small", "dim")
        for line in (title, subtitle):
            down.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        if self.item.contact_id is not None or self.item.company_id is not None:
            self._name = title if self.item.kind in WITH_SOMEBODY else subtitle
            self._name.setCursor(Qt.CursorShape.PointingHandCursor)
        return down

    def _buttons(self) -> QWidget:
        place = QWidget()
        across = QHBoxLayout(place)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        if not self.item.done:
            across.addWidget(button(_("Done"), self.clear, kind="small"))
            across.addWidget(button(_("Put off"), self.put_off, kind="small"))
            across.addWidget(button("", self.edit, kind="quiet", picture="pencil", hint=_("Edit what is planned")))
        return place

    def _reach(self, *, within: bool) -> None:
        """The buttons stand in the pill's place while the row has the pointer or the keyboard."""
        offered = within and not self.item.done
        self._actions.setVisible(offered)
        self._pill.setVisible(bool(self._said.pill) and not offered)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is here."""
        self._reach(within=True)
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has gone."""
        self._reach(within=self.hasFocus())
        self.update()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Follow the keyboard."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._reach(within=event.type() == QEvent.Type.FocusIn or self.underMouse())
            self.update()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press takes the keyboard here; on the name of whom it is with it opens them."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        named = self._name is not None and self._name.geometry().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and named:
            self.open_person()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.edit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        run: Callable[[], object] | None = None
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            run = self.clear
        elif enter:
            run = self.edit
        elif event.key() == Qt.Key.Key_O or event.text().lower() in ("o", "щ"):
            run = self.open_person
        elif event.key() == Qt.Key.Key_R or event.text().lower() in ("r", "к"):
            run = self.put_off
        if event.key() in steps:
            self.left.emit(steps[Qt.Key(event.key())])
        elif run is not None and not (self.item.done and run not in (self.edit, self.open_person)):
            run()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairline beneath, and the ring of the keyboard."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(colours().accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().hover))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -3), metrics.RADIUS, metrics.RADIUS)
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.drawLine(QPointF(INSET, self.height() - 0.5), QPointF(self.width() - INSET, self.height() - 0.5))
        painter.end()


class NowLine(QWidget):
    """Where the day stands: between what was and what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(9)
        self.setAccessibleName(_("Now"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A red line that begins with a dot."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().bad), 2))
        painter.drawLine(QPointF(INSET + 4, 4.5), QPointF(self.width() - INSET, 4.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().bad))
        painter.drawEllipse(QPointF(INSET + 4.5, 4.5), 4, 4)
        painter.end()


def _said(item: TodayItem, ctx: UiContext, *, overdue: bool) -> Said:
    """The words: a person first where there is one, what it is about beneath."""
    now = ctx.now()
    start = item.start.astimezone(now.tzinfo) if item.start is not None else None
    when = (
        short_date(item.day, now.date()) if overdue else clock(start.timetz()) if start and not item.timeless else "—"
    )
    name = with_others(item.contact_name, item.others)
    who = " · ".join(part for part in (name, item.company_name) if part)
    about = item.regarding or kind_title(item.kind)
    title, second = (who, about) if who and item.kind in WITH_SOMEBODY else (about, who)
    subtitle = " · ".join(part for part in (second, item.place or item.details) if part)
    pill, tone = _state(item, overdue=overdue, start=None if item.timeless else start, now=now)
    return Said(when, title, subtitle or (_("any time") if item.timeless else ""), pill, tone)


def _state(item: TodayItem, *, overdue: bool, start: datetime | None, now: datetime) -> tuple[str, str]:
    if item.done:
        return item.result_label.lower() or _("done"), "good"
    days = max(item.days_late, 1) if overdue else 0
    told = standing(days_late=days, late=item.late, start=start, now=now, minutes=item.duration)
    if told.tone == "neutral" and item.offer_number:
        return item.offer_number, "neutral"
    return told.text, told.tone


def _as_step(item: TodayItem) -> ActivityView:
    return ActivityView(
        id=item.id, kind=item.kind, regarding=item.regarding, details=item.details, start=item.start,
        timeless=item.timeless, due=item.day, duration=item.duration, priority=item.priority,
        contact_id=item.contact_id, contact_name=item.contact_name, company_name=item.company_name, late=item.late,
        alarm_at=None,
    )  # fmt: skip
