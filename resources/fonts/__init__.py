"""The typefaces the program carries: PT Sans for paper, Inter for the screen; each lies beside its licence.

Inter's figures stand under each other only with its OpenType feature `tnum` (`SCREEN_TABULAR_FEATURE`); PT Sans'
figures are all of one width as they are.
"""

from pathlib import Path
from typing import Literal

PaperStyle = Literal["regular", "bold", "italic", "bold_italic"]
ScreenWeight = Literal["regular", "medium", "semibold", "bold"]

PAPER_FAMILY = "PT Sans"
SCREEN_FAMILY = "Inter"
SCREEN_TABULAR_FEATURE = "tnum"

_HERE = Path(__file__).parent
_PAPER_FILES: dict[PaperStyle, str] = {
    "regular": "PTSans-Regular.ttf",
    "bold": "PTSans-Bold.ttf",
    "italic": "PTSans-Italic.ttf",
    "bold_italic": "PTSans-BoldItalic.ttf",
}
_SCREEN_FILES: dict[ScreenWeight, str] = {
    "regular": "Inter-Regular.ttf",
    "medium": "Inter-Medium.ttf",
    "semibold": "Inter-SemiBold.ttf",
    "bold": "Inter-Bold.ttf",
}


def paper_font(style: PaperStyle = "regular") -> Path:
    """The file of one style of the face papers are set in."""
    return _HERE / "pt_sans" / _PAPER_FILES[style]


def screen_font(weight: ScreenWeight = "regular") -> Path:
    """The file of one weight of the face the screen is set in."""
    return _HERE / "inter" / _SCREEN_FILES[weight]


def screen_fonts() -> tuple[Path, ...]:
    """Every file of the screen's face, for registering it when the window starts."""
    return tuple(screen_font(weight) for weight in _SCREEN_FILES)


def font_licences() -> tuple[Path, ...]:
    """The licence texts that travel with the faces, for the "about" page and the installer."""
    return _HERE / "pt_sans" / "LICENSE.txt", _HERE / "inter" / "LICENSE.txt"
