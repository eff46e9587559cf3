"""The lines of a draft offer: add, edit, move, remove; every change computes the totals anew."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Asking, Tx, command, query
from app.files import FileStore
from app.records.editing import editable_fields, read_value
from app.records.offer_csv import offer_lines_from_csv
from app.records.offer_steps import (
    check_role,
    discount_columns,
    draft_of,
    line_values,
    lines_by_id,
    section_named,
    settle,
    write_lines,
)
from app.records.pictures import keep_picture
from app.records.typed_numbers import read_discount, read_rate
from app.views.offer_drafts import OfferLineDraft, RefusedRow
from app.views.offers import OfferId, ProductId
from models.errors import UserError
from models.nouns import TABLES
from models.offer import Offer, OfferLine, OfferSection
from resources.i18n import N_, Language, _, language

_PRODUCT = TABLES["product"]


@command(N_("Add offer lines"))
def add_lines(
    tx: Tx, offer_id: OfferId, lines: Sequence[OfferLineDraft], *, before: UUID | None = None
) -> tuple[UUID, ...]:
    """Add lines to a draft, at the end or in front of a line; each stays in the section it names.

    Raises:
        UserError: the offer is locked, or a line makes no sense (its field is `lines.<n>.<name>`).
    """
    offer = draft_of(tx, offer_id)
    made = write_lines(tx, offer, lines)
    if before is not None:
        own = set(made)
        order = lines_by_id(tx, offer.id)
        kept = [each for each in order if each.id not in own]
        place = next((at for at, each in enumerate(kept) if each.id == before), len(kept))
        _number(kept[:place] + [each for each in order if each.id in own] + kept[place:])
    settle(tx, offer)
    return tuple(made)


@command(N_("Edit offer line"))
def edit_line(tx: Tx, line_id: UUID, edits: Mapping[str, object]) -> None:
    """Change a line of a draft.

    Besides the fields: `section` is a title, `discount` is typed as "5 %" or as a sum, `vat_rate` may be "no VAT".
    """
    line, offer = _line(tx, line_id)
    for name, value in _read(tx, offer, edits).items():
        setattr(line, name, value)
    if not line.name.strip():
        raise UserError(_("A line needs a name."), field="name")
    settle(tx, offer)


@command(N_("Remove offer line"))
def remove_line(tx: Tx, line_id: UUID) -> None:
    """Take a line off a draft."""
    line, offer = _line(tx, line_id)
    line.removed_at = tx.now
    settle(tx, offer)


@command(N_("Move offer line"))
def move_line(tx: Tx, line_id: UUID, *, before: UUID | None = None, section: str | None = None) -> None:
    """Put a line in front of another one and into its section, or at the end; `section` names another one ("" for none)."""
    line, offer = _line(tx, line_id)
    order = [each for each in lines_by_id(tx, offer.id) if each.id != line.id]
    place = next((at for at, each in enumerate(order) if each.id == before), len(order))
    if before is not None and place < len(order):
        line.section_id = order[place].section_id
    if section is not None:
        line.section_id = section_named(tx, offer.id, section)
    order.insert(place, line)
    _number(order)
    settle(tx, offer)


@command(N_("Move offer lines"))
def move_lines(
    tx: Tx, offer_id: OfferId, line_ids: Sequence[UUID], *, before: UUID | None = None, section: str | None = None
) -> None:
    """Put several lines, in the order they are named, in front of another one and into its section, or at the end.

    `section` names another one ("" for none); lines that are not of this offer are left alone.
    """
    offer = draft_of(tx, offer_id)
    lines = lines_by_id(tx, offer.id)
    known = {line.id: line for line in lines}
    moved = [known[one] for one in dict.fromkeys(line_ids) if one in known]
    order = [line for line in lines if line not in moved]
    place = next((at for at, each in enumerate(order) if each.id == before), len(order))
    target = order[place].section_id if place < len(order) else None
    if section is not None:
        target = section_named(tx, offer.id, section)
    for line in moved:
        if section is not None or place < len(order):
            line.section_id = target
    _number([*order[:place], *moved, *order[place:]])
    settle(tx, offer)


@command(N_("Move section"))
def move_section(tx: Tx, section_id: UUID, *, before: UUID | None = None) -> None:
    """Put a section with its lines in front of another one, or at the end; what stands in none comes first anyway."""
    section = tx.get(OfferSection, section_id)
    offer = draft_of(tx, section.offer_id)
    statement = (
        sa.select(OfferSection)
        .where(OfferSection.offer_id == offer.id, OfferSection.removed_at.is_(None), OfferSection.id != section_id)
        .order_by(OfferSection.position, OfferSection.rid)
    )
    order = list(tx.session.scalars(statement))
    order.insert(next((at for at, each in enumerate(order) if each.id == before), len(order)), section)
    for position, each in enumerate(order):
        if each.position != position:
            each.position = position
    settle(tx, offer)
    tx.subject = section.title


@command(N_("Set picture"))
def set_line_picture(tx: Tx, line_id: UUID, content: bytes, files: FileStore) -> None:
    """Give a line a picture of its own, or take its picture away where `content` is empty.

    Raises:
        UserError: it is no picture that can be printed, or too large; or the offer is locked.
        OutsideError: the disk refused.
    """
    line, _offer = _line(tx, line_id)
    line.picture_hash = keep_picture(files, content, "picture_hash")
    tx.subject = line.name


@command(N_("Choose product"))
def choose_product(tx: Tx, line_id: UUID, product_id: ProductId) -> None:
    """Make a line one of that product: its name, unit, price and VAT rate; quantity and discount stay."""
    line, offer = _line(tx, line_id)
    asked = OfferLineDraft(product_id=product_id, quantity=line.quantity or Decimal(1))
    for name, value in line_values(tx, offer, asked).items():
        setattr(line, name, value)
    settle(tx, offer)


@command(N_("Rename section"))
def rename_section(tx: Tx, section_id: UUID, title: str) -> None:
    """Change the heading of a section of a draft."""
    section = tx.get(OfferSection, section_id)
    draft_of(tx, section.offer_id)
    if not title.strip():
        raise UserError(_("A section needs a title."), field="title")
    section.title = " ".join(title.split())


@query
def read_offer_lines(
    asking: Asking, content: bytes, lang: Language | None = None
) -> tuple[tuple[OfferLineDraft, ...], tuple[RefusedRow, ...]]:
    """The lines of a table (a CSV file, or cells pasted from a spreadsheet) with the catalogue behind their codes."""
    statement = sa.select(_PRODUCT).where(_PRODUCT.c.removed_at.is_(None), _PRODUCT.c.code != "")
    catalogue = {
        row.code.casefold(): OfferLineDraft(
            name=row.name, price=row.price, unit=row.unit, description=row.description, vat=row.vat_rate,
            code=row.code, product_id=row.id, cost=row.cost,
        )
        for row in asking.connection.execute(statement)
    }  # fmt: skip
    return offer_lines_from_csv(content, lang or language(), catalogue)


def _number(order: Sequence[OfferLine]) -> None:
    for position, each in enumerate(order):
        if each.position != position:
            each.position = position


def _line(tx: Tx, line_id: UUID) -> tuple[OfferLine, Offer]:
    line = tx.get(OfferLine, line_id)
    return line, draft_of(tx, line.offer_id)


def _read(tx: Tx, offer: Offer, edits: Mapping[str, object]) -> dict[str, Any]:
    known = editable_fields("offer_line")
    read: dict[str, Any] = {}
    for name, value in edits.items():
        if name == "section":
            read["section_id"] = section_named(tx, offer.id, str(value or ""))
        elif name == "discount":
            discount = read_discount(value, language()) if isinstance(value, str) else value
            read["discount_percent"], read["discount_sum"] = discount_columns(discount)  # type: ignore[arg-type]  # one of ours
        elif name == "vat_rate" and isinstance(value, str):
            read[name] = read_rate(value, language()).percent
        elif name not in known or name == "position":
            raise UserError(_("A line has no field {name}.").format(name=name), field=name)
        else:
            read[name] = read_value(known[name], name, value)
    return _agreeing(read)


def _agreeing(read: dict[str, Any]) -> dict[str, Any]:
    """What was read, made whole: one discount at a time, a known role, no empty number where one is needed."""
    if read.get("discount_percent"):
        read["discount_sum"] = None
    elif read.get("discount_sum"):
        read["discount_percent"] = None
    if "role" in read:
        read["role"] = check_role(read["role"])
    if "price" in read and read["price"] is None:
        read["price"] = Decimal(0)
    if "quantity" in read and read["quantity"] is None:
        raise UserError(_("A line needs a quantity."), field="quantity")
    return read
