"""The exchange with the office: how it stands, what would be sent, conflicts and how they are resolved, doubles made one."""

from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.command import Asking, Tx, command, query
from app.records.company_merge import merge_into
from app.records.contact_merge import merge_contact_into
from app.records.editing import editable_fields, read_all
from app.records.exchange_values import label_of, ref_of, shown, title_of
from app.records.offer_numbers import short_code
from app.records.reading_anew import read_anew
from app.views.exchange import ConflictView, ExchangeState, RefusedView, SuggestionView, ToSend
from models.column_types import from_millis
from models.company import Company
from models.contact import Contact
from models.errors import UserError
from models.nouns import TABLES
from models.store import sync_marks
from models.store.transaction import stored
from resources.i18n import N_, _
from sync.client import conflicts, joining, numbers, outbox, state, suggestions
from sync.client.conflicts import Standing
from sync.client.round import CLOCK_OFF


@query
def exchange_state(asking: Asking) -> ExchangeState:
    """How the exchange stands."""
    raw = asking.raw
    if not sync_marks.joined(raw):
        return ExchangeState(joined=False)
    known = state.everything(raw)
    if state.LEFT in known:
        return ExchangeState(joined=False, left=known.get(state.ORGANISATION, "") or known.get(state.URL, ""))
    last = int(known.get(state.LAST_ROUND, "0"))
    return ExchangeState(
        joined=True,
        url=known.get(state.URL, ""),
        organisation=known.get(state.ORGANISATION, ""),
        user_name=known.get(state.USER_NAME, ""),
        role=known.get(state.ROLE, ""),
        waiting=sum(outbox.waiting(raw).values()),
        to_review=_count(asking, "SELECT count(*) FROM conflict WHERE state = 'open' AND removed_at IS NULL"),
        refused=_count(asking, "SELECT count(*) FROM sync_rejected WHERE NOT seen"),
        last_at=from_millis(last) if last else None,
        last_problem=known.get(state.LAST_PROBLEM, ""),
        clock_off=_minutes_off(int(known.get(state.OFFSET, "0"))),
        numbers=tuple(numbers.left(raw, asking.now.date(), short_code)),
    )


@query
def what_will_be_sent(asking: Asking) -> ToSend:
    """What the next round would send, or joining; what is private is counted and stays."""
    return ToSend(*joining.will_be_sent(asking.raw))


@query
def open_conflicts(asking: Asking, limit: int = 500, zone: str = "") -> tuple[ConflictView, ...]:
    """What merges decided and nobody has looked at, the newest first; moments by the clock of a zone, if named."""
    me = _me(asking)
    return tuple(
        _view(asking, each, me, ZoneInfo(zone) if zone else None)
        for each in conflicts.standing(asking.raw, limit=limit)
    )


@query
def refused_values(asking: Asking, limit: int = 500) -> tuple[RefusedView, ...]:
    """What the office would not take, the newest first."""
    return tuple(
        RefusedView(
            from_millis(at), table, title_of(asking.raw, table, record), label_of(table, field),
            shown(asking.raw, table, field, value), reason,
        )
        for at, table, record, field, value, reason in conflicts.refused(asking.raw, limit)
    )  # fmt: skip


@query
def suggested_merges(asking: Asking, limit: int = 200) -> tuple[SuggestionView, ...]:
    """People and firms that seem to have been made twice."""
    raw = asking.raw
    return tuple(
        SuggestionView(
            each.kind, UUID(each.kept), UUID(each.other), title_of(raw, each.kind, each.kept),
            title_of(raw, each.kind, each.other), each.why,
        )
        for each in suggestions.suggestions(raw, limit)
        if not state.get(raw, _apart(each.kept, each.other))
    )  # fmt: skip


@command(N_("Resolve conflict"))
def resolve(tx: Tx, conflict: str, take: Literal["mine", "theirs"], *, whole_record: bool = False) -> int:
    """Let my value stand or the other one, in one conflict or in all of its record. Returns how many were resolved.

    Raises:
        NotFoundError: there is no such open conflict.
    """
    chosen = conflicts.find(tx.raw, conflict)
    tx.subject = title_of(tx.raw, chosen.kind, chosen.record)
    me = _me_of(tx)
    count = 1
    if whole_record:
        count = conflicts.take_all(tx, chosen, take, me)
    else:
        conflicts.take(tx, chosen, take, me)
    read_anew(tx, chosen.kind, bytes.fromhex(chosen.record))
    return count


