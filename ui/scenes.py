"""What the pictures show: every section as it opens, and the states and dialogs a person brings up in it.

A scene is told as a person would reach it: the section, a record worth looking at, the actions run one after another.
To have a new dialog drawn and looked over by the tests, give it a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui import office_scenes as office
from ui.context import Ref
from ui.scene_states import (
    begin_anew,
    fail,
    import_half,
    look_at_files,
    make_half,
    paper_half,
    put_away,
    report_import,
    show_scrap,
)

if TYPE_CHECKING:
    from ui.context import Doors
    from ui.main_window import MainWindow
    from ui.sections.contacts.list import ContactList

_PLAIN = Qt.KeyboardModifier.NoModifier
Act = Callable[["MainWindow"], object]


@dataclass(frozen=True, slots=True)
class Scene:
    """`state` is empty for the section itself. `record` is the kind of the record opened first."""

    section: str
    state: str = ""
    record: str = ""
    acts: tuple[str | Act, ...] = ()

    @property
    def name(self) -> str:
        """What its pictures are called by."""
        return f"{self.section}-{self.state}" if self.state else self.section


def record_for(doors: "Doors", kind: str) -> Ref | None:
    """A record of a kind with something to show; None where there is none."""
    found = _FINDING[kind](doors)
    return Ref(kind, found) if found is not None else None


def play(window: "MainWindow", scene: Scene, ref: Ref | None, settle: Callable[["MainWindow"], None]) -> None:
    """Bring a scene onto the window."""
    window.frame.show_section(scene.section)
    settle(window)
    if ref is not None:
        window.open(ref)
        settle(window)
    for act in scene.acts:
        if isinstance(act, str):
            window.frame.actions_.run(act)
        else:
            act(window)
        settle(window)


def strike(window: "MainWindow") -> None:
    """Take away what a scene brought up."""
    from ui.alarms.window import AlarmWindow  # noqa: PLC0415 - Qt reads its environment when it is made, not before
    from ui.dialogs.first_run import FirstRun  # noqa: PLC0415 - likewise
    from ui.sections.offers.lines_view import LinesView  # noqa: PLC0415 - likewise
    from ui.tables.cell_field import CellField  # noqa: PLC0415 - Qt reads its environment when it is made, not before
    from ui.widgets.popover import Popover  # noqa: PLC0415 - likewise
    from ui.widgets.sheet import Sheet  # noqa: PLC0415 - likewise
    from ui.widgets.states import try_again  # noqa: PLC0415 - likewise

    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    for cell in window.findChildren(CellField):
        cell.abandon()  # nothing a picture types is kept
    for lines in window.findChildren(LinesView):
        if lines.grip.is_dragging():
            _strike_key(lines, Qt.Key.Key_Escape)  # nor what it drags
    for kind in (Popover, Sheet):
        for floating in window.findChildren(kind):
            floating.close()
    for reminders in window.findChildren(AlarmWindow):
        reminders.close()
        reminders.deleteLater()
    for first in window.findChildren(FirstRun):
        first.leave()
    try_again(window)
    window.calls.leave()
    office.forget(window)
    if window.frame.top.search.text():
        _press(window, Qt.Key.Key_Escape)
        window.frame.top.search.clear()


def _contact(doors: "Doors") -> Any:
    from app.services.contact_lists import contact_page  # noqa: PLC0415 - heavy: after the first paint

    page = doors.ask(contact_page, sort="next", limit=1).result()
    return page.rows[0].id if page.rows else None


def _company(doors: "Doors") -> Any:
    from app.services.company_lists import company_page  # noqa: PLC0415 - heavy: after the first paint

    page = doors.ask(company_page, sort="people", limit=1).result()
    return page.rows[0].id if page.rows else None


def _offer(doors: "Doors") -> Any:
    from app.services.offer_lists import offers  # noqa: PLC0415 - heavy: after the first paint

    page = doors.ask(offers, limit=1).result()
    return page.rows[0].id if page.rows else None


def _product(doors: "Doors") -> Any:
    from app.services.products import products  # noqa: PLC0415 - heavy: after the first paint

    page = doors.ask(products, limit=1).result()
    return page.rows[0].id if page.rows else None


def _deal(doors: "Doors") -> Any:
    from app.services.opportunity_lists import board  # noqa: PLC0415 - heavy: after the first paint

    return next((deal.id for column in doors.ask(board).result() for deal in column.rows), None)


def _look_for(text: str, window: "MainWindow") -> None:
    """Type into the search box as a person does."""
    window.activateWindow()
    window.frame.top.search.begin()
    for letter in text:
        _press(window, Qt.Key.Key_unknown, letter)


def _press(window: "MainWindow", key: Qt.Key, letter: str = "") -> None:
    _strike_key(window.frame.top.search, key, letter)


def _strike_key(widget: QWidget, key: Qt.Key, letter: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def _turn_preferences(page: str, window: "MainWindow") -> None:
    from ui.dialogs.preferences.sheet import PreferencesSheet  # noqa: PLC0415 - not before it is asked for

    for sheet in window.findChildren(PreferencesSheet):
        if sheet.isVisible():
            sheet.turn_to(page)


def _ring(window: "MainWindow") -> None:
    """Ask who is calling, as if the beginning of a name had been typed."""
    from ui.calls.who_is_it import WhoIsIt  # noqa: PLC0415 - Qt reads its environment when it is made, not before

    window.calls.who_is_it()
    for box in window.findChildren(WhoIsIt):
        box.ask_for("ро")


def _as_table(window: "MainWindow") -> None:
    _contacts(window).show_table(shown=True)


def _as_list(window: "MainWindow") -> None:
    _contacts(window).show_table(shown=False)


def _with_statuses(window: "MainWindow") -> None:
    table = _contacts(window).table
    if table.is_ready() and "status" not in table.names():
        table.turn("status")
        table.move_column(len(table.names()), 2)


def _in_cell(key: str, text: str | None, window: "MainWindow") -> None:
    """Edit a cell of the second row, from what stands there or from a text."""
    found = _contacts(window)
    if key not in found.table.names() or not found.model.total():
        return  # an empty workspace has no cells
    found.view.setFocus()
    found.view.setCurrentIndex(found.model.index(1))
    found.table.cells.step(1 + found.table.names().index(key) - found.table.cells.column())
    found.table.cells.begin(text)


def _contacts(window: "MainWindow") -> "ContactList":
    """The list of contacts with nobody chosen in it."""
    from ui.sections.contacts.page import ContactsPage  # noqa: PLC0415 - Qt reads its environment when it is made, not before

    page = window.frame.page()
    assert isinstance(page, ContactsPage)
    page.list.choice.clear()
    return page.list


def _unfold_plan(window: "MainWindow") -> None:
    from ui.dialogs.planning import PlanStep  # noqa: PLC0415 - not before it is asked for

    for sheet in window.findChildren(PlanStep):
        if sheet.isVisible():
            sheet.rarer.click()


def _drag_line(window: "MainWindow") -> None:
    """Take the first line of an offer by its grip and hold it further down."""
    from ui.sections.offers.lines_view import LinesView  # noqa: PLC0415 - not before it is asked for

    view = next(one for one in window.findChildren(LinesView) if one.isVisible())
    rows = len(view.lines.rows)
    for kind, row in ((QEvent.Type.MouseButtonPress, 0), (QEvent.Type.MouseMove, min(3, rows - 1))):
        place = QPointF(view.visualRect(view.lines.index(row, 0)).center())
        held = Qt.MouseButton.LeftButton
        QApplication.sendEvent(view.viewport(), QMouseEvent(kind, place, place, held, held, _PLAIN))


def _crash(window: "MainWindow") -> None:
    from ui.errors import CrashSheet, report  # noqa: PLC0415 - on a good day never

    CrashSheet(window, report(RuntimeError("a picture of the sheet"))).open()


def _edit_planned(window: "MainWindow") -> None:
    """Open the sheet of something planned that repeats, else of the first one."""
    from app.services.activity_lists import activity_page  # noqa: PLC0415 - heavy: after the first paint
    from app.views.activities import ActivityFilter  # noqa: PLC0415 - likewise
    from ui.dialogs.editing_plan import edit_activity  # noqa: PLC0415 - not before it is asked for

    ctx = window.context()
    if ctx is None:
        return
    rows = ctx.doors.ask(activity_page, ActivityFilter(span="week"), ctx.zone(), limit=200).result().rows
    found = next((row for row in rows if row.repeats), rows[0] if rows else None)
    if found is not None:
        edit_activity(ctx, window.frame.top, found.activity.id)


def _remind(window: "MainWindow") -> None:
    """What rings after a night with the computer switched off."""
    from ui.alarms.window import AlarmWindow  # noqa: PLC0415 - not before it is asked for

    ctx = window.context()
    if ctx is not None:
        reminders = AlarmWindow(ctx)
        reminders.setParent(window, reminders.windowFlags())
        reminders.bring(away=True, since=ctx.clock() - timedelta(hours=15))


def _trouble(window: "MainWindow") -> None:
    from app.errors import OutsideError  # noqa: PLC0415 - on a good day never
    from resources.i18n import _  # noqa: PLC0415 - likewise

    window.tell_trouble(OutsideError(_("The disk is full."), kept=_("What was saved before is safe.")), lambda: None)


_FINDING: dict[str, Callable[["Doors"], Any]] = {
    "contact": _contact, "company": _company, "offer": _offer, "product": _product, "opportunity": _deal,
}  # fmt: skip

_READING = ("today", "contacts", "companies", "calendar", "activities", "opportunities", "offers", "products")

SCENES: tuple[Scene, ...] = (
    Scene("today"),
    Scene("contacts", record="contact"),
    Scene("contacts", "add", acts=("add_contacts",)),
    Scene("contacts", "call", "contact", ("call",)),
    Scene("contacts", "plan-call", "contact", ("plan_call",)),
    Scene("contacts", "plan-meeting", "contact", ("plan_meeting",)),
    Scene("contacts", "note", "contact", ("note",)),
    Scene("contacts", "name", "contact", ("edit_name",)),
    Scene("contacts", "marks", "contact", ("marks",)),
    Scene("contacts", "code", "contact", ("code",)),
    Scene("contacts", "own-field", "contact", ("own_field",)),
    Scene("contacts", "address", "contact", ("address",)),
    Scene("contacts", "condition", acts=("condition",)),
    Scene("contacts", "chosen", acts=("choose_all",)),
    Scene("contacts", "chosen-edit", acts=("choose_all", "chosen_edit")),
    Scene("contacts", "chosen-marks", acts=("choose_all", "marks")),
    Scene("contacts", "chosen-plan", acts=("choose_all", "plan_call")),
    Scene("contacts", "chosen-export", acts=("choose_all", "chosen_export")),
    Scene("contacts", "table", acts=(_as_table,)),
    Scene("contacts", "table-chosen", acts=(_as_table, "choose_all")),
    Scene("contacts", "table-columns", acts=(_as_table, "columns")),
    Scene("contacts", "table-cell", acts=(_as_table, partial(_in_cell, "company", "S"))),
    Scene("contacts", "table-marks", acts=(_as_table, _with_statuses, partial(_in_cell, "status", None))),
    Scene("contacts", "views", acts=(_as_list, "views")),
    Scene("companies", record="company"),
    Scene("companies", "chosen", acts=("company_choose_all",)),
    Scene("companies", "chosen-edit", acts=("company_choose_all", "company_chosen_edit")),
    Scene("companies", "add", acts=("add_companies",)),
    Scene("contacts", "put-away", "contact", ("note", put_away)),
    Scene("contacts", "left-unfinished", "contact", (show_scrap,)),
    Scene("calendar", acts=("calendar_week",)),
    Scene("calendar", "day", acts=("calendar_day",)),
    Scene("calendar", "workweek", acts=("calendar_workweek",)),
    Scene("calendar", "month", acts=("calendar_month",)),
    Scene("activities"),
    Scene("activities", "plan", acts=("add_activities",)),
    Scene("activities", "plan-more", acts=("add_activities", _unfold_plan)),
    Scene("activities", "edit", acts=(_edit_planned,)),
    Scene("opportunities"),
    Scene("opportunities", "card", "opportunity"),
    Scene("opportunities", "add", acts=("add_opportunities",)),
    Scene("opportunities", "lost", "opportunity", ("deal_lose",)),
    Scene("offers"),
    Scene("offers", "editor", "offer"),
    Scene("offers", "send", "offer", ("offer_send",)),
    Scene("offers", "dragging", "offer", (_drag_line,)),
    Scene("offers", "paper-long", "offer", (paper_half,)),
    Scene("products"),
    Scene("products", "card", "product"),
    Scene("products", "add", acts=("add_products",)),
    Scene("today", "reminders", acts=(_remind,)),
    Scene("today", "search", acts=(partial(_look_for, "ро"),)),
    Scene("today", "who-is-it", acts=(_ring,)),
    Scene("today", "search-empty", acts=("find",)),
    Scene("today", "shortcuts", acts=("shortcuts",)),
    Scene("today", "import", acts=("import",)),
    Scene("today", "import-people", acts=("import", partial(look_at_files, "phone.vcf"))),
    Scene("today", "import-table", acts=("import", partial(look_at_files, "outlook_ru.csv"))),
    Scene("today", "import-running", acts=("import", import_half)),
    Scene("today", "import-report", acts=("import", report_import)),
    Scene("today", "first-run", acts=(begin_anew,)),
    Scene("today", "first-run-making", acts=(make_half,)),
    *(Scene(section, "trouble", acts=(fail,)) for section in _READING),
    Scene("today", "export", acts=("export",)),
    Scene("contacts", "print", acts=("print",)),
    Scene("calendar", "print", acts=("calendar_week", "print")),
    Scene("activities", "print", acts=("print",)),
    Scene("today", "preferences", acts=("preferences",)),
    *(
        Scene("today", f"preferences-{page}", acts=("preferences", partial(_turn_preferences, page)))
        for page in ("reminders", "me", "firm", "stages", "lists", "office", "workspace")
    ),
    Scene("today", "restore", acts=("restore",)),
    *(
        Scene("today", f"office-{name}", acts=("preferences", partial(_turn_preferences, "office"), act))
        for name, act in office.PREFERENCES
    ),
    Scene("contacts", "offline", "contact", (office.offline,)),
    Scene("today", "review", acts=("review",)),
    *(Scene("today", f"review-{name}", acts=("review", *acts)) for name, acts in office.REVIEWS),
    Scene("today", "about", acts=("about",)),
    Scene("today", "try-again", acts=(_trouble,)),
    Scene("today", "crash", acts=(_crash,)),
)
