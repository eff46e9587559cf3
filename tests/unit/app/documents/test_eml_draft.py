"""The draft of a letter: what a mail program finds in the file."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.eml_draft import eml_draft


def a_draft(**changes: str) -> EmailMessage:
    """A letter to Anna, read back."""
    said = {"to": "anna@sibmash.example", "to_name": "Щукина Анна", "subject": "КП-2026-118", "body": "Добрый день!\n"}
    content = eml_draft(**(said | changes), attachment=b"%PDF-1.4 paper", file_name="КП-2026-118 СибМаш.pdf")
    letter = message_from_bytes(content, policy=default)
    assert isinstance(letter, EmailMessage)
    return letter


def test_a_draft_opens_for_writing_with_the_paper_attached() -> None:
    letter = a_draft()

    assert letter["X-Unsent"] == "1"
    assert letter["To"].addresses[0].addr_spec == "anna@sibmash.example"
    assert letter["To"].addresses[0].display_name == "Щукина Анна"
    assert letter["Subject"] == "КП-2026-118"
    (paper,) = letter.iter_attachments()
    assert paper.get_filename() == "КП-2026-118 СибМаш.pdf"
    assert paper.get_content() == b"%PDF-1.4 paper"


@pytest.mark.parametrize("address", ["", "no address", "анна@почта.рф", "a@b@c", "<"])
def test_what_is_no_address_is_left_for_the_person_to_type(address: str) -> None:
    assert a_draft(to=address)["To"] is None


@given(st.text(max_size=80), st.text(max_size=200))
def test_no_words_of_a_client_break_the_letter(subject: str, name: str) -> None:
    content = eml_draft(
        to="a@b.example", to_name=name, subject=subject, body=subject, attachment=b"x", file_name="offer.pdf"
    )

    assert message_from_bytes(content, policy=default)["X-Unsent"] == "1"
