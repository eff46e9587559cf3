"""One search over everything: grouped by kind, first results before the third keystroke.

Contacts whose name begins with the text come first, in the order of names; then what the index finds, kind by kind,
history newest first. Readings of the text (other layout, other alphabet) are asked only while nothing was found.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from app.command import Asking, Raw, query
from app.formatting import short_date
from app.records.channels import shown_channel
from models.column_types import from_millis
from models.rules.person_names import PersonName, full_name
from models.rules.search_query import Reading, fts_match, readings, typo_reading
from models.store import arrays
from models.store.text_index import LONGEST_INDEXED_PREFIX, matching, matching_by_kind, phones_with
from resources.i18n import _

FOUND_KINDS = (
    "contact",
    "company",
    "offer",
    "opportunity",
    "product",
    "activity",
    "note",
    "promise",
    "attachment",
    "history",
)
# What belongs to somebody in the recycle bin is hidden with them.
_HIDDEN_WITH_PEOPLE = " AND NOT EXISTS (SELECT 1 FROM contact c WHERE c.id = r.contact_id AND c.removed_at IS NOT NULL)"
_EXCERPT = 90  # characters of a text shown in a result


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, and two lines to tell it by."""

    kind: str
    id: UUID
    title: str
    subtitle: str
    opens: tuple[str, UUID] | None = None  # the record it is seen on, where that is another one


@query
def named(asking: Asking, records: tuple[tuple[str, UUID], ...]) -> tuple[Hit, ...]:
    """Records as a search would show them, in the order they are named; those that are gone are left out."""
    found: dict[tuple[str, UUID], Hit] = {}
    for kind in {kind for kind, _id in records if kind in _SHOWN}:
        keys = [key.bytes for one, key in records if one == kind]
        marks = ", ".join("?" * len(keys))
        here = f"SELECT rid FROM {kind} WHERE id IN ({marks}) AND removed_at IS NULL"  # noqa: S608 - our own names
        rids = [int(str(row[0])) for row in asking.raw.execute(here, tuple(keys))]
        found |= {(hit.kind, hit.id): hit for hit in _SHOWN[kind](asking.raw, rids)} if rids else {}
    return tuple(found[one] for one in records if one in found)


@query
def find(asking: Asking, text: str, limit: int = 20, kinds: tuple[str, ...] = FOUND_KINDS) -> tuple[Hit, ...]:
    """What a text finds, up to `limit` of each kind, grouped by kind in a fixed order."""
    for reading in readings(text):
        if reading.kind == "digits":
            found = tuple(hit for hit in _digits(asking, reading, limit) if hit.kind in kinds)
        else:
            found = _words(asking, reading, limit, kinds)
        if found:
            return found
    last_resort = typo_reading(text)
    return _words(asking, last_resort, limit, kinds) if last_resort else ()


def _words(asking: Asking, reading: Reading, limit: int, kinds: tuple[str, ...]) -> tuple[Hit, ...]:
    expression = fts_match(reading)
    by_kind: dict[str, list[int]] = {str(kind): rids for kind, rids in matching_by_kind(
        asking.raw, expression, limit, _whole(reading)).items()}  # fmt: skip
    by_kind["contact"] = _people(asking.raw, reading, by_kind["contact"], limit)
    if "history" in kinds:
        by_kind["history"] = _talks(asking.raw, reading, expression, limit)
    hits: list[Hit] = []
    for kind in FOUND_KINDS:
        if kind in kinds and (rids := by_kind[kind]):
            hits.extend(_SHOWN[kind](asking.raw, rids))
    return tuple(hits)


def _whole(reading: Reading) -> str:
    """The expression of a long word as it stands; empty where there is none."""
    if len(reading.terms) == 1 and len(reading.terms[0]) == 1 and len(reading.words[0]) > LONGEST_INDEXED_PREFIX:
        return f'"{reading.words[0]}"'
    return ""


def _talks(raw: Raw, reading: Reading, expression: str, limit: int) -> list[int]:
    """History, newest first. A whole word is asked for as such: the index then stops at the newest few.

    The beginning of a long word makes the index gather every hit before it can give the newest ones.
    """
    if len(reading.terms) == 1 and len(reading.words[0]) > LONGEST_INDEXED_PREFIX:
        exact = matching(raw, "history", f'"{reading.words[0]}"', limit)
        if len(exact) == limit:
            return exact
    return matching(raw, "history", expression, limit)


def _people(raw: Raw, reading: Reading, found: list[int], limit: int) -> list[int]:
    """Names that begin with the text, in their order, then whoever else the index found."""
    start = " ".join(reading.words)
    named = [
        int(str(row[0]))
        for row in raw.execute(
            "SELECT contact_rid FROM contact_summary WHERE sort_key >= ? AND sort_key < ? ORDER BY sort_key LIMIT ?",
            (start, start + "\U0010ffff", limit),
        )
    ]
    known = set(named)
    return (named + [rid for rid in found if rid not in known])[:limit]


