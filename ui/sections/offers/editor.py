"""The editor of one offer: facts, lines, words, totals; and the paper beside them.

What is typed is computed here at once and kept a moment later; the card is read anew only when everything typed is kept,
so that an answer never overtakes the person.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.views.offers import OfferCard, OfferId
from resources.i18n import _
from ui.context import UiContext
from ui.dialogs.attaching import Attaching
from ui.dialogs.file_group import FileGroup
from ui.sections.offers.facts import Facts
from ui.sections.offers.header import Changes, Header, Locked
from ui.sections.offers.lines import LinesPart
from ui.sections.offers.lines_model import Line
from ui.sections.offers.preview import Preview
from ui.sections.offers.saving import Saver
from ui.sections.offers.totals import Totals
from ui.sections.offers.wording import Wording
from ui.theme.palette import colours
from ui.widgets.buttons import button
from ui.widgets.states import trouble
from ui.widgets.words import hairline

FOLD_PAPER = 1000  # an editor narrower than this shows the paper instead of the lines, when asked
PAPER = 0.38  # of the width
WIDEST_PAPER = 640
STRIP = 40
_PARTS = frozenset({"offer", "offer_line", "offer_section", "contact", "company", "seller", "pick_item", "attachment"})


class Editor(QWidget):
    """`shown` carries the card on the screen, None when it is gone; `opened` another offer to show."""

    shown = Signal(object)
    opened = Signal(object)

    def __init__(self, ctx: UiContext, back: Callable[[], object], more: Callable[[QWidget], object]) -> None:
        super().__init__()
        self._ctx = ctx
        self.card: OfferCard | None = None
        self._wished: OfferId | None = None
        self._paper_out = False
        self.saver = Saver(self)
        self.header = Header(ctx, back, more)
        self.locked = Locked(ctx)
        self.facts = Facts(ctx)
        self.lines = LinesPart(ctx, self.saver)
        self.wording = Wording()
        self.changes = Changes()
        self.attaching = Attaching(ctx, "offer", self._whose)
        self.files = FileGroup(ctx, "offer", self.attaching)
        self.totals = Totals()
        self.preview = Preview(ctx)
        self.stamp = button(_("With stamp"), None, kind="chip", picture="rubber-stamp")
        self._failed: QWidget | None = None
        self._arrange()
        self._connect()

    def show_offer(self, offer_id: OfferId | None) -> None:
        """Show another offer; what was typed in the one before is kept first."""
        self.keep()
        self._ctx.tasks.forget(self, "card")
        self._wished = offer_id
        if offer_id is None:
            self.card = None
            self.preview.show_offer(None)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the offer anew, as soon as everything typed is kept."""
        from app.services.offer_lists import offer_card  # noqa: PLC0415 - heavy: after the first paint

        if self._wished is None or (
            self.card is not None and self.card.row.id == self._wished and not self._is_quiet()
        ):
            return
        task = self._ctx.ask(offer_card, self._wished).then(self, self._show, slot="card")
        task.refused(self._on_gone).troubled(self._on_trouble)

    def keep(self) -> None:
        """Keep everything typed now: the offer is being left, sent or printed."""
        self.lines.view.setFocus() if self.lines.is_editing() else None
        self.wording.flush()
        self.saver.flush()

    def hand_over(self) -> None:
        """Keep everything typed now: the window is being closed, or built anew."""
        self.keep()

    def holds_typed(self) -> bool:
        """Whether something typed is still on its way, or was refused and stands there to be mended."""
        wrong = any(row.wrong for row in self.lines.model.rows if isinstance(row, Line)) or self.totals.is_wrong()
        return self._wished is not None and (wrong or not self._is_quiet())

    def when_kept(self, then: Callable[[], object]) -> None:
        """Go on once everything typed is in the file."""
        self.keep()
        if self.saver.is_quiet():
            then()
        else:
            self.saver.settled.connect(then, Qt.ConnectionType.SingleShotConnection)

    def turn_paper(self) -> None:
        """On a narrow window: the paper instead of the lines, or back."""
        self._paper_out = not self._paper_out
        self._lay_out()
        place: QWidget = self.preview if self._paper_out else self.lines.view
        place.setFocus()

    def is_settled(self) -> bool:
        """Whether the card wished for is shown and its paper made."""
        if self._wished is None:
            return True
        here = self.card is not None and self.card.row.id == self._wished
        return (
            (here or self._failed is not None)
            and self._is_quiet()
            and (not self.preview.isVisible() or self.preview.is_settled())
        )

    def on_changed(self, changed: Any) -> None:
        """Something changed somewhere."""
        if self._wished is not None and not _PARTS.isdisjoint(changed.kinds):
            self.refresh()
            self.preview.wish()

    def _on_focus(self, before: QWidget | None, _now: QWidget | None) -> None:
        """Words are kept when their field is left, be it that the window is being closed."""
        if before is not None and shiboken6.isValid(before) and self.wording.isAncestorOf(before):
            self.wording.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another section is shown: nothing typed here waits any longer."""
        self.keep()
        super().hideEvent(event)

    def _is_quiet(self) -> bool:
        return self.saver.is_quiet() and self.wording.is_settled()

    def _show(self, card: OfferCard) -> None:
        if self.card is not None and self.card.row.id == card.row.id and not self._is_quiet():
            return  # newer words are on their way: the card is read again after them
        other = self.card is None or self.card.row.id != card.row.id
        self.card = card
        self._drop_trouble()
        self.totals.show_card(card)
        for part in (self.header, self.locked, self.facts, self.lines, self.wording, self.changes):
            part.show_card(card)
        self.files.show_record(card.row.id)
        if other:
            self._scroll.verticalScrollBar().setValue(0)
        if self._head.height() != self._head.sizeHint().height():
            self._lay_out()  # a row of versions came or went
        self.preview.show_offer(card.row.id)
        self.shown.emit(card)
        if other:
            self._begin(card)

    def _whose(self) -> tuple[UUID, str] | None:
        """What files are put to: the offer on the screen."""
        return (self.card.row.id, self.card.row.number or _("the draft")) if self.card is not None else None

    def _show_files(self) -> None:
        """The list of files may be out of sight where one was dropped on the card."""
        self._scroll.ensureWidgetVisible(self.files)

    def _begin(self, card: OfferCard) -> None:
        """Where one goes on with a draft: its addressee while there is none, else its lines."""
        if not (card.row.contact or card.row.company or card.locked):
            self.facts.addressee.setFocus()
        else:
            self.lines.view.setFocus()

    def _edit(self, edits: Mapping[str, object]) -> None:
        from app.services.offers import edit_offer  # noqa: PLC0415 - heavy: after the first paint

        if self.card is None:
            return
        offer_id = self.card.row.id
        if "vat_mode" in edits or "currency" in edits:
            terms = {name: str(value) for name, value in edits.items()}
            self.totals.show_terms(**terms)
            self.lines.model.show_terms(**terms)
        names = tuple(edits)
        start = partial(self._ctx.do_joined, f"offer {offer_id} {names}", edit_offer, offer_id, dict(edits))
        self.saver.now(names, start, lambda _none: self.facts.accept(names))

    def _on_refused(self, key: object, refusal: UserError) -> None:
        if isinstance(key, tuple) and all(isinstance(name, str) for name in key):
            self.totals.refuse(refusal) if "discount_percent" in key else self.facts.refuse(refusal)
        else:
            self.lines.refuse(key, refusal)

    def _on_discount(self, text: str) -> None:
        del text
        terms = self.lines.model.terms()
        self._edit({"discount_percent": terms.discount_percent, "discount_sum": terms.discount_sum})

    def _on_gone(self, refusal: UserError) -> None:
        self.card = None
        self._wished = None
        self._ctx.tasks.refused.emit(refusal)
        self.shown.emit(None)

    def _on_trouble(self, failure: Exception) -> None:
        self._drop_trouble()
        self._failed = trouble(str(failure), self.refresh)
        self._failed.setParent(self)
        self._failed.setObjectName("ground")
        self._failed.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._failed.setGeometry(self.rect())
        self._failed.show()

    def _drop_trouble(self) -> None:
        if self._failed is not None:
            self._failed.deleteLater()
            self._failed = None

    def _show_cell(self) -> None:
        """Keep the cell with the cursor in sight."""
        view = self.lines.view
        place: QRect = view.visualRect(view.currentIndex())
        corner = view.viewport().mapTo(self._column, place.center())
        self._scroll.ensureVisible(corner.x(), corner.y(), 0, place.height() + 12)

    def _scroll_along(self, down: int) -> None:
        """Something is dragged to the edge of what is seen."""
        corner = self.lines.view.viewport().mapTo(self._column, QPoint(0, down))
        self._scroll.ensureVisible(0, corner.y(), 0, 40)

    def _connect(self) -> None:
        self.header.version_wished.connect(self.opened)
        self.facts.edited.connect(self._edit)
        self.wording.edited.connect(self._edit)
        self.lines.model.totalled.connect(self.totals.show_totals)
        self.lines.model.totalled.connect(lambda _totals: self._fit_foot())
        self.lines.cursor_moved.connect(self._show_cell)
        self.lines.pulled.connect(self._scroll_along)
        self.totals.discount_typed.connect(self.lines.model.show_discount)
        self.totals.discount_left.connect(self._on_discount)
        self.saver.settled.connect(self.refresh)
        self.saver.refused.connect(self._on_refused)
        self.stamp.setChecked(True)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one
        self.stamp.toggled.connect(lambda shown: self.preview.show_images(shown=shown))

    def _arrange(self) -> None:
        self._column = QWidget()
        self._column.setObjectName("ground")
        down = QVBoxLayout(self._column)
        down.setContentsMargins(20, 14, 20, 20)
        down.setSpacing(14)
        frame = QFrame()
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.lines)
        for part in (self.locked, self.facts, frame, self.wording, self.files, self.attaching, self.changes):
            down.addWidget(part)
        down.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._column)
        self._head = QWidget(self)
        self._head.setObjectName("panel")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        top = QVBoxLayout(self._head)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addWidget(self.header)
        top.addWidget(hairline())
        for own in (self._scroll, self.totals, self.preview, self.stamp):
            own.setParent(self)
        self.attaching.cover(self).dropped.connect(self._show_files)

    def _lay_out(self) -> None:
        across, down = self.width(), self.height()
        head = self._head.sizeHint().height()
        self._head.setGeometry(0, 0, across, head)
        folded = across < FOLD_PAPER
        self.header.buttons["offer_paper"].setVisible(folded)
        paper = (across if self._paper_out else 0) if folded else min(WIDEST_PAPER, round(across * PAPER))
        left = across - paper - (0 if folded else 1)
        foot = self.totals.sizeHint().height() if left else 0
        for part in (self._scroll, self.totals):
            part.setVisible(left > 0)
        self._scroll.setGeometry(0, head, left, down - head - foot)
        self.totals.setGeometry(0, down - foot, left, foot)
        for beside in (self.preview, self.stamp):
            beside.setVisible(paper > 0)
        at = across - paper
        self.preview.setGeometry(at, head + STRIP, paper, down - head - STRIP)
        size = self.stamp.sizeHint()
        self.stamp.setGeometry(QRect(QPoint(across - size.width() - 24, head + (STRIP - size.height()) // 2 + 2), size))
        self.preview.wish()
        self.update()

    def _fit_foot(self) -> None:
        """Another discount or VAT rate takes another row at the foot."""
        if self.totals.isVisible() and self.totals.height() != self.totals.sizeHint().height():
            foot = self.totals.sizeHint().height()
            self._scroll.resize(self._scroll.width(), self.height() - self._head.height() - foot)
            self.totals.setGeometry(0, self.height() - foot, self._scroll.width(), foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._lay_out()
        if self._failed is not None:
            self._failed.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours in force."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().bg))
        if self.width() >= FOLD_PAPER:
            painter.fillRect(self.preview.x() - 1, 0, 1, self.height(), QColor(colours().line))
        painter.end()
