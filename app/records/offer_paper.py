"""An offer put together for printing: every word chosen, declined and written in the language of the paper.

Call it inside `speaking(...)` of that language: labels and sentences are taken from the texts, names and amounts from
the rules.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args
from uuid import UUID

import sqlalchemy as sa

from app.documents.offer_paper import (
    DEFAULT_ACCENT,
    AddresseeOnPaper,
    LineOnPaper,
    OfferPaper,
    Payment,
    SalespersonOnPaper,
    SectionOnPaper,
    SellerOnPaper,
    SignatureOnPaper,
    TemplateKey,
    TotalsOnPaper,
    VatOnPaper,
)
from app.formatting import long_date
from app.records.conditions import labelled, read_conditions
from app.records.me import me
from app.records.names import name_of
from app.records.offer_rows import letters_of, line_numbers, line_rows, totals_of
from app.records.sellers import accounts_of
from models.nouns import TABLES
from models.rules.declension import declined
from models.rules.job_titles import declined_title
from models.rules.offer_totals import LineTotals, OfferTotals
from models.rules.person_gender import Gender
from models.rules.person_names import PersonName, full_name, is_russian, short_name, split_name
from models.rules.requisites import normal_requisite
from models.rules.salutation import salutation
from models.rules.transliteration import latin
from models.rules.vat import VatMode
from models.rules.words import amount_in_words
from resources.i18n import Language, _, language, pgettext, speaking

Picture = Callable[[str], bytes | None]

_CONTACT = TABLES["contact"]
_ENDS = (".", "!", ",", ":", "…")
_ACCOUNT_LENGTH, _BIC_LENGTH = 20, 9
_OGRNIP_LENGTH = 15


def assembled(
    connection: sa.Connection, offer: Any, picture: Picture, *, with_images: bool, payment_code: bool
) -> OfferPaper:
    """The paper of an offer's row; `picture` finds the content of a hash, or None."""
    lang = language()
    seller = _one(connection, "seller", offer.seller_id)
    contact = _one(connection, "contact", offer.contact_id)
    company = _one(connection, "company", offer.company_id or (contact.company_id if contact else None))
    rows = line_rows(connection, offer.id)
    totals = totals_of(offer, rows)
    sections, options = _sections(rows, totals, picture, lang)
    account = _account(connection, seller, offer.currency)
    return OfferPaper(
        seller=_seller(seller, account, picture),
        number=offer.number, version=offer.version, dated=offer.dated, valid_through=offer.valid_through,
        language=lang, currency=totals.currency,
        title=offer.title, basis=offer.basis,
        salesperson=_salesperson(connection),
        addressee=_addressee(company, contact, lang),
        salutation=_greeting(contact, lang),
        intro=offer.intro or _("Thank you for your interest. We are glad to offer you the following."),
        sections=sections, options=options,
        totals=_totals(offer, totals, lang),
        conditions=labelled(read_conditions(offer.conditions)),
        closing=offer.closing,
        signature=_signature(seller, picture, lang, with_images=with_images),
        payment=_payment(seller, account, offer, totals) if payment_code else None,
        accent=(seller.accent if seller else "") or DEFAULT_ACCENT,
        template=offer.template if offer.template in get_args(TemplateKey) else "strict",
    )  # fmt: skip


def _one(connection: sa.Connection, table: str, record_id: UUID | None) -> Any:
    """The row of a linked record, whether or not it was removed since: a paper once made stays as it was."""
    if record_id is None:
        return None
    return connection.execute(sa.select(TABLES[table]).where(TABLES[table].c.id == record_id)).one_or_none()


def _seller(seller: Any, account: Any, picture: Picture) -> SellerOnPaper:
    if seller is None:
        return SellerOnPaper("")
    ogrn = pgettext("requisites", "OGRNIP") if len(seller.ogrn) == _OGRNIP_LENGTH else pgettext("requisites", "OGRN")
    said = [
        (pgettext("requisites", "INN"), seller.inn),
        (pgettext("requisites", "KPP"), seller.kpp),
        (ogrn, seller.ogrn),
    ]
    if account is not None and account.account:
        at_bank = _("{account} at {bank}").format(account=account.account, bank=account.bank)
        said += [
            (pgettext("requisites", "account"), at_bank if account.bank else account.account),
            (pgettext("requisites", "BIC"), account.bic),
            (pgettext("requisites", "corr. account"), account.correspondent_account),
        ]
    said.append((pgettext("requisites", "address"), seller.legal_address))
    return SellerOnPaper(
        seller.name, seller.tagline, seller.legal_name or seller.name,
        tuple((label, value) for label, value in said if value.strip()),
        seller.phone, seller.web, logo=picture(seller.logo_hash), stamp=picture(seller.stamp_hash),
    )  # fmt: skip


def _salesperson(connection: sa.Connection) -> SalespersonOnPaper:
    row = me(connection)
    return SalespersonOnPaper(row.name, row.position, row.phone, row.email) if row else SalespersonOnPaper()


def _addressee(company: Any, contact: Any, lang: Language) -> AddresseeOnPaper:
    firm = company.name if company else ""
    if contact is None:
        return AddresseeOnPaper(firm)
    name = name_of(contact)
    if lang == "ru":
        person = full_name(declined(name, "dative", _gender(contact)))
        return AddresseeOnPaper(firm, declined_title(contact.job_title, "dative"), person)
    return AddresseeOnPaper(firm, contact.job_title, full_name(_in_latin(name)))


