"""The top of a company's card: its names, what it does and where, whose part it is, its statuses and tags."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.views.companies import CompanyCard
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.sections.companies.list import firm_initials
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.flow import Flow
from ui.widgets.pill import Avatar, Pill
from ui.widgets.words import ElidedWords

_TONES = {"customer": "good", "prospect": "warn"}


class CompanyHeader(QWidget):
    """Avatar, names, line of business, marks, and a menu of what is rare."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx = ctx
        actions = ctx.actions
        self._avatar = Avatar()
        self.name = ElidedWords("", "name")
        self._full = ElidedWords("", "body", "dim")
        self._where = ElidedWords("", "body", "dim")
        self.parent_ = button("", kind="link")
        self.parent_.clicked.connect(self._open_parent)
        self._card: CompanyCard | None = None
        self.edit = button("", lambda: actions.run("company_names"), kind="quiet", picture="pencil")
        self.edit.setToolTip(actions.hint("company_names"))
        self.edit.setAccessibleName(_("Edit the names"))
        self.more = button("", self._open_menu, kind="quiet", picture="dots")
        self.more.setAccessibleName(_("More"))
        self.marks = Flow(right=True)
        self.marks.setMaximumWidth(240)
        self.mark: QPushButton | None = None
        self.step = button("", lambda: actions.run("company_side"), kind="chip", hint=actions.hint("company_side"))
        self.step.setCheckable(False)
        self.step.hide()
        self._arrange()

    def show_card(self, card: CompanyCard) -> None:
        """Show whose card it is."""
        self._card = card
        self._avatar.show_initials(firm_initials(card.name))
        self.name.setText(card.name)
        self._full.setText(card.full_name)
        self._full.setVisible(bool(card.full_name) and card.full_name != card.name)
        cities = (address.city for address in card.addresses if address.city)
        self._where.setText(" · ".join(part for part in (card.industry, next(cities, card.region)) if part))
        self._where.setVisible(bool(self._where.text()))
        self.parent_.setText(_("part of {company}").format(company=card.parent) if card.parent else "")
        self.parent_.setVisible(bool(card.parent))
        self._show_marks(card)

    def show_step(self, text: str) -> None:
        """On a narrow window: the next step in a chip that brings out the side panel."""
        self.step.setText(text)
        self.step.setVisible(bool(text))

    def _show_marks(self, card: CompanyCard) -> None:
        self.marks.clear()
        for status in card.statuses:
            self.marks.add(Pill(status.label, _TONES.get(status.key, "neutral")))
        for tag in card.tags:
            self.marks.add(Pill(f"# {tag}", "neutral"))
        hint = self._ctx.actions.hint("company_marks")
        run = partial(self._ctx.actions.run, "company_marks")
        bare = not card.statuses and not card.tags
        self.mark = button(_("Status or tag") if bare else "", run, kind="chip", picture="plus", hint=hint)
        self.mark.setCheckable(False)
        self.mark.setAccessibleName(_("Statuses and tags"))
        self.marks.add(self.mark)

    def _open_parent(self) -> None:
        if self._card is not None and self._card.parent_id is not None:
            self._ctx.open(Ref("company", self._card.parent_id))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for key in ("company_parent", "company_no_parent", "company_merge", "company_remove"):
            if key == "company_no_parent" and (self._card is None or self._card.parent_id is None):
                continue
            if key == "company_merge":
                menu.addSeparator()
            title, keys = self._ctx.actions.title(key), self._ctx.actions.keys(key)
            menu.addAction(f"{title}\t{keys}" if keys else title, partial(self._ctx.actions.run, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(metrics.GRID)
        for part in (self.name, self.edit, self.more):
            first.addWidget(part)
        first.addStretch()
        third = QHBoxLayout()
        third.setSpacing(8)
        third.addWidget(self._where)
        third.addWidget(self.parent_)
        third.addStretch()
        down = QVBoxLayout()
        down.setSpacing(0)
        down.addLayout(first)
        down.addWidget(self._full)
        down.addLayout(third)
        states = QVBoxLayout()
        states.setSpacing(6)
        states.addWidget(self.marks)
        states.addWidget(self.step, 0, Qt.AlignmentFlag.AlignRight)
        states.addStretch()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(down, 1)
        across.addLayout(states)
