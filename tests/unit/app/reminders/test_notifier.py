"""Notifications without a bus: what plyer is handed, and what is done to texts on the way."""

import sys
from collections.abc import Iterator
from contextlib import closing
from types import ModuleType

import plyer
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plyer import facades
from plyer.utils import Proxy, platform

from app.executors import AtOnce
from app.reminders.notification import Notification
from app.reminders.notifier import LONGEST_BODY, LONGEST_TITLE, Notifier, cut, guarded, show_by_plyer


class Backend(facades.Notification):  # type: ignore[misc]  # plyer has no types
    """A backend of plyer's that keeps what it is handed."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.handed: list[dict[str, object]] = []

    def _notify(self, **kwargs: object) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.handed.append(kwargs)


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    """Plyer with a backend of the test's own, and no bus."""
    made = Backend()
    module = ModuleType("notification")
    module.instance = lambda: made  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, f"plyer.platforms.{platform}.notification", module)
    monkeypatch.setattr(plyer, "notification", Proxy("notification", facades.Notification))
    monkeypatch.setattr("app.reminders.notifier._connected", lambda _on_action: None)
    return made


def test_without_a_bus_plyer_is_handed_the_texts(backend: Backend) -> None:
    with closing(Notifier(AtOnce(), lambda _tag, _action: None)) as notifier:
        shown = notifier.notify("Call: Anna", "10:30")

    assert [(each["title"], each["message"]) for each in backend.handed] == [("Call: Anna", "10:30")]
    assert shown.result() is (sys.platform != "linux")


def test_a_text_that_looks_like_an_option_is_handed_over_as_text(backend: Backend) -> None:
    show_by_plyer(Notification("--help", "-5 %"))

    assert (backend.handed[0]["title"], backend.handed[0]["message"]) == (" --help", " -5 %")


@pytest.mark.parametrize("trouble", [NotImplementedError(), OSError(), ValueError(), ImportError(), TypeError()])
def test_a_failing_backend_is_no_failure_of_ours(backend: Backend, trouble: Exception) -> None:
    backend.trouble = trouble

    with closing(Notifier(AtOnce(), lambda _tag, _action: None)) as notifier:
        shown = notifier.notify("Call", "now")

    assert shown.result() is False


def test_after_close_nothing_is_shown(backend: Backend) -> None:
    notifier = Notifier(AtOnce(), lambda _tag, _action: None)
    notifier.close()

    assert notifier.notify("Call", "now").result() is False
    assert backend.handed == []


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert cut("Anna " * 20, 12) == "Anna Anna A…"
    assert cut("Anna", 4) == "Anna"
    assert cut("Anna\x07 \x1b[1mPike\nfirm", 50) == "Anna [1mPike\nfirm"


@given(st.text(), st.sampled_from((LONGEST_TITLE, LONGEST_BODY)))
def test_no_text_is_longer_than_windows_can_hold(text: str, longest: int) -> None:
    fitting = cut(text, longest)

    assert len(guarded(fitting).encode("utf-16-le")) // 2 <= longest + guarded(fitting).startswith(" ")
