"""Puts a theme on the application: palette, font, style sheet; follows the system or the person's choice."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui.theme import fonts, metrics
from ui.theme.palette import Palette, Scheme, colours, use

SHEET = Path(resources.__file__).parent / "styles" / "window.qss"


def sheet(palette: Palette) -> str:
    """The one style sheet of the window, made of the palette's colours and the measures."""
    values = {name: str(value) for name, value in asdict(palette).items()}
    values |= {name.lower(): str(value) for name, value in vars(metrics).items() if isinstance(value, int)}
    return Template(SHEET.read_text(encoding="utf-8")).substitute(values)


class Look(QObject):
    """Which theme is worn; `changed` is emitted after every widget has got it."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        application.setStyle("Fusion")
        fonts.install()
        application.setFont(fonts.font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._wear()

    def choose(self, choice: str) -> None:
        """Wear "light" or "dark", or follow the "system"."""
        self._choice = choice
        self._wear()

    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self._wear()

    def _wear(self) -> None:
        use(self._wanted())
        self._application.setPalette(_qt_palette(colours()))
        self._application.setStyleSheet(sheet(colours()))
        self.changed.emit()

    def _wanted(self) -> Scheme:
        if self._choice in ("light", "dark"):
            return "dark" if self._choice == "dark" else "light"
        system = QGuiApplication.styleHints().colorScheme()
        return "dark" if system == Qt.ColorScheme.Dark else "light"


def _qt_palette(palette: Palette) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: palette.bg,
        role.WindowText: palette.text,
        role.Base: palette.panel,
        role.AlternateBase: palette.bg,
        role.Text: palette.text,
        role.PlaceholderText: palette.dim,
        role.Button: palette.panel,
        role.ButtonText: palette.text,
        role.BrightText: palette.bad,
        role.Highlight: palette.accent,
        role.HighlightedText: palette.on_accent,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.ToolTipBase: palette.text,
        role.ToolTipText: palette.panel,
        role.Mid: palette.line,
        role.Midlight: palette.line,
        role.Light: palette.panel,
        role.Dark: palette.edge,
        role.Shadow: palette.shadow,
        role.Accent: palette.accent,
    }
    for which, value in pairs.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(palette.faint))
    return made
