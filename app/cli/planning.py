"""What is planned: schedule, agenda, remind, done."""

from argparse import Namespace
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from app.cli.desk import Desk
from app.cli.naming import activity_named, contact_named
from app.cli.output import Answer, at, columns, plain, short_id
from app.cli.words import activity_word
from app.formatting import relative_day
from app.services import activities, kinds
from app.services.activities import When
from app.views.contacts import ActivityView
from models.rules.natural_time import parse_when
from models.rules.recurrence_words import describe
from resources.i18n import _


def schedule(args: Namespace, desk: Desk) -> Answer:
    """Plan something with a contact."""
    when = _when(args.at, desk)
    with desk.opened(args.workspace) as workspace:
        kind = workspace.ask(kinds.kind_called, args.kind).result()
        activity_id = workspace.do(
            activities.schedule,
            contact_named(workspace, args.contact),
            kind=kind,
            when=when,
            regarding=args.regarding,
            details=args.details,
            duration=args.duration,
            warning=args.alarm,
            rrule=args.repeat,
        ).result()
        view = workspace.ask(activities.activity, activity_id).result()
    lines = columns([_row(view, desk)])
    if args.repeat:
        lines.append(describe(args.repeat, datetime.combine(when.day, when.time or datetime.min.time())))
    return Answer(_value(view, desk) | {"repeat": args.repeat}, lines)


def agenda(args: Namespace, desk: Desk) -> Answer:
    """What is planned up to the end of a day."""
    through = _day(args.through, desk) if args.through else None
    with desk.opened(args.workspace) as workspace:
        found = workspace.ask(activities.agenda, zone=desk.zone, through=through).result()
    return _listed(found, desk, _("Nothing is planned."))


def remind(args: Namespace, desk: Desk) -> Answer:
    """What rings now, and what rang while nobody heard it."""
    with desk.opened(args.workspace) as workspace:
        found = workspace.ask(activities.due_alarms).result()
    return _listed(found, desk, _("Nothing rings."))


def done(args: Namespace, desk: Desk) -> Answer:
    """Clear an activity with its result; a next step may be planned with it."""
    following = _when(args.next_at, desk) if args.next_at else None
    with desk.opened(args.workspace) as workspace:
        activity_id = activity_named(workspace, args.activity)
        kind = workspace.ask(kinds.kind_of_activity, activity_id).result()
        history_id = workspace.do(
            activities.complete,
            activity_id,
            result=workspace.ask(kinds.result_called, kind, args.result).result(),
            text=args.text,
            next_kind=workspace.ask(kinds.kind_called, args.next_kind).result() if args.next_kind else "",
            next_when=following,
        ).result()
    said = _("It is in the history: {id}.").format(id=short_id(history_id))
    return Answer({"history": str(history_id)}, [said])


def _when(text: str, desk: Desk) -> When:
    moment = parse_when(text, desk.now)
    return When(moment.day, moment.time, desk.zone)


def _day(text: str, desk: Desk) -> date:
    return parse_when(text, desk.now).day


def _listed(found: Iterable[ActivityView], desk: Desk, nothing: str) -> Answer:
    views = list(found)
    return Answer([_value(view, desk) for view in views], columns(_row(view, desk) for view in views) or [nothing])


def _value(view: ActivityView, desk: Desk) -> dict[str, Any]:
    return {
        "id": str(view.id),
        "kind": view.kind,
        "regarding": view.regarding,
        "details": view.details,
        "start": plain(view.start, desk),
        "due": plain(view.due, desk),
        "timeless": view.timeless,
        "duration": view.duration,
        "priority": view.priority,
        "contact_id": plain(view.contact_id, desk),
        "contact": view.contact_name,
        "company": view.company_name,
        "late": view.late,
        "alarm_at": plain(view.alarm_at, desk),
    }


def _row(view: ActivityView, desk: Desk) -> tuple[str, ...]:
    if view.start is not None:
        when = at(view.start, desk)
    else:
        when = relative_day(view.due, desk.now.date()) if view.due else ""
    who = ", ".join(part for part in (view.contact_name, view.company_name) if part)
    late = _("late") if view.late else ""
    return short_id(view.id), late, when, activity_word(view.kind), who, view.regarding or view.details
