"""A file is opened by what is in it; what we cannot read is told in a sentence."""

from pathlib import Path

import pytest

from app.exchange.card import Card, Refused
from app.exchange.detect import open_reader
from app.exchange.json_reader import read_json
from models.errors import OutsideError, UserError

VCARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Анна\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    ("name", "content", "known_as"),
    [
        ("a.txt", VCARD.encode(), "vcard"),
        ("a.csv", b"\xef\xbb\xbf" + VCARD.encode(), "vcard"),
        ("a.dat", VCARD.encode("utf-16"), "vcard"),
        ("a.vcf", "Имя;Телефон\nАнна;123\n".encode("cp1251"), "csv"),
        ("b.vcf", "Имя\tТелефон\nАнна\t123\n".encode("utf-16"), "csv"),
        ("c.vcf", b'{"vizitka": 1, "contacts": [{"first": "Ann"}]}', "json"),
    ],
)
def test_the_content_decides_not_the_name(tmp_path: Path, name: str, content: bytes, known_as: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    reader = open_reader(path)

    assert reader.format == known_as
    assert [type(outcome) for outcome in reader] == [Card]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\r\n \r\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Outlook"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar"),
        (b"<html><body></body></html>", "not a list"),
        (b'{"name": "x"}', "not an export"),
        (bytes(range(1, 250)) * 4, "not a list"),
    ],
)
def test_what_is_no_list_of_contacts_is_refused_in_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)

    with pytest.raises(UserError, match=words):
        open_reader(path)


def test_a_file_that_is_not_there_is_an_outside_failure(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match=r"lost\.vcf"):
        open_reader(tmp_path / "lost.vcf")


def test_progress_grows_to_the_size_of_the_file_and_reading_may_stop_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "many.vcf"
    path.write_bytes(VCARD.encode() * 100)
    reader = open_reader(path)

    seen = [reader.progress.done for _outcome in reader]
    stream = iter(reader)
    next(stream)

    assert seen == sorted(seen)
    assert seen[-1] == reader.progress.total == path.stat().st_size
    assert 0 < reader.progress.done < reader.progress.total


def test_one_bad_record_of_a_json_export_is_refused_alone() -> None:
    content = (
        b'{"vizitka": 1, "contacts": [{"first": "Ann"}, 7, {"first": 7}, {"note": "nobody"}, {"first": "Bob", "new": 1},'
        b' {"channels": [{"kind": "pigeon", "value": "x"}]}, {"channels": [{}]}, {"extra": [1]}]}'
    )

    found = list(read_json(content))

    assert [type(it) for it in found] == [Card, Refused, Refused, Refused, Card, Refused, Refused, Refused]
    bob = found[4]
    assert isinstance(bob, Card)
    assert bob.warnings == ("The field “new” is not known to this version and was left out.",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"vizitka": 3, "contacts": []}', "newer"),
        (b'{"vizitka": 1,\n"contacts": [', "line 2"),
        (b'{"vizitka": true}', "not an export"),
        (b"[" * 100_000, "damaged"),
        (b'{"vizitka": 1, "contacts": 5}', "not an export"),
    ],
)
def test_a_json_document_that_is_no_export_is_told_at_once(content: bytes, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_json(content)
