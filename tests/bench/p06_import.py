"""P6: vCards with every field into an empty workspace, against a minimal splitter with raw inserts of the same file."""

from pathlib import Path

from app.exchange.detect import open_reader
from tests.bench.bases import IdleLater, bare, copy_of, empty_workspace, opened
from tests.bench.cards import card_file, import_file
from tests.bench.floor import import_barely, split_cards
from tests.bench.measuring import Bench, Line, compared, timed

_GOAL = 2.0
_PEERS = 20.0  # seconds the peers take for 10,000 cards
_PEERS_CARDS = 10_000
_TIMES_FASTER = 10


def run(bench: Bench) -> list[Line]:
    """The whole import; reading alone and the peers beside it."""
    cards = card_file(bench)
    content = cards.read_bytes()
    rounds, reading = [], []
    with empty_workspace(bench) as empty:
        for _round in range(bench.size.rounds):
            rounds.append((_ours(bench, empty, cards), _floor(bench, empty, cards)))
            split = timed(lambda: sum(1 for _card in split_cards(content)))
            reading.append((timed(lambda: sum(1 for _card in open_reader(cards))), split))
    peers = _PEERS * bench.size.cards / _PEERS_CARDS
    return [
        compared(f"import of {bench.size.cards:,} cards", rounds, _GOAL),
        compared("  against the peers", [(ours, peers) for ours, _floor in rounds], 1 / _TIMES_FASTER),
        compared("  reading alone against splitting", reading),
    ]


def _ours(bench: Bench, empty: Path, cards: Path) -> float:
    with copy_of(empty, bench) as folder:
        with opened(folder, IdleLater()) as workspace:
            seconds = timed(lambda: import_file(workspace, cards))
        _check(bench, folder)
    return seconds


def _floor(bench: Bench, empty: Path, cards: Path) -> float:
    with copy_of(empty, bench) as folder:
        with bare(folder) as connection:
            seconds = timed(lambda: import_barely(connection, cards))
        _check(bench, folder)
    return seconds


def _check(bench: Bench, folder: Path) -> None:
    """Nobody is measured for work that was not done."""
    with bare(folder) as connection:
        (counts,) = connection.execute(
            "SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM channel WHERE kind = 'phone'),"
            " (SELECT count(*) FROM find_text_docsize), (SELECT count(*) FROM find_digits_docsize)"
        ).fetchall()
    contacts, phones, findable, digits = (int(str(one)) for one in counts)
    assert contacts == bench.size.cards, f"{contacts} contacts"
    assert findable >= contacts, f"{findable} findable"
    assert digits == phones >= contacts, f"{digits} of {phones} phones findable"