@command(N_("Resolve conflict"))
def resolve_with(tx: Tx, conflict: str, text: str) -> None:
    """Let a third value stand, as typed.

    Raises:
        NotFoundError: there is no such open conflict.
        UserError: the field takes no typed value, or not this one.
    """
    chosen = conflicts.find(tx.raw, conflict)
    tx.subject = title_of(tx.raw, chosen.kind, chosen.record)
    if chosen.kind not in TABLES or chosen.field not in editable_fields(chosen.kind):
        raise UserError(_("Here one of the two sides is taken, not another value."))
    value = read_all(tx, chosen.kind, {chosen.field: text})[chosen.field]
    conflicts.take_value(tx, chosen, stored(TABLES[chosen.kind], chosen.field, value))
    read_anew(tx, chosen.kind, bytes.fromhex(chosen.record))


@command(N_("Refused values seen"))
def dismiss_refused(tx: Tx) -> None:
    """What the office would not take was looked at; it stays kept and asks no longer."""
    tx.raw.execute("UPDATE sync_rejected SET seen = 1 WHERE NOT seen")


@command(N_("Not the same"))
def keep_apart(tx: Tx, kept_id: UUID, other_id: UUID) -> None:
    """Two records that look alike are two: this is not asked on this computer again."""
    state.put(tx.raw, **{_apart(kept_id.hex, other_id.hex): 1})


@command(N_("Merge contacts"))
def merge_contacts(tx: Tx, kept_id: UUID, other_id: UUID) -> None:
    """Make two contacts one: channels, history, plans, deals and offers of the other are the kept one's from now on.

    Raises:
        UserError: it is one and the same contact.
    """
    if kept_id == other_id:
        raise UserError(_("A contact cannot be merged with itself."))
    merge_contact_into(tx, tx.get(Contact, kept_id), tx.get(Contact, other_id))
    tx.subject = title_of(tx.raw, "contact", kept_id.hex)


@command(N_("Merge companies"))
def merge_doubles(tx: Tx, kept_id: UUID, other_id: UUID) -> None:
    """Make two companies one.

    Raises:
        UserError: it is one and the same company.
    """
    if kept_id == other_id:
        raise UserError(_("A company cannot be merged with itself."))
    merge_into(tx, tx.get(Company, kept_id), tx.get(Company, other_id))
    tx.subject = title_of(tx.raw, "company", kept_id.hex)


def _view(asking: Asking, each: Standing, me: str, zone: ZoneInfo | None) -> ConflictView:
    mine_stands = each.kept_by == me
    kept = shown(asking.raw, each.kind, each.field, each.kept, zone)
    lost = shown(asking.raw, each.kind, each.field, each.lost, zone)
    moments = [from_millis(at) if at else None for at in (each.kept_at, each.lost_at)]
    mine_at, theirs_at = moments if mine_stands else reversed(moments)
    return ConflictView(
        id=each.id,
        what=each.what,
        record=ref_of(each.kind, each.record),
        record_kind=each.kind,
        title=title_of(asking.raw, each.kind, each.record),
        field=each.field,
        label=label_of(each.kind, each.field),
        before=shown(asking.raw, each.kind, each.field, each.base, zone),
        mine=kept if mine_stands else lost,
        theirs=lost if mine_stands else kept,
        mine_stands=mine_stands,
        by=title_of(asking.raw, "app_user", (each.lost_by if mine_stands else each.kept_by) or "00"),
        mine_at=mine_at,
        theirs_at=theirs_at,
        record_key=each.record,
    )


def _apart(one: str, other: str) -> str:
    return " ".join((state.APART, *sorted((one, other))))


def _minutes_off(offset_ms: int) -> int:
    """How far this computer's clock is ahead; small differences are nobody's business."""
    return round(-offset_ms / 60_000) if abs(offset_ms) > CLOCK_OFF else 0


def _me(asking: Asking) -> str:
    return state.get(asking.raw, state.USER) or (asking.user_id.hex if asking.user_id else "")


def _me_of(tx: Tx) -> str:
    return state.get(tx.raw, state.USER) or (tx.user_id.hex if tx.user_id else "")


def _count(asking: Asking, query: str) -> int:
    ((count,),) = asking.raw.execute(query).fetchall()
    return int(str(count))
