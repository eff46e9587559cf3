"""Anna's card, and a computer whose other programs only tell what they were asked to open."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.integration.ui.card.card_seen import Elsewhere, opened
from ui.main_window import MainWindow
from ui.sections.contacts.detail import Detail


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    """No real program is started by a test."""
    made = Elsewhere()
    for scheme in ("mailto", "https", "file"):
        QDesktopServices.setUrlHandler(scheme, made, "take")
    yield made
    for scheme in ("mailto", "https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def card(window: MainWindow, anna: UUID, elsewhere: Elsewhere, qtbot: QtBot) -> Detail:
    """Anna's card."""
    return opened(window, anna, qtbot)
