"""Names of people as they stand in one line, and as they are put together again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.person_gender import gender_of
from models.rules.person_names import PersonName, full_name, initials, short_name, sort_key, split_name


@pytest.mark.parametrize(
    ("line", "first", "middle", "last"),
    [
        ("Щукина Анна Викторовна", "Анна", "Викторовна", "Щукина"),
        ("Анна Викторовна Щукина", "Анна", "Викторовна", "Щукина"),
        ("Щукина, Анна Викторовна", "Анна", "Викторовна", "Щукина"),
        ("Анна Викторовна", "Анна", "Викторовна", ""),
        ("Щукина Анна", "Анна", "", "Щукина"),
        ("Анна Щукина", "Анна", "", "Щукина"),
        ("Щукина А. В.", "А.", "В.", "Щукина"),
        ("Щукина А.В.", "А.", "В.", "Щукина"),
        ("А.В. Щукина", "А.", "В.", "Щукина"),
        ("Щукина А", "А", "", "Щукина"),
        ("Абрамович Роман Аркадьевич", "Роман", "Аркадьевич", "Абрамович"),
        ("Роман Аркадьевич Абрамович", "Роман", "Аркадьевич", "Абрамович"),
        ("Абрамович Роман", "Роман", "", "Абрамович"),
        ("Ёлкин Пётр Ильич", "Пётр", "Ильич", "Ёлкин"),
        ("Салтыков-Щедрин Михаил Евграфович", "Михаил", "Евграфович", "Салтыков-Щедрин"),
        ("Мамедов Гейдар Али оглы", "Гейдар", "Али оглы", "Мамедов"),
        ("Лейла Рашид кызы Алиева", "Лейла", "Рашид кызы", "Алиева"),
        ("Вернер фон Браун", "Вернер", "", "фон Браун"),
        ("фон Браун Вернер", "Вернер", "", "фон Браун"),
        ("Ким Чен Ын", "Чен Ын", "", "Ким"),
        ("Александр Ким", "Александр", "", "Ким"),
        ("Анна Мария Петрова", "Анна Мария", "", "Петрова"),
        ("Илья Черных", "Илья", "", "Черных"),
        ("О'Нил Ольга", "Ольга", "", "О'Нил"),
        ("Цой", "", "", "Цой"),
        ("Анна", "Анна", "", ""),
        ("Викторовна", "", "Викторовна", ""),
        ("Shchukina Anna Viktorovna", "Anna", "Viktorovna", "Shchukina"),
        ("John F. Kennedy", "John", "F.", "Kennedy"),
        ("J. R. R. Tolkien", "J.", "R. R.", "Tolkien"),
        ("Smith, John F.", "John", "F.", "Smith"),
        ("Ludwig van Beethoven", "Ludwig", "", "van Beethoven"),
        ("Maria de la Cruz", "Maria", "", "de la Cruz"),
        ("Madonna", "Madonna", "", ""),
        (" ", "", "", ""),
    ],
)
def test_a_line_is_taken_apart(line: str, first: str, middle: str, last: str) -> None:
    assert split_name(line) == PersonName("", first, middle, last, "")


@pytest.mark.parametrize(
    ("line", "prefix", "last", "suffix"),
    [
        ("Dr. Mary-Ann O'Neil", "Dr.", "O'Neil", ""),
        ("John Smith Jr.", "", "Smith", "Jr."),
        ("John Smith, Jr.", "", "Smith", "Jr."),
        ("Smith, John, Jr.", "", "Smith", "Jr."),
        ("John Smith, PhD", "", "Smith", "PhD"),
        ("г-н Петров Иван", "г-н", "Петров", ""),
        ("Иванов Иван Иванович, к.т.н.", "", "Иванов", "к.т.н."),
        ("Prof. Dr. Otto Meyer III", "Prof. Dr.", "Meyer", "III"),
    ],
)
def test_titles_are_put_aside(line: str, prefix: str, last: str, suffix: str) -> None:
    name = split_name(line)

    assert (name.prefix, name.last, name.suffix) == (prefix, last, suffix)


def test_a_title_alone_is_the_name_of_somebody() -> None:
    assert full_name(split_name("Профессор")) == "Профессор"


@pytest.mark.parametrize(
    ("line", "full", "short", "letters"),
    [
        ("Анна Викторовна Щукина", "Щукина Анна Викторовна", "Щукина А. В.", "ЩА"),
        ("О’Нил Ольга", "О’Нил Ольга", "О’Нил О.", "ОО"),
        ("Анна-Мария Петрова", "Петрова Анна-Мария", "Петрова А.-М.", "ПА"),
        ("Вернер фон Браун", "фон Браун Вернер", "фон Браун В.", "БВ"),
        ("Мамедов Гейдар Али оглы", "Мамедов Гейдар Али оглы", "Мамедов Г. А.", "МГ"),
        ("Анна Викторовна", "Анна Викторовна", "Анна Викторовна", "А"),
        ("Цой", "Цой", "Цой", "Ц"),
        ("Dr. John F. Smith Jr.", "John F. Smith Jr.", "J. Smith", "JS"),
        ("", "", "", ""),
    ],
)
def test_a_name_is_put_together_in_the_order_of_its_alphabet(line: str, full: str, short: str, letters: str) -> None:
    name = split_name(line)

    assert (full_name(name), short_name(name), initials(name)) == (full, short, letters)


def test_people_sort_by_last_name_with_yo_among_ye() -> None:
    lines = [
        "Жуков Иван",
        "Ёлкин Пётр",
        "Иванова Анна",
        "Иванов Пётр",
        "Ежов Олег",
        "фон Браун Карл",
        "О'Нил Ольга",
        "Окунь Яна",
    ]

    ordered = sorted(lines, key=lambda line: sort_key(split_name(line)))

    assert [line.split()[0] for line in ordered] == [
        "фон",
        "Ежов",
        "Ёлкин",
        "Жуков",
        "Иванов",
        "Иванова",
        "Окунь",
        "О'Нил",
    ]


@pytest.mark.parametrize(
    ("line", "gender"),
    [
        ("Щукина Анна Викторовна", "female"),
        ("Ким Чен Ильич", "male"),
        ("Мамедов Гейдар Али оглы", "male"),
        ("Алиева Лейла Рашид кызы", "female"),
        ("Никита Петров", "male"),
        ("Саша Петров", "male"),
        ("Саша Ким", ""),
        ("Иван Петрова", ""),
        ("Ким Чен Ын", ""),
        ("Mrs. Robin Smith", "female"),
        ("Robin Smith", ""),
        ("Mary-Ann O'Neil", "female"),
        ("", ""),
    ],
)
def test_gender_is_told_only_where_the_name_is_clear(line: str, gender: str) -> None:
    assert gender_of(split_name(line)) == gender


WORDS = "Анна Викторовна Щукина А. В. А.В. фон Браун оглы John Smith Jr. Dr. van de O'Neil Ким PhD , к.т.н. мл."
LINES = st.text() | st.lists(st.sampled_from(WORDS.split()), max_size=7).map(" ".join)


@given(LINES)
def test_no_letter_of_a_name_is_lost(line: str) -> None:
    name = split_name(line)

    parts = name.prefix + name.first + name.middle + name.last + name.suffix
    assert sorted(re.sub(r"[\s,]", "", parts)) == sorted(re.sub(r"[\s,]", "", line))


@given(LINES)
def test_any_name_can_be_shown_and_sorted(line: str) -> None:
    name = split_name(line)

    assert len(initials(name)) <= 2
    assert not full_name(name).startswith(" ")
    assert short_name(name) == short_name(name).strip()
    assert sort_key(name) == sort_key(name).casefold()


PEOPLE = st.tuples(
    st.sampled_from(["Щукина", "О'Нил", "Салтыкова-Щедрина", "Толстая", "Ковалёва"]),
    st.sampled_from(["Анна", "Мария", "Ольга", "Любовь"]),
    st.sampled_from(["Викторовна", "Ильинична", "Али кызы"]),
)


@given(PEOPLE)
def test_a_full_name_taken_apart_again_says_the_same(parts: tuple[str, str, str]) -> None:
    last, first, middle = parts
    name = PersonName("", first, middle, last)

    assert split_name(full_name(name)) == name
    assert split_name(f"{first} {middle} {last}") == name
