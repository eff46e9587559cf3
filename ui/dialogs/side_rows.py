"""What stands in the side column of a card: the next step, promises, deals, people; each a row one can press."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.formatting import counted, money, percent, relative_day
from app.views.contacts import ActivityView, OpportunityView, PromiseView
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.editing_plan import edit_activity
from ui.dialogs.step_card import moment
from ui.tables.next_step import kind_title
from ui.theme import icons, metrics
from ui.theme.fonts import Role, font
from ui.widgets.buttons import button, elided_button
from ui.widgets.pill import Pill
from ui.widgets.share import ShareBar
from ui.widgets.words import ElidedWords, words


def add_group(down: QVBoxLayout, title: str, rows: Sequence[QWidget], spacing: int = 6) -> None:
    """A heading and its rows; nothing where there are none."""
    if not rows:
        return
    down.addWidget(words(title, "small_strong", "dim"))
    group = QVBoxLayout()
    group.setSpacing(spacing)
    for row in rows:
        group.addWidget(row)
    down.addLayout(group)
    down.addSpacing(10)


def side_row() -> tuple[QWidget, QHBoxLayout]:
    """A row of a group, and the layout its parts go into."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    return row, across


def further_row(ctx: UiContext, step: ActivityView) -> QWidget:
    """Something planned after the next step: a press shows all there is about it."""
    row, across = side_row()
    picture, colour = icons.kind_icon(step.kind)
    image = QLabel()
    image.setPixmap(icons.icon(picture, colour).pixmap(metrics.ICON_SMALL, metrics.ICON_SMALL))
    image.setAccessibleName(kind_title(step.kind))
    across.addWidget(image)
    opener = elided_button(" · ".join((moment(step, ctx.now()), step.regarding or kind_title(step.kind))))
    opener.clicked.connect(lambda: edit_activity(ctx, opener, step.id))
    across.addWidget(opener, 1)
    return row


def promise_row(ctx: UiContext, promise: PromiseView, *, whose: bool = False) -> QWidget:
    """A promise: what, by when, of whom where that is not plain, and Kept."""

    def keep() -> Any:
        from app.services.history import keep_promise  # noqa: PLC0415 - heavy: after the first paint

        return ctx.do(keep_promise, promise.id)

    row = QWidget()
    down = QVBoxLayout(row)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(4)
    sentence = _("I: {text}") if promise.mine else _("They: {text}")
    down.addWidget(words(sentence.format(text=promise.text), wrap=True))
    if whose and promise.contact_name:
        down.addWidget(words(promise.contact_name, "small", "dim"))
    across = QHBoxLayout()
    across.setSpacing(6)
    if promise.due is not None:
        due = relative_day(promise.due, ctx.now().date())
        across.addWidget(Pill(due, "bad" if promise.late else "neutral"))
    across.addStretch()
    across.addWidget(button(_("Kept"), keep, kind="small", hint=_("The promise was kept")))
    down.addLayout(across)
    return row


def deal_row(ctx: UiContext, deal: OpportunityView) -> QWidget:
    """A deal: its name opens it; how much, how sure, how long at its stage."""
    row = QWidget()
    down = QVBoxLayout(row)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(0)
    name = elided_button(deal.name)
    name.clicked.connect(lambda: ctx.open(Ref("opportunity", deal.id)))
    down.addWidget(name)
    days = counted("{count} day at this stage", "{count} days at this stage", deal.days_in_stage)
    for text, role in (
        (f"{money(deal.amount, deal.currency, 0)} · {percent(deal.probability)}", "body"),
        (f"{deal.stage} · {days}", "small"),
    ):
        down.addLayout(_figures_line(text, "body" if role == "body" else "small"))
    down.addSpacing(6)
    down.addWidget(ShareBar(deal.probability))
    return row


def _figures_line(text: str, role: Role) -> QHBoxLayout:
    """A line that ends in an ellipsis where the column is narrow, rather than widening it."""
    line = ElidedWords(text, role, "dim")
    line.setFont(font(role, tabular=True))
    across = QHBoxLayout()
    across.setContentsMargins(3, 0, 0, 0)
    across.addWidget(line)
    return across
