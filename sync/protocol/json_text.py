"""JSON as text and back: orjson, and the standard library for the little it does not take (halves of characters).

Texts are alike whoever wrote them: no spaces, nothing escaped that need not be. A value is never a fraction (`json_reading`).
"""

import json
from typing import Any

import orjson


def loads(text: str | bytes) -> Any:
    """The value of a text. Raises ValueError or RecursionError where it is none."""
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text, parse_constant=_no_constant)


def dumps(value: object, *, ordered: bool = False) -> bytes:
    """A value as UTF-8; with `ordered` keys go by their letters. Raises ValueError or TypeError where it cannot be."""
    try:
        return orjson.dumps(value, tuple, orjson.OPT_SORT_KEYS if ordered else None)  # named tuples are lists as well
    except TypeError:
        return json.dumps(value, ensure_ascii=False, sort_keys=ordered, separators=(",", ":"), allow_nan=False).encode()


def _no_constant(name: str) -> None:
    raise ValueError(name)
