"""Mine on this computer: typed settings in one small file, a line each. Secrets never lie here."""

import json
import locale
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, Self

from resources.i18n import LANGUAGES, Language

LanguageChoice = Literal["system", "en", "ru"]
ThemeChoice = Literal["system", "light", "dark"]
ClosingChoice = Literal["auto", "keep", "quit"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose on this computer."""

    language: LanguageChoice = "system"
    theme: ThemeChoice = "system"
    scale: int = 100  # per cent
    workspace: str = ""  # the folder opened last
    phone_region: str = "RU"  # how a phone without a country is read
    time_zone: str = ""  # IANA; empty = the computer's
    exchange_every: int = 15  # minutes between two exchanges with the office; 0: only when asked for
    exchange_soon: bool = True  # in between too: as soon as something changes here or there
    closing: ClosingChoice = "auto"  # the window; auto: go on in the tray where there is one, else end

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file; what is missing or unreadable keeps its default, so a damaged file never stops the program."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return cls()
        return cls(**_believable(cls, content)) if isinstance(content, dict) else cls()

    def save(self, path: Path) -> None:
        """Write the file whole, or leave the old one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)

    def with_(self, **changes: Any) -> Self:
        """The same settings with some of them changed."""
        return replace(self, **changes)

    def spoken(self) -> Language:
        """The language of the screen: the one chosen, or the system's where we speak it."""
        if self.language != "system":
            return self.language
        return system_language()


def system_language() -> Language:
    """The system's language where we speak it, else English."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    short = "ru" if name.lower().startswith(("ru", "russian")) else "en"
    return next(lang for lang in LANGUAGES if lang == short)


def _believable(cls: type[Settings], content: dict[str, Any]) -> dict[str, Any]:
    allowed = {
        "language": ("system", "en", "ru"), "theme": ("system", "light", "dark"), "closing": ("auto", "keep", "quit"),
    }  # fmt: skip
    known = {field.name: field.default for field in fields(cls)}
    return {
        name: value
        for name, value in content.items()
        if name in known and type(value) is type(known[name]) and value in allowed.get(name, (value,))
    }
