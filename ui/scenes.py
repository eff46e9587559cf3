"""What the pictures show: every section as it opens, and the states and dialogs a person brings up in it.

A scene is told as a person would reach it: the section, a record worth looking at, the actions run one after another.
To have a new dialog drawn and looked over by the tests, give it a line here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.context import Ref

if TYPE_CHECKING:
    from ui.context import Doors
    from ui.main_window import MainWindow

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
    Scene("contacts", "condition", acts=("condition",)),
    Scene("companies", record="company"),
    Scene("companies", "add", acts=("add_companies",)),
    Scene("calendar", acts=("calendar_week",)),
    Scene("calendar", "day", acts=("calendar_day",)),
    Scene("calendar", "month", acts=("calendar_month",)),
    Scene("activities"),
    Scene("opportunities"),
    Scene("opportunities", "card", "opportunity"),
    Scene("opportunities", "add", acts=("add_opportunities",)),
    Scene("opportunities", "lost", "opportunity", ("deal_lose",)),
    Scene("offers"),
    Scene("offers", "editor", "offer"),
    Scene("products"),
    Scene("products", "card", "product"),
    Scene("products", "add", acts=("add_products",)),
    Scene("today", "search", acts=(partial(_look_for, "ро"),)),
    Scene("today", "shortcuts", acts=("shortcuts",)),
    Scene("today", "import", acts=("import",)),
    Scene("today", "export", acts=("export",)),
    Scene("contacts", "print", acts=("print",)),
    Scene("today", "preferences", acts=("preferences",)),
    Scene("today", "about", acts=("about",)),
    Scene("today", "trouble", acts=(_trouble,)),
    Scene("today", "crash", acts=(_crash,)),
)
