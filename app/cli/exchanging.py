"""The office from the command line: join it, exchange with it, look at conflicts and resolve them."""

import getpass
import os
import sys
from argparse import Namespace

from app import office
from app.cli.desk import Desk
from app.cli.output import Answer, columns, one_line, plain
from app.cli.progress import Interruption, ProgressLine
from app.cli.words import kind_word
from app.exchanging import STEPS
from app.formatting import number
from app.services import syncing
from app.views.exchange import ConflictView, ToSend
from resources.i18n import _, ngettext
from sync.client.round import Progress, RoundReport
from sync.protocol.messages import SignIn

_PASSWORD = "VIZITKA_PASSWORD"  # noqa: S105 - the name of a variable, for scripts


def join(args: Namespace, desk: Desk) -> Answer:
    """Join an office with an invitation code, or with name and password. Says what will be sent; `sync` sends it."""
    with desk.opened(args.workspace) as workspace:
        waiting = workspace.ask(syncing.what_will_be_sent).result()
        signed = office.join(workspace, args.url, _sign_in(args), args.fingerprint or "", clock=desk.clock)
    value = {
        "organisation": signed.organisation, "user": signed.user_name, "role": signed.role,
        "to_send": waiting.counts, "private": waiting.private,
    }  # fmt: skip
    said = _("{user} has joined {organisation}.").format(user=signed.user_name, organisation=signed.organisation)
    return Answer(value, [said, *_to_send(waiting)])


def sync(args: Namespace, desk: Desk) -> Answer:
    """One exchange with the office: send what waits, receive what is new."""
    with desk.opened(args.workspace) as workspace, Interruption() as interruption, ProgressLine() as line:
        report = office.exchange(
            workspace,
            told=lambda progress: line.show(lambda: _step(progress)),
            stopped=lambda: interruption.asked,
            smaller_is_right=args.smaller_is_right,
            clock=desk.clock,
        )
    value = {
        "sent": report.sent, "received": report.received, "refused": report.refused, "erased": report.erased,
        "files": report.files, "to_review": report.to_review, "clock_off_ms": report.clock_off_ms,
        "outdated": report.outdated,
    }  # fmt: skip
    return Answer(value, list(_told(report)))


def conflicts(args: Namespace, desk: Desk) -> Answer:
    """What two people changed at once: what stands, what was put aside; and what the office refused."""
    with desk.opened(args.workspace) as workspace:
        found = workspace.ask(syncing.open_conflicts).result()
        refused = workspace.ask(syncing.refused_values).result()
    value = {
        "conflicts": [
            {
                "id": each.id, "what": each.what, "kind": each.record_kind, "record": each.title, "field": each.field,
                "before": each.before, "mine": each.mine, "theirs": each.theirs, "mine_stands": each.mine_stands,
                "by": each.by, "mine_at": plain(each.mine_at, desk), "theirs_at": plain(each.theirs_at, desk),
            }
            for each in found
        ],
        "refused": [
            {"at": plain(each.at, desk), "kind": each.record_kind, "record": each.title, "field": each.label,
             "value": each.value, "reason": each.reason}
            for each in refused
        ],
    }  # fmt: skip
    lines = columns([_row(each) for each in found])
    lines += [
        _("Refused: {record}, {field}: {value}").format(record=each.title, field=each.label, value=one_line(each.value))
        for each in refused
    ]
    return Answer(value, lines or [_("There is nothing to look at.")])


def resolve(args: Namespace, desk: Desk) -> Answer:
    """Let my value stand, theirs, or another one."""
    with desk.opened(args.workspace) as workspace:
        if args.take in ("mine", "theirs"):
            done = workspace.do(syncing.resolve, args.conflict, args.take, whole_record=args.whole_record).result()
        else:
            workspace.do(syncing.resolve_with, args.conflict, args.take).result()
            done = 1
    said = ngettext("{count} conflict is resolved.", "{count} conflicts are resolved.", done)
    return Answer({"resolved": done}, [said.format(count=number(done))])


def _sign_in(args: Namespace) -> SignIn:
    password = os.environ.get(_PASSWORD, "")
    if not password and sys.stdin.isatty():
        password = getpass.getpass(_("Password: "))
    if args.code:
        return SignIn(code=args.code, name=args.name or "", new_password=password)
    return SignIn(name=args.name or "", password=password)


def _to_send(waiting: ToSend) -> list[str]:
    rows = [(kind_word(kind), number(count)) for kind, count in waiting.counts.items()]
    said = [_("Will be sent:"), *columns(rows)] if rows else [_("There is nothing to send.")]
    if waiting.private:
        text = ngettext("{count} private record stays here.", "{count} private records stay here.", waiting.private)
        said.append(text.format(count=number(waiting.private)))
    return said


def _told(report: RoundReport) -> list[str]:
    said = [_("Sent {sent}, received {received}.").format(sent=number(report.sent), received=number(report.received))]
    if report.to_review:
        text = ngettext("{count} conflict to look at.", "{count} conflicts to look at.", report.to_review)
        said.append(text.format(count=number(report.to_review)))
    if report.refused:
        said.append(_("Refused by the office: {count}.").format(count=number(report.refused)))
    if report.clock_off_ms:
        minutes = number(round(report.clock_off_ms / 60_000))
        said.append(_("The clock of this computer is off by {minutes} minutes.").format(minutes=minutes))
    if report.outdated:
        said.append(_("To receive, Vizitka has to be updated."))
    return said


def _step(progress: Progress) -> str:
    said = _(STEPS[progress.step])
    return f"{said}: {number(progress.done)}" if progress.done else said


def _row(each: ConflictView) -> tuple[str, ...]:
    stands = _("stands: {value}").format(value=one_line(each.mine if each.mine_stands else each.theirs))
    aside = _("put aside: {value}").format(value=one_line(each.theirs if each.mine_stands else each.mine))
    return each.id[-8:], each.title, each.label, stands, aside, each.by
