"""Texts in two languages: gettext catalogues, chosen for the screen and, for a while, for a paper.

The language lives in a context variable, so that `with speaking("en"):` in one thread leaves the screen alone.
"""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Literal

from resources.catalogues import compiled

Language = Literal["en", "ru"]
LANGUAGES: tuple[Language, ...] = ("en", "ru")
LOCALE = Path(__file__).parent / "locale"

_screen: list[Language] = ["en"]
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def language() -> Language:
    """The language in force here and now."""
    return _spoken.get() or _screen[0]


def set_language(lang: Language) -> None:
    """Choose the language of the screen for every thread of the program."""
    _screen[0] = lang


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Speak another language inside the block: an offer, a letter, a pick-list seed."""
    token = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(token)


def _(message: str) -> str:
    """Translate now. Never call it at import time: mark with `N_` there."""
    return _catalogue(language()).gettext(message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own customary name
    """Mark for translation at module level; hand it to `_` when it is shown."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence that counts something, with the language's own plural rule."""
    return _catalogue(language()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Translate a one-word label whose meaning needs a context."""
    return _catalogue(language()).pgettext(context, message)


@cache
def _catalogue(lang: Language) -> _gettext.NullTranslations:
    if lang == "en":
        return _gettext.NullTranslations()
    with compiled(LOCALE / lang / "LC_MESSAGES" / "vizitka.po") as stream:
        return _gettext.GNUTranslations(stream)