def _digits(asking: Asking, reading: Reading, limit: int) -> tuple[Hit, ...]:
    rids = phones_with(asking.raw, fts_match(reading), limit)
    if not rids:
        return ()
    rows = asking.raw.execute(
        "SELECT c.id, c.prefix, c.first, c.middle, c.last, c.suffix, f.id, f.name, n.value, n.normal, n.extension"
        " FROM channel n LEFT JOIN contact c ON c.id = n.contact_id AND c.removed_at IS NULL"
        " LEFT JOIN company f ON f.id = n.company_id AND f.removed_at IS NULL"
        " WHERE n.rid IN (SELECT value FROM carray(?)) AND (c.id IS NOT NULL OR f.id IS NOT NULL)",
        (arrays.integers(rids),),
    )
    hits: dict[UUID, Hit] = {}
    for row in rows:
        phone = shown_channel("phone", str(row[8]), str(row[9]), str(row[10]))
        if isinstance(row[0], bytes):
            name = full_name(PersonName(*(str(part) for part in row[1:6])))
            hit = Hit("contact", UUID(bytes=row[0]), name or phone, phone)
        else:
            assert isinstance(row[6], bytes)
            hit = Hit("company", UUID(bytes=row[6]), str(row[7]), phone)
        hits.setdefault(hit.id, hit)
    return tuple(hits.values())


def _shown_contacts(raw: Raw, rids: list[int]) -> Iterable[Hit]:
    rows = raw.execute(
        "SELECT c.rid, c.id, c.prefix, c.first, c.middle, c.last, c.suffix, s.company_name, c.job_title"
        " FROM contact c JOIN contact_summary s ON s.contact_rid = c.rid"
        " WHERE c.rid IN (SELECT value FROM carray(?))",
        (arrays.integers(rids),),
    )
    by_rid = {}
    for rid, record_id, prefix, first, middle, last, suffix, company, job in rows:
        name = full_name(PersonName(str(prefix), str(first), str(middle), str(last), str(suffix)))
        second = " · ".join(str(part) for part in (company, job) if part)
        assert isinstance(record_id, bytes)
        by_rid[rid] = Hit("contact", UUID(bytes=record_id), name or str(company), second)
    return (by_rid[rid] for rid in rids if rid in by_rid)


def _plain(kind: str, title: str, subtitle: str) -> Callable[[Raw, list[int]], Iterable[Hit]]:
    """How the records of a kind are shown whose two lines are columns of their own."""
    hidden = _HIDDEN_WITH_PEOPLE if kind == "activity" else ""
    statement = f"SELECT rid, id, {title}, {subtitle} FROM {kind} r WHERE rid IN (SELECT value FROM carray(?)){hidden}"  # noqa: S608 - our own names

    def show(raw: Raw, rids: list[int]) -> Iterable[Hit]:
        by_rid = {row[0]: row for row in raw.execute(statement, (arrays.integers(rids),))}
        for rid in rids:
            if rid in by_rid:
                _rid, record_id, first, second = by_rid[rid]
                assert isinstance(record_id, bytes)
                yield Hit(kind, UUID(bytes=record_id), _line(first), _line(second))

    return show


def _shown_history(raw: Raw, rids: list[int]) -> Iterable[Hit]:
    rows = raw.execute(
        "SELECT h.rid, h.id, h.regarding, h.details, h.start_at, h.contact_id, h.company_id, h.opportunity_id,"
        " c.prefix, c.first, c.middle, c.last, c.suffix"
        " FROM history h LEFT JOIN contact c ON c.id = h.contact_id WHERE h.rid IN (SELECT value FROM carray(?))"
        " AND (h.contact_id IS NULL OR c.removed_at IS NULL) ORDER BY h.start_at DESC, h.rid DESC",
        (arrays.integers(rids),),
    )
    for _rid, record_id, regarding, details, start, contact, company, deal, *name in rows:
        who = full_name(PersonName(*(str(part or "") for part in name)))
        when = short_date(from_millis(start).date()) if isinstance(start, int) else ""
        title = " · ".join(part for part in (_line(regarding) or _line(details), who) if part)
        assert isinstance(record_id, bytes)
        second = " · ".join(part for part in (when, _line(details)) if part)
        owner = _owner(("contact", contact), ("company", company), ("opportunity", deal))
        yield Hit("history", UUID(bytes=record_id), title, second, owner)


