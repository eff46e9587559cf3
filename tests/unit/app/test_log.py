"""The log names what ran and what failed, and never a client."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log
from app.bootstrap import create_workspace
from app.errors import UserError
from app.services.contacts import add_contact, edit_contact
from app.services.search import find

NAMES = ("Щукина", "222-33-44", "shchukina")


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    log.to_file(tmp_path / "log")
    keeper = logging.getLogger("vizitka").handlers[-1]
    yield tmp_path / "log" / "vizitka.log"
    logging.getLogger("vizitka").removeHandler(keeper)
    keeper.close()


def test_a_day_is_logged_without_a_word_about_the_client(written: Path, tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "ws", "ru")
    phone = ("phone", "mobile", "+7 913 222-33-44")
    contact_id = workspace.do(add_contact, {"last": "Щукина", "about": "shchukina@sibmash.example"}, [phone]).result()
    workspace.ask(find, "Щукина").result()
    with pytest.raises(UserError):
        workspace.do(edit_contact, contact_id, {"birthday": "Щукина"}).result()
    workspace.close()

    text = written.read_text(encoding="utf-8")

    assert "Add contact" in text
    assert not [name for name in NAMES if name in text]


@pytest.mark.may_log("failed")
def test_a_failure_is_logged_by_place_and_kind_without_its_words(written: Path) -> None:
    with pytest.raises(ValueError, match="Щукина") as caught:
        int("Щукина")
    log.failed("Edit contact", caught.value)

    text = written.read_text(encoding="utf-8")

    assert "ValueError" in text
    assert "test_log.py" in text
    assert "Щукина" not in text
