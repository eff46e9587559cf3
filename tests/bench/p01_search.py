"""P1: what a text finds, as the search box asks it, against the raw FTS5 queries of the same words in row order."""

from collections.abc import Sequence

from app.services.search import find
from tests.bench.bases import SEED, bare, base, opened
from tests.bench.measuring import Bench, Line, call_times, compared, middle_of, percentile
from tests.bench.typed import typed_words, word_expression

_GOAL = 1.5
_WARM_UP = 40
_RAW = "SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid LIMIT 50"

Round = tuple[list[float], list[float], list[float]]  # ours, the index of records, the index of talks


def run(bench: Bench) -> list[Line]:
    """Both sides over the same texts; the reference is the sum of both indexes, since one search asks both."""
    folder = base(bench)
    with bare(folder) as raw, opened(folder) as workspace:
        texts = typed_words(raw, bench.size.calls, SEED)
        expressions = [word_expression(text) for _kind, text in texts]

        def ours(call: int) -> object:
            return workspace.ask(find, texts[call][1]).result()

        def records(call: int) -> object:
            return raw.execute(_RAW.format(index="find_text"), (expressions[call],)).fetchall()

        def talks(call: int) -> object:
            return raw.execute(_RAW.format(index="find_talk"), (expressions[call],)).fetchall()

        call_times(min(_WARM_UP, bench.size.calls), ours, records, talks)
        rounds: list[Round] = []
        for _round in range(bench.size.rounds):
            first, second, third = call_times(bench.size.calls, ours, records, talks)
            rounds.append((first, second, third))
    return _lines(rounds, [kind for kind, _text in texts])


def _lines(rounds: Sequence[Round], kinds: Sequence[str]) -> list[Line]:
    lines = [
        compared("search, p99", [_both(one, 0.99) for one in rounds], _GOAL),
        compared(
            "  against the index of talks alone, p99",
            [(percentile(ours, 0.99), percentile(talks, 0.99)) for ours, _records, talks in rounds],
        ),
        compared("  p99, each text at its middle round", [_both(_middle(rounds), 0.99)]),
        compared("  p50", [_both(one, 0.5) for one in rounds]),
    ]
    for kind in dict.fromkeys(kinds):
        places = [place for place, one in enumerate(kinds) if one == kind]
        chosen = [_only(one, places) for one in rounds]
        lines.append(compared(f"  {kind}, p99", [_both(one, 0.99) for one in chosen]))
    return lines


def _middle(rounds: Sequence[Round]) -> Round:
    ours, records, talks = (middle_of(side) for side in zip(*rounds, strict=True))
    return ours, records, talks


def _both(one: Round, share: float) -> tuple[float, float]:
    ours, records, talks = one
    sums = [first + second for first, second in zip(records, talks, strict=True)]
    return percentile(ours, share), percentile(sums, share)


def _only(one: Round, places: Sequence[int]) -> Round:
    ours, records, talks = ([times[place] for place in places] for times in one)
    return ours, records, talks
