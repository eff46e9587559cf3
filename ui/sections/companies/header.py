"""The top of a company's card: its names, what it does and where, whose part it is, its statuses and tags."""

from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from app.views.companies import CompanyCard
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.access import AccessChip
from ui.sections.companies.list import firm_initials
from ui.theme import metrics
from ui.widgets.buttons import button
from ui.widgets.pill import Avatar
from ui.widgets.record_head import Marks, RecordHead, head_line, toned
from ui.widgets.words import ElidedWords

_TONES = {"customer": "good", "prospect": "warn"}
_MENU = ("company_attach", "company_parent", "company_no_parent", "company_access", "company_merge", "company_remove")


class CompanyHeader(RecordHead):
    """Avatar, names, line of business, marks, and a menu of what is rare."""

    def __init__(self, ctx: UiContext) -> None:
        actions = ctx.actions
        marks = Marks(partial(actions.run, "company_marks"), actions.hint("company_marks"))
        super().__init__(marks, partial(actions.run, "company_side"), actions.hint("company_side"))
        self._ctx = ctx
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
        self.access = AccessChip(ctx, "company")
        first = head_line((self.name, self.edit, self.more, self.access), metrics.GRID)
        self.lay(self._avatar, (first, self._full, head_line((self._where, self.parent_), 8)))

    @property
    def mark(self) -> QPushButton | None:
        """What opens the sheet of statuses and tags."""
        return self.marks.mark

    def show_card(self, card: CompanyCard) -> None:
        """Show whose card it is."""
        self._card = card
        self._avatar.show_initials(firm_initials(card.name))
        self.name.setText(card.name)
        self.access.show_access(card.id, card.access)
        self._full.setText(card.full_name)
        self._full.setVisible(bool(card.full_name) and card.full_name != card.name)
        cities = (address.city for address in card.addresses if address.city)
        self._where.setText(" · ".join(part for part in (card.industry, next(cities, card.region)) if part))
        self._where.setVisible(bool(self._where.text()))
        self.parent_.setText(_("part of {company}").format(company=card.parent) if card.parent else "")
        self.parent_.setVisible(bool(card.parent))
        pills = toned([(status.key, status.label) for status in card.statuses], _TONES)
        self.marks.show_marks(pills, card.tags)

    def _open_parent(self) -> None:
        if self._card is not None and self._card.parent_id is not None:
            self._ctx.open(Ref("company", self._card.parent_id))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for key in _MENU:
            if key == "company_no_parent" and (self._card is None or self._card.parent_id is None):
                continue
            if key in ("company_parent", "company_merge"):
                menu.addSeparator()
            title, keys = self._ctx.actions.title(key), self._ctx.actions.keys(key)
            menu.addAction(f"{title}\t{keys}" if keys else title, partial(self._ctx.actions.run, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
