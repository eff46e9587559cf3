"""Looks over everything a window shows: is a text cut off, squeezed, or not in the person's language?"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from ui.widgets.words import ElidedWords

SLACK = 2  # pixels a hinted glyph may stand out
_LATIN_WORDS = re.compile(r"[A-Za-z]{3,}\s+[A-Za-z]{3,}")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_TONGUES = ("English",)  # a language is offered by its own name


def cut_off(window: QWidget) -> list[str]:
    """A line for every visible text that has less room than it needs."""
    return [
        f"{type(one).__name__} “{text}”: {trouble}"
        for one, text in _visible(window)
        if text.strip() and (trouble := _trouble(one, text))
    ]


def foreign(window: QWidget, catalogue: dict[str, str], data: str) -> list[str]:
    """A line for every text left in the source language: known to the catalogue, or two Latin words no record holds.

    A text of the records is told by its words: the window puts them together in ways of its own ("Last, First").
    """
    found = []
    held = set(_LATIN_WORD.findall(data))
    for one, text in _visible(window):
        translated = catalogue.get(text)
        known = translated is not None and translated != text and text not in _TONGUES
        latin = bool(_LATIN_WORDS.search(text)) and not _CYRILLIC.search(text)
        unknown = latin and not held.issuperset(_LATIN_WORD.findall(text))
        if known or unknown:
            found.append(f"{type(one).__name__} “{text}”")
    return found


def _visible(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for label in window.findChildren(QLabel):
        if label.isVisible():
            yield label, _plain(label.text())
    for button in window.findChildren(QPushButton):
        if button.isVisible():
            yield button, button.text()
    for field in window.findChildren(QLineEdit):
        if field.isVisible():
            yield field, "" if field.text() else field.placeholderText()
    for elided in window.findChildren(ElidedWords):
        if elided.isVisible():
            yield elided, elided.text()


def _plain(text: str) -> str:
    """What is read of a rich text, its paragraphs apart."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).split()) if text.startswith("<") else text


def _trouble(one: QWidget, text: str) -> str:
    if isinstance(one, ElidedWords):
        return ""  # gives way on purpose, and tells the whole in its tooltip
    if isinstance(one, QLabel) and one.wordWrap():
        needed = one.heightForWidth(one.width())
        return f"needs {needed} px of height, has {one.height()}" if needed > one.height() + SLACK else _clipped(one)
    if one.height() < one.fontMetrics().height() - SLACK:
        return f"is {one.height()} px high, a line takes {one.fontMetrics().height()}"
    if isinstance(one, QPushButton) and one.property("look") == "person":
        return ""  # an elided button
    room = one.contentsRect().width()
    needed = max(one.fontMetrics().horizontalAdvance(line) for line in text.replace("&", "").split("\n"))
    if isinstance(one, QLabel) and one.textFormat().name != "PlainText" and text != one.text():
        needed = 0  # rich text wraps
    return f"needs {needed} px, has {room}" if needed > room + SLACK else _clipped(one)


def _clipped(one: QWidget) -> str:
    """Whether a parent that cannot scroll cuts it."""
    whole = QRect(QPoint(0, 0), one.size())
    parent = one.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, QScrollArea | QAbstractScrollArea) or isinstance(parent.parent(), QAbstractScrollArea):
            return ""
        seen = QRect(one.mapTo(parent, QPoint(0, 0)), whole.size())
        if seen.right() > parent.width() + SLACK or seen.bottom() > parent.height() + SLACK or seen.left() < -SLACK:
            return f"stands out of its {type(parent).__name__}: {seen.getRect()} in {parent.size().toTuple()}"
        parent = parent.parentWidget()
    return ""
