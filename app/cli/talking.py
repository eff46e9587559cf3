"""What happened: log, note."""

from argparse import Namespace

from app.cli.desk import Desk
from app.cli.naming import contact_named
from app.cli.output import Answer, short_id
from app.services import history, kinds
from resources.i18n import _


def log(args: Namespace, desk: Desk) -> Answer:
    """Write down a call, a meeting, a letter that has just happened."""
    with desk.opened(args.workspace) as workspace:
        contact_id = contact_named(workspace, args.contact)
        kind = workspace.ask(kinds.kind_called, args.kind, logged=True).result()
        result = workspace.ask(kinds.result_called, kind, args.result).result()
        entry_id = workspace.do(history.log, contact_id, kind=kind, result=result, text=args.text).result()
    return Answer({"id": str(entry_id)}, [_("It is in the history: {id}.").format(id=short_id(entry_id))])


def note(args: Namespace, desk: Desk) -> Answer:
    """Write a note; promises in it are kept as promises."""
    with desk.opened(args.workspace) as workspace:
        contact_id = contact_named(workspace, args.contact)
        note_id = workspace.do(history.write_note, contact_id, " ".join(args.text), zone=desk.zone).result()
    return Answer({"id": str(note_id)}, [_("The note is written: {id}.").format(id=short_id(note_id))])
