"""How the facts of a kind of records are written: what a card's fields hand to the workspace."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.command import Command


@dataclass(frozen=True, slots=True)
class FactCommands:
    """The changes a card's facts can make."""

    edit: "Command[..., Any]"
    add_channel: "Command[..., Any]"
    edit_channel: "Command[..., Any]"
    add_address: "Command[..., Any]"
    edit_address: "Command[..., Any]"
