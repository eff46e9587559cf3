"""What the list of contacts is narrowed to and sorted by: a text, conditions; asked alike by the screen and by paper."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.views.conditions import Condition
from app.views.contacts import ContactId
from resources.i18n import N_, _

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

    def page(self, ask: Ask, offset: int, limit: int) -> Any:
        """Ask for a window of the set through a door."""
        from app.services.conditions import conditioned_page  # noqa: PLC0415 - heavy: after the first paint
        from app.services.contact_lists import contact_page  # noqa: PLC0415

        if self.conditions:
            return ask(conditioned_page, self._all(), offset=offset, limit=limit, sort=self.sort)
        return ask(contact_page, offset=offset, limit=limit, sort=self.sort, text=self.text)

    def place(self, ask: Ask, contact_id: UUID) -> Any:
        """Ask where a contact stands in the set."""
        from app.services.conditions import conditioned_position  # noqa: PLC0415 - heavy: after the first paint
        from app.services.contact_lists import contact_position  # noqa: PLC0415

        if self.conditions:
            return ask(conditioned_position, ContactId(contact_id), self._all(), sort=self.sort)
        return ask(contact_position, ContactId(contact_id), sort=self.sort, text=self.text)

    def _all(self) -> list[Condition]:
        text = [Condition("text", "contains", self.text)] if self.text else []
        return [*(one.condition for one in self.conditions), *text]
