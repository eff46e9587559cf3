"""Commercial offers: a new one from a table of lines, one on paper, and the list of them."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.desk import Desk
from app.cli.naming import contact_named
from app.cli.output import Answer, columns, plain
from app.cli.words import offer_status_word
from app.errors import OutsideError, UserError
from app.files import FileStore
from app.formatting import currency_places, money, short_date
from app.services import offer_lines, offer_lists, offer_papers, offers
from app.views.offer_drafts import OfferLineDraft
from app.views.offers import OfferRow
from app.whole_file import write_whole
from app.workspace import FILES
from resources.i18n import _

if TYPE_CHECKING:
    from app.workspace import Workspace

_MOST_LISTED = 1_000


def offer(args: Namespace, desk: Desk) -> Answer:
    """`new`, `list`, or the number of an offer."""
    if args.what == "new":
        return _new(args, desk)
    return _list(args, desk) if args.what == "list" else _one(args, desk)


def _new(args: Namespace, desk: Desk) -> Answer:
    """A draft with its number; a table with a row that cannot be read makes none."""
    if not args.contact:
        raise UserError(_("Say whom the offer is for: --contact."))
    with desk.opened(args.workspace) as workspace:
        contact_id = contact_named(workspace, args.contact)
        lines = _lines(workspace, args.lines) if args.lines else ()
        offer_id = workspace.do(
            offers.new_offer,
            contact_id,
            None,
            lines,
            dated=desk.now.date(),
            language=args.paper or "",
            edits={"title": args.title} if args.title else None,
        ).result()
        card = workspace.ask(offer_lists.offer_card, offer_id).result()
    row = card.row
    value = {"id": str(row.id), "number": row.number, "version": row.version, "total": _total(row)}
    return Answer(value | {"currency": row.currency}, columns([_row(row)]))


def _one(args: Namespace, desk: Desk) -> Answer:
    """An offer on paper, or in one line where no file is named for it."""
    with desk.opened(args.workspace) as workspace:
        row = workspace.ask(offer_lists.offer_by_number, args.what).result()
        if args.pdf is None:
            return Answer(_value(row, desk), columns([_row(row)]))
        files = FileStore(workspace.folder / FILES)
        paper = workspace.ask(offer_papers.offer_paper, row.id, args.paper, files=files).result()
    write_whole(args.pdf, [offer_papers.offer_pdf(paper)])
    return Answer({"file": str(args.pdf)}, [str(args.pdf)])


def _list(args: Namespace, desk: Desk) -> Answer:
    """The offers, the newest first."""
    with desk.opened(args.workspace) as workspace:
        page = workspace.ask(offer_lists.offers, limit=_MOST_LISTED).result()
    lines = columns(_row(row) for row in page.rows) or [_("There are no offers yet.")]
    return Answer([_value(row, desk) for row in page.rows], lines)


def _lines(workspace: "Workspace", path: Path) -> tuple[OfferLineDraft, ...]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise OutsideError(_("{file}: {reason}").format(file=path, reason=error.strerror or error)) from error
    lines, refused = workspace.ask(offer_lines.read_offer_lines, content).result()
    if refused:
        sentence = _("{file}, row {row}: {reason} No offer is made.")
        raise UserError(sentence.format(file=path.name, row=refused[0].row, reason=refused[0].reason))
    if not lines:
        raise UserError(_("{file} has no lines. No offer is made.").format(file=path.name))
    return lines


def _value(row: OfferRow, desk: Desk) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "version": row.version,
        "status": row.status,
        "title": row.title,
        "contact_id": plain(row.contact_id, desk),
        "contact": row.contact,
        "company": row.company,
        "dated": plain(row.dated, desk),
        "valid_through": plain(row.valid_through, desk),
        "total": _total(row),
        "currency": row.currency,
        "sent_at": plain(row.sent_at, desk),
    }


def _total(row: OfferRow) -> str:
    """The total with the places its currency has: the file keeps more of them."""
    return f"{row.total:.{currency_places(row.currency)}f}"


def _row(row: OfferRow) -> tuple[str, ...]:
    who = ", ".join(part for part in (row.contact, row.company) if part)
    version = _("version {version}").format(version=row.version) if row.version > 1 else ""
    dated = short_date(row.dated) if row.dated else ""
    return row.number, version, dated, offer_status_word(row.status), money(row.total, row.currency), who, row.title
