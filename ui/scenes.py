"""What the pictures show: every section as it opens, and the states and dialogs a person brings up in it.

A scene is told as a person would reach it: the section, a record worth looking at, the actions run one after another.
To have a new dialog drawn and looked over by the tests, give it a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ui.context import Ref

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
    from ui.widgets.popover import Popover  # noqa: PLC0415 - Qt reads its environment when it is made, not before
    from ui.widgets.sheet import Sheet  # noqa: PLC0415 - likewise

    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    for kind in (Popover, Sheet):
        for floating in window.findChildren(kind):
            floating.close()
    window.calls.leave()
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
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(window.frame.top.search, event)


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


def _trouble(window: "MainWindow") -> None:
    from app.errors import OutsideError  # noqa: PLC0415 - on a good day never
    from resources.i18n import _  # noqa: PLC0415 - likewise

    window.tell_trouble(OutsideError(_("The disk is full."), kept=_("What was saved before is safe.")), lambda: None)


_FINDING: dict[str, Callable[["Doors"], Any]] = {
    "contact": _contact, "company": _company, "offer": _offer, "product": _product, "opportunity": _deal,
}  # fmt: skip

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
    Scene("contacts", "views", acts=(_as_list, "views")),
    Scene("companies", record="company"),
    Scene("companies", "add", acts=("add_companies",)),
    Scene("calendar", acts=("calendar_week",)),
    Scene("calendar", "day", acts=("calendar_day",)),
    Scene("calendar", "workweek", acts=("calendar_workweek",)),
    Scene("calendar", "month", acts=("calendar_month",)),
    Scene("activities"),
    Scene("activities", "plan", acts=("add_activities",)),
    Scene("activities", "plan-more", acts=("add_activities", _unfold_plan)),
    Scene("opportunities"),
    Scene("opportunities", "card", "opportunity"),
    Scene("opportunities", "add", acts=("add_opportunities",)),
    Scene("opportunities", "lost", "opportunity", ("deal_lose",)),
    Scene("offers"),
    Scene("offers", "editor", "offer"),
    Scene("offers", "dragging", "offer", (_drag_line,)),
    Scene("products"),
    Scene("products", "card", "product"),
    Scene("products", "add", acts=("add_products",)),
    Scene("today", "search", acts=(partial(_look_for, "ро"),)),
    Scene("today", "who-is-it", acts=(_ring,)),
    Scene("today", "search-empty", acts=("find",)),
    Scene("today", "shortcuts", acts=("shortcuts",)),
    Scene("today", "import", acts=("import",)),
    Scene("today", "export", acts=("export",)),
    Scene("contacts", "print", acts=("print",)),
    Scene("calendar", "print", acts=("calendar_week", "print")),
    Scene("activities", "print", acts=("print",)),
    Scene("today", "preferences", acts=("preferences",)),
    *(
        Scene("today", f"preferences-{page}", acts=("preferences", partial(_turn_preferences, page)))
        for page in ("reminders", "me", "firm", "stages", "lists", "office", "workspace")
    ),
    Scene("today", "review", acts=("review",)),
    Scene("today", "about", acts=("about",)),
    Scene("today", "trouble", acts=(_trouble,)),
    Scene("today", "crash", acts=(_crash,)),
)
