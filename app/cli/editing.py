"""Changing records by hand: edit, remove."""

from argparse import Namespace

from app.cli.desk import Desk
from app.cli.naming import record_named
from app.cli.output import Answer
from app.cli.words import kind_word
from app.services import contacts, offers, records
from app.views.contacts import ContactId
from app.views.offers import OfferId
from models.kinds import Kind
from resources.i18n import _


def edit(args: Namespace, desk: Desk) -> Answer:
    """Change fields of a record of any kind; one undo takes all of it back."""
    edits = dict(args.edits)
    with desk.opened(args.workspace) as workspace:
        ref = record_named(workspace, args.record)
        if ref.kind is Kind.CONTACT:
            workspace.do(contacts.edit_contact, ContactId(ref.id), edits).result()
        elif ref.kind is Kind.OFFER:
            workspace.do(offers.edit_offer, OfferId(ref.id), edits).result()
        else:
            workspace.do(records.edit_record, ref, edits).result()
        title = workspace.ask(records.record, ref).result().title
    said = _("{kind} “{title}” is changed.").format(kind=kind_word(ref.kind), title=title)
    return Answer({"kind": str(ref.kind), "id": str(ref.id), "title": title}, [said])


def remove(args: Namespace, desk: Desk) -> Answer:
    """Put a record into the recycle bin; `undo` brings it back."""
    with desk.opened(args.workspace) as workspace:
        ref = record_named(workspace, args.record)
        title = workspace.ask(records.record, ref).result().title
        if ref.kind is Kind.CONTACT:
            workspace.do(contacts.remove_contact, ContactId(ref.id)).result()
        elif ref.kind is Kind.OFFER:
            workspace.do(offers.remove_offer, OfferId(ref.id)).result()
        else:
            workspace.do(records.remove_record, ref).result()
    said = _("{kind} “{title}” lies in the recycle bin; undo brings it back.")
    return Answer(
        {"kind": str(ref.kind), "id": str(ref.id), "title": title},
        [said.format(kind=kind_word(ref.kind), title=title)],
    )
