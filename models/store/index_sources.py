"""What the search index holds of each kind: where a record's words come from, and whose words a changed row changes.

One SELECT per kind says what a record's words are: its own searchable fields and the texts of its parts. The same
SELECT serves one edit, an import of thousands and a rebuild; only the set of rows differs.
"""

from dataclasses import dataclass
from functools import lru_cache

from models.fields import fields_of
from models.kinds import Kind
from models.nouns import TABLES

KIND_SHIFT = 40  # a row of `find_text` is numbered kind << 40 | rid, so that one kind is one range of rows
KIND_CODES: dict[Kind, int] = {
    Kind.CONTACT: 1,
    Kind.COMPANY: 2,
    Kind.OFFER: 3,
    Kind.PRODUCT: 4,
    Kind.OPPORTUNITY: 5,
    Kind.ACTIVITY: 6,
    Kind.NOTE: 7,
    Kind.PROMISE: 8,
    Kind.ATTACHMENT: 9,
}
OWN_VALUES = "custom_value"  # values of the fields people add themselves
OWN_FIELDS = "custom_field"
WITH_OWN_FIELDS = (Kind.CONTACT, Kind.COMPANY, Kind.PRODUCT, Kind.OPPORTUNITY)

# Yes and no are no words. Where nobody has added a field, one look into an empty table is all it costs.
_OWN_WORDS = """(SELECT group_concat(v.value, ' ') FROM custom_value v JOIN custom_field f ON f.id = v.field_id
    WHERE EXISTS(SELECT 1 FROM custom_value) AND v.record_kind = '{kind}' AND v.record_id = identity_text(r.id)
      AND v.removed_at IS NULL AND f.removed_at IS NULL AND f.searchable AND f.kind <> 'flag')"""
_PARTS: dict[Kind, tuple[str, ...]] = {
    Kind.CONTACT: (
        "(SELECT name FROM company WHERE id = r.company_id AND removed_at IS NULL)",
        """(SELECT group_concat(value, ' ') FROM channel
            WHERE contact_id = r.id AND kind <> 'phone' AND removed_at IS NULL)""",
        """(SELECT group_concat(city || ' ' || street || ' ' || region, ' ') FROM address
            WHERE contact_id = r.id AND removed_at IS NULL)""",
        """(SELECT group_concat(t.name, ' ') FROM contact_tag l JOIN tag t ON t.id = l.tag_id
            WHERE l.contact_id = r.id AND l.removed_at IS NULL AND t.removed_at IS NULL)""",
    ),
    Kind.COMPANY: (
        """(SELECT group_concat(legal_name || ' ' || inn || ' ' || ogrn, ' ') FROM requisites
            WHERE company_id = r.id AND removed_at IS NULL)""",
        """(SELECT group_concat(value, ' ') FROM channel
            WHERE company_id = r.id AND kind <> 'phone' AND removed_at IS NULL)""",
        "(SELECT group_concat(city || ' ' || street, ' ') FROM address WHERE company_id = r.id AND removed_at IS NULL)",
    ),
    Kind.OFFER: (
        """(SELECT group_concat(name || ' ' || description, ' ') FROM offer_line
            WHERE offer_id = r.id AND removed_at IS NULL)""",
        "(SELECT group_concat(title, ' ') FROM offer_section WHERE offer_id = r.id AND removed_at IS NULL)",
    ),
}

# A changed row of these tables changes the words of the record it is a part of.
PART_OF: dict[str, tuple[tuple[str, Kind], ...]] = {
    "channel": (("contact_id", Kind.CONTACT), ("company_id", Kind.COMPANY)),
    "address": (("contact_id", Kind.CONTACT), ("company_id", Kind.COMPANY)),
    "contact_tag": (("contact_id", Kind.CONTACT),),
    "requisites": (("company_id", Kind.COMPANY),),
    "offer_line": (("offer_id", Kind.OFFER),),
    "offer_section": (("offer_id", Kind.OFFER),),
}
# The name of one of these is a word of many people.
NAMED_ON_PEOPLE = {
    "company": "SELECT c.rid FROM contact c JOIN company f ON f.id = c.company_id WHERE f.rid = ?",
    "tag": """SELECT c.rid FROM contact c JOIN contact_tag l ON l.contact_id = c.id JOIN tag t ON t.id = l.tag_id
        WHERE t.rid = ?""",
}


@dataclass(frozen=True, slots=True)
class Source:
    """How the words of one kind are found: the index they go to, the first row number, and the SELECT.

    `own` are its searchable fields; a change of one of `links` may change the words whatever it says.
    """

    table: str
    index: str
    base: int
    words: str
    own: frozenset[str]
    links: frozenset[str]

    # One text is handed to Python, not ten: that alone takes as long as folding it.
    def words_of(self) -> str:
        """The query for the words of one record by its row number."""
        return f"SELECT search_text(concat_ws(' ', {self.words})) FROM {self.table} r WHERE r.rid = ? AND r.removed_at IS NULL"

    def fill(self, rows: str) -> str:
        """The statement that writes the words of `rows` (a condition on the record `r`)."""
        return (
            f"INSERT INTO {self.index}(rowid, words) SELECT r.rid + {self.base}, search_text(concat_ws(' ', {self.words}))"
            f" FROM {self.table} r WHERE r.removed_at IS NULL AND {rows}"
        )


@lru_cache(256)
def kinds_concerned(tables: frozenset[str]) -> tuple[Kind, ...]:
    """The kinds some of whose words may have changed where rows of these tables have."""
    return tuple(kind for kind, concerning in _CONCERNS.items() if not concerning.isdisjoint(tables))


def _source(kind: Kind, index: str, base: int) -> Source:
    table = str(kind)
    own = [name for name, field in fields_of(TABLES[table]) if field.searchable]
    parts = _PARTS.get(kind, ())
    if kind in WITH_OWN_FIELDS:
        parts = (*parts, _OWN_WORDS.format(kind=kind))
    links = {"removed_at", "company_id"} if kind is Kind.CONTACT else {"removed_at"}
    words = ", ".join([*(f"r.{name}" for name in own), *parts])
    return Source(table, index, base, words, frozenset(own), frozenset(links))


def _concerning(kind: Kind) -> frozenset[str]:
    parts = [part for part, links in PART_OF.items() if any(owner is kind for _link, owner in links)]
    people = list(NAMED_ON_PEOPLE) if kind is Kind.CONTACT else []
    own = [OWN_VALUES, OWN_FIELDS] if kind in WITH_OWN_FIELDS else []
    return frozenset([str(kind), *parts, *people, *own])


SOURCES: dict[Kind, Source] = {
    **{kind: _source(kind, "find_text", code << KIND_SHIFT) for kind, code in KIND_CODES.items()},
    Kind.HISTORY: _source(Kind.HISTORY, "find_talk", 0),
}
_CONCERNS = {kind: _concerning(kind) for kind in SOURCES}
