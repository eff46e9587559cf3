"""Shortcuts as they are read off the keyboard."""

import sys
from collections.abc import Iterator

import pytest

from resources.i18n import set_language
from ui.keys import keys_said

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="macOS writes signs of its own")


@pytest.fixture
def russian() -> Iterator[None]:
    """The person reads Russian."""
    set_language("ru")
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("Ctrl+K", "Ctrl+K"),
        ("Ctrl+Return", "Ctrl+Enter"),
        ("Ctrl+Right", "Ctrl+→"),
        ("Ctrl+Shift+Up", "Ctrl+Shift+↑"),
        ("Del", "Del"),
        ("Ctrl+PgDown", "Ctrl+PgDn"),
        ("Escape", "Esc"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+,", "Ctrl+,"),
        ("", ""),
    ],
)
def test_keys_are_called_as_it_stands_on_them(keys: str, said: str) -> None:
    assert keys_said(keys) == said


@pytest.mark.usefixtures("russian")
def test_the_same_names_stand_on_a_russian_keyboard() -> None:
    assert [keys_said(keys) for keys in ("Ctrl+Return", "Ctrl+Right", "Del", "PgUp")] == [
        "Ctrl+Enter",
        "Ctrl+→",
        "Del",
        "PgUp",
    ]
