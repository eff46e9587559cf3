"""What each vCard property means to us: RFC 6350 (4.0), RFC 2426 (3.0), vCard 2.1, Apple's, Android's and our own."""

from collections.abc import Callable

from app.exchange.card import RawProperty
from app.exchange.date_forms import read_moment
from app.exchange.vcard_draft import Draft
from app.exchange.vcard_head import Head
from app.exchange.vcard_particulars import (
    take_android,
    take_anniversary,
    take_birthday,
    take_gender,
    take_labelled_date,
    take_photo,
)
from app.exchange.vcard_reach import (
    take_address,
    take_email,
    take_messenger,
    take_named_messenger,
    take_phone,
    take_printed_address,
    take_social,
    take_url,
)
from app.exchange.vcard_text import components, split_on, unescaped

Handler = Callable[[Draft, Head, str], None]

_NAME_PARTS = 5
_GOOGLE_EVERYBODY = "myContacts"  # Google's own group that holds every contact
_GIVEN = (0, 1, 2)  # several last, first or middle names stand side by side, titles with commas


def apply_property(draft: Draft, head: Head, value: str) -> None:
    """Take one property into the draft."""
    handler_of(head.name)(draft, head, value)


def handler_of(name: str) -> Handler:
    """What takes the properties of a name into a draft."""
    handler = _HANDLERS.get(name)
    if handler is not None:
        return handler
    return _own_field if name.startswith("X-VIZITKA-") else _kept


def _kept(draft: Draft, head: Head, value: str) -> None:
    draft.keep(head, value)


def _nothing(_draft: Draft, _head: Head, _value: str) -> None:
    """BEGIN, END and VERSION say nothing of the person."""


def _formatted_name(draft: Draft, head: Head, value: str) -> None:
    if (head.param("DERIVED") or head.param("X-DERIVED") or "").lower() == "true":
        return  # RFC 9554: made up from the other properties because FN may not be missing
    if draft.full_name:
        draft.keep(head, value)
    else:
        draft.full_name = unescaped(value)


def _name(draft: Draft, head: Head, value: str) -> None:
    if any(draft.names):
        draft.keep(head, value)
        return
    parts = components(value)
    if "," in value:
        parts = [
            unescaped((" " if place in _GIVEN else ", ").join(piece.strip() for piece in split_on(part, ",")))
            for place, part in enumerate(split_on(value, ";"))
        ]
    if len(parts) > _NAME_PARTS:
        rest = [part for part in parts[_NAME_PARTS - 1 :] if part]
        parts[_NAME_PARTS - 1] = ", ".join(dict.fromkeys(rest))
    last, first, middle, prefix, suffix = (*parts, "", "", "", "", "")[:_NAME_PARTS]
    draft.names = (last, first, middle, prefix, suffix)


def _organization(draft: Draft, head: Head, value: str) -> None:
    if draft.company or draft.department:
        draft.keep(head, value)
        return
    company, *units = components(value)
    draft.company = company
    draft.department = ", ".join(unit for unit in units if unit)


def _title(draft: Draft, head: Head, value: str) -> None:
    if draft.job_title:
        draft.keep(head, value)
    else:
        draft.job_title = unescaped(value)


def _nickname(draft: Draft, head: Head, value: str) -> None:  # noqa: ARG001 - every handler is called alike
    draft.add_nickname(unescaped(value))


def _note(draft: Draft, head: Head, value: str) -> None:  # noqa: ARG001 - every handler is called alike
    note = unescaped(value)
    draft.note = f"{draft.note}\n{note}" if draft.note and note else draft.note or note


def _categories(draft: Draft, head: Head, value: str) -> None:  # noqa: ARG001 - every handler is called alike
    for part in split_on(value, ","):
        name = unescaped(part)
        if name and name != _GOOGLE_EVERYBODY:
            draft.categories.append(name)


