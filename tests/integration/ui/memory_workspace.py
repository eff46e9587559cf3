"""A workspace in memory behind the two doors: the window's tests work while the store below is being built."""

import copy
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from app.errors import NotFoundError, OutsideError, UserError
from app.events import Changed, KindChanges
from app.services.search import Hit
from app.views.contacts import (
    ActivityView,
    ChannelView,
    ColleagueView,
    CompanyId,
    ContactCard,
    ContactId,
    ContactPage,
    ContactRow,
    OpportunityView,
    PromiseView,
    StatusView,
    TimelineEntry,
)

LABELS = {"interest": "Интерес", "lead_source": "Источник"}
FIELDS = ("prefix", "first", "middle", "last", "suffix", "salutation", "job_title", "department", "birthday",
          "time_zone", "about", "company")  # fmt: skip
_KINDS = {"schedule": "activity", "reschedule": "activity", "complete": "activity", "log": "history",
          "log_call": "history", "write_note": "note"}  # fmt: skip


@dataclass
class Person:
    """A contact with everything that hangs on it."""

    id: UUID
    fields: dict[str, str]
    channels: dict[UUID, ChannelView] = field(default_factory=dict)
    plan: list[ActivityView] = field(default_factory=list)
    past: list[TimelineEntry] = field(default_factory=list)
    promises: list[PromiseView] = field(default_factory=list)
    deals: list[OpportunityView] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as shown."""
        first, middle, last = (self.fields.get(key, "") for key in ("first", "middle", "last"))
        parts = (last, first, middle) if last > "\u0400" else (first, middle, last)
        return " ".join(part for part in parts if part)


class MemoryWorkspace:
    """Interprets commands and queries by their names; one thread writes and reads."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.people: dict[UUID, Person] = {}
        self.asked: list[str] = []
        self.broken: set[str] = set()  # queries that fail as a full disk would
        self.held = threading.Event()
        self.held.set()
        self._now = now
        self._undo: list[tuple[str, dict[UUID, Person]]] = []
        self._redo: list[tuple[str, dict[UUID, Person]]] = []
        self._listeners: list[Callable[[Any], None]] = []
        self._pool = ThreadPoolExecutor(1)

    def do(self, command: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        return self._pool.submit(self._run, command, args, kwargs)

    def ask(self, query: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        name = query.run.__name__
        self.asked.append(name)
        return self._pool.submit(self._answer, name, args, kwargs)

    def undo(self) -> "Future[Any]":
        return self._pool.submit(self._travel, self._undo, self._redo, "undo")

    def redo(self) -> "Future[Any]":
        return self._pool.submit(self._travel, self._redo, self._undo, "redo")

    def subscribe(self, callback: Callable[[Any], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def close(self) -> None:
        self.held.set()
        self._pool.shutdown()

    def _run(self, command: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        before = copy.deepcopy(self.people)
        name = command.run.__name__
        touched, answer = getattr(self, f"_do_{name}")(*args, **kwargs)
        self._undo.append((command.name, before))
        self._redo.clear()
        self._announce(command.name, {touched}, "person", _KINDS.get(name, "contact"))
        return answer

    def _answer(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        self.held.wait(10)
        if name in self.broken:
            raise OutsideError("The disk is full.", kept="Nothing is lost.")
        return getattr(self, f"_ask_{name}")(*args, **kwargs)

    def _travel(self, back: list[Any], forth: list[Any], source: str) -> None:
        if not back:
            raise UserError("There is nothing to undo.")
        name, people = back.pop()
        forth.append((name, self.people))
        touched = {key for key in {*people, *self.people} if people.get(key) != self.people.get(key)}
        self.people = people
        self._announce(name, touched, source)

    def _announce(self, name: str, touched: set[UUID], source: str, kind: str = "contact") -> None:
        """Parts of a card announce themselves, not the contact they belong to."""
        ids = frozenset(touched) if kind == "contact" else frozenset({uuid4()})
        kinds = {kind: KindChanges(ids, frozenset())}
        for listener in tuple(self._listeners):
            listener(Changed(name, "", kinds, source))

    def _person(self, contact_id: UUID) -> Person:
        if contact_id not in self.people:
            raise NotFoundError("This contact is no longer here.")
        return self.people[contact_id]

    def _do_add_contact(self, edits: dict[str, str], channels: Any = ()) -> tuple[UUID, UUID]:
        if not any(edits.values()) and not channels:
            raise UserError("Give at least a name or a phone.", field="last")
        person = Person(uuid4(), dict(edits))
        self.people[person.id] = person
        for kind, sort, value in channels:
            self._add_channel(person, kind, sort, value)
        return person.id, person.id

    def _do_edit_contact(self, contact_id: UUID, edits: dict[str, str]) -> tuple[UUID, None]:
        if edits.get("birthday") == "never":
            raise UserError("This is no day of a calendar.", field="birthday")
        self._person(contact_id).fields |= edits
        return contact_id, None

    def _do_remove_contact(self, contact_id: UUID) -> tuple[UUID, None]:
        del self.people[contact_id]
        return contact_id, None

    def _do_add_channel(self, contact_id: UUID, kind: str, sort: str, value: str) -> tuple[UUID, UUID]:
        return contact_id, self._add_channel(self._person(contact_id), kind, sort, value)

    def _add_channel(self, person: Person, kind: str, sort: str, value: str) -> UUID:
        if kind == "phone" and not any(one.isdigit() for one in value):
            raise UserError("A phone has digits.", field="value")
        one = ChannelView(uuid4(), kind, sort, "", "", value, value, value, primary=False)
        person.channels[one.id] = one
        return one.id

    def _do_edit_channel(self, channel_id: UUID, edits: dict[str, str]) -> tuple[UUID, None]:
        person = next(one for one in self.people.values() if channel_id in one.channels)
        value = edits["value"]
        if value and person.channels[channel_id].kind == "phone" and not any(one.isdigit() for one in value):
            raise UserError("A phone has digits.", field="value")
        if value:
            person.channels[channel_id] = replace(person.channels[channel_id], shown=value, raw=value)
        else:
            del person.channels[channel_id]
        return person.id, None

    def _do_log_call(self, contact_id: UUID, *, result: str = "", text: str = "") -> tuple[UUID, UUID]:
        return contact_id, self._write(contact_id, "call", f"Звонок · {result}", text)

    def _do_log(
        self,
        contact_id: UUID,
        *,
        kind: str = "call",
        result: str = "",
        text: str = "",
        at: Any = None,
        duration: int = 0,
    ) -> tuple[UUID, UUID]:
        return contact_id, self._write(contact_id, kind, f"{kind} · {result}", text, at, duration)

    def _do_write_note(self, contact_id: UUID, text: str, *, zone: str = "UTC") -> tuple[UUID, UUID]:
        return contact_id, self._write(contact_id, "note", "Заметка", text)

    def _write(
        self, contact_id: UUID, kind: str, title: str, text: str, at: datetime | None = None, duration: int = 0
    ) -> UUID:
        entry = TimelineEntry(uuid4(), kind, title, text, at or self._now(), duration, system=False)
        self._person(contact_id).past.append(entry)
        return entry.id

    def _do_schedule(
        self, contact_id: UUID, *, kind: str = "call", when: Any, regarding: str = ""
    ) -> tuple[UUID, UUID]:
        step = ActivityView(
            uuid4(), kind, regarding, "", _start(when), when.time is None, when.day, 15, 3, contact_id, "", "",
            late=False, alarm_at=None,
        )  # fmt: skip
        self._person(contact_id).plan.append(step)
        return contact_id, step.id

    def _do_reschedule(self, activity_id: UUID, when: Any) -> tuple[UUID, None]:
        person, place = self._step(activity_id)
        person.plan[place] = replace(person.plan[place], start=_start(when), due=when.day, timeless=when.time is None)
        return person.id, None

    def _do_complete(
        self, activity_id: UUID, *, result: str = "", text: str = "", next_kind: str = "", next_when: Any = None
    ) -> tuple[UUID, UUID]:
        person, place = self._step(activity_id)
        step = person.plan.pop(place)
        written = self._write(person.id, step.kind, f"{step.kind} · {result}", text)
        if next_when is not None:
            self._do_schedule(person.id, kind=next_kind, when=next_when)
        return person.id, written

    def _step(self, activity_id: UUID) -> tuple[Person, int]:
        for person in self.people.values():
            for place, step in enumerate(person.plan):
                if step.id == activity_id:
                    return person, place
        raise NotFoundError("This activity is no longer here.")

    def _found(self, text: str = "") -> list[Person]:
        ordered = sorted(self.people.values(), key=lambda one: one.fields.get("last", "").casefold())
        return [one for one in ordered if text.casefold() in f"{one.name} {one.fields.get('company', '')}".casefold()]

    def _ask_contact_page(self, *, offset: int = 0, limit: int = 50, sort: str = "name", text: str = "") -> ContactPage:
        found = self._found(text)
        return ContactPage(tuple(self._row(one) for one in found[offset : offset + limit]), offset, len(found))

    def _ask_contact_count(self) -> int:
        return len(self.people)

    def _ask_contact_position(self, contact_id: UUID, *, sort: str = "name", text: str = "") -> int | None:
        ids = [one.id for one in self._found(text)]
        return ids.index(contact_id) if contact_id in ids else None

    def _row(self, one: Person) -> ContactRow:
        step = self._next(one)
        return ContactRow(
            ContactId(one.id), one.name or one.fields.get("company", ""), one.fields.get("company", ""),
            one.fields.get("job_title", ""), step.start or _day(step.due) if step else None, step.kind if step else "",
            step.timeless if step else False, favourite=False, photo_hash="",
        )  # fmt: skip

    def _next(self, one: Person) -> ActivityView | None:
        ordered = sorted(one.plan, key=lambda step: step.start or _day(step.due))
        if not ordered:
            return None
        at = ordered[0].start or _day(ordered[0].due)
        return replace(ordered[0], late=at < self._now())

    def _ask_contact_card(self, contact_id: UUID) -> ContactCard:
        one = self._person(contact_id)
        plain = {key: one.fields.get(key, "") for key in FIELDS}
        company = plain.pop("company")
        counts: dict[str, int] = {}
        for entry in one.past:
            counts[entry.kind] = counts.get(entry.kind, 0) + 1
        colleagues = [other for other in self._found() if other is not one and company == other.fields.get("company")]
        return ContactCard(
            id=ContactId(one.id), name=one.name or company,
            initials="".join(part[0] for part in one.name.split()[:2]), **plain,
            company_id=CompanyId(uuid4()) if company else None, company=company,
            statuses=tuple(StatusView(key, label) for key, label in _statuses(one)), tags=(),
            channels=tuple(one.channels.values()), addresses=(),
            facts=tuple((key, LABELS[key], one.fields[key]) for key in LABELS if one.fields.get(key)),
            favourite=False, do_not_call=False, photo_hash="", next_activity=self._next(one),
            promises=tuple(one.promises), opportunities=tuple(one.deals),
            colleagues=tuple(
                ColleagueView(ContactId(other.id), other.name, other.fields.get("job_title", ""))
                for other in colleagues if company
            ),
            timeline_counts=tuple(sorted(counts.items())), edited=self._now(),
        )  # fmt: skip

    def _ask_timeline(
        self,
        contact_id: UUID,
        *,
        kinds: Any = (),
        system: bool = False,
        before: datetime | None = None,
        limit: int = 50,
    ) -> tuple[TimelineEntry, ...]:
        found = [
            entry
            for entry in self._person(contact_id).past
            if (not kinds or entry.kind in kinds) and (before is None or entry.at < before)
        ]
        return tuple(sorted(found, key=lambda entry: entry.at, reverse=True)[:limit])

    def _ask_find(self, text: str, limit: int = 20, kinds: Any = ()) -> tuple[Hit, ...]:
        return tuple(
            Hit("contact", one.id, one.name, one.fields.get("company", "")) for one in self._found(text)[:limit]
        )


def _statuses(one: Person) -> list[tuple[str, str]]:
    keys = [key.strip() for key in one.fields.get("status", "").split(",") if key.strip()]
    return [(key, {"customer": "Клиент", "decision_maker": "ЛПР"}.get(key, key)) for key in keys]


def _start(when: Any) -> datetime | None:
    if when.time is None:
        return None
    return datetime.combine(when.day, when.time, tzinfo=ZoneInfo(when.zone)).astimezone(UTC)


def _day(due: date | None) -> datetime:
    assert due is not None
    return datetime.combine(due, datetime.min.time(), tzinfo=UTC) + timedelta(hours=23)
