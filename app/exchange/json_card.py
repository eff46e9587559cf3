"""A card as plain JSON values and back: the form of our full export, and of what has no column of its own in a table."""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any

from app.exchange.card import Card, CardAddress, CardChannel, CardDate, CardPhoto, RawProperty
from app.exchange.date_forms import read_moment
from app.exchange.vcard_text import decode_base64
from models.errors import UserError
from resources.i18n import _

_PLACES = frozenset({"record", "line", "warnings"})  # they tell of the file that was read, not of the person
_LISTS: dict[str, type[Any]] = {"dates": CardDate, "channels": CardChannel, "addresses": CardAddress}
_CHOICES: dict[tuple[str, str], frozenset[str]] = {
    ("channels", "kind"): frozenset({"phone", "email", "web", "messenger"}),
    ("channels", "type"): frozenset({"mobile", "work", "home", "fax", "main", "other"}),
    ("addresses", "type"): frozenset({"work", "home", "delivery", "other"}),
    ("", "gender"): frozenset({"", "male", "female"}),
}


def card_to_json(card: Card) -> dict[str, Any]:
    """Plain values without the empty ones; the record, line and warnings of reading stay out."""
    found = _without_defaults(card, leave_out=_PLACES)
    for name in _LISTS:
        if name in found:
            found[name] = [_without_defaults(entry) for entry in found[name]]
    if card.photo is not None:
        found["photo"] = photo_to_uri(card.photo)
    if card.revised is not None:
        found["revised"] = card.revised.isoformat()
    for name in ("categories", "extra"):
        if name in found:
            found[name] = [list(entry) if name == "extra" else entry for entry in found[name]]
    if card.unknown:
        found["unknown"] = raw_to_json(card.unknown)
    return found


def card_from_json(values: Mapping[str, Any], record: int) -> Card:
    """A card from plain values. Raises UserError with a sentence where a value is not of its kind."""
    known: dict[str, Any] = {"record": record, "line": record}
    warnings: list[str] = []
    for name, value in values.items():
        if name in _PLACES or name not in _CARD_FIELDS:
            warnings.append(
                _("The field “{name}” is not known to this version and was left out.").format(name=name[:60])
            )
        else:
            known[name] = _value(name, value)
    return Card(**known, warnings=tuple(warnings))


def raw_to_json(unknown: Iterable[RawProperty]) -> list[list[Any]]:
    """Unknown properties as lists: name, value, group, parameters."""
    return [[raw.name, raw.value, raw.group, [list(param) for param in raw.params]] for raw in unknown]


def raw_from_json(value: Any) -> tuple[RawProperty, ...]:
    """The way back. Raises UserError where the value is not of that form."""
    found = []
    for entry in _as(list, value, "unknown"):
        name, text, group, params = (*_as(list, entry, "unknown"), "", "", "", [])[:4]
        pairs = pairs_from_json(params, "unknown")
        found.append(
            RawProperty(_as(str, name, "unknown"), _as(str, text, "unknown"), _as(str, group, "unknown"), pairs)
        )
    return tuple(found)


def pairs_from_json(value: Any, name: str) -> tuple[tuple[str, str], ...]:
    """Pairs of texts from lists of two. Raises UserError where the value is not of that form."""
    return tuple(_pair(entry, name) for entry in _as(list, value, name))


def photo_to_uri(photo: CardPhoto) -> str:
    """A picture as a data URI (RFC 2397)."""
    return f"data:{photo.media_type};base64,{base64.b64encode(photo.content).decode('ascii')}"


def photo_from_uri(uri: str) -> CardPhoto | None:
    """A picture from a data URI, or nothing where there is none in it."""
    head, comma, letters = uri.partition(",")
    content = decode_base64(letters) if comma and head.startswith("data:") else b""
    return CardPhoto(content, head[len("data:") :].partition(";")[0] or "image/jpeg") if content else None


def _without_defaults(record: Any, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {
        part.name: getattr(record, part.name)
        for part in fields(record)
        if part.name not in leave_out and (part.default is MISSING or getattr(record, part.name) != part.default)
    }


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(_entry(name, entry) for entry in _as(list, value, name))
    read = _READERS.get(name)
    return read(value) if read is not None else _chosen("", name, _as(str, value, name))


def _entry(name: str, values: Any) -> Any:
    kind = _LISTS[name]
    known = {part.name for part in fields(kind)}
    found = {key: value for key, value in _as(dict, values, name).items() if key in known}
    for key, value in found.items():
        _as(bool if key == "primary" else str, value, f"{name}.{key}")
        if key != "primary":
            _chosen(name, key, value)
    try:
        return kind(**found)
    except TypeError:
        raise UserError(_("The field “{name}” is not of its form.").format(name=name)) from None


def _pair(entry: Any, name: str) -> tuple[str, str]:
    key, value = (*_as(list, entry, name), "", "")[:2]
    return _as(str, key, name), _as(str, value, name)


def _moment(text: str) -> datetime:
    moment = read_moment(text)
    if moment is None:
        raise UserError(_("The field “{name}” is not of its form.").format(name="revised"))
    return moment


def _chosen(owner: str, name: str, value: str) -> str:
    allowed = _CHOICES.get((owner, name))
    if allowed is not None and value not in allowed:
        raise UserError(_("The field “{name}” is not of its form.").format(name=name))
    return value


def _as(kind: type[Any], value: Any, name: str) -> Any:
    if not isinstance(value, kind):
        raise UserError(_("The field “{name}” is not of its form.").format(name=name))
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "unknown": raw_from_json,
    "categories": lambda value: tuple(_as(str, entry, "categories") for entry in _as(list, value, "categories")),
    "extra": lambda value: pairs_from_json(value, "extra"),
    "photo": lambda value: photo_from_uri(_as(str, value, "photo")),
    "revised": lambda value: _moment(_as(str, value, "revised")),
    "is_company": lambda value: _as(bool, value, "is_company"),
}
_CARD_FIELDS = frozenset(part.name for part in fields(Card))
