"""Addresses of pages and letters in other programs: made here, opened by whoever has a screen; nothing is fetched.

Sources: RFC 6068 (mailto), core.telegram.org/api/links (t.me/+<number>, t.me/<name>), WhatsApp's help "click to chat"
(wa.me/<number>, digits alone in international form), yandex.ru/maps/?text=…, openstreetmap.org/search?query=….
"""

import re
from urllib.parse import quote

from resources.i18n import language

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_MAILED = "@!$'*+-._~"  # what may stand in an address of mail as it is


def map_link(address: str) -> str:
    """The page that shows an address on a map: the one usual where the language is spoken."""
    if language() == "ru":
        return f"https://yandex.ru/maps/?text={quote(address, safe='')}"
    return f"https://www.openstreetmap.org/search?query={quote(address, safe='')}"


def mail_link(address: str, subject: str = "") -> str:
    """What begins a letter in the usual mail program."""
    said = f"?subject={quote(subject, safe='')}" if subject else ""
    return f"mailto:{quote(address.strip(), safe=_MAILED)}{said}"


def telegram_link(value: str) -> str:
    """The chat with the owner of a phone or a name; empty where it is neither."""
    if value.startswith("+"):
        return f"https://t.me/+{_digits(value)}"
    name = re.sub(r"^(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me)/", "", value.strip(), flags=re.IGNORECASE)
    if name.startswith("+"):
        return f"https://t.me/+{_digits(name)}"
    name = name.lstrip("@").rstrip("/")
    return f"https://t.me/{name}" if _NAME.fullmatch(name) else ""


def whatsapp_link(phone: str) -> str:
    """The chat with the owner of a phone in international form; empty where it is not."""
    return f"https://wa.me/{_digits(phone)}" if phone.startswith("+") and _digits(phone) else ""


def web_link(value: str) -> str:
    """A page as it was typed, for the browser; empty where it is no address of a page."""
    text = value.strip()
    if re.match(r"https?://[^\s/]", text, flags=re.IGNORECASE):
        return text
    return f"https://{text}" if re.fullmatch(r"[^\s/:@]+\.[^\s/:@.]{2,}(?:[:/]\S*)?", text) else ""


def _digits(value: str) -> str:
    return "".join(letter for letter in value if letter.isdecimal() and letter.isascii())
