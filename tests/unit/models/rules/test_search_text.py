"""What the index keeps of a text, and what a person may leave out of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.search_text import folded, folded_words, search_text, without_marks

anything = st.text() | st.text(alphabet=st.characters(categories=None))
names = st.text(alphabet="абвеёйикоАЁЙ'’ʼ`«»\"-. ыьъaeéöZ№\u0306\u0308\x00\xad", max_size=40)
firms = st.lists(
    st.sampled_from(
        ["ООО", "общество", "с", "ограниченной", "ответственностью", "акционерное", "Ромашка", "Ltd", "публичное"]
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("ООО «Ромашка»", "ромашка"),
        ('"Ромашка", ООО', "ромашка"),
        ("Общество с ограниченной ответственностью «Ромашка»", "ромашка"),
        ("Публичное акционерное общество «Сбербанк»", "сбербанк"),
        ("Индивидуальный предприниматель Ковалёв Д. И.", "ковалев д и"),
        ('ООО "Рога и Копыта" (Нск)', "рога и копыта нск"),
        ("North Star Ltd.", "north star"),
        ("Siemens Energy GmbH & Co. KG", "siemens energy"),
        ("Ёлкин Пётр", "елкин петр"),
        ("Ёлкин Пётр".replace("ё", "е\u0308"), "елкин петр"),
        ("Йод и\u0306од", "йод йод"),
        ("André Müller Łódź", "andre muller lodz"),
        ("Straße İstanbul", "strasse istanbul"),
        ("O'Neil O’Neil OʼNeil O`Neil ONeil", "oneil oneil oneil oneil oneil"),
        ("О'Нил Ольга", "онил ольга"),
        ("'Ромашка' d'Artagnan's", "ромашка dartagnans"),
        ("КП №118, КП-2026-118", "кп 118 кп 2026 118"),
        ("shchukina@sibmash.example", "shchukina sibmash example"),
        ("full\xadwidth ＡＢＣ ½ Ⅷ ٣", "fullwidth abc 1 2 viii 3"),
        ("a\x00b\ud800c", "a b c"),
        ("", ""),
        ("«»", ""),
    ],
)
def test_shadow_text_keeps_only_what_can_be_searched(written: str, kept: str) -> None:
    assert search_text(written) == kept


@pytest.mark.parametrize("form", ["ООО", "ООО ЗАО", "Общество с ограниченной ответственностью", "Ltd"])
def test_a_legal_form_stays_when_nothing_else_is_left(form: str) -> None:
    assert search_text(form) == form.casefold()


def test_the_russian_preposition_co_is_no_legal_form() -> None:
    assert search_text("со склада") == "со склада"


def test_parts_are_joined_as_words() -> None:
    assert search_text("Щукина", "", "Анна") == "щукина анна"


@given(anything | names | firms)
def test_searching_for_the_shadow_of_a_text_finds_the_same_shadow(text: str) -> None:
    once = search_text(text)

    assert search_text(once) == once


@given(anything | names)
def test_shadow_text_holds_letters_digits_and_single_spaces_only(text: str) -> None:
    shadow = search_text(text)

    assert shadow == " ".join(shadow.split())
    assert all(c == " " or unicodedata.category(c)[0] in "LNM" for c in shadow)


@given(anything)
def test_shadow_text_stays_in_proportion_to_the_text(text: str) -> None:
    assert len(search_text(text)) <= 18 * len(text)  # one ligature, U+FDFA, is 18 letters


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВЁЙ'’-.,«»\"abcxyzXYZ0123456789"))
def test_the_quick_way_says_what_the_long_way_says(text: str) -> None:
    longer = folded_words(text + " ї")

    assert [*folded_words(text), "і"] == longer


@given(names)
def test_case_does_not_matter(text: str) -> None:
    assert folded(text.upper()) == folded(text.lower())


def test_marks_are_taken_off_letters_but_not_off_russian_ones() -> None:
    assert without_marks("Müller Ščukina Ёлкин Йод") == "Muller Scukina Ёлкин Йод"
