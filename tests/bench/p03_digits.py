"""P3: a phone by any digits in a row, against the raw trigram query of the same digits."""

from app.services.search import find
from tests.bench.bases import SEED, bare, base, opened
from tests.bench.measuring import Bench, Line, call_times, compared, middle_of, percentile
from tests.bench.typed import typed_digits

_GOAL = 2.0
_WARM_UP = 40
_RAW = "SELECT rowid FROM find_digits WHERE find_digits MATCH ? ORDER BY rowid LIMIT 50"


def run(bench: Bench) -> list[Line]:
    """Both sides over the same pieces of stored numbers."""
    folder = base(bench)
    with bare(folder) as raw, opened(folder) as workspace:
        pieces = typed_digits(raw, bench.size.calls, SEED)

        def ours(call: int) -> object:
            return workspace.ask(find, pieces[call]).result()

        def reference(call: int) -> object:
            return raw.execute(_RAW, (f'"{pieces[call]}"',)).fetchall()

        call_times(min(_WARM_UP, bench.size.calls), ours, reference)
        rounds = [call_times(bench.size.calls, ours, reference) for _round in range(bench.size.rounds)]
    return [
        compared("digits, p99", [_at(one, 0.99) for one in rounds], _GOAL),
        compared(
            "  p99, each piece at its middle round",
            [_at([middle_of(side) for side in zip(*rounds, strict=True)], 0.99)],
        ),
        compared("  p50", [_at(one, 0.5) for one in rounds]),
    ]


def _at(one: list[list[float]], share: float) -> tuple[float, float]:
    ours, reference = one
    return percentile(ours, share), percentile(reference, share)
