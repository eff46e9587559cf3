"""The people of a company on its card: who, what they do, when they were last talked with, what comes next."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.formatting import number, relative_day
from app.views.companies import CompanyCard, CompanyPerson
from resources.i18n import _
from ui.context import Ref, UiContext
from ui.dialogs.new_contact import NewContact
from ui.section import concerns
from ui.widgets.buttons import button, elided_button
from ui.widgets.group import Group, group_row
from ui.widgets.pill import Pill
from ui.widgets.words import ElidedWords, figures

FEW = 6  # as many stand on the card until all are asked for
WHEN = 104  # px, so that posts stand under each other
PAGE = 200  # as many are shown at most


class PeopleGroup(Group):
    """The first few, or all; a press opens somebody."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(_("People"), _("Person"), self._add_person)
        self._ctx = ctx
        self._card: CompanyCard | None = None
        self._all = False

    def show_card(self, card: CompanyCard) -> None:
        """Show who works there."""
        if self._card is None or self._card.id != card.id:
            self._all = False
            self._ctx.tasks.forget(self, "people")
        self._card = card
        if self._all and card.people_total > len(card.people):
            self._show_all()
        else:
            self._show(card.people if self._all else card.people[:FEW])

    def begin(self) -> None:
        """Add somebody."""
        self._add_person(self.add)

    def _show(self, people: Sequence[CompanyPerson]) -> None:
        assert self._card is not None
        rows = [self._row(person) for person in people]
        left = self._card.people_total - len(people)
        if left > 0 and not self._all:
            title = _("All {count}").format(count=number(self._card.people_total))
            row, across = group_row()
            across.addWidget(button(title, self._show_all, kind="link"))
            across.addStretch()
            rows.append(row)
        self.show_rows(rows, _("Nobody yet."))

    def _show_all(self) -> None:
        from app.services.company_cards import company_people  # noqa: PLC0415 - heavy: after the first paint

        self._all = True
        if self._card is not None:
            self._ctx.ask(company_people, self._card.id, limit=PAGE).then(self, self._show, slot="people")

    def _row(self, person: CompanyPerson) -> QWidget:
        row, across = group_row()
        concerns(row, person.id)
        name = elided_button(person.name)
        name.clicked.connect(lambda: self._ctx.open(Ref("contact", person.id)))
        across.addWidget(name, 5)
        post = ElidedWords(person.job_title, "body", "dim")
        post.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a column of its own
        across.addWidget(post, 4)
        across.addWidget(self._when(person), 0)
        return row

    def _when(self, person: CompanyPerson) -> QWidget:
        """What comes next with somebody, else when they were last talked with."""
        now = self._ctx.now()
        cell = QWidget()
        cell.setFixedWidth(WHEN)
        across = QHBoxLayout(cell)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch()
        if person.next_at is not None:
            late = person.next_at < now
            day = relative_day(person.next_at.astimezone(now.tzinfo).date(), now.date())
            pill = Pill(day, "bad" if late else "neutral")
            pill.setToolTip(_("Next step"))
            across.addWidget(pill)
        elif person.last_touch is not None:
            touched = figures(relative_day(person.last_touch.astimezone(now.tzinfo).date(), now.date()))
            touched.setToolTip(_("Last talk"))
            across.addWidget(touched)
        return cell

    def _add_person(self, anchor: QPushButton) -> None:
        if self._card is not None:
            NewContact(self._ctx, anchor, self._card.name).open_beside()
