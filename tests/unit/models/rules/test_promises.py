"""Promises noted in passing."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.promises import promises_in

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday


@pytest.mark.parametrize(
    ("note", "mine", "text", "due"),
    [
        ("!пришлю прайс завтра", True, "пришлю прайс", date(2026, 11, 21)),
        ("?обещал ответ до пт", False, "обещал ответ", date(2026, 11, 20)),
        ("Ремонт дороже. !пришлю расчёт до среды", True, "пришлю расчёт", date(2026, 11, 25)),
        ("!до пт пришлю прайс", True, "пришлю прайс", date(2026, 11, 20)),
        ("!пришлю завтра прайс Петрову", True, "пришлю завтра прайс Петрову", date(2026, 11, 21)),
        ("!пришлю г. Иванову прайс до конца месяца. Он ждёт", True, "пришлю г. Иванову прайс", date(2026, 11, 30)),
        ("!позвоню А. В. Щукиной через 3 дня", True, "позвоню А. В. Щукиной", date(2026, 11, 23)),
        ("!прайс (до 25.11)", True, "прайс", date(2026, 11, 25)),
        ("?promised the drawing in 3 days!", False, "promised the drawing", date(2026, 11, 23)),
        ("!send price by Friday", True, "send price", date(2026, 11, 20)),
        ("!завтра", True, "завтра", date(2026, 11, 21)),
        ("!пришлю каталог", True, "пришлю каталог", None),
        ("!скидка 10.12 процентов Ивану", True, "скидка 10.12 процентов Ивану", None),
    ],
)
def test_a_promise_is_read_from_a_note(note: str, mine: bool, text: str, due: date | None) -> None:  # noqa: FBT001 - a column of the table
    (promise,) = promises_in(note, NOW)

    assert (promise.mine, promise.text, promise.due) == (mine, text, due)


def test_several_promises_of_a_note_keep_their_places() -> None:
    note = "Был на складе.\n?вышлет чертёж 28.11 !пришлю КП завтра в 10. Ждём.\n?ответит"

    found = promises_in(note, NOW)

    assert [note[p.begin : p.end] for p in found] == ["?вышлет чертёж 28.11", "!пришлю КП завтра в 10", "?ответит"]
    assert [p.mine for p in found] == [False, True, False]
    assert [p.at for p in found] == [None, time(10), None]


@pytest.mark.parametrize("note", ["", "Правда?! Да!", "! нет", "Что?да", "Цена!", "a != b", "https://x.example/?q=1"])
def test_ordinary_marks_promise_nothing(note: str) -> None:
    assert promises_in(note, NOW) == ()


@given(st.text() | st.text(alphabet="!? \nабв.до птзавтра25.11"))
def test_any_note_can_be_read_and_its_promises_stand_in_it(note: str) -> None:
    found = promises_in(note, NOW)

    for promise in found:
        assert note[promise.begin] in "!?"
        assert promise.text
        assert promise.text in note[promise.begin : promise.end]
    assert [p.begin for p in found] == sorted(p.begin for p in found)