def _language(draft: Draft, head: Head, value: str) -> None:
    if draft.language:
        draft.keep(head, value)
    else:
        draft.language = unescaped(value)


def _time_zone(draft: Draft, head: Head, value: str) -> None:
    if draft.time_zone:
        draft.keep(head, value)
    else:
        draft.time_zone = unescaped(value)


def _uid(draft: Draft, head: Head, value: str) -> None:
    if draft.uid:
        draft.keep(head, value)
    else:
        draft.uid = unescaped(value)


def _revised(draft: Draft, head: Head, value: str) -> None:
    moment = read_moment(value)
    if moment is not None and draft.revised is None:
        draft.revised = moment
    else:
        draft.keep(head, value)


def _kind(draft: Draft, head: Head, value: str) -> None:
    kind = value.strip().lower()
    if kind in {"org", "organization", "company"}:
        draft.is_company = True
    elif kind == "group":
        draft.kind = "group"
    elif kind != "individual":
        draft.keep(head, value)


def _show_as(draft: Draft, head: Head, value: str) -> None:
    if value.strip().upper() == "COMPANY":
        draft.is_company = True
    else:
        draft.keep(head, value)


def _label(draft: Draft, head: Head, value: str) -> None:
    draft.keep(head, value)
    if head.group and value:
        draft.labels.append((head.group.lower(), draft.unknown[-1]))


def _own_field(draft: Draft, head: Head, value: str) -> None:
    """Our own exports' fields; EXTRA and COLUMN carry names that are no vCard names."""
    name = head.name.removeprefix("X-VIZITKA-")
    if name in {"EXTRA", "COLUMN"}:
        title, *parts = split_on(value, ";")
        rest = ";".join(parts)
        if name == "EXTRA":
            draft.extra.append((unescaped(title), unescaped(rest)))
        else:
            draft.unknown.append(RawProperty(unescaped(title), rest))
    else:
        draft.extra.append((name.lower().replace("-", "_"), unescaped(value)))


_MESSENGERS = (
    "X-SKYPE",
    "X-SKYPE-USERNAME",
    "X-TELEGRAM",
    "X-WHATSAPP",
    "X-VIBER",
    "X-SIGNAL",
    "X-ICQ",
    "X-JABBER",
    "X-AIM",
    "X-MSN",
    "X-YAHOO",
    "X-GOOGLE-TALK",
    "X-GTALK",
    "X-QQ",
    "X-VK",
    "X-WECHAT",
    "X-MATRIX",
    "X-GADUGADU",
    "X-GROUPWISE",
)
_HANDLERS: dict[str, Handler] = {
    "BEGIN": _nothing,
    "END": _nothing,
    "VERSION": _nothing,
    "FN": _formatted_name,
    "N": _name,
    "ORG": _organization,
    "TITLE": _title,
    "NICKNAME": _nickname,
    "NOTE": _note,
    "CATEGORIES": _categories,
    "TEL": take_phone,
    "EMAIL": take_email,
    "URL": take_url,
    "IMPP": take_messenger,
    "X-SOCIALPROFILE": take_social,
    "SOCIALPROFILE": take_social,
    "ADR": take_address,
    "LABEL": take_printed_address,
    "BDAY": take_birthday,
    "ANNIVERSARY": take_anniversary,
    "X-ANNIVERSARY": take_anniversary,
    "X-EVOLUTION-ANNIVERSARY": take_anniversary,
    "X-ABDATE": take_labelled_date,
    "GENDER": take_gender,
    "X-GENDER": take_gender,
    "X-WAB-GENDER": take_gender,
    "PHOTO": take_photo,
    "LANG": _language,
    "TZ": _time_zone,
    "UID": _uid,
    "REV": _revised,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ABSHOWAS": _show_as,
    "X-ABLABEL": _label,
    "X-ANDROID-CUSTOM": take_android,
}
_HANDLERS.update(dict.fromkeys(_MESSENGERS, take_named_messenger))
