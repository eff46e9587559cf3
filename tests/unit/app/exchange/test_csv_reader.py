"""Tables of every origin are read: each oddity has a small file of its own in `tests/data/exchange`."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.card import Card, CardAddress, CardDate, RawProperty, Refused
from app.exchange.csv_mapping import CHOICES, mapping_by_heads
from app.exchange.csv_reader import preview, read_csv

DATA = Path(__file__).parents[3] / "data" / "exchange"


def cards(content: bytes) -> list[Card]:
    return [outcome for outcome in read_csv(content) if isinstance(outcome, Card)]


def cards_of(name: str) -> list[Card]:
    return cards((DATA / name).read_bytes())


def values(card: Card, kind: str) -> list[tuple[str, str]]:
    return [(channel.type, channel.value) for channel in card.channels if channel.kind == kind]


def test_google_elder_table_is_read() -> None:
    (card,) = cards_of("google_old.csv")

    assert (card.full_name, card.last, card.company) == ("Инна Юрьевна Карпова", "Карпова", "Карп и К°")
    assert values(card, "phone") == [("mobile", "+7 913 555-02-01"), ("mobile", "+7 913 555-02-02")]
    assert [(it.service, it.value) for it in card.channels if it.kind == "messenger"] == [("skype", "inna.karp")]
    assert card.channels[0].primary
    assert card.categories == ("Работа",)
    assert card.birthday == "--03-08"
    assert card.addresses[0].street == "ул. Садовая, 4"
    assert card.unknown == (RawProperty("Любимый чай", "иван-чай"),)


def test_outlook_english_table_is_read_without_its_silent_columns() -> None:
    (card,) = cards_of("outlook_en.csv")

    assert (card.prefix, card.first, card.last, card.job_title) == ("Herr", "Jörg", "Müller", "Leiter")
    assert [kind for kind, _value in values(card, "phone")] == ["fax", "work", "work", "mobile"]
    assert card.addresses == (
        CardAddress("work", street="Hauptstraße 5, Haus B", city="Köln", postcode="50667", country="Germany"),
    )
    assert card.birthday == "1970-12-31"
    assert card.dates == ()
    assert card.note == "Zeile 1\nZeile 2"
    assert card.unknown == (RawProperty("User 1", "rot"),)
    assert card.warnings == ()


def test_thunderbird_table_is_read_with_its_birthday_in_three_columns() -> None:
    (card,) = cards_of("thunderbird.csv")

    assert (card.full_name, card.nickname, card.birthday) == ("Ирма Блюм", "Ирмочка", "1980-02-29")
    assert len(values(card, "email")) == 2
    assert RawProperty("Custom 1", "кофе") in card.unknown


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "who"),
    [
        ("plain_koi8r.csv", "koi8-r", "\t", "Белкин Иван Петрович"),
        ("plain_cp866.csv", "cp866", ";", "Щедрин"),
        ("plain_maccyrillic.csv", "mac-cyrillic", ";", "Яблоков"),
        ("excel_unicode.csv", "utf-16", "\t", "Рыбакова"),
        ("outlook_en.csv", "cp1252", ",", "Müller"),
        ("google_old.csv", "utf-8", ",", "Инна Юрьевна Карпова"),
    ],
)
def test_encoding_and_delimiter_are_guessed(name: str, encoding: str, delimiter: str, who: str) -> None:
    content = (DATA / name).read_bytes()

    guessed = preview(content)

    assert (guessed.encoding, guessed.delimiter, guessed.has_head) == (encoding, delimiter, True)
    assert who in {cards(content)[0].full_name, cards(content)[0].last}


def test_several_phones_in_a_cell_stay_one_channel_for_the_splitter_of_phones() -> None:
    assert values(cards_of("plain_koi8r.csv")[0], "phone") == [("other", "8 (383) 555-02-06, 8 913 555-02-06")]


def test_a_number_excel_was_told_to_take_for_text_is_read() -> None:
    assert values(cards_of("excel_unicode.csv")[0], "phone") == [("mobile", "+79135550212")]


def test_a_table_without_a_head_is_known_by_what_stands_in_it() -> None:
    content = (DATA / "without_head.csv").read_bytes()

    guessed = preview(content)

    assert not guessed.has_head
    assert guessed.mapping == ("full_name", "email.other", "phone.other", "company")
    assert cards(content)[0].full_name == "Громов Олег Павлович"
    assert len(cards(content)) == 3


def test_rows_too_short_and_too_long_are_kept_and_told_of() -> None:
    short, long, _last = cards_of("uneven_rows.csv")

    assert short.warnings == ("The row is shorter than the others.",)
    assert long.unknown == (RawProperty("Column 4", "лишнее"),)
    assert (short.line, long.line) == (3, 4)


def test_a_quotation_mark_never_closed_costs_one_row() -> None:
    found = list(read_csv((DATA / "open_quote.csv").read_bytes()))

    assert [type(it) for it in found] == [Card, Refused, Card, Card]
    assert [it.record for it in found] == [1, 2, 3, 4]
    refused = found[1]
    assert isinstance(refused, Refused)
    assert (refused.line, refused.reason) == (3, "A quotation mark opens in this row and never closes.")


def test_a_row_that_names_nobody_is_refused_with_its_reason() -> None:
    content = "Имя;Телефон;Комментарий\nАнна;1;\n;;ничей\n".encode()

    (_anna, refused) = read_csv(content)

    assert refused == Refused(2, 3, "The row has no name, company, phone or e-mail.", "ничей")


def test_what_the_person_says_is_not_guessed() -> None:
    content = "a|b|c\nАнна|+79135550222|красный\n".encode("cp1251")

    (card,) = read_csv(content, "cp1251", "|", ["first", "phone.mobile", ""], head=True)

    assert isinstance(card, Card)
    assert (card.first, card.channels[0].value, card.unknown) == ("Анна", "+79135550222", ())


def test_unknown_columns_are_kept_under_their_heads() -> None:
    (card,) = cards("ФИО;Размер обуви\nАнна Щукина;37\n".encode())

    assert card.unknown == (RawProperty("Размер обуви", "37"),)


@pytest.mark.parametrize(
    ("heads", "targets"),
    [
        (["Title", "Job Title"], ("prefix", "job_title")),
        (["Name", "Title"], ("full_name", "job_title")),
        (["Имя", "Фамилия"], ("first", "last")),
        (["Имя", "Телефон"], ("full_name", "phone.other")),
        (["Адрес 2 эл. почты", "Телефон переносной"], ("email.other", "phone.mobile")),
        (["Улица  2 (другой адрес)"], ("address.other.street",)),
        (["Organization 1 - Name", "Organization 2 - Name"], ("company", "keep")),
        (["  КОМПАНИЯ: ", "Ёлка"], ("company", "keep")),
    ],
)
def test_heads_are_known_in_their_company(heads: list[str], targets: tuple[str, ...]) -> None:
    assert mapping_by_heads(heads) == targets


@pytest.mark.parametrize(
    ("dates", "read"), [(["03/04/2001"], "2001-03-04"), (["03/04/2001", "25/12/2001"], "2001-04-03")]
)
def test_a_date_with_slashes_is_read_as_the_whole_table_writes_them(dates: list[str], read: str) -> None:
    rows = "".join(f"Ann,{date}\n" for date in dates)

    found = cards(f"name,birthday\n{rows}".encode())

    assert found[0].birthday == read


def test_anniversary_columns_become_days() -> None:
    (card,) = cards("Фамилия;Годовщина\nЩукина;03.09.2005\n".encode())

    assert card.dates == (CardDate("2005-09-03", "Anniversary"),)


def test_every_target_a_person_may_choose_is_read() -> None:
    for target, _name in CHOICES:
        outcomes = list(read_csv(b"a,b\nAnn,12.12.1985\n", mapping=["first", target], head=True))

        assert isinstance(outcomes[0], Card), target


@settings(max_examples=200, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=200), st.text(st.sampled_from("\"';,\t|\n\r aЯ@1+=\x00"), max_size=80).map(str.encode)
    )
)
def test_no_bytes_whatever_make_reading_a_table_fail(content: bytes) -> None:
    found = list(read_csv(content))

    assert [outcome.record for outcome in found] == list(range(1, len(found) + 1))


def test_an_empty_table_gives_nothing() -> None:
    assert list(read_csv(b"")) == []
