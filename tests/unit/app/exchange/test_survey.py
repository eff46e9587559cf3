"""What is known of a file before anything is brought in."""

from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.survey import TableChoice, look_at, survey

TABLE = "Фамилия;Имя;Телефон\nЁлкин;Пётр;+7 383 111-22-33\nЩукина;Анна;+7 913 222-33-44\n;;\n;;пусто\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(TABLE.encode("cp1251"))
    return path


def test_a_table_is_looked_at_without_reading_it_to_its_end(table: Path) -> None:
    look = look_at(table)

    assert look.table is not None
    assert (look.table.encoding, look.table.delimiter, look.table.head) == ("cp1251", ";", True)
    assert look.table.mapping == ("last", "first", "phone.other")


def test_a_mapping_for_another_number_of_columns_is_forgotten(table: Path) -> None:
    look = look_at(table, TableChoice(delimiter=",", mapping=("last", "first", "phone.other")))

    assert look.table is not None
    assert len(look.table.mapping) == len(look.table.columns) == 1


def test_cards_and_refused_records_are_counted_and_the_first_people_shown(table: Path) -> None:
    found = survey(table, TableChoice())

    assert (found.cards, found.refused) == (3, 0)
    assert found.people[:2] == (("Ёлкин Пётр", "", "+7 383 111-22-33"), ("Щукина Анна", "", "+7 913 222-33-44"))


def test_counting_stops_once_nobody_wants_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Name,Phone\n" + "".join(f"Ann {number},+7 383 111-22-33\n" for number in range(2_000)))

    found = survey(path, TableChoice(), lambda: False)

    assert found.cards == 200


def test_a_file_without_contacts_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "photo.vcf"
    path.write_bytes(b"\x89PNG" + b"0" * 50)

    with pytest.raises(UserError, match="picture"):
        look_at(path)
