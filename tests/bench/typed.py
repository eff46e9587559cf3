"""What people type into the search box, drawn from a base by a fixed seed."""

import random
from collections.abc import Sequence

import apsw

from models.rules.search_text import folded_words, search_text

_FEWEST_LETTERS = 4  # of a word worth looking for


def typed_words(connection: apsw.Connection, count: int, seed: int) -> list[tuple[str, str]]:
    """(what it is, the text): beginnings of last names, firms, words of talks, two words at once, in turns."""
    chance = random.Random(seed)
    names = _drawn(connection, chance, count, "SELECT last, first FROM contact", "contact", "last <> ''")
    firms = _drawn(connection, chance, count, "SELECT name FROM company", "company", "name <> ''")
    talks = _drawn(
        connection, chance, count, "SELECT regarding || ' ' || details FROM history", "history", "system = 0"
    )
    texts = []
    for place in range(count):
        last, first = names[place]
        kind = ("last name", "firm", "talk", "two words")[place % 4]
        text = {
            "last name": last[: chance.randint(2, 6)],
            "firm": _a_word(chance, firms[place][0]),
            "talk": _a_word(chance, talks[place][0]),
            "two words": f"{last} {first[: chance.randint(1, 4)]}",
        }[kind]
        texts.append((kind, text))
    return texts


def typed_digits(connection: apsw.Connection, count: int, seed: int) -> list[str]:
    """Four to eight digits in a row from somewhere in stored phones."""
    chance = random.Random(seed)
    phones = _drawn(
        connection, chance, count, "SELECT normal FROM channel", "channel", "kind = 'phone' AND normal <> ''"
    )
    pieces = []
    for (normal,) in phones:
        digits = normal.lstrip("+")
        length = min(chance.randint(4, 8), len(digits))
        start = chance.randint(0, len(digits) - length)
        pieces.append(digits[start : start + length])
    return pieces


def word_expression(text: str) -> str:
    """The same text for the index of words by hand: folded words, the last one a beginning."""
    words = search_text(text).split()
    return " AND ".join(f'"{word}"' for word in words) + "*"


def _a_word(chance: random.Random, text: str) -> str:
    words = [word for word in folded_words(text) if len(word) >= _FEWEST_LETTERS and not word.isdigit()]
    return chance.choice(words) if words else text


def _drawn(
    connection: apsw.Connection, chance: random.Random, count: int, select: str, table: str, condition: str
) -> Sequence[tuple[str, ...]]:
    """So many rows from random places of a table."""
    ((last,),) = connection.execute(f"SELECT max(rid) FROM {table}").fetchall()
    assert isinstance(last, int), "an empty base finds nothing"
    rows = []
    for _row in range(count):
        row = connection.execute(
            f"{select} WHERE rid >= ? AND {condition} LIMIT 1", (chance.randint(1, max(1, last * 9 // 10)),)
        ).fetchone()
        assert row is not None
        rows.append(tuple(str(cell) for cell in row))
    return rows
