"""The look-over itself: it sees what it is there to see."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.integration.ui.fitting import cut_off, foreign
from ui.widgets.words import ElidedWords, words


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(400, 300)
    qtbot.addWidget(made)
    return made


def show(window: QWidget, *parts: QWidget) -> None:
    down = QVBoxLayout(window)
    for part in parts:
        down.addWidget(part)
    window.show()


def test_what_fits_is_not_reported(window: QWidget) -> None:
    show(window, words("Anna Shchukina"), QPushButton("Call"), words("Several words " * 20, wrap=True))

    assert cut_off(window) == []


def test_a_narrow_label_is_reported(window: QWidget) -> None:
    label = QLabel("Anna Shchukina, chief technologist")
    label.setFixedWidth(60)
    show(window, label)

    assert len(cut_off(window)) == 1


def test_a_squeezed_line_is_reported(window: QWidget) -> None:
    label = QLabel("Anna Shchukina")
    label.setFixedHeight(6)
    show(window, label)

    assert "px high" in cut_off(window)[0]


def test_a_paragraph_without_its_height_is_reported(window: QWidget) -> None:
    paragraph = words("Several words that need more than one line here. " * 6, wrap=True)
    paragraph.setFixedHeight(20)
    show(window, paragraph)

    assert "of height" in cut_off(window)[0]


def test_a_button_that_stands_out_of_its_place_is_reported(window: QWidget) -> None:
    place = QWidget()
    place.setFixedSize(50, 24)
    button = QPushButton("Keep", place)
    button.setGeometry(20, 0, 90, 24)
    show(window, place)

    assert "stands out" in cut_off(window)[0]


def test_words_that_give_way_are_not_reported(window: QWidget) -> None:
    elided = ElidedWords("Anna Shchukina, chief technologist")
    elided.setFixedWidth(60)
    show(window, elided)

    assert cut_off(window) == []


def test_what_the_catalogue_knows_otherwise_is_reported(window: QWidget) -> None:
    show(window, QLabel("Call"), QLabel("Звонок"), QLabel("RUB"))

    assert foreign(window, {"Call": "Звонок", "RUB": "RUB"}, "") == ["QLabel “Call”"]


def test_a_sentence_no_record_holds_is_reported(window: QWidget) -> None:
    show(window, QLabel("Choose the file"), QLabel("North Star Ltd"))

    assert foreign(window, {}, "Olga\nNorth Star Ltd") == ["QLabel “Choose the file”"]


def test_a_name_put_together_from_two_fields_is_no_foreign_sentence(window: QWidget) -> None:
    show(window, QLabel("O'Neill Olga"), QLabel("Olga O'Neill"), QLabel("Olga missing"))

    assert foreign(window, {}, "Olga\nO'Neill") == ["QLabel “Olga missing”"]


def test_a_language_is_offered_by_its_own_name(window: QWidget) -> None:
    show(window, QLabel("English"))

    assert foreign(window, {"English": "Английский"}, "") == []
