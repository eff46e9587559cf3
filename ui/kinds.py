"""The kinds of activities a person may choose, and their results: known to the window before a sheet asks for them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.views.kinds import KindView

PLANNED = ("call", "meeting", "todo", "email", "personal")
_LISTS = frozenset({"pick_list", "pick_item"})


class Asked(Protocol):
    """What is needed of the world to know kinds: the context, which lies above."""

    @property
    def relay(self) -> Any:
        """Carries what has changed."""

    @property
    def later(self) -> Callable[[QObject, Callable[[], object]], None]:
        """Calls when all of the program is loaded."""

    def ask(self, query: Any, /) -> Any:
        """Ask a question."""


class KnownKinds(QObject):
    """`changed` tells that a person has added, renamed or put away a kind or a result."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own: tuple[str, ...] = ()
        self._results: dict[str, tuple[str, ...]] = {}
        self._asked: Asked | None = None

    def follow(self, asked: Asked) -> None:
        """Ask what there is, as soon as nothing is more urgent, and again whenever a list has changed."""
        self._asked = asked
        asked.relay.changed.connect(self._on_changed)
        asked.later(self, self._ask)

    def planned(self, *besides: str) -> tuple[str, ...]:
        """The kinds something can be planned as: the program's, one's own, and what it is already."""
        return tuple(dict.fromkeys((*PLANNED, *self.own, *filter(None, besides))))

    def own_results(self, kind: str) -> tuple[str, ...]:
        """The results a person has added to a kind."""
        return self._results.get(kind, ())

    def _ask(self) -> None:
        from app.services.kinds import kinds  # noqa: PLC0415 - heavy: after the first paint

        if self._asked is not None:
            self._asked.ask(kinds).then(self, self._take, slot="kinds").troubled(lambda _error: None)

    def _take(self, found: "Sequence[KindView]") -> None:
        own = tuple(one.key for one in found if one.own)
        results = {one.key: one.own_results for one in found if one.own_results}
        if (own, results) != (self.own, self._results):
            self.own, self._results = own, results
            self.changed.emit()

    def _on_changed(self, changed: Any) -> None:
        if not _LISTS.isdisjoint(changed.kinds):
            self._ask()
