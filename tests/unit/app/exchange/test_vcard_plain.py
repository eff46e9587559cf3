"""The short way through a file of ordinary cards finds what the long way finds."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.exchange import vcard_reader
from app.exchange.card import Card, Refused
from app.exchange.vcard_plain import plain_file
from app.exchange.vcard_reader import read_vcards
from app.exchange.vcard_records import prepared

DATA = Path(__file__).parents[3] / "data" / "exchange"
LINES = (
    "FN:Анна Ёлкина", "N:Ёлкина;Анна;;г-жа;", "N:Lee\\;Ann;Zoë,Mary", "TEL;TYPE=CELL;TYPE=PREF: +7 913 222-10-01 ",
    "TEL;VALUE=uri:tel:+7-913-222", "TEL;VALUE=text:tel:1", "item1.TEL:123", "item1.X-ABLabel:_$!<Home>!$_",
    "item2.X-ABLABEL:Дача", "item2.ADR;TYPE=HOME:;;Лесная\\, 5;Томск;;634000;", "ADR:;;;;;;", "ADR:a;b", "ADR:1;2;3;4;5;6;7;8",
    'ADR;LABEL="Лесная, 5":;;;;;;', "EMAIL;TYPE=INTERNET:mailto:ann@example.com", "URL:https://example.com/x", "URL://x",
    "http://example.com", "NOTE:две\\nстроки\\, и", " продолжение", "\tещё", 'NOTE;CHARSET="utf-8":a:b', "BDAY:1985-12-12",
    "BDAY:вчера", "ORG:Ромашка\\, ООО;закупки", "CATEGORIES:a,b\\,c", "X-UNKNOWN;X=1:value", "X-VIZITKA-INTEREST:лодки",
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ", "NOTE;ENCODING=QUOTED-PRINTABLE:=D0=90=", "=D0=91", "слова без двоеточия", "",
    "   ", "TEL", ":", "NOTE:\x07звонок", "LABEL:печатный адрес", "KIND:group", "MEMBER:urn:uuid:1", "UID:1", "KIND:org",
    "IMPP;X-SERVICE-TYPE=telegram:telegram:ann", 'TEL;TYPE="work,voice":5', "begin:vcard", "END:VCARD", "BEGIN:VCARD",
    "AGENT:", "item1.BEGIN:VCARD", "ENDE:x", "END : VCARD", "BEGIN:VEVENT", "Begin of it:x",
)  # fmt: skip
PLAIN = tuple(line for line in LINES if "BEGIN" not in line.upper() and not line.upper().startswith("END"))


def by_the_long_way(content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Card | Refused]:
    with monkeypatch.context() as patch:
        patch.setattr(vcard_reader, "plain_file", lambda _content: None)
        return list(read_vcards(content))


def written(cards: list[list[str]], end: str, between: str) -> bytes:
    return between.join(end.join(["BEGIN:VCARD", *lines, "END:VCARD", ""]) for lines in cards).encode()


@settings(max_examples=400)
@given(
    cards=st.lists(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=9), min_size=1, max_size=4),
    end=st.sampled_from(["\n", "\r\n"]),
    between=st.sampled_from(["", "\n", "\n\n"]),
)
def test_any_card_reads_alike_both_ways(cards: list[list[str]], end: str, between: str) -> None:
    content = written(cards, end, between)

    assert plain_file(prepared(content)) is not None
    assert list(read_vcards(content)) == by_the_long_way(content, pytest.MonkeyPatch())


@settings(max_examples=300)
@given(lines=st.lists(st.sampled_from(("BEGIN:VCARD", "END:VCARD", "FN:Ann", *LINES)), max_size=14))
@example(lines=["BEGIN:VCARD", "END:VCARD"])
@example(lines=["BEGIN:VCARD", "FN:Ann", "END:VCARD", "stray"])
def test_any_heap_of_lines_reads_alike_both_ways(lines: list[str]) -> None:
    for ending in ("", "\n"):
        content = ("\n".join(lines) + ending).encode()

        assert list(read_vcards(content)) == by_the_long_way(content, pytest.MonkeyPatch())


@pytest.mark.parametrize("path", sorted(DATA.glob("*.vcf")), ids=lambda path: path.stem)
def test_every_sample_reads_alike_both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = path.read_bytes()

    assert list(read_vcards(content)) == by_the_long_way(content, monkeypatch)


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    content = written([["FN:a", "NOTE:long", " er"], ["FN:b"], ["X:nobody"]], "\r\n", "\r\n")

    assert [(one.record, one.line) for one in read_vcards(b"\xef\xbb\xbf" + content)] == [(1, 1), (2, 7), (3, 11)]