def _shown_offers(raw: Raw, rids: list[int]) -> Iterable[Hit]:
    rows = raw.execute(
        "SELECT o.rid, o.id, o.number, o.version, o.title, f.name, c.prefix, c.first, c.middle, c.last, c.suffix,"
        " coalesce((SELECT i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id"
        " WHERE l.key = 'offer_status' AND i.key = o.status), o.status)"
        " FROM offer o LEFT JOIN company f ON f.id = o.company_id LEFT JOIN contact c ON c.id = o.contact_id"
        " WHERE o.rid IN (SELECT value FROM carray(?))",
        (arrays.integers(rids),),
    )
    by_rid = {}
    for rid, record_id, number, version, title, company, *rest in rows:
        whose = str(company or "") or full_name(PersonName(*(str(part or "") for part in rest[:5])))
        second = " · ".join(part for part in (whose, _line(title), str(rest[5])) if part)
        said = _("{number}, version {version}") if int(str(version)) > 1 else "{number}"
        assert isinstance(record_id, bytes)
        by_rid[rid] = Hit("offer", UUID(bytes=record_id), said.format(number=number, version=version), second)
    return (by_rid[rid] for rid in rids if rid in by_rid)


def _shown_notes(raw: Raw, rids: list[int]) -> Iterable[Hit]:
    rows = raw.execute(
        "SELECT n.rid, n.id, n.text, n.noted_at, n.contact_id, n.company_id, n.opportunity_id, f.name, d.name,"
        " c.prefix, c.first, c.middle, c.last, c.suffix FROM note n LEFT JOIN contact c ON c.id = n.contact_id"
        " LEFT JOIN company f ON f.id = n.company_id LEFT JOIN opportunity d ON d.id = n.opportunity_id"
        " WHERE n.rid IN (SELECT value FROM carray(?)) AND (n.contact_id IS NULL OR c.removed_at IS NULL)",
        (arrays.integers(rids),),
    )
    by_rid = {}
    for rid, record_id, text, at, contact, company, deal, firm, deal_name, *name in rows:
        who = full_name(PersonName(*(str(part or "") for part in name))) or str(firm or deal_name or "")
        when = short_date(from_millis(at).date()) if isinstance(at, int) else ""
        second = " · ".join(part for part in (who, when) if part)
        owner = _owner(("contact", contact), ("company", company), ("opportunity", deal))
        assert isinstance(record_id, bytes)
        by_rid[rid] = Hit("note", UUID(bytes=record_id), _line(text), second, owner)
    return (by_rid[rid] for rid in rids if rid in by_rid)


def _standing_on_somebody(kind: str, title: str) -> Callable[[Raw, list[int]], Iterable[Hit]]:
    """How promises and files are shown: their words, and whose they are."""
    statement = (
        f"SELECT r.rid, r.id, r.{title}, r.contact_id, r.company_id, f.name, c.prefix, c.first, c.middle, c.last, c.suffix"  # noqa: S608 - our own names
        f" FROM {kind} r LEFT JOIN contact c ON c.id = r.contact_id LEFT JOIN company f ON f.id = r.company_id"
        " WHERE r.rid IN (SELECT value FROM carray(?)) AND (r.contact_id IS NULL OR c.removed_at IS NULL)"
    )

    def show(raw: Raw, rids: list[int]) -> Iterable[Hit]:
        by_rid = {}
        for rid, record_id, words, contact, company, firm, *name in raw.execute(statement, (arrays.integers(rids),)):
            whose = full_name(PersonName(*(str(part or "") for part in name))) or str(firm or "")
            owner = _owner(("contact", contact), ("company", company))
            assert isinstance(record_id, bytes)
            by_rid[rid] = Hit(kind, UUID(bytes=record_id), _line(words), whose, owner)
        return (by_rid[rid] for rid in rids if rid in by_rid)

    return show


def _owner(*links: tuple[str, object]) -> tuple[str, UUID] | None:
    """The record something stands on: the first that is named."""
    return next(((kind, UUID(bytes=key)) for kind, key in links if isinstance(key, bytes)), None)


def _line(text: object) -> str:
    """The beginning of a text in one line."""
    if not isinstance(text, str):
        return "" if text is None else str(text)
    flat = " ".join(text[: _EXCERPT * 2].split())
    return flat if len(flat) <= _EXCERPT else _("{text}…").format(text=flat[:_EXCERPT].rstrip())


_SHOWN: dict[str, Callable[[Raw, list[int]], Iterable[Hit]]] = {
    "contact": _shown_contacts,
    "company": _plain("company", "name", "trim(industry || ' ' || region)"),
    "offer": _shown_offers,
    "opportunity": _plain(
        "opportunity",
        "name",
        "coalesce((SELECT i.label FROM pick_item i JOIN pick_list l ON l.id = i.list_id"
        " WHERE l.key = 'opportunity_status' AND i.key = r.status), status)",
    ),
    "product": _plain("product", "name", "code"),
    "activity": _plain(
        "activity", "coalesce(nullif(regarding, ''), details)", "CASE WHEN regarding = '' THEN '' ELSE details END"
    ),
    "note": _shown_notes,
    "promise": _standing_on_somebody("promise", "text"),
    "attachment": _standing_on_somebody("attachment", "name"),
    "history": _shown_history,
}
