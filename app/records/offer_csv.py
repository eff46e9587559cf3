"""Offer lines from a table: a CSV file of any delimiter and encoding, or cells pasted from a spreadsheet.

Columns are known by their heads in English or Russian, in any order; without heads they stand as in `COLUMNS`. A row that
cannot be used is refused with its number, as a spreadsheet counts, and a sentence; the others are kept.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from app.exchange.csv_guess import guess_delimiter
from app.exchange.encoding import decoded
from app.records.typed_numbers import read_discount, read_number, read_rate
from app.views.offer_drafts import OfferLineDraft, RefusedRow
from models.errors import UserError
from models.rules.offer_lines import LineInput, exact
from resources.i18n import Language, _

T = TypeVar("T")

COLUMNS = ("name", "unit", "quantity", "price", "discount", "vat", "section", "option", "code")
_HEADS = {
    "name": "name|item|position|product|product name|goods|service|наименование|название|товар|услуга|позиция"
    "|номенклатура|наименование товара|наименование услуги|наименование товаров|товары|работы",
    "description": "description|details|описание|характеристика|характеристики|комментарий|примечание",
    "unit": "unit|units|uom|unit of measure|ед|ед.|ед. изм|ед. изм.|ед.изм.|ед.изм|единица|единица измерения",
    "quantity": "quantity|qty|q-ty|кол-во|количество|кол|кол.|к-во",
    "price": "price|unit price|price per unit|цена|цена за ед.|цена за ед|цена за единицу|цена за шт.|цена за шт",
    "discount": "discount|rebate|скидка",
    "vat": "vat|vat rate|ндс|ставка ндс",
    "section": "section|group|chapter|раздел|группа|секция",
    "option": "option|optional|role|опция|опции",
    "code": "code|sku|article|article no|item no|product code|part number|артикул|арт|арт.|код|код товара|код товара/услуги",
}  # fmt: skip
_TARGETS = {head: target for target, heads in _HEADS.items() for head in heads.split("|")}
_TAIL = re.compile(r"[,(\[:].*$")  # «Цена, ₽», "Discount (%)"
_ROLES = {
    **dict.fromkeys(("", "-", "—", "line", "no", "нет", "0", "false", "строка", "позиция"), "line"),
    **dict.fromkeys(("option", "optional", "опция", "да", "yes", "1", "+", "x", "х", "true", "y"), "option"),
    **dict.fromkeys(("alternative", "alt", "альтернатива", "вариант"), "alternative"),
}
_MONEY_HEAD = re.compile(r"₽|руб|сумма|amount|sum")  # a column of VAT in money is no column of rates
_IN_MONEY = {"price", "discount"}
_LOST_SIGN = re.compile(r"(?<=[0-9]) ?\?$")  # what becomes of ₽ where a spreadsheet saves in CP1251
_MOST_SHOWN = 120  # characters of a refused row


def offer_lines_from_csv(
    content: bytes, lang: Language, catalogue: Mapping[str, OfferLineDraft] | None = None
) -> tuple[tuple[OfferLineDraft, ...], tuple[RefusedRow, ...]]:
    """The lines of a table and the rows that were refused.

    `catalogue` holds products by their casefolded code; what a row with a code leaves out is taken from there. Without
    a catalogue the code is kept in the draft.
    """
    text, encoding = decoded(content)
    rows = _rows(text.lstrip("\ufeff").replace("\x00", ""))
    first = next((at for at, row in enumerate(rows) if any(row)), 0)
    columns, percent, headed = _columns(rows[first] if rows else [])
    reader = _Reader(columns, lang, catalogue, percent=percent, narrow=not encoding.startswith("utf"))
    lines: list[OfferLineDraft] = []
    refused: list[RefusedRow] = []
    for number, row in enumerate(rows, 1):
        if not any(row) or (headed and number == first + 1):
            continue
        try:
            lines.append(reader.line(row))
        except UserError as error:
            refused.append(RefusedRow(number, str(error), "; ".join(cell for cell in row if cell)[:_MOST_SHOWN]))
    return tuple(lines), tuple(refused)


class _Reader:
    """Reads one row after another by the columns found."""

    def __init__(
        self,
        columns: Sequence[str],
        lang: Language,
        catalogue: Mapping[str, OfferLineDraft] | None,
        *,
        percent: bool,
        narrow: bool,
    ) -> None:
        self._columns = columns
        self._lang = lang
        self._catalogue = catalogue
        self._percent = percent
        self._narrow = narrow

    def line(self, row: Sequence[str]) -> OfferLineDraft:
        """The line a row means; a `UserError` says why it means none."""
        cells = {column: cell for column, cell in zip(self._columns, row, strict=False) if column}
        if self._narrow:
            for column in _IN_MONEY & set(cells):
                cells[column] = _LOST_SIGN.sub("", cells[column])
        product = self._product(cells.get("code", ""))
        price = cells.get("price", "")
        rate = self._read(_("VAT"), lambda: read_rate(cells.get("vat", ""), self._lang))
        draft = replace(
            product,
            name=cells.get("name", "") or product.name,
            description=cells.get("description", "") or product.description,
            unit=cells.get("unit", "") or product.unit,
            quantity=self._quantity(cells.get("quantity", "")),
            price=self._read(_("Price"), lambda: read_number(price, self._lang)) if price else product.price,
            discount=self._read(
                _("Discount"),
                lambda: read_discount(cells.get("discount", ""), self._lang, percent=self._percent),
            ),
            vat=rate.percent if rate.said else product.vat,
            without_vat=rate.said and rate.percent is None,
            section=cells.get("section", ""),
            role=self._role(cells.get("option", "")),
        )
        _check(draft, known=product.product_id is not None or bool(draft.code and self._catalogue is None))
        return draft

    def _product(self, code: str) -> OfferLineDraft:
        if not code:
            return OfferLineDraft()
        if self._catalogue is None:
            return OfferLineDraft(code=code)
        found = self._catalogue.get(code.casefold())
        if found is None:
            raise UserError(_("There is no product with the code “{code}”.").format(code=code))
        return found

    def _quantity(self, text: str) -> Decimal:
        if not text:
            return Decimal(1)
        value: Decimal = self._read(_("Quantity"), lambda: read_number(text, self._lang))
        if value <= 0:
            raise UserError(_("The quantity must be more than nothing."))
        return value

    @staticmethod
    def _role(text: str) -> str:
        role = _ROLES.get(text.casefold())
        if role is None:
            raise UserError(_("“{text}” is neither an option nor an alternative.").format(text=text))
        return role

    @staticmethod
    def _read(label: str, read: Callable[[], T]) -> T:
        try:
            return read()
        except UserError as error:
            raise UserError(_("{label}: {sentence}").format(label=label, sentence=error)) from error


def _check(draft: OfferLineDraft, *, known: bool) -> None:
    if not draft.name and not known:
        raise UserError(_("The name is missing."))
    if draft.price is None and not known:
        raise UserError(_("The price is missing."))
    if draft.price is not None and draft.price < 0:
        raise UserError(_("The price cannot be negative."))
    exact(LineInput(draft.quantity, draft.price or Decimal(0), vat=draft.vat, discount=draft.discount), 0)


def _columns(first: Sequence[str]) -> tuple[Sequence[str], bool, bool]:
    """The target of each column, whether discounts are per cents by their head, whether there are heads at all."""
    heads = [" ".join(cell.casefold().replace("ё", "е").split()) for cell in first]
    targets = [_TARGETS.get(head) or _TARGETS.get(_TAIL.sub("", head).strip(), "") for head in heads]
    seen: set[str] = set()
    for at, target in enumerate(targets):
        idle = target in seen or (target == "vat" and _MONEY_HEAD.search(heads[at]))
        targets[at] = "" if idle else target
        seen.add(target)
    found = {target for target in targets if target}
    if not found & {"name", "code"}:
        return COLUMNS, False, False
    percent = any(target == "discount" and "%" in head for target, head in zip(targets, heads, strict=True))
    return targets, percent, True


def _rows(text: str) -> list[list[str]]:
    delimiter = guess_delimiter(text)
    lines = text.splitlines(keepends=True)
    if lines and lines[0].casefold().startswith("sep="):
        lines[0] = "\n"
    try:
        rows = list(csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        rows = _line_by_line(lines, delimiter)
    if any("\n" in cell and delimiter in cell for row in rows for cell in row):
        alone = _line_by_line(lines, delimiter)
        rows = alone if len({len(row) for row in alone if any(row)}) == 1 else rows
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def _line_by_line(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Each line for itself: where a quote is an inch, or is never closed, it must not swallow the rows below."""
    return [_cells(line.rstrip("\r\n"), delimiter) for line in lines]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return line.split(delimiter)
