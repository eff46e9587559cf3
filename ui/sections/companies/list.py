"""The list of companies: by name, by how many people, by the last talk; narrowed by what is typed over it."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.formatting import counted, relative_day
from app.views.chosen import Chosen
from app.views.conditions import Condition
from app.views.contacts import CompanyId
from resources.i18n import N_, _
from ui.context import UiContext
from ui.sections.companies.bulk import COMPANIES, CompaniesBar
from ui.tables.choice import Choice
from ui.tables.choosing import Choosing
from ui.tables.record_list import ListWords, RecordList, initials
from ui.tables.row_delegate import Drawn
from ui.tasks import Task
from ui.theme.fonts import font
from ui.theme.icons import icon

SORTS = (("name", N_("By name")), ("people", N_("Most people")), ("last_touch", N_("Last touch")))
PAUSE = 120  # ms without a key until the list is narrowed
# What rows also show or stand in the order of: announced by its own id.
_IN_ROWS = frozenset({"contact", "history", "pick_item"})

_FORMS = frozenset({"ООО", "АО", "ПАО", "ЗАО", "ОАО", "ИП", "НПО", "ФГУП", "МУП", "ТОО"})  # before the name of a firm


def firm_initials(name: str) -> str:
    """The letters of a firm's own name: the form before it says nothing of which firm it is."""
    first, _space, rest = name.strip().partition(" ")
    return initials(rest) if first.upper() in _FORMS and rest.strip() else initials(name)


class CompanyList(RecordList):
    """Which firm, what it does and where, how many people or when it was last talked with."""

    def __init__(self, ctx: UiContext) -> None:
        self.choice = Choice()
        said = ListWords(_("Companies"), _("All companies"), _("No company matches “{text}”."))
        super().__init__(ctx, said, SORTS)
        self.delegate.choice = self.choice
        Choosing(self.model, self.choice, self._ask_stretch, self).watch(self.view)

    def narrowing(self) -> QWidget:
        """A field over the list: what is typed narrows it."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_paused)
        self.filter = FilterField(_("Name, city, INN or phone"))
        self.filter.textEdited.connect(lambda _text: self._pause.start())
        self.filter.left.triggered.connect(lambda: self.narrow(""))
        self.filter.returnPressed.connect(self._on_entered)
        self.filter.go_on = self._on_entered
        return self.filter

    def show_narrowing(self) -> None:
        """The field says what the list is narrowed to."""
        self._pause.stop()
        if self.filter.text().strip() != self._text:
            self.filter.setText(self._text)

    def refresh(self, changed: Any) -> None:
        """Show what a change did to the rows."""
        companies = changed.kinds.get("company")
        if not _IN_ROWS.isdisjoint(changed.kinds) or (companies is not None and companies.many):
            self.model.refresh([None])
        elif companies is not None:
            self.model.refresh(companies.ids)
        self.bar.count_again()

    def begin_anew(self) -> None:
        """Ask for the set as it is narrowed now; what was chosen may not be in it."""
        self.choice.clear()
        super().begin_anew()

    def fill_foot(self, down: QVBoxLayout) -> None:
        """What can be done with those chosen."""
        self.bar = CompaniesBar(self._ctx, COMPANIES, self.choice, self.chosen_now, lambda: self.model.total() or 0)
        down.addWidget(self.bar)

    def chosen_now(self) -> Chosen:
        """Those of the list that are chosen."""
        text = (Condition("text", "contains", self._text),) if self._text else ()
        return Chosen(text, self.choice.named(), self.choice.is_everyone())

    def ask_page(self, offset: int, limit: int) -> Task[Any]:
        """A window of the set."""
        from app.services.company_lists import company_page  # noqa: PLC0415 - heavy: after the first paint

        how: dict[str, Any] = {"sort": self.sort, "text": self._text}
        return self._ctx.ask(company_page, offset=offset, limit=limit, **how)

    def ask_place(self, record_id: UUID, *, whole: bool) -> Task[Any]:
        """Where a company stands."""
        from app.services.company_lists import company_position  # noqa: PLC0415 - heavy: after the first paint

        how: dict[str, Any] = {"sort": self.sort, "text": "" if whole else self._text}
        return self._ctx.ask(company_position, CompanyId(record_id), **how)

    def describe(self, row: Any) -> Drawn:
        """The words of a row."""
        second = " · ".join(part for part in (row.city or row.region, row.industry) if part)
        pill = counted("{count} person", "{count} people", row.people) if row.people else ""
        if self.sort == "last_touch":
            now = self._ctx.now()
            pill = relative_day(row.last_touch.astimezone(now.tzinfo).date(), now.date()) if row.last_touch else ""
        return Drawn(firm_initials(row.name), row.name, second, pill, "neutral")

    def _ask_stretch(self, first: int, count: int) -> Task[Any]:
        from app.services.company_bulk import company_ids  # noqa: PLC0415 - heavy: after the first paint

        how: dict[str, Any] = {"sort": self.sort, "text": self._text}
        return self._ctx.ask(company_ids, offset=first, limit=count, **how)

    def _on_paused(self) -> None:
        typed = self.filter.text().strip()
        if typed != self._text:
            self.narrow(typed)

    def _on_entered(self) -> None:
        """Enter or the arrow down go on to what was found."""
        self._on_paused()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)


class FilterField(QLineEdit):
    """Narrows a list while one types; Esc and the cross empty it."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setFont(font())
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        self.left = self.addAction(icon("x", "dim"), QLineEdit.ActionPosition.TrailingPosition)
        self.left.setToolTip(_("Show all"))
        self.left.setVisible(False)
        self.go_on: Any = None
        self.textChanged.connect(lambda text: self.left.setVisible(bool(text)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.left.trigger()
        elif event.key() == Qt.Key.Key_Down and self.go_on is not None:
            self.go_on()
        else:
            super().keyPressEvent(event)
