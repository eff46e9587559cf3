"""How a letter greets a person, and in which case it names one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.declension import Case, declined
from models.rules.job_titles import declined_title
from models.rules.person_names import PersonName, full_name, split_name
from models.rules.salutation import salutation
from resources.i18n import speaking


@pytest.mark.parametrize(
    ("line", "russian", "english"),
    [
        ("Щукина Анна Викторовна", "Уважаемая Анна Викторовна", "Dear Ms. Shchukina"),
        ("Ковалёв Пётр Ильич", "Уважаемый Пётр Ильич", "Dear Mr. Kovalev"),
        ("г-н Ким", "Уважаемый господин Ким", "Dear Mr. Kim"),
        ("Щукина А. В.", "Здравствуйте", "Hello"),
        ("Петрова А. В.", "Уважаемая госпожа Петрова", "Dear Ms. Petrova"),
        ("Анна", "Уважаемая Анна", "Dear Anna"),
        ("Саша Ким", "Здравствуйте, Саша", "Dear Sasha Kim"),
        ("John Smith", "Уважаемый John", "Dear Mr. Smith"),
        ("Mrs. Anna Smith", "Уважаемая Anna", "Dear Mrs. Smith"),
        ("Dr. Robin Smith", "Здравствуйте, Robin", "Dear Dr. Smith"),
        ("", "Здравствуйте", "Hello"),
    ],
)
def test_a_letter_greets_in_its_language(line: str, russian: str, english: str) -> None:
    name = split_name(line)

    assert salutation(name, lang="ru") == russian
    assert salutation(name, lang="en") == english


def test_the_gender_on_the_card_wins_over_the_name() -> None:
    assert salutation(split_name("Саша Ким"), "female", lang="ru") == "Уважаемая Саша"


def test_the_language_in_force_greets_where_none_is_asked_for() -> None:
    with speaking("ru"):
        greeting = salutation(PersonName(first="Анна"))

    assert greeting == "Уважаемая Анна"


@pytest.mark.parametrize(
    ("line", "case", "expected"),
    [
        ("Щукина Анна Викторовна", "dative", "Щукиной Анне Викторовне"),
        ("Ковалёв Пётр Ильич", "dative", "Ковалёву Петру Ильичу"),
        ("Ковалёв Пётр Ильич", "genitive", "Ковалёва Петра Ильича"),
        ("Салтыков-Щедрин Михаил Евграфович", "instrumental", "Салтыковым-Щедриным Михаилом Евграфовичем"),
        ("О'Нил Ольга", "dative", "О'Нил Ольге"),
        ("Мамедов Гейдар Али оглы", "dative", "Мамедову Гейдару Али оглы"),
        ("фон Браун Иван", "dative", "фон Брауну Ивану"),
        ("Щукин Павел А.", "dative", "Щукину Павлу А."),
        ("ЩУКИНА АННА", "dative", "ЩУКИНОЙ АННЕ"),
        ("Живаго Юрий", "dative", "Живаго Юрию"),
        ("Ким Чен Ын", "dative", "Ким Чен Ын"),
        ("John Smith", "dative", "John Smith"),
        ("Щукина Анна", "nominative", "Щукина Анна"),
    ],
)
def test_a_name_is_declined_or_left_as_it_is(line: str, case: Case, expected: str) -> None:
    assert full_name(declined(split_name(line), case)) == expected


@pytest.mark.parametrize(
    ("title", "dative"),
    [
        ("генеральный директор", "генеральному директору"),
        ("Главный технолог", "Главному технологу"),
        ("старший менеджер по закупкам", "старшему менеджеру по закупкам"),
        ("технический директор", "техническому директору"),
        ("внешний управляющий", "внешнему управляющему"),
        ("заведующая складом", "заведующей складом"),
        ("начальник отдела снабжения", "начальнику отдела снабжения"),
        ("директор по продажам и маркетингу", "директору по продажам и маркетингу"),
        ("директор и учредитель", "директору и учредителю"),
        ("инженер-конструктор", "инженеру-конструктору"),
        ("вице-президент", "вице-президенту"),
        ("контент-менеджер", "контент-менеджеру"),
        ("секретарь", "секретарю"),
        ("глава КФХ", "главе КФХ"),
        ("владелец", "владельцу"),
        ("ГЕНЕРАЛЬНЫЙ ДИРЕКТОР", "ГЕНЕРАЛЬНОМУ ДИРЕКТОРУ"),
        ("ЛПР", "ЛПР"),
        ("CEO", "CEO"),
        ("и.о. директора", "и.о. директора"),
        ("атташе", "атташе"),
        ("", ""),
    ],
)
def test_a_job_title_is_declined_where_its_endings_are_plain(title: str, dative: str) -> None:
    assert declined_title(title, "dative") == dative


def test_a_job_title_has_all_the_cases() -> None:
    cases: tuple[Case, ...] = ("nominative", "genitive", "accusative", "instrumental", "prepositional")

    assert [declined_title("главный врач", case) for case in cases] == [
        "главный врач",
        "главного врача",
        "главного врача",
        "главным врачом",
        "главном враче",
    ]


WORDS = st.text() | st.lists(
    st.sampled_from(["главный", "директор", "и", "-", "А.", "Щукина", "Анна", "оглы", "заведующая", "CEO"])
).map(" ".join)


@given(WORDS, st.sampled_from(["genitive", "dative", "instrumental"]), st.sampled_from(["male", "female", ""]))
def test_whatever_stands_in_the_fields_a_letter_can_be_written(text: str, case: Case, gender: str) -> None:
    name = PersonName(text, text, text, text, text)

    greeting = salutation(name, gender, lang="ru")  # type: ignore[arg-type] # sampled from the genders

    assert greeting.startswith(("Уважаем", "Здравствуйте"))
    assert isinstance(full_name(declined(name, case)), str)
    assert isinstance(declined_title(text, case), str)
