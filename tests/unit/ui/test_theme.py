"""Contrast of every text on its ground, icons that follow the palette, painting that loses nothing."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from pytestqt.qtbot import QtBot

from ui.theme import icons, palette
from ui.theme.look import sheet
from ui.theme.palette import DARK, LIGHT, Palette
from ui.widgets.pill import paint_avatar, paint_pill

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(colour: str) -> float:
    parts = QColor(colour).getRgbF()[:3]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(ink: str, ground: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@THEMES
@pytest.mark.parametrize("ground", ["bg", "panel", "rail", "sel", "hover"])
@pytest.mark.parametrize("ink", ["text", "dim"])
def test_words_can_be_read_on_every_ground(theme: Palette, ground: str, ink: str) -> None:
    assert _contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize("tone", ["accent", "bad", "warn", "good"])
def test_words_can_be_read_on_their_own_soft_ground(theme: Palette, tone: str) -> None:
    assert _contrast(getattr(theme, tone), getattr(theme, f"{tone}_soft")) >= 4.5
    assert _contrast(getattr(theme, tone), theme.panel) >= 4.5


@THEMES
@pytest.mark.parametrize("ground", ["accent", "accent_hover", "accent_pressed"])
def test_the_primary_button_can_be_read(theme: Palette, ground: str) -> None:
    assert _contrast(theme.on_accent, getattr(theme, ground)) >= 4.5


@THEMES
def test_the_sheet_is_complete(theme: Palette) -> None:
    made = sheet(theme)

    assert "$" not in made
    assert theme.accent in made


def test_an_icon_takes_the_colour_of_the_theme_in_force(qtbot: QtBot) -> None:
    pen = icons.icon("pencil", "accent")
    seen = []
    for scheme in ("light", "dark"):
        palette.use(scheme)  # type: ignore[arg-type]
        image = pen.pixmap(QSize(16, 16), 2.0).toImage()
        colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        seen.append(max(colours, key=QColor.alpha).name())
    palette.use("light")

    assert (image.width(), image.devicePixelRatio()) == (32, 2.0)
    assert seen == [LIGHT.accent, DARK.accent]


def test_a_disabled_icon_is_pale(qtbot: QtBot) -> None:
    image = icons.icon("phone").pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled).toImage()

    found = {
        image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 250
    }
    assert found <= {LIGHT.faint}


def test_every_icon_named_in_the_window_is_there() -> None:
    used = {picture for picture, _colour in icons.KINDS.values()}

    assert used <= {path.stem for path in icons.FOLDER.glob("*.svg")}
    assert (icons.FOLDER / "LICENSE.tabler.txt").exists()


def test_no_icon_lies_about_unused() -> None:
    root = Path(icons.__file__).parents[1]
    code = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py"))

    assert [path.stem for path in icons.FOLDER.glob("*.svg") if f'"{path.stem}"' not in code] == []


def test_painting_loses_no_reference_to_none(qtbot: QtBot) -> None:
    """Some releases of the bindings lose one with every painter call and abort after a while."""
    image = QImage(200, 60, QImage.Format.Format_ARGB32)
    before = sys.getrefcount(None)
    for _turn in range(500):
        painter = QPainter(image)
        paint_avatar(painter, QRectF(0, 0, 36, 36), "AB")
        paint_pill(painter, QRectF(40, 0, 90, 22), "today", "warn")
        icons.paint(painter, "phone", QRectF(140, 0, 16, 16), LIGHT.call)
        painter.end()

    assert abs(sys.getrefcount(None) - before) < 500
