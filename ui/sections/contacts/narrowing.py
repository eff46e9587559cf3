"""What the list of contacts is narrowed to and sorted by: a text, conditions; asked alike by the screen and by paper."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.views.chosen import Chosen
from app.views.conditions import Condition
from app.views.contacts import ContactId, by_column
from resources.i18n import N_, _

if TYPE_CHECKING:
    from ui.tables.choice import Choice

SORTS = (
    ("name", N_("By last name")),
    ("company", N_("By company")),
    ("next", N_("Next step")),
    ("last_touch", N_("Longest without a talk")),
)
Ask = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A condition and what its chip says."""

    condition: Condition
    title: str

    def place(self) -> tuple[str, str]:
        """Two conditions of one place exclude each other; a field may be bounded from both sides."""
        bounds = {"before": "end", "at_most": "end", "after": "begin", "at_least": "begin"}
        return self.condition.field, bounds.get(self.condition.op, "")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A working set; with neither text nor conditions it is everybody."""

    text: str = ""
    conditions: tuple[Named, ...] = ()
    sort: str = "name"

    def with_(self, **changes: Any) -> "Narrowing":
        """The same set but for these."""
        return replace(self, **changes)

    def title(self) -> str:
        """What the set is called on paper."""
        said = ", ".join(part for part in (self.text, *(one.title for one in self.conditions)) if part)
        return _("Contacts: {text}").format(text=said) if said else _("Contacts")

    def page(self, ask: Ask, offset: int, limit: int, columns: Sequence[str] = ()) -> Any:
        """Ask for a window of the set through a door; `columns` are those whose cells are wanted."""
        from app.services.contact_lists import contact_page  # noqa: PLC0415 - not before it is asked

        wanted: dict[str, Any] = {"offset": offset, "limit": limit, "sort": self.sort}
        if columns:
            wanted["columns"] = columns
        if self.conditions:
            from app.services.conditions import conditioned_page  # noqa: PLC0415 - heavy: the first list has none

            return ask(conditioned_page, self.all(), **wanted)
        return ask(contact_page, text=self.text, **wanted)

    def place(self, ask: Ask, contact_id: UUID) -> Any:
        """Ask where a contact stands in the set."""
        from app.services.contact_lists import contact_position  # noqa: PLC0415 - not before it is asked

        if self.conditions:
            from app.services.conditions import conditioned_position  # noqa: PLC0415 - likewise

            return ask(conditioned_position, ContactId(contact_id), self.all(), sort=self.sort)
        return ask(contact_position, ContactId(contact_id), sort=self.sort, text=self.text)

    def stretch(self, ask: Ask, first: int, count: int) -> Any:
        """Ask who stands in a stretch of the set."""
        from app.services.conditions import conditioned_ids  # noqa: PLC0415 - heavy: after the first paint

        return ask(conditioned_ids, self.all(), sort=self.sort, offset=first, limit=count)

    def chosen(self, choice: "Choice") -> Chosen:
        """Those of the set that are chosen."""
        return Chosen(tuple(self.all()), choice.named(), choice.is_everyone())

    def all(self) -> list[Condition]:
        """Everything the set is narrowed by, the text among it."""
        text = [Condition("text", "contains", self.text)] if self.text else []
        return [*(one.condition for one in self.conditions), *text]

    def kept(self) -> dict[str, Any]:
        """The set in a form JSON can hold."""
        return {
            "text": self.text,
            "sort": self.sort,
            "conditions": [
                [one.condition.field, one.condition.op, one.condition.value, one.title] for one in self.conditions
            ],
        }


def narrowing_kept(kept: object) -> Narrowing:
    """The set that was kept; whatever cannot be read any more is left out."""
    if not isinstance(kept, Mapping):
        return Narrowing()
    found: list[Named] = []
    conditions = kept.get("conditions")
    for one in conditions if isinstance(conditions, list) else ():
        with suppress(TypeError, ValueError):
            field, op, value, title = one
            value = tuple(value) if isinstance(value, list) else value
            found.append(Named(Condition(str(field), op, value), str(title)))
    sort = str(kept.get("sort") or "name")
    known = {key for key, _title in SORTS}
    text = kept.get("text")
    return Narrowing(
        text if isinstance(text, str) else "",
        tuple(found),
        sort if sort.removeprefix("-") in known or by_column(sort) else "name",
    )
