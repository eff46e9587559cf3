"""What a desktop notification says: one alarm in full, several as a short list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from app.formatting import clock, counted, relative_day
from app.reminders.notification import CALL, DONE, OPEN, SNOOZE
from app.reminders.watch import Due
from app.views.contacts import ActivityView
from models.pick_list_seeds import SEEDS
from resources.i18n import _, pgettext

LISTED = 4  # lines of a list; a notification shows hardly more
LIST_TAG = "list"  # the tag of a notification about several; one about a single activity carries its id

_KINDS = {key: label for key, label, _parent in SEEDS["activity_kind"][1]}


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification: texts, buttons (action → label) and a tag that comes back with a click."""

    title: str
    body: str
    tag: str
    actions: Mapping[str, str] = field(default_factory=dict)


def notice_of(due: Due, now: datetime) -> Notice | None:
    """The notification for what is due; `now` is in the person's own zone. None where nothing new came."""
    if not due.fresh:
        return None
    if due.occasion == "away":
        return Notice(_("While you were away"), _listed(due, now), LIST_TAG, {OPEN: _("Show")})
    if due.occasion == "ring":
        if due.fresh_count > 1:
            title = counted("{count} reminder", "{count} reminders", due.fresh_count)
            return Notice(title, _listed(due, now), LIST_TAG, {OPEN: _("Show")})
        (one,) = due.fresh
        return Notice(title_of(one), "\n".join(_particulars(one, now)), str(one.id), _answers(one))
    if due.occasion == "waiting":
        return None
    assert_never(due.occasion)


def title_of(view: ActivityView) -> str:
    """A kind and whom or what it concerns: "Call: Anna Pike"."""
    kind = _(_KINDS[view.kind]) if view.kind in _KINDS else view.kind
    whom = view.contact_name or view.company_name or view.regarding
    return f"{kind}: {whom}" if whom else kind


def _answers(view: ActivityView) -> dict[str, str]:
    first = {CALL: pgettext("button", "Call")} if view.kind == "call" and view.contact_id is not None else {}
    last = {} if first else {OPEN: _("Open")}
    return {**first, DONE: _("Done"), SNOOZE: _("Snooze"), **last}


def _particulars(view: ActivityView, now: datetime) -> list[str]:
    about = view.regarding if view.contact_name or view.company_name else ""
    firm = view.company_name if view.contact_name else ""
    return [line for line in (_when(view, now), about, firm) if line]


def _listed(due: Due, now: datetime) -> str:
    lines = [" · ".join(part for part in (_when(view, now), title_of(view)) if part) for view in due.fresh[:LISTED]]
    more = due.fresh_count - len(lines)
    return "\n".join([*lines, counted("and {count} more", "and {count} more", more)] if more else lines)


def _when(view: ActivityView, now: datetime) -> str:
    if view.start is None:
        return relative_day(view.due, now.date()) if view.due else ""
    local = view.start.astimezone(now.tzinfo)
    day = "" if local.date() == now.date() else relative_day(local.date(), now.date())
    return ", ".join(part for part in (day, clock(local.timetz())) if part)
