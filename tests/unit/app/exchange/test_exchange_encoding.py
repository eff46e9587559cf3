"""Encodings are found by what stands in a text, short Russian ones included."""

import pytest

from app.exchange.encoding import CYRILLIC, guess_encoding

TEXTS = [
    "Иванов Пётр",
    "Щукина Анна Викторовна",
    "главный технолог",
    "ООО «Ромашка»",
    "позвонить завтра после обеда",
    "Хабибуллин;Эльдар;Юсупович;начальник цеха",
]


@pytest.mark.parametrize("encoding", [*CYRILLIC, "utf-8"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_short_russian_text_is_read_in_any_encoding(text: str, encoding: str) -> None:
    content = text.encode(encoding, errors="ignore")

    assert content.decode(guess_encoding(content)) == content.decode(encoding)


@pytest.mark.parametrize("text", ["Jörg Müller", "café crème, garçon", "Señor Núñez; España"])
def test_a_western_text_is_not_taken_for_a_russian_one(text: str) -> None:
    assert guess_encoding(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"])
def test_wide_encodings_are_known_with_and_without_a_mark(encoding: str) -> None:
    content = "Name;Phone\r\nАнна Щукина;123\r\n".encode(encoding)

    assert content.decode(guess_encoding(content)).startswith("Name;Phone")


def test_plain_latin_is_utf_8() -> None:
    assert guess_encoding(b"BEGIN:VCARD") == "utf-8"
