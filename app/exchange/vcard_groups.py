"""Group cards: lists of members that become a category of each member found in the same file."""

import re
from dataclasses import dataclass

from app.exchange.vcard_draft import Draft
from app.exchange.vcard_lines import Damage, properties
from app.exchange.vcard_properties import apply_property
from app.exchange.vcard_records import pieces

_GROUP = re.compile(
    rb"^(?:[\w-]+\.)?(?:X-ADDRESSBOOKSERVER-)?KIND[^\n:]*:[ \t]*group[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_UID = re.compile(rb"^(?:[\w-]+\.)?UID[^\n:]*:[ \t]*([^\n]+)", re.IGNORECASE | re.MULTILINE)
_MEMBERS = frozenset({"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"})
_NONE: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """Which categories each member gets, and which members are in the file at all."""

    by_member: dict[str, tuple[str, ...]]
    present: frozenset[str]

    def of(self, uid: str) -> tuple[str, ...]:
        """The names of the groups a card belongs to."""
        return self.by_member.get(_bare(uid), _NONE)


def find_groups(content: bytes) -> Groups | None:
    """The groups of a prepared file, or nothing where there are none (the usual case costs one search)."""
    if b"group" not in content and b"GROUP" not in content and b"Group" not in content:
        return None
    if not _GROUP.search(content):
        return None
    present = frozenset(_bare(found[1].decode("utf-8", "replace")) for found in _UID.finditer(content))
    by_member: dict[str, tuple[str, ...]] = {}
    for piece in pieces(content):
        if piece.kind == "VCARD" and _GROUP.search(piece.body):
            draft = Draft()
            for head, value in properties(piece.body, Damage()):
                apply_property(draft, head, value)
            name = group_name(draft)
            for member in members(draft) if name else ():
                by_member[member] = (*by_member.get(member, _NONE), name)
    return Groups(by_member, present)


def group_name(draft: Draft) -> str:
    """What a group card calls its group."""
    return draft.full_name or draft.names[0] or draft.nickname


def members(draft: Draft) -> list[str]:
    """Whom a group card lists, as bare UIDs, each once."""
    listed = (_bare(raw.value) for raw in draft.unknown if raw.name.upper() in _MEMBERS)
    return list(dict.fromkeys(member for member in listed if member))


def _bare(uid: str) -> str:
    return uid.strip().lower().removeprefix("urn:uuid:")
