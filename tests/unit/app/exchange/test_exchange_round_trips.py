"""What we write, we read back equal: every writer against its reader, for any card."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.card import Card, CardAddress, CardChannel, CardDate, CardPhoto, RawProperty
from app.exchange.csv_reader import read_csv
from app.exchange.csv_writer import write_csv
from app.exchange.json_reader import read_json, read_records
from app.exchange.json_writer import write_json
from app.exchange.vcard_reader import read_vcards
from app.exchange.vcard_versions import VCardVersion
from app.exchange.vcard_writer import write_vcard

PIECES = [*"\\;,:=\"'+-@\n nN|.\tabZ09Щёя№€😀é«\u00a0", "BEGIN:VCARD", "END:VCARD", "\\n", "https://", "=0A=", "tel:"]
TRICKY = st.lists(st.sampled_from([*PIECES, "пропись и просто длинные слова " * 3]), max_size=9).map("".join)
ANY = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Texts without blanks at their edges, heavy in letters that formats use themselves."""
    found = st.one_of(TRICKY, TRICKY, ANY).map(str.strip)
    return found.filter(lambda text: len(text) >= min_size and not text.startswith("_$!<"))


def dates() -> st.SearchStrategy[str]:
    full = st.dates(min_value=date(1605, 1, 1)).map(date.isoformat)
    return full | st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 12, 31)).map(lambda day: f"--{day:%m-%d}")


channels = st.one_of(
    st.builds(
        CardChannel,
        kind=st.sampled_from(["phone", "email", "web"]),
        value=texts(1),
        type=st.sampled_from(["mobile", "work", "home", "fax", "main", "other"]),
        label=texts(),
        primary=st.booleans(),
    ),
    st.builds(
        CardChannel,
        kind=st.just("messenger"),
        value=texts(1),
        type=st.sampled_from(["mobile", "work", "home", "other"]),
        label=texts(),
        service=st.sampled_from(["", "telegram", "whatsapp", "jabber", "icq", "мой чат", "my chat 2"]),
        primary=st.booleans(),
    ),
)
addresses = st.builds(
    CardAddress,
    type=st.sampled_from(["work", "home", "delivery", "other"]),
    label=texts(),
    po_box=texts(),
    extended=texts(),
    street=texts(1),
    city=texts(),
    region=texts(),
    postcode=texts(),
    country=texts(),
    primary=st.booleans(),
)
photos = st.builds(
    CardPhoto, content=st.binary(min_size=1, max_size=200), media_type=st.sampled_from(["image/jpeg", "image/png"])
)
raw_names = st.sampled_from(
    ["X-PHONETIC-LAST-NAME", "X-Evolution-File-As", "ROLE", "CALURI", "X-ABRELATEDNAMES", "x-foo"]
)
raw_params = st.lists(
    st.tuples(st.sampled_from(["TYPE", "X-P", "LANGUAGE"]), st.sampled_from(["ru", "a,b", '"a;b:c"', "CELL"])),
    max_size=2,
).map(tuple)
unknown = st.builds(
    RawProperty,
    name=raw_names,
    value=texts(1).map(lambda text: text.replace("\n", "\\n")),
    group=st.sampled_from(["", "item1", "item2", "g.x"]),
    params=raw_params,
) | st.builds(
    RawProperty,
    name=st.sampled_from(["Цвет машины", "Custom Field 1", "a;b"]),
    value=texts(1).map(lambda text: text.replace("\n", "\\n")),
)
extra = st.tuples(
    st.sampled_from(["statuses", "consent_date", "extra", "column", "Сегмент", "Do Not Call", "a__b"]), texts()
)
cards = st.builds(
    Card,
    record=st.just(1),
    line=st.just(1),
    uid=texts(),
    is_company=st.booleans(),
    prefix=texts(),
    first=texts(),
    middle=texts(),
    last=texts(),
    suffix=texts(),
    full_name=texts(),
    nickname=texts(),
    gender=st.sampled_from(["", "male", "female"]),
    company=texts(),
    department=texts(),
    job_title=texts(),
    birthday=st.just("") | dates(),
    dates=st.lists(st.builds(CardDate, date=dates(), label=texts() | st.just("Anniversary")), max_size=3).map(tuple),
    channels=st.lists(channels, min_size=1, max_size=4).map(tuple),
    addresses=st.lists(addresses, max_size=2).map(tuple),
    categories=st.lists(texts(1), max_size=3).map(tuple),
    note=texts(),
    photo=st.none() | photos,
    language=texts(),
    time_zone=texts(),
    revised=st.none()
    | st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)).map(  # noqa: DTZ001 - bounds are naive by hypothesis' contract
        lambda moment: moment.replace(microsecond=0)
    ),
    extra=st.lists(extra, max_size=3).map(tuple),
    unknown=st.lists(unknown, max_size=3).map(tuple),
)


