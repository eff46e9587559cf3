"""The menu under the rail: language and theme at once, and the ways to the window's sheets."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from resources.i18n import _
from ui.actions import Actions
from ui.theme import metrics
from ui.window_sheets import MENU
from ui.wishes import LANGUAGES, THEMES, Wishes


def open_settings_menu(window: QWidget, anchor: QWidget, wishes: Wishes, actions: Actions) -> None:
    """Open it over what it was asked for from."""
    menu, now = QMenu(window), wishes.settings()
    _add_choice(menu.addMenu(_("Language")), LANGUAGES, now.language, wishes.speak)
    _add_choice(menu.addMenu(_("Theme")), THEMES, now.theme, wishes.wear)
    for group in MENU:
        menu.addSeparator()
        actions.put_into(menu, *group)
    menu.popup(anchor.mapToGlobal(anchor.rect().topLeft()) - QPoint(0, menu.sizeHint().height() + metrics.GRID))
    menu.aboutToHide.connect(menu.deleteLater)


def _add_choice(menu: QMenu, choices: tuple[tuple[str, str], ...], chosen: str, run: Callable[[str], None]) -> None:
    group = QActionGroup(menu)
    for value, title in choices:
        action = menu.addAction(_(title))
        action.setCheckable(True)
        action.setChecked(value == chosen)
        action.triggered.connect(lambda _checked=False, value=value: run(value))
        group.addAction(action)
