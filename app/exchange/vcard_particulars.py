"""Birthday, other days, gender and photo of a vCard, and Android's own lines."""

from app.exchange.card import CardPhoto, Gender
from app.exchange.date_forms import read_date
from app.exchange.vcard_draft import Draft
from app.exchange.vcard_head import Head
from app.exchange.vcard_text import components, decode_base64, split_on, unescaped
from resources.i18n import _

GENDERS: dict[str, Gender] = {
    "m": "male",
    "male": "male",
    "f": "female",
    "female": "female",
    "мужской": "male",
    "женский": "female",
    "м": "male",
    "ж": "female",
}
_MAGIC = (
    (b"\xff\xd8", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
    (b"BM", "image/bmp"),
)
_EVENT_BIRTHDAY, _EVENT_ANNIVERSARY = "3", "1"


def take_birthday(draft: Draft, head: Head, value: str) -> None:
    """The birthday; one that is no date stays in the unknown properties."""
    date = read_date(unescaped(value), omitted_year=head.param("X-APPLE-OMIT-YEAR") or "")
    if not date:
        if value.strip():
            draft.keep(head, value)
            draft.warn(_("The birthday “{text}” is no date we know; it was kept as it is.").format(text=value[:60]))
    elif not draft.birthday:
        draft.birthday = date
    elif date != draft.birthday:
        draft.keep(head, value)


def _dated(draft: Draft, head: Head, value: str, label: str) -> None:
    date = read_date(unescaped(value), omitted_year=head.param("X-APPLE-OMIT-YEAR") or "")
    if date:
        draft.add_date(head, date, label)
    elif value.strip():
        draft.keep(head, value)
        draft.warn(_("The date “{text}” is no date we know; it was kept as it is.").format(text=value[:60]))


def take_anniversary(draft: Draft, head: Head, value: str) -> None:
    """ANNIVERSARY and its elder forms."""
    _dated(draft, head, value, _("Anniversary"))


def take_labelled_date(draft: Draft, head: Head, value: str) -> None:
    """Apple's X-ABDATE, whose X-ABLabel says what the day is."""
    _dated(draft, head, value, "")


def take_gender(draft: Draft, head: Head, value: str) -> None:
    """GENDER and its elder forms, in the languages met."""
    written = split_on(value, ";")[0].strip().lower()
    found = GENDERS.get(written, "")
    if head.name == "X-WAB-GENDER":  # Windows Address Book: 1 female, 2 male
        found = "female" if written == "1" else "male" if written == "2" else ""
    if found and not draft.gender:
        draft.gender = found
    elif not found or found != draft.gender:
        draft.keep(head, value)


def take_photo(draft: Draft, head: Head, value: str) -> None:
    """A photo inside the card; one that lies elsewhere is kept as a link and never fetched."""
    start = value[:100].replace("\\", "")
    declared = next((f"image/{name}" for name in head.types if name not in {"pref", "home", "work"}), "")
    declared = declared or (head.param("MEDIATYPE") or "").lower()
    if start[:5].lower() == "data:":
        declared = start[5:].partition(";")[0].partition(",")[0].lower()
        value = value.partition(",")[2]
    elif head.encoding != "base64":
        draft.keep(head, value)  # a picture that lies elsewhere: it is never fetched
        return
    content = decode_base64(value)
    if not content:
        if value.strip():
            draft.warn(_("The photo is damaged and was left out."))
    elif draft.photo is None:
        found = next((media for magic, media in _MAGIC if content.startswith(magic)), "image/jpeg")
        draft.photo = CardPhoto(content, declared if declared.startswith("image/") else found)
    else:
        draft.keep(head, value)


def take_android(draft: Draft, head: Head, value: str) -> None:
    """Android writes what vCard 2.1 and 3.0 have no property for as `vnd.android.cursor.item/<what>;…`."""
    what, *parts = components(value)
    what = what.rpartition("/")[2]
    first = parts[0] if parts else ""
    kind = parts[1] if len(parts) > 1 else ""
    if what == "nickname" and first:
        draft.add_nickname(first)
    elif what == "contact_event" and (date := read_date(first)):
        if kind == _EVENT_BIRTHDAY and not draft.birthday:
            draft.birthday = date
        else:
            custom = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - date, type, own label
            draft.add_date(head, date, _("Anniversary") if kind == _EVENT_ANNIVERSARY else custom)
    else:
        draft.keep(head, value)
