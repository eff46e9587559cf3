"""Kinds of activities and their results: those of the program, and those people add to the lists beside them.

A kind or a result of one's own has no key: records keep its word, so that it can be read when it is on no list any more,
and two laptops that add one word mean one thing. A kind of one's own begins with what a to-do begins with.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.command import Raw
from models.errors import UserError
from resources.i18n import _

KIND_LIST, RESULT_LIST = "activity_kind", "result"
LONGEST = 40  # letters of a kind or a result: they stand on chips
# Words a timeline calls other things by.
_TAKEN = frozenset({"note", "offer", "file", "system"})
_OWN = """
SELECT i.parent_key, i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id
WHERE l.key = ? AND i.key = '' AND i.label <> '' AND i.removed_at IS NULL ORDER BY i.position, i.rid
"""
_LABELS = """
SELECT i.key, i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id
WHERE l.key = ? AND i.key <> '' AND i.removed_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class KindDefaults:
    """What a new activity of a kind begins with: minutes long, minutes of warning, priority."""

    duration: int
    warning: int
    priority: int = 3


DEFAULTS: dict[str, KindDefaults] = {
    "call": KindDefaults(15, 5),
    "meeting": KindDefaults(60, 30, 2),
    "todo": KindDefaults(0, 0),
    "email": KindDefaults(10, 0),
    "personal": KindDefaults(30, 15, 4),
}
RESULTS: dict[str, tuple[str, ...]] = {
    "call": ("reached", "not_reached", "left_message", "busy", "secretary", "wrong_number", "refused", "interested",
             "received"),
    "meeting": ("held", "not_held"),
    "todo": ("done", "not_done"),
    "email": ("sent", "received"),
    "letter": ("sent", "received"),
    "messenger": ("sent", "received", "reached"),
    "personal": ("done", "not_done"),
}  # fmt: skip
PLANNED = tuple(DEFAULTS)  # the program's kinds of what is planned
LOGGED = tuple(RESULTS)  # and of what happened


def defaults_of(kind: str) -> KindDefaults:
    """What a new activity of a kind begins with; one of a person's own kinds like a to-do."""
    return DEFAULTS.get(kind, DEFAULTS["todo"])


def own_kinds(raw: Raw) -> tuple[str, ...]:
    """The kinds people have added, in their order."""
    return tuple(dict.fromkeys(str(label) for _kind, label in raw.execute(_OWN, (KIND_LIST,))))


def own_results(raw: Raw) -> dict[str, tuple[str, ...]]:
    """The results people have added, by the kind they belong to, in their order."""
    found: dict[str, dict[str, None]] = {}
    for kind, label in raw.execute(_OWN, (RESULT_LIST,)):
        found.setdefault(str(kind), {})[str(label)] = None
    return {kind: tuple(labels) for kind, labels in found.items()}


def results_of(raw: Raw, kind: str) -> tuple[str, ...]:
    """The results a kind may have: the program's, then people's own."""
    return tuple(dict.fromkeys((*RESULTS.get(kind, RESULTS["todo"]), *own_results(raw).get(kind, ()))))


def check_kind(raw: Raw, kind: str, known: tuple[str, ...] = PLANNED) -> None:
    """Refuse a kind that is neither one of the program's nor on the list.

    Raises:
        UserError: with the words that may be used.
    """
    if kind not in known and kind not in (own := own_kinds(raw)):
        raise UserError(_("A kind is one of: {kinds}.").format(kinds=", ".join((*known, *own))), field="kind")


def kind_meant(raw: Raw, text: str, known: tuple[str, ...] = PLANNED) -> str:
    """The kind a person calls so, by its key or by its word on the list, whatever its case.

    Raises:
        UserError: there is none of that name; with those there are.
    """
    called = {label.casefold(): key for key, label in _labels(raw, KIND_LIST) if key in known}
    called |= {own.casefold(): own for own in own_kinds(raw)} | {key: key for key in known}
    kind = called.get(text.strip().casefold(), text.strip())
    check_kind(raw, kind, known)
    return kind


def check_result(raw: Raw, kind: str, result: str) -> None:
    """Refuse a result that the kind does not have.

    Raises:
        UserError: with the words that may be used.
    """
    if result and result not in (known := results_of(raw, kind)):
        raise UserError(_("A result is one of: {results}.").format(results=", ".join(known)), field="result")


def result_meant(raw: Raw, kind: str, text: str) -> str:
    """The result of a kind a person calls so, by its key or by its word on the list, whatever its case.

    Raises:
        UserError: the kind has no such result; with those it has.
    """
    known = results_of(raw, kind)
    called = {label.casefold(): key for key, label in _labels(raw, RESULT_LIST) if key in known}
    called |= {key.casefold(): key for key in known}
    result = called.get(text.strip().casefold(), text.strip())
    check_result(raw, kind, result)
    return result


def check_word(raw: Raw, list_key: str, word: str, kind: str = "", but: str = "") -> None:
    """Refuse a word for a new or a renamed kind or result: one too long, or one that something else has already.

    `kind` is whose result it is; `but` is the word it had before.

    Raises:
        UserError: it cannot be called so.
    """
    if len(word) > LONGEST:
        raise UserError(_("At most {count} letters: it stands on a button.").format(count=LONGEST), field="label")
    wanted = word.casefold()
    if wanted in _taken(raw, list_key, kind) - {but.casefold()}:
        raise UserError(_("“{value}” is there already.").format(value=word), field="label")


def _taken(raw: Raw, list_key: str, kind: str) -> set[str]:
    if list_key == KIND_LIST:
        labels = [label for _key, label in _labels(raw, list_key)]
        return _folded((*_TAKEN, *LOGGED, *labels, *own_kinds(raw)))
    known = results_of(raw, kind)
    return _folded((*known, *(label for key, label in _labels(raw, list_key) if key in known)))


def _folded(words: Iterable[str]) -> set[str]:
    return {word.casefold() for word in words}


def _labels(raw: Raw, list_key: str) -> list[tuple[str, str]]:
    return [(str(key), str(label)) for key, label in raw.execute(_LABELS, (list_key,))]
