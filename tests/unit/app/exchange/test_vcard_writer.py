"""vCards we write are vCards others read: vobject is the witness for 3.0."""

from datetime import UTC, datetime

import vobject

from app.exchange.card import Card, CardAddress, CardChannel, CardDate, CardPhoto, RawProperty
from app.exchange.vcard_reader import read_vcards
from app.exchange.vcard_writer import write_vcard

ANNA = Card(
    record=1,
    line=1,
    uid="anna-1",
    prefix="г-жа",
    first="Анна",
    middle="Викторовна",
    last="Щукина; мл.",
    full_name="Анна Викторовна Щукина",
    nickname="Аня",
    company='ООО "Рога и Копыта" (Нск)',
    department="Отдел, главный",
    job_title="главный технолог",
    birthday="1985-12-12",
    dates=(CardDate("2010-05-01", "Юбилей фирмы"),),
    channels=(
        CardChannel("phone", "8 (383) 123-45-67 доб. 12, +7 913 …", "work", primary=True),
        CardChannel("email", "anna@sibmash.example", "work"),
        CardChannel("web", "https://sibmash.example/?a=1,2;b", "other", "Сайт"),
        CardChannel("messenger", "annasch", service="telegram"),
    ),
    addresses=(CardAddress("work", street="ул. Ленина, 12", city="Новосибирск", postcode="630099", country="Россия"),),
    categories=("VIP", "Сибирь, юг"),
    note="Первая строка\nвторая; третья, и ещё много слов, чтобы строку пришлось перенести на следующую",
    photo=CardPhoto(b"\xff\xd8" + bytes(200)),
    revised=datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
    extra=(("statuses", "customer"),),
    unknown=(RawProperty("X-PHONETIC-LAST-NAME", "Shchukina", "", (("LANGUAGE", "en"),)),),
)


def test_vobject_reads_our_version_3() -> None:
    read = vobject.readOne(write_vcard(ANNA, "3.0"))

    assert read.n.value.family == "Щукина; мл."
    assert read.n.value.additional == "Викторовна"
    assert read.fn.value == ANNA.full_name
    assert read.org.value == [ANNA.company, ANNA.department]
    assert read.tel.value == ANNA.channels[0].value
    assert read.tel.params["TYPE"] == ["WORK", "PREF"]
    assert read.email.value == "anna@sibmash.example"
    assert read.adr.value.city == "Новосибирск"
    assert read.note.value == ANNA.note
    assert read.bday.value == "1985-12-12"
    assert read.photo.value == ANNA.photo.content
    assert read.categories.value == ["VIP", "Сибирь, юг"]


def test_what_vobject_writes_we_read() -> None:
    theirs = vobject.vCard()
    theirs.add("n").value = vobject.vcard.Name(family="Ёлкин", given="Пётр")
    theirs.add("fn").value = "Пётр Ёлкин"
    theirs.add("note").value = "строка\nдругая, с запятой; и точкой с запятой " * 4

    (card,) = read_vcards(theirs.serialize().encode())

    assert isinstance(card, Card)
    assert (card.last, card.first, card.note) == ("Ёлкин", "Пётр", theirs.note.value.strip())


def test_a_missing_full_name_is_made_up_for_others_and_not_read_back() -> None:
    card = Card(record=1, line=1, first="Пётр", last="Ёлкин")

    paper = write_vcard(card, "4.0")

    assert "FN;DERIVED=TRUE:Пётр Ёлкин\r\n" in paper
    assert list(read_vcards(paper.encode())) == [card]


def test_version_4_names_a_company_and_an_anniversary_by_their_own_properties() -> None:
    card = Card(company="СибМаш", full_name="СибМаш", is_company=True, dates=(CardDate("2001-09-01", "Anniversary"),))

    paper = write_vcard(card)

    assert "KIND:org\r\n" in paper
    assert "ANNIVERSARY:20010901\r\n" in paper


def test_unknown_properties_return_to_the_letter() -> None:
    line = 'g1.X-ODD;X-A="b;c";TYPE=x,y:raw\\, text;with\\nescapes'
    source = f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ann\r\n{line}\r\nEND:VCARD\r\n"
    (card,) = read_vcards(source.encode())
    assert isinstance(card, Card)

    paper = write_vcard(card)

    assert line in paper.split("\r\n")


def test_labels_do_not_take_the_groups_of_unknown_properties() -> None:
    card = Card(
        record=1,
        line=1,
        channels=(CardChannel("phone", "1", label="Склад"),),
        unknown=(RawProperty("X-FOO", "bar", "item1"), RawProperty("X-ABLabel", "чужая", "item1")),
    )

    assert list(read_vcards(write_vcard(card).encode())) == [card]