def _greeting(contact: Any, lang: Language) -> str:
    """The contact's own salutation where it fits the paper's letters, else the rule's, with its mark at the end."""
    if contact is None:
        return ""
    own = contact.salutation.strip()
    fits = own and is_russian(PersonName(first=own)) == (lang == "ru")
    text = own if fits else salutation(name_of(contact), _gender(contact), lang)
    return text if text.endswith(_ENDS) else text + ("!" if lang == "ru" else ",")


def _gender(contact: Any) -> Gender:
    said: dict[str, Gender] = {"male": "male", "female": "female"}
    return said.get(contact.gender, "")


def _in_latin(name: PersonName) -> PersonName:
    """A Russian name for an English reader, who expects no patronymic; a Latin one as it stands."""
    if not is_russian(name):
        return name
    middle = "" if name.first and name.last else latin(name.middle)
    return PersonName("", latin(name.first), middle, latin(name.last), "")


def _sections(
    rows: Sequence[Any], totals: OfferTotals, picture: Picture, lang: Language
) -> tuple[tuple[SectionOnPaper, ...], tuple[LineOnPaper, ...]]:
    numbers = line_numbers(rows, letters_of(lang))
    lines: dict[str, list[LineOnPaper]] = {}
    titles: dict[str, str] = {}
    options: list[LineOnPaper] = []
    for row, number, line in zip(rows, numbers, totals.lines, strict=True):
        printed = _line(row, number, line, picture)
        if row.role == "option":
            options.append(printed)
            continue
        key = str(row.section_key or "")
        titles[key] = row.section_title or ""
        lines.setdefault(key, []).append(printed)
    sums = {section.section: section.sum for section in totals.sections}
    several = len(lines) > 1
    sections = tuple(
        SectionOnPaper(tuple(own), titles[key], sums[key] if several and titles[key] else None)
        for key, own in lines.items()
    )
    return sections, tuple(options)


def _line(row: Any, number: str, line: LineTotals, picture: Picture) -> LineOnPaper:
    printed = LineOnPaper(
        number, row.name, row.quantity or line.price * 0, line.price, line.sum, unit=row.unit,
        description=row.description, picture=picture(row.picture_hash),
        discount_percent=row.discount_percent or None, discount_sum=row.discount_sum or None,
        vat_rate=line.vat_percent,
    )  # fmt: skip
    return replace(printed, kind="alternative") if row.role == "alternative" else printed


def _totals(offer: Any, totals: OfferTotals, lang: Language) -> TotalsOnPaper:
    mode = totals.vat_mode
    rates = tuple(VatOnPaper(rate.percent, rate.vat) for rate in totals.vat_by_rate if rate.percent is not None)
    if not rates:
        mode = VatMode.NONE
    return TotalsOnPaper(
        total=totals.total,
        subtotal=totals.subtotal if totals.discount else None,
        discount=totals.discount or None,
        discount_percent=offer.discount_percent or None,
        net=totals.net if mode is VatMode.ON_TOP else None,
        vat_mode=mode.value,
        vat=rates if mode is not VatMode.NONE else (),
        vat_reason=_no_vat(offer.vat_reason) if mode is VatMode.NONE else "",
        words=amount_in_words(totals.total_money, lang),
    )


def _no_vat(reason: str) -> str:
    """Why no VAT is charged; the usual reasons are kept in English and printed in the paper's language."""
    return _("Not subject to VAT: {reason}").format(reason=_(reason)) if reason.strip() else _("Not subject to VAT")


def _signature(seller: Any, picture: Picture, lang: Language, *, with_images: bool) -> SignatureOnPaper:
    if seller is None:
        return SignatureOnPaper()
    name = split_name(seller.director) if seller.director.strip() else PersonName()
    shown = short_name(name if lang == "ru" else _in_latin(name))
    position = seller.director_position or (_("Director") if shown else "")
    return SignatureOnPaper(position, shown, picture(seller.signature_hash), with_images)


def _account(connection: sa.Connection, seller: Any, currency: str) -> Any:
    """The account to pay to: in the offer's currency, the primary one first."""
    accounts = accounts_of(connection, seller.id) if seller is not None else ()
    return next((each for each in accounts if (each.currency or "RUB") == currency), None)


def _payment(seller: Any, account: Any, offer: Any, totals: OfferTotals) -> Payment | None:
    """What a bank's code needs; None where any of it is missing. The purpose is written in Russian, for the bank."""
    if seller is None or account is None or totals.currency != "RUB" or not offer.number or not totals.total:
        return None
    name = seller.legal_name or seller.name
    numbers = [normal_requisite(each) for each in (account.account, account.bic, account.correspondent_account)]
    if [len(each) for each in numbers] != [_ACCOUNT_LENGTH, _BIC_LENGTH, _ACCOUNT_LENGTH] or not (
        name and account.bank
    ):
        return None
    with speaking("ru"):
        paying = _("Payment under the offer {number} dated {date}").format(
            number=offer.number, date=long_date(offer.dated)
        )
        vat = _("including VAT") if totals.vat else _("not subject to VAT")
    return Payment(
        name, numbers[0], account.bank, numbers[1], numbers[2], seller.inn, seller.kpp, totals.total, f"{paying}, {vat}"
    )
