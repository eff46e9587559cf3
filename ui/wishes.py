"""What a person may change of the window itself, and what there is to choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resources.i18n import N_

if TYPE_CHECKING:
    from app.settings import Settings

LANGUAGES = (("system", N_("As the system")), ("ru", "Русский"), ("en", "English"))
THEMES = (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark")))
SCALES = (100, 110, 125, 150, 175, 200)  # per cent


@dataclass(frozen=True, slots=True)
class Wishes:
    """Language and theme change at once; other settings by name."""

    settings: "Callable[[], Settings]"
    speak: Callable[[str], None]
    wear: Callable[[str], None]
    choose: Callable[..., None]
