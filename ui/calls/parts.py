"""What the panel of a call shows of the person: numbers to dial, what was planned, the last touches, what is open."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.formatting import counted, duration, money, relative_day, short_date
from app.views.calls import CallOffer, CallPhone, CallView
from app.views.contacts import TimelineEntry
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.channels import channel_label
from ui.dialogs.side_rows import add_group, promise_row
from ui.dialogs.step_card import moment
from ui.theme import icons, metrics
from ui.theme.fonts import font
from ui.widgets.buttons import elided_button
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures, words

_SHORT = 110  # characters of a talk's words; the whole stands in the tooltip
_MOST_PROMISES = 4
_SOON = 3  # days until an offer runs out that are told as such
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PhoneButton(QPushButton):
    """A number on a line of its own; Enter, the space bar or a press dials it."""

    def __init__(self, phone: CallPhone, dial: Callable[[CallPhone], object]) -> None:
        super().__init__()
        self._dial, self.phone = dial, phone
        label, shown = channel_label(phone.channel), phone.channel.shown
        self.setProperty("look", "choice")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("Dial {phone}, {label}").format(phone=shown, label=label))
        self.setToolTip(_("Dial  Enter"))
        across = QHBoxLayout(self)
        across.setContentsMargins(10, 0, 10, 0)
        across.setSpacing(8)
        image = QLabel()
        image.setPixmap(icons.icon("phone", "call").pixmap(metrics.ICON_SMALL, metrics.ICON_SMALL))
        number = ElidedWords(shown, "medium")
        number.setFont(font("medium", tabular=True))
        across.addWidget(image)
        across.addWidget(number, 1)
        across.addWidget(words(label, "small", "dim"))
        for part in (image, number):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _checked=False: self._dial(self.phone))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter dials."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._dial(self.phone)
        else:
            super().keyPressEvent(event)


def about_person(ctx: UiContext, view: CallView) -> QWidget:
    """Everything known that a talk may need, one group under another."""
    ground = QWidget()
    ground.setObjectName("panel")
    down = QVBoxLayout(ground)
    down.setContentsMargins(16, 12, 16, 12)
    down.setSpacing(6)
    if view.planned is not None:
        down.addWidget(words(_("This call was planned"), "small_strong", "dim"))
        about = view.planned.regarding or view.planned.details
        text = " · ".join(part for part in (moment(view.planned, ctx.now()), about) if part)
        down.addWidget(words(text, "body", "bad" if view.planned.late else "", wrap=True))
        down.addSpacing(10)
    add_group(down, _("Last talks"), [_touch(ctx, one) for one in view.touches], spacing=8)
    add_group(down, _("Promises"), _promises(ctx, view), spacing=8)
    add_group(down, _("Offers"), [_offer(ctx, one) for one in view.offers], spacing=8)
    if not (view.touches or view.promises or view.offers or view.planned):
        down.addWidget(words(_("The first talk with this person."), "body", "dim", wrap=True))
    down.addStretch()
    return ground


def _touch(ctx: UiContext, entry: TimelineEntry) -> QWidget:
    now = ctx.now()
    row = QWidget()
    down = QVBoxLayout(row)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    across = QHBoxLayout()
    across.setSpacing(8)
    picture, colour = icons.kind_icon(entry.kind)
    image = QLabel()
    image.setPixmap(icons.icon(picture, colour).pixmap(metrics.ICON_SMALL, metrics.ICON_SMALL))
    across.addWidget(image)
    across.addWidget(ElidedWords(entry.title, "medium"), 1)
    when = relative_day(entry.at.astimezone(now.tzinfo).date(), now.date())
    lasted = duration(timedelta(minutes=entry.duration)) if entry.duration else ""
    across.addWidget(figures(" · ".join(part for part in (when, lasted) if part)))
    down.addLayout(across)
    text = " · ".join(" ".join(line.split()) for line in entry.text.splitlines() if line.strip())
    if text:
        short = text if len(text) <= _SHORT else _("{text}…").format(text=text[:_SHORT].rstrip())
        said = words(short, "body", "dim", wrap=True)
        said.setContentsMargins(metrics.ICON_SMALL + 8, 0, 0, 0)
        said.setToolTip("" if short == text else entry.text)
        down.addWidget(said)
    return row


def _promises(ctx: UiContext, view: CallView) -> Sequence[QWidget]:
    rows = [promise_row(ctx, one) for one in view.promises[:_MOST_PROMISES]]
    more = len(view.promises) - len(rows)
    if more > 0:
        rows.append(words(counted("and {count} more", "and {count} more", more), "small", "dim"))
    return rows


def _offer(ctx: UiContext, offer: CallOffer) -> QWidget:
    """Its number opens it; what it comes to, and how long it stands."""
    row = QWidget()
    down = QVBoxLayout(row)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    across = QHBoxLayout()
    across.setSpacing(8)
    number = elided_button(offer.number or _("Draft"))
    number.clicked.connect(lambda: ctx.open(Ref("offer", offer.id)))
    across.addWidget(number, 1)
    across.addWidget(figures(money(offer.total, offer.currency, 0), "body", ""))
    down.addLayout(across)
    across = QHBoxLayout()
    across.setContentsMargins(3, 0, 0, 0)
    across.addWidget(words(offer.status_label, "small", "dim"))
    across.addStretch()
    if offer.valid_through is not None and offer.days_left is not None:
        day = short_date(offer.valid_through, ctx.now().date())
        over = offer.days_left < 0
        tone = "bad" if over else "warn" if offer.days_left <= _SOON else "neutral"
        across.addWidget(Pill((_("ran out {day}") if over else _("until {day}")).format(day=day), tone))
    down.addLayout(across)
    return row
