"""Which record is meant: by its id, by the end of its id, and a contact also by any text that finds nobody else."""

from typing import TYPE_CHECKING
from uuid import UUID

from app.cli.output import short_id
from app.errors import NotFoundError, UserError
from app.services import records, search
from app.views.contacts import ContactId
from models.kinds import Kind, Ref
from models.rules.search_text import search_text
from resources.i18n import _

if TYPE_CHECKING:
    from app.services.search import Hit
    from app.workspace import Workspace

_CANDIDATES = 5


def record_named(workspace: "Workspace", text: str) -> Ref:
    """The record of any kind with that id or ending."""
    return workspace.ask(records.find_record, text).result()


def activity_named(workspace: "Workspace", text: str) -> UUID:
    """The planned activity with that id or ending."""
    return workspace.ask(records.find_record, text, (Kind.ACTIVITY,)).result().id


def contact_named(workspace: "Workspace", text: str) -> ContactId:
    """The contact with that id or ending, or the one the text finds.

    Raises:
        NotFoundError: nobody is found.
        UserError: several are; the sentence names them.
    """
    try:
        return ContactId(workspace.ask(records.find_record, text, (Kind.CONTACT,)).result().id)
    except NotFoundError:
        found = workspace.ask(search.find, text, kinds=(str(Kind.CONTACT),)).result()
    people = [hit for hit in found if hit.kind == Kind.CONTACT]
    chosen = people if len(people) == 1 else [hit for hit in people if _words(hit.title) == _words(text)]
    if len(chosen) == 1:
        return ContactId(chosen[0].id)
    if not people:
        raise NotFoundError(_("No contact is found by “{text}”.").format(text=text), field="contact")
    sentence = _("“{text}” finds several contacts, give the id: {candidates}.")
    raise UserError(sentence.format(text=text, candidates=_listed(people)), field="contact")


def _words(name: str) -> list[str]:
    """The words of a name in whatever order it is said."""
    return sorted(search_text(name).split())


def _listed(people: "list[Hit]") -> str:
    said = [
        _("{name} ({id})").format(
            name=", ".join(part for part in (hit.title, hit.subtitle) if part), id=short_id(hit.id)
        )
        for hit in people[:_CANDIDATES]
    ]
    return "; ".join([*said, "…"] if len(people) > _CANDIDATES else said)
