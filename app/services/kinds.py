"""Kinds of activities and their results: asked for wherever one is chosen, added to where lists are edited."""

from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.records.kinds import (
    KIND_LIST,
    LOGGED,
    PLANNED,
    RESULT_LIST,
    RESULTS,
    check_kind,
    check_word,
    kind_meant,
    own_kinds,
    own_results,
    result_meant,
)
from app.records.pick_lists import labels, list_of
from app.views.kinds import KindView
from models.activity import Activity
from models.errors import UserError
from models.pick_list import PickItem
from resources.i18n import N_, _

_LAST = 1_000  # a place after all that stand on a list


@query
def kinds(asking: Asking) -> tuple[KindView, ...]:
    """All kinds with their results: the program's first, then those people have added, in their order."""
    words, told = labels(asking.connection, KIND_LIST), labels(asking.connection, RESULT_LIST)
    own, added = own_kinds(asking.raw), own_results(asking.raw)
    return tuple(
        KindView(
            key, words.get(key, key), own=key in own, planned=key in PLANNED or key in own,
            results=tuple((one, told.get(one, one)) for one in RESULTS.get(key, RESULTS["todo"])),
            own_results=added.get(key, ()),
        )
        for key in dict.fromkeys((*LOGGED, *own))
    )  # fmt: skip


@query
def kind_called(asking: Asking, text: str, *, logged: bool = False) -> str:
    """The kind a person calls so, by its key or its word; with `logged`, also one that only happens.

    Raises:
        UserError: there is none of that name; with those there are.
    """
    return kind_meant(asking.raw, text, LOGGED if logged else PLANNED)


@query
def result_called(asking: Asking, kind: str, text: str) -> str:
    """The result of a kind a person calls so, by its key or its word.

    Raises:
        UserError: the kind has no such result; with those it has.
    """
    return result_meant(asking.raw, kind, text)


@query
def kind_of_activity(asking: Asking, activity_id: UUID) -> str:
    """What kind an activity is of; "" where it is not here."""
    return asking.connection.execute(sa.select(Activity.kind).where(Activity.id == activity_id)).scalar() or ""


@command(N_("Add kind"))
def add_kind(tx: Tx, label: str) -> str:
    """Add a kind of activities. Returns what records keep of it: its word.

    Raises:
        UserError: nothing was typed, or something is called so already.
    """
    return _add(tx, KIND_LIST, label, "")


@command(N_("Add result"))
def add_result(tx: Tx, kind: str, label: str) -> str:
    """Add a result to a kind, be it the program's or one's own. Returns what records keep of it: its word.

    Raises:
        UserError: there is no such kind, nothing was typed, or a result of the kind is called so already.
    """
    check_kind(tx.raw, kind, LOGGED)
    return _add(tx, RESULT_LIST, label, kind)


def _add(tx: Tx, list_key: str, label: str, kind: str) -> str:
    word = " ".join(label.split())
    if not word:
        raise UserError(_("A value needs a word at least."), field="label")
    check_word(tx.raw, list_key, word, kind)
    tx.add(PickItem(list_id=list_of(tx, list_key).id, label=word, position=_LAST, parent_key=kind))
    tx.subject = word
    return word
