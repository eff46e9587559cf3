"""vCards of every origin are read: each oddity has a small file of its own in `tests/data/exchange`."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.card import Card, CardAddress, CardChannel, RawProperty, Refused
from app.exchange.vcard_reader import read_vcards

DATA = Path(__file__).parents[3] / "data" / "exchange"
BEGIN = b"BEGIN:VCARD\r\nVERSION:3.0\r\n"
END = b"END:VCARD\r\n"


def outcomes(name: str) -> list[Card | Refused]:
    return list(read_vcards((DATA / name).read_bytes()))


def cards(name: str) -> list[Card]:
    return [outcome for outcome in outcomes(name) if isinstance(outcome, Card)]


def the_card(content: bytes) -> Card:
    (outcome,) = read_vcards(content)
    assert isinstance(outcome, Card)
    return outcome


def a_card(*lines: str) -> Card:
    return the_card(BEGIN + "".join(f"{line}\r\n" for line in ("FN:Проба", *lines)).encode() + END)


def values(card: Card, kind: str) -> list[str]:
    return [channel.value for channel in card.channels if channel.kind == kind]


def test_an_old_phone_that_breaks_quoted_printable_without_a_sign_is_read_whole() -> None:
    (card,) = cards("nokia_unfolded_qp.vcf")

    assert card.note == "Сосед по даче, чинит лодки"
    assert card.warnings


def test_an_android_phone_gives_names_labels_photo_and_its_own_lines() -> None:
    (card,) = cards("samsung_2_1.vcf")

    assert (card.last, card.first, card.full_name) == ("Ким", "Вера", "Вера Ким")
    assert card.note == "Первая строка\nTEL: не телефон, а текст"
    assert [(it.type, it.label, it.primary) for it in card.channels] == [
        ("mobile", "", True),
        ("other", "Секретарь", False),
        ("fax", "", False),
    ]
    assert (card.nickname, card.birthday, card.dates[0].date) == ("Verochka", "1990-01-31", "2010-07-17")
    assert card.photo is not None
    assert card.photo.content.startswith(b"\xff\xd8")
    assert [raw.name for raw in card.unknown] == ["X-ANDROID-CUSTOM"]


def test_separators_encoded_by_an_old_phone_still_separate() -> None:
    (card,) = cards("encoded_separators.vcf")

    assert (card.last, card.first) == ("Дроздов", "Лев")


def test_an_iphone_gives_labels_yearless_birthday_profiles_and_keeps_the_rest() -> None:
    person, firm = cards("iphone_3_0.vcf")

    assert (person.company, person.department) == ("Полярная экспедиция; отряд 2", "Снабжение, Склад")
    assert person.birthday == "--02-29"
    assert [(day.date, day.label) for day in person.dates] == [("2015-06-20", "Anniversary")]
    assert values(person, "messenger") == ["laptev_a", "arthur.laptev"]
    assert CardChannel("email", "base@polar.example", "other", "База") in person.channels
    assert CardChannel("phone", "+7 913 555-01-07", "fax") in person.channels
    assert RawProperty("X-ABLabel", "_$!<Spouse>!$_", "item6") in person.unknown
    assert person.revised is not None
    assert person.revised.isoformat() == "2024-05-06T07:08:09+00:00"
    assert (firm.is_company, firm.company) == (True, "Полярная экспедиция")


def test_google_gives_labels_and_a_photo_elsewhere_stays_a_link() -> None:
    (card,) = cards("google_3_0.vcf")

    assert card.channels[0].label == "Assistant desk"
    assert card.categories == ("Friends, old",)
    assert card.photo is None
    assert RawProperty("PHOTO", "https://photos.example/ann.jpg") in card.unknown


def test_outlook_in_windows_1251_is_read_with_its_printed_address_kept() -> None:
    (card,) = cards("outlook_2_1_cp1251.vcf")

    assert (card.prefix, card.last, card.company) == ("г-н", "Ежов", "ОАО «Северный путь»")
    assert card.addresses == (
        CardAddress("work", street="ул. Мира, 1", city="Томск", postcode="634000", country="Россия", primary=True),
    )
    assert (card.gender, card.birthday) == ("male", "1970-04-19")
    assert [(raw.name, raw.value) for raw in card.unknown] == [("LABEL", "ул. Мира, 1\\n634000 Томск")]


@pytest.mark.parametrize(
    ("name", "last"),
    [("koi8r_called_utf8.vcf", "Григорьева"), ("utf8_called_cp1251.vcf", "Чистяков"), ("utf16.vcf", "Щеглов")],
)
def test_a_wrongly_declared_or_wide_encoding_is_found_out(name: str, last: str) -> None:
    (card,) = cards(name)

    assert card.last == last


def test_lines_ended_by_cr_alone_are_lines() -> None:
    assert [(card.full_name, card.line) for card in cards("cr_only.vcf")] == [("Раиса", 1), ("Клим", 6)]


def test_cards_without_an_end_are_kept_and_told_of() -> None:
    first, second, third = cards("missing_ends.vcf")

    assert (first.full_name, second.full_name, third.note) == ("Первый без конца", "Второй целый", "на полусл")
    assert [bool(card.warnings) for card in (first, second, third)] == [True, False, True]


def test_the_card_of_an_agent_stays_inside_its_card() -> None:
    ruth, agnes = cards("agent.vcf")

    assert values(ruth, "email") == ["ruth@mitchell.example"]
    assert [raw.name for raw in ruth.unknown] == ["AGENT"]
    assert "Friday" in ruth.unknown[0].value
    assert (agnes.record, agnes.last) == (2, "After")


def test_a_calendar_among_the_cards_and_lines_outside_them_are_refused_with_their_place() -> None:
    found = outcomes("calendar_between.vcf")

    assert [type(outcome) for outcome in found] == [Card, Refused, Card, Refused]
    refused = [outcome for outcome in found if isinstance(outcome, Refused)]
    assert [(it.record, it.line) for it in refused] == [(2, 6), (4, 17)]
    assert refused[0].reason == "This is a calendar entry, not a contact."


def test_a_group_becomes_a_category_of_its_members_even_when_it_stands_before_them() -> None:
    dealers, member, strangers = outcomes("groups.vcf")

    assert isinstance(member, Card)
    assert member.categories == ("Сибирь", "Дилеры")
    assert isinstance(dealers, Refused)
    assert dealers.reason == "This is the group “Дилеры”: its 1 member here got it as a category."
    assert isinstance(strangers, Refused)
    assert "none of its members" in strangers.reason


def test_version_4_gives_uris_preferences_and_a_company() -> None:
    (card,) = cards("version_4_0.vcf")

    assert card.is_company
    assert card.channels[0] == CardChannel("phone", "+371-6755-0124;ext=12", "work", primary=True)
    assert [it.primary for it in card.channels if it.kind == "email"] == [False, True]
    assert CardChannel("messenger", "office@baltic.example", service="jabber") in card.channels
    assert (card.language, card.time_zone, card.birthday) == ("lv", "Europe/Riga", "--08-21")
    assert card.photo is not None
    assert card.photo.media_type == "image/png"
    assert {raw.name for raw in card.unknown} == {"GENDER", "LABEL", "LANG", "CALURI"}


def test_a_letter_folded_in_two_is_put_together() -> None:
    (card,) = cards("folded_inside_letter.vcf")

    assert card.note == "Жук"


def test_dates_in_a_wrong_form_are_kept_and_told_of() -> None:
    odd, moment, yearless = cards("odd_dates.vcf")

    assert [(raw.name, raw.value) for raw in odd.unknown] == [
        ("BDAY", "весной 1985"),
        ("X-ABDATE", "1999-13-45"),
        ("REV", "вчера"),
    ]
    assert len(odd.warnings) == 2
    assert odd.dates[0].date == "2001-06-12"
    assert (moment.birthday, yearless.birthday) == ("1985-12-12", "--03-01")


def test_raw_line_breaks_inside_a_note_stay_in_the_note() -> None:
    (card,) = cards("raw_line_breaks.vcf")

    assert card.note == "первая строка\nвторая строка\nhttp://third.example/line"
    assert values(card, "phone") == ["+79135550128"]


def test_what_comes_twice_or_in_too_many_parts_is_not_lost() -> None:
    (card,) = cards("many_organisations.vcf")

    assert (card.middle, card.suffix) == ("Много Отчеств", "Jr., M.D., Лишнее")
    assert [(raw.name, raw.value) for raw in card.unknown][:3] == [
        ("ORG", "Вторая"),
        ("TITLE", "сторож"),
        ("ROLE", "совместитель"),
    ]
    assert [it.type for it in card.channels[:4]] == ["mobile"] * 4
    assert card.channels[4].label == "PAGER"
    assert "ещё" in card.addresses[0].street


@pytest.mark.parametrize(
    ("line", "service", "value"),
    [
        ("X-TELEGRAM:annasch", "telegram", "annasch"),
        ("X-SKYPE-USERNAME:ann", "skype", "ann"),
        ("IMPP:skype:ann?chat", "skype", "ann?chat"),
        ("IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:ann@talk.example", "googletalk", "ann@talk.example"),
        ("X-WHATSAPP;TYPE=CELL:+79135550130", "whatsapp", "+79135550130"),
    ],
)
def test_messengers_are_known_in_all_their_forms(line: str, service: str, value: str) -> None:
    card = a_card(line)

    assert [(it.kind, it.service, it.value) for it in card.channels] == [("messenger", service, value)]


def test_a_card_that_names_nobody_is_refused_with_its_beginning() -> None:
    (outcome,) = read_vcards(BEGIN + "NOTE:ничей".encode() + b"\r\n" + END)

    assert outcome == Refused(1, 1, "The card has no name, company, phone or e-mail.", "NOTE:ничей")


def test_a_phone_alone_is_enough() -> None:
    assert values(the_card(BEGIN + b"TEL:+79135550131\r\n" + END), "phone") == ["+79135550131"]


def test_one_bad_card_costs_only_itself() -> None:
    good = BEGIN + "FN:Добрый\r\n".encode() + END
    bad = BEGIN + b"N:\x00\xff\xfe;;\x01\r\nPHOTO;ENCODING=b:%%%\r\nTEL\r\n" + END

    found = list(read_vcards(good + bad + good))

    assert [outcome.record for outcome in found] == [1, 2, 3]
    assert [type(found[0]), type(found[2])] == [Card, Card]


def test_control_characters_are_left_out_and_told_of() -> None:
    card = a_card("NOTE:а\x00б\x07в")

    assert card.note == "абв"
    assert card.warnings == ("Unreadable characters were left out.",)


@pytest.mark.parametrize("fold", [b"\r\n ", b"\r\n", b""])
def test_a_photo_of_twenty_megabytes_is_read_however_it_is_folded(fold: bytes) -> None:
    line = b"QUJD" * 18 + fold
    content = BEGIN + b"FN:Ann\r\nPHOTO;ENCODING=b;TYPE=PNG:" + line * 370_000 + b"\r\n" + END

    card = the_card(content)

    assert card.photo is not None
    assert len(card.photo.content) == 54 * 370_000


def test_cards_come_one_at_a_time() -> None:
    stream = read_vcards((BEGIN + b"FN:Ann\r\n" + END) * 3)

    assert [next(stream).record, next(stream).record] == [1, 2]


LINES = st.sampled_from(
    [
        b"N:a;b",
        b"FN:x",
        b'TEL;TYPE="a',
        b"NOTE;ENCODING=QUOTED-PRINTABLE:=D0=",
        b"=9F=",
        b" folded",
        b"PHOTO;ENCODING=b:////",
        b"",
        b"item1.X-ABLabel:l",
        b"item1.TEL:1",
        b"BDAY:99999999",
        b"REV:0001-01-01T00:00:00+23:59",
        b"\xff\xfe\x00",
        b"N;CHARSET=rot13:x",
        b"FN;CHARSET=idna:\xff",
        b"ADR:;;;;;;;;;;",
        b"X-VIZITKA-EXTRA",
        b"X-VIZITKA-EXTRA:",
        b"X-ANDROID-CUSTOM:x/nickname",
        b"MEMBER:urn:uuid:1",
        b"KIND:group",
        b"END:VCARD",
        b"BEGIN:VEVENT",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=300), st.lists(LINES | st.just(b"BEGIN:VCARD") | st.binary(max_size=9)).map(b"\n".join)
    )
)
def test_no_bytes_whatever_make_reading_fail(content: bytes) -> None:
    found = list(read_vcards(content))

    assert [outcome.record for outcome in found] == list(range(1, len(found) + 1))


@settings(max_examples=150, deadline=None)
@given(bodies=st.lists(st.lists(LINES.filter(lambda line: b"BEGIN" not in line), max_size=6), max_size=6))
def test_every_beginning_gives_one_card_or_one_refusal(bodies: list[list[bytes]]) -> None:
    content = b"".join(b"\n".join([b"BEGIN:VCARD", *body, b""]) for body in bodies)

    found = [it for it in read_vcards(content) if not (isinstance(it, Refused) and "outside any card" in it.reason)]

    assert len(found) == len(bodies)
