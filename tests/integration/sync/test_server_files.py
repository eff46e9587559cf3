"""Attached files on a server: in parts, verified, for those alone who see a record that names them."""

import hashlib
from pathlib import Path

import pytest

from sync.protocol.problems import MalformedError, TooLargeError, UnknownError
from sync.server.blobs import Blobs
from tests.helpers.firm import Firm, Laptop

CONTENT = bytes(range(256)) * 40
NAME = hashlib.sha256(CONTENT).hexdigest()


def bring(laptop: Laptop, content: bytes = CONTENT, chunk: int = 3_000) -> str:
    """Send a file in chunks."""
    name = hashlib.sha256(content).hexdigest()
    here = max(laptop.hub.blob_size(name), 0)
    while here < len(content):
        here = laptop.hub.put_blob(name, here, len(content), content[here : here + chunk])
    return name


def test_a_file_goes_on_where_it_stopped(firm: Firm) -> None:
    anna = firm.person("Anna")
    anna.hub.put_blob(NAME, 0, len(CONTENT), CONTENT[:1_000])

    assert anna.hub.blob_size(NAME) == 1_000
    assert anna.hub.put_blob(NAME, 5_000, len(CONTENT), CONTENT[5_000:6_000]) == 1_000  # a hole: where to go on
    assert anna.hub.put_blob(NAME, 0, len(CONTENT), CONTENT[:1_000]) == 1_000  # sent before
    bring(anna)

    assert anna.hub.blob_size(NAME) == len(CONTENT)
    assert anna.hub.get_blob(NAME, 100, 50) == CONTENT[100:150]


def test_a_file_that_is_not_what_its_hash_says_is_thrown_away(firm: Firm) -> None:
    anna = firm.person("Anna")

    with pytest.raises(MalformedError):
        anna.hub.put_blob(NAME, 0, 3, b"abc")

    assert anna.hub.blob_size(NAME) == -1


def test_a_file_is_served_to_who_sees_a_record_that_names_it(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    bring(anna)
    contact = anna.add("contact", last="Petrova", access="public", owner_id=anna.user)
    assert boris.hub.blob_size(NAME) == -1

    anna.add("attachment", contact, contact_id=contact, sha256=NAME)
    assert boris.hub.get_blob(NAME, 0, 100_000) == CONTENT
    anna.edit("contact", contact, 1, access="limited")

    assert boris.hub.blob_size(NAME) == -1
    with pytest.raises(UnknownError):
        boris.hub.get_blob(NAME, 0, 10)
    assert anna.hub.blob_size(NAME) == len(CONTENT)


def test_whoever_knows_the_hash_alone_learns_nothing(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    bring(anna)

    here = boris.hub.put_blob(NAME, 0, len(CONTENT), CONTENT[:10])

    assert here == 10
    assert boris.hub.blob_size(NAME) == 10
    with pytest.raises(UnknownError):
        boris.hub.get_blob(NAME, 0, 10)


def test_naming_a_file_of_somebody_else_in_a_record_of_ones_own_does_not_get_it(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    bring(anna)

    reply = boris.send(boris.op("contact", "b" * 32, {"last": "Mine", "photo_hash": NAME}))

    assert reply.outcomes[0].rejected == {"photo_hash": "file"}
    assert boris.hub.blob_size(NAME) == -1


def test_a_record_that_names_another_file_no_longer_gives_the_first(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    photo = bring(anna)
    contact = anna.add("contact", last="Petrova", photo_hash=photo)
    assert boris.hub.blob_size(photo) == len(CONTENT)

    anna.edit("contact", contact, 1, photo_hash="")

    assert boris.hub.blob_size(photo) == -1


def test_names_that_are_no_hash_reach_no_file(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)

    for name in ("../../etc/passwd", "a" * 63, "A" * 64, ""):
        with pytest.raises(MalformedError):
            blobs.read(1, name, 0, 10)


def test_an_empty_file_is_a_file(firm: Firm) -> None:
    anna = firm.person("Anna")
    name = hashlib.sha256(b"").hexdigest()

    assert anna.hub.put_blob(name, 0, 0, b"") == 0
    assert anna.hub.blob_size(name) == 0


def test_too_much_at_once_is_refused(firm: Firm) -> None:
    anna = firm.person("Anna")

    with pytest.raises(TooLargeError):
        anna.hub.put_blob(NAME, 0, 1 << 40, b"")
    with pytest.raises(MalformedError):
        anna.hub.put_blob(NAME, 5, 3, b"abc")
