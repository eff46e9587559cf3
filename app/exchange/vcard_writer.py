"""A card as vCard 4.0 (RFC 6350), 3.0 (RFC 2426) or 2.1, to be read again without loss, here and elsewhere.

All three hold every field of a `Card`; the moment of the last change loses its fractions of a second. What a version
has no property for goes into customary ones (X-GENDER, X-ABDATE, X-ABShowAs, X-ABLabel) or into X-VIZITKA-….
"""

import re

from app.exchange.card import Card, CardAddress, CardChannel, CardDate, CardPhoto
from app.exchange.vcard_paper import Paper, param_value
from app.exchange.vcard_versions import VCardVersion
from resources.i18n import _

_TOKENS = {"mobile": "CELL", "work": "WORK", "home": "HOME", "fax": "FAX", "main": "MAIN", "delivery": "DELIVERY"}
_NAMES = {"phone": "TEL", "email": "EMAIL", "web": "URL", "messenger": "IMPP"}
_SCHEMES = {"phone": "tel:", "email": "mailto:"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
_OWN_NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_RESERVED = frozenset({"extra", "column"})


def write_vcard(card: Card, version: VCardVersion = "4.0") -> str:
    """One card, each line ended by CRLF. Reading it gives an equal card (its record, line and warnings aside)."""
    paper = Paper(version)
    labels = _Labels(card)
    _write_who(paper, card)
    for channel in card.channels:
        _write_channel(paper, channel, labels)
    for address in card.addresses:
        _write_address(paper, address, labels)
    if card.birthday:
        paper.text("BDAY", _date_form(card.birthday, version))
    anniversary_written = False
    for date in card.dates:
        anniversary_written = _write_date(paper, date, labels, plain=anniversary_written)
    _write_rest(paper, card)
    return paper.finished()


class _Labels:
    """Groups that tie a label to its property, chosen apart from those the unknown properties use."""

    def __init__(self, card: Card) -> None:
        self._taken = {raw.group.lower() for raw in card.unknown}
        self._number = 0

    def next_group(self) -> str:
        while True:
            self._number += 1
            if f"item{self._number}" not in self._taken:
                return f"item{self._number}"


def _write_who(paper: Paper, card: Card) -> None:
    if card.is_company:
        paper.text(*(("KIND", "org") if paper.version == "4.0" else ("X-ABShowAs", "COMPANY")))
    if card.uid:
        paper.text("UID", card.uid)
    if card.full_name:
        paper.text("FN", card.full_name)
    elif paper.version != "2.1":  # RFC 6350 wants an FN; RFC 9554 marks one that was made up
        paper.text("FN;DERIVED=TRUE" if paper.version == "4.0" else "FN;X-DERIVED=TRUE", _made_up_name(card))
    paper.text("N", card.last, card.first, card.middle, card.prefix, card.suffix)
    if card.nickname:
        paper.text("NICKNAME", card.nickname)
    if card.company or card.department:
        paper.text("ORG", card.company, card.department)
    if card.job_title:
        paper.text("TITLE", card.job_title)
    if card.gender:
        if paper.version == "4.0":
            paper.text("GENDER", card.gender[0].upper())
        else:
            paper.text("X-GENDER", card.gender.capitalize())


def _made_up_name(card: Card) -> str:
    parts = (card.prefix, card.first, card.middle, card.last, card.suffix)
    name = " ".join(part for part in parts if part)
    return name or card.nickname or card.company or next((it.value for it in card.channels), _("No name"))


def _write_channel(paper: Paper, channel: CardChannel, labels: _Labels) -> None:
    name, value, params = _NAMES[channel.kind], channel.value, ""
    if channel.kind == "messenger":
        params = f";X-SERVICE-TYPE={param_value(channel.service)}"
        if channel.service:
            value = f"{channel.service if _SCHEME.fullmatch(channel.service) else 'x-apple'}:{value}"
    scheme = _SCHEMES.get(channel.kind, "")
    if scheme and value.lower().startswith(scheme):
        params = ";VALUE=text"
    if channel.kind == "email" and paper.version != "4.0":
        params += ";INTERNET" if paper.version == "2.1" else ";TYPE=INTERNET"
    params += _type_params(paper, channel.type, primary=channel.primary)
    write = paper.uri if channel.kind in {"web", "messenger"} else paper.text
    if channel.label:
        group = labels.next_group()
        write(f"{group}.{name}{params}", value)
        paper.text(f"{group}.X-ABLabel", channel.label)
    else:
        write(f"{name}{params}", value)


def _write_address(paper: Paper, address: CardAddress, labels: _Labels) -> None:
    head = "ADR" + _type_params(paper, address.type, primary=address.primary)
    group = labels.next_group() if address.label else ""
    paper.text(
        f"{group}.{head}" if group else head,
        address.po_box,
        address.extended,
        address.street,
        address.city,
        address.region,
        address.postcode,
        address.country,
    )
    if group:
        paper.text(f"{group}.X-ABLabel", address.label)


def _type_params(paper: Paper, kind: str, *, primary: bool) -> str:
    token = _TOKENS.get(kind, "")
    if paper.version == "4.0":
        return (f";TYPE={token.lower()}" if token else "") + (";PREF=1" if primary else "")
    tokens = [it for it in (token, "PREF" if primary else "") if it]
    return "".join(f";{it}" if paper.version == "2.1" else f";TYPE={it}" for it in tokens)


def _write_date(paper: Paper, date: CardDate, labels: _Labels, *, plain: bool) -> bool:
    """Write a day; 4.0 has a property for one anniversary. Tells whether that one is used up."""
    written = _date_form(date.date, paper.version)
    anniversary = date.label == _("Anniversary")
    if anniversary and paper.version == "4.0" and not plain:
        paper.text("ANNIVERSARY", written)
        return True
    if date.label:
        group = labels.next_group()
        paper.text(f"{group}.X-ABDATE", written)
        paper.text(f"{group}.X-ABLabel", "_$!<Anniversary>!$_" if anniversary else date.label)
    else:
        paper.text("X-ABDATE", written)
    return plain


def _date_form(date: str, version: VCardVersion) -> str:
    """4.0 wants the basic form for every date, the elder versions the extended one."""
    if version != "4.0":
        return f"--{date[2:]}" if date.startswith("--") else date
    return f"--{date[2:].replace('-', '')}" if date.startswith("--") else date.replace("-", "")


def _write_rest(paper: Paper, card: Card) -> None:
    if card.categories:
        paper.text("CATEGORIES", *card.categories, separator=",")
    if card.note:
        paper.text("NOTE", card.note)
    if card.language:
        paper.text("LANG", card.language)
    if card.time_zone:
        paper.text("TZ", card.time_zone)
    if card.photo is not None:
        _write_photo(paper, card.photo)
    if card.revised is not None:
        form = "%04d%02d%02dT%02d%02d%02dZ" if paper.version == "4.0" else "%04d-%02d-%02dT%02d:%02d:%02dZ"
        paper.text("REV", form % card.revised.utctimetuple()[:6])
    for name, value in card.extra:
        if _OWN_NAME.fullmatch(name) and name not in _RESERVED:
            paper.text(f"X-VIZITKA-{name.upper().replace('_', '-')}", value)
        else:
            paper.text("X-VIZITKA-EXTRA", name, value)
    for raw in card.unknown:
        paper.raw(raw)


def _write_photo(paper: Paper, photo: CardPhoto) -> None:
    kind = photo.media_type.removeprefix("image/").upper()
    if paper.version == "4.0":
        paper.binary(f"PHOTO:data:{photo.media_type};base64,", photo.content)
    elif paper.version == "3.0":
        paper.binary(f"PHOTO;ENCODING=b;TYPE={kind}:", photo.content)
    else:
        paper.binary(f"PHOTO;ENCODING=BASE64;TYPE={kind}:", photo.content)