@pytest.mark.parametrize("version", ["4.0", "3.0", "2.1"])
@settings(max_examples=60, deadline=None)
@given(card=cards)
def test_a_card_written_as_vcard_is_read_back_equal(version: VCardVersion, card: Card) -> None:
    paper = write_vcard(card, version).encode("utf-8")

    found = list(read_vcards(paper))

    assert found == [card]


@settings(max_examples=20, deadline=None)
@given(several=st.lists(cards, min_size=2, max_size=4))
def test_cards_of_all_versions_in_one_file_are_read_back_in_order(several: list[Card]) -> None:
    versions: list[VCardVersion] = ["2.1", "3.0", "4.0"]
    paper = "".join(write_vcard(card, versions[place % 3]) for place, card in enumerate(several))

    found = list(read_vcards(paper.encode("utf-8")))

    assert [replace(it, record=1, line=1) for it in found if isinstance(it, Card)] == several


@pytest.mark.parametrize("version", ["4.0", "3.0"])
@settings(max_examples=25, deadline=None)
@given(card=cards)
def test_no_line_of_a_written_card_is_longer_than_75_octets(version: VCardVersion, card: Card) -> None:
    lines = write_vcard(card, version).encode("utf-8").split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)


@settings(max_examples=60, deadline=None)
@given(several=st.lists(cards, min_size=1, max_size=3))
def test_cards_written_as_a_table_are_read_back_equal_but_for_the_order_of_kinds(several: list[Card]) -> None:
    paper = "".join(write_csv(several)).encode("utf-8")

    found = list(read_csv(paper))

    assert [_in_order(it) for it in found if isinstance(it, Card)] == [_in_order(it) for it in several]


@settings(max_examples=60, deadline=None)
@given(several=st.lists(cards, max_size=3))
def test_cards_written_as_json_are_read_back_equal(several: list[Card]) -> None:
    paper = "".join(write_json(several)).encode("utf-8")

    found = list(read_json(paper))

    assert [replace(it, record=1, line=1) for it in found if isinstance(it, Card)] == several


def test_other_records_of_an_export_come_back_by_kind() -> None:
    records = {"notes": [{"text": "Звонил", "stars": 3}, {"text": ""}], "offers": []}

    paper = "".join(write_json([], records)).encode("utf-8")

    assert {kind: list(rows) for kind, rows in read_records(paper).items()} == records
    assert list(read_json(paper)) == []


@given(card=cards)
@settings(max_examples=40, deadline=None)
def test_no_cell_of_a_table_can_be_taken_for_a_formula(card: Card) -> None:
    text = "".join(write_csv([card])).removeprefix("\ufeff")

    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


KINDS = ("phone", "email", "web", "messenger")


def _in_order(card: Card) -> Card:
    channels = tuple(sorted(card.channels, key=lambda channel: KINDS.index(channel.kind)))
    return replace(card, record=1, line=1, channels=channels, extra=tuple(sorted(card.extra)))
