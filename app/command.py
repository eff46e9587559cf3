"""What passes through the two doors: commands change, queries ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar
from uuid import UUID

from models.store.connections import Raw

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from models.store.transaction import Tx
else:

    def __getattr__(name: str) -> Any:
        """`Tx` brings SQLAlchemy: it is read when the first module of commands asks for it."""
        if name != "Tx":
            raise AttributeError(name)
        from models.store.transaction import Tx  # noqa: PLC0415 - the first list stands before SQLAlchemy is loaded

        return Tx


P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

__all__ = ["Asking", "Command", "Query", "Raw", "Sender", "Tx", "command", "query"]


class Reading(Protocol):
    """Where answers are read: a reader, or the change a question is a part of."""

    @property
    def raw(self) -> Raw:
        """The bare connection."""

    @property
    def connection(self) -> "Connection":
        """SQLAlchemy's over it, on the same snapshot; made when first asked for."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a query is handed: one reader on one snapshot, the moment, and who asks."""

    reading: Reading
    now: datetime
    user_id: UUID | None = None

    @property
    def raw(self) -> Raw:
        """For SQL: hot paths."""
        return self.reading.raw

    @property
    def connection(self) -> "Connection":
        """For Core statements."""
        return self.reading.connection


@dataclass(frozen=True, slots=True)
class Sender:
    """Who changes something.

    Screens skip the echo of their own changes by `origin`; edits of one field from one form join into one journal
    entry by `coalesce`; `source` is person, import, sync …
    """

    origin: object | None = None
    coalesce: str = ""
    source: str = "person"


@dataclass(frozen=True)
class Command(Generic[P, R_co]):
    """A change by name. Only a workspace runs it, on its writer thread, as one undoable journal entry."""

    name: str
    run: "Callable[Concatenate[Tx, P], R_co]"

    def __call__(self, tx: "Tx", *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Run it as a step of another command, inside that one's transaction."""
        return self.run(tx, *args, **kwargs)


@dataclass(frozen=True)
class Query(Generic[P, R_co]):
    """A question. Only a workspace asks it, on a reader."""

    run: Callable[Concatenate[Asking, P], R_co]

    def __call__(self, asking: Asking, *args: P.args, **kwargs: P.kwargs) -> R_co:
        """Ask it as a part of another question, on the same snapshot."""
        return self.run(asking, *args, **kwargs)


def command(name: str) -> "Callable[[Callable[Concatenate[Tx, P], R]], Command[P, R]]":
    """Mark a function as a command; `name` is a text marked with `N_`, shown wherever it can be undone."""

    def mark(function: "Callable[Concatenate[Tx, P], R]") -> Command[P, R]:
        made = Command(name, function)
        object.__setattr__(made, "__doc__", function.__doc__)
        return made

    return mark


def query(function: Callable[Concatenate[Asking, P], R]) -> Query[P, R]:
    """Mark a function as a query."""
    made = Query(function)
    object.__setattr__(made, "__doc__", function.__doc__)
    return made
