"""Which files the records name: contents of the folder `files/` by their hash, and what a person calls each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.nouns import TABLES
from models.store.transaction import Raw

# Where a hash of a content stands, by noun.
COLUMNS: dict[str, tuple[str, ...]] = {
    name: found
    for name, table in TABLES.items()
    if (found := tuple(one.name for one in table.columns if one.name == "sha256" or one.name.endswith("_hash")))
}
_CALLED = {"contact": "trim(last || ' ' || first)"}  # what names the record; all others have a name


def named_contents(raw: Raw, nouns: Iterable[str] = tuple(COLUMNS)) -> dict[str, str]:
    """The contents living records name: by hash, what the record is called."""
    return _named(raw, dict.fromkeys(nouns, "removed_at IS NULL"))


def contents_beside(raw: Raw) -> dict[str, str]:
    """The contents a full export carries beside it, likewise; photos of the living are in their cards.

    In memory are the files there are, each once, and not the records.
    """
    return _named(raw, {noun: "removed_at IS NOT NULL" if noun == "contact" else "1" for noun in COLUMNS})


def contents_in(records: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """The contents the records of an export name: by hash, what the record is called."""
    found: dict[str, str] = {}
    for noun, columns in COLUMNS.items():
        for entry in records.get(noun, ()):
            for column in columns:
                digest = entry.get(column) if isinstance(entry, dict) else None
                if isinstance(digest, str) and digest:
                    found.setdefault(digest, _called(entry))
    return found


def _called(entry: Mapping[str, Any]) -> str:
    """What a person calls the record; a contact has no name but its parts."""
    return str(entry.get("name", "")) or f"{entry.get('last', '')} {entry.get('first', '')}".strip()


def _named(raw: Raw, which: Mapping[str, str]) -> dict[str, str]:
    """The contents named by those records of each noun."""
    found: dict[str, str] = {}
    for noun, chosen in which.items():
        called = _CALLED.get(noun, "name")
        for column in COLUMNS[noun]:
            rows = raw.execute(
                f"SELECT {column}, {called} FROM {noun} WHERE {chosen} AND {column} <> '' ORDER BY rid"  # noqa: S608 - names from the metadata
            )
            for digest, name in rows:
                found.setdefault(str(digest), str(name))
    return found
