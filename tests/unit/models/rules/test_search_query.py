"""What a search box understands, and that nothing typed can break the index."""

from collections.abc import Iterator

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.keyboard_layout import latin_keys, russian_keys
from models.rules.search_query import Reading, digit_fragments, fts_match, readings, typo_reading
from models.rules.search_text import digits, search_text
from models.rules.typos import typo_variants

ROWS = {
    1: "Щукина Анна Викторовна ООО «СибМаш»",
    2: "О'Нил Ольга North Star Ltd",
    3: "Иванов Пётр, ИП Ёлкин",
    4: "Ivanov John",
    5: "Кузьмин Кирилл",
    6: "Alexey Schukin",
}
PHONES = {1: "8 (383) 222-33-44 доб. 1205", 2: "+7 913 222-33-44", 3: "222-55-66"}


@pytest.fixture(scope="module")
def index() -> Iterator[apsw.Connection]:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(body, tokenize = 'unicode61 remove_diacritics 0')")
    connection.execute("CREATE VIRTUAL TABLE numbers USING fts5(body, tokenize = 'trigram')")
    connection.executemany(
        "INSERT INTO words(rowid, body) VALUES (?, ?)", [(i, search_text(t)) for i, t in ROWS.items()]
    )
    connection.executemany(
        "INSERT INTO numbers(rowid, body) VALUES (?, ?)", [(i, digits(t)) for i, t in PHONES.items()]
    )
    yield connection
    connection.close()


def found(index: apsw.Connection, reading: Reading) -> set[int]:
    table = "numbers" if reading.kind == "digits" else "words"
    return {row[0] for row in index.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (fts_match(reading),))}


def found_by_any(index: apsw.Connection, text: str) -> set[int]:
    return set().union(*(found(index, reading) for reading in readings(text)))


@pytest.mark.parametrize(
    ("typed", "row"),
    [
        ("щук", 1),
        ("анна щукина", 1),
        ("сибмаш ооо", 1),
        ('ООО "СибМаш', 1),
        ("oerbyf", 1),
        ("shchukina anna", 1),
        ("schukina", 1),
        ("ырсрглштф", 1),
        ("онил", 2),
        ("О’Нил", 2),
        ("о нил", 2),
        ("o'nil", 2),
        ("ётр", 3),
        ("елкин", 3),
        ("bdfyjd", 3),
        ("bdfyjd", 4),
        ("ivanov", 3),
        ("иванов", 4),
        ("шмфтщм", 3),
        ("алексей щукин", 6),
        ("kuzmin", 5),
    ],
)
def test_a_contact_is_found_however_it_is_typed(index: apsw.Connection, typed: str, row: int) -> None:
    rows = found_by_any(index, typed)

    assert (row in rows) is (typed != "ётр")  # the middle of a word is no beginning


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("8 (383) 222", {1}),
        ("+7383", {1}),
        ("2233", {1, 2}),
        ("222-33-44", {1, 2}),
        ("89132223344", {2}),
        ("+7 (913) 222", {2}),
        ("9132", {2}),
        ("1205", {1}),
        ("2225", {3}),
        ("8 383 222-33-44 доб. 12", {1}),
    ],
)
def test_any_four_digits_of_a_phone_find_it(index: apsw.Connection, typed: str, rows: set[int]) -> None:
    first = readings(typed)[0]

    assert first.kind == "digits"
    assert found(index, first) == rows


@pytest.mark.parametrize("typed", ["223", "КП-2026-118", "иванов 2233", "", "+"])
def test_text_that_is_no_piece_of_a_phone_has_no_digits_reading(typed: str) -> None:
    assert digit_fragments(typed) == ()


def test_digits_are_also_looked_for_as_typed() -> None:
    assert [reading.kind for reading in readings("2026")] == ["digits", "typed"]


def test_a_slip_of_the_layout_comes_right_after_the_text_as_typed() -> None:
    assert [reading.words for reading in readings("bdfyjd")] == [("bdfyjd",), ("иванов",), ("ivanov",)]


def test_gibberish_of_the_other_layout_is_not_asked_for() -> None:
    assert [reading.words for reading in readings("ivanov")] == [("ivanov",), ("иванов",)]


@pytest.mark.parametrize(
    "name", ["иванов", "щукина", "петров", "сидорова", "ковалев", "хасанов", "жуков", "анна", "ольга", "дмитрий"]
)
def test_a_common_name_on_the_wrong_layout_is_read_second(name: str) -> None:
    assert readings(latin_keys(name))[1].words == (name,)


@pytest.mark.parametrize("name", ["ivanov", "smith", "johnson", "anna", "peter", "shchukina"])
def test_a_latin_name_on_the_russian_layout_is_read(name: str) -> None:
    assert (name,) in [reading.words for reading in readings(russian_keys(name))]


@pytest.mark.parametrize(("typed", "row"), [("шукина", 1), ("кузмин", 5), ("кирил", 5), ("ивонов", 3), ("ивнаов", 3)])
def test_a_small_slip_is_found_as_a_last_resort(index: apsw.Connection, typed: str, row: int) -> None:
    reading = typo_reading(typed)

    assert reading is not None
    assert row in found(index, reading)


def test_short_words_and_numbers_have_no_typos() -> None:
    assert typo_reading("анн 2026") is None


@given(st.text(alphabet="абвгдилнорстуья", max_size=20))
def test_typo_variants_are_few_and_never_the_word_itself(word: str) -> None:
    variants = typo_variants(word)

    assert len(variants) <= 40
    assert word not in variants


NASTY = st.text() | st.text(alphabet="аbЯ'\"*()^:+-{}[]~. \x00ANDORTNE83", max_size=40)


@given(NASTY)
def test_nothing_typed_is_a_syntax_error_to_the_index(index: apsw.Connection, text: str) -> None:
    meant = [*readings(text), *filter(None, [typo_reading(text)])]

    for reading in meant:
        found(index, reading)


@given(st.text(), st.sampled_from(["typed", "digits", "typos"]))
def test_even_words_that_were_never_folded_are_quoted(index: apsw.Connection, word: str, kind: str) -> None:
    found(index, Reading(kind, ((word, word), (word,))))  # type: ignore[arg-type] # sampled from the kinds


@given(NASTY)
def test_readings_are_few_distinct_and_include_the_text_as_typed(text: str) -> None:
    meant = readings(text)

    assert len(meant) <= 4
    assert len(set(meant)) == len(meant)
    assert bool(meant) == bool(search_text(text))
    assert not meant or "typed" in [reading.kind for reading in meant]


@given(st.sampled_from(sorted(ROWS)), st.data())
def test_any_words_of_a_row_find_it(index: apsw.Connection, row: int, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(ROWS[row].split()), min_size=1, max_size=4))

    assert row in found_by_any(index, " ".join(words)) or {"ООО", "Ltd", "ИП,", "ИП"}.issuperset(words)
