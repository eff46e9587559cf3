"""A letter as a file that a mail program opens ready to be sent: who it goes to, a few words, a paper attached.

RFC 5322 with MIME; the header `X-Unsent: 1` makes Outlook and Windows Mail open the file for writing instead of reading.
"""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

_CONTROLS = dict.fromkeys(range(32), " ")


def eml_draft(
    *, to: str, to_name: str = "", subject: str, body: str, attachment: bytes, file_name: str, sender: str = ""
) -> bytes:
    """The draft as bytes; an address that cannot be one is left out, for the person to type."""
    letter = EmailMessage(policy=SMTP)
    letter["X-Unsent"] = "1"
    if sender and (address := _address(sender, "")) is not None:
        letter["From"] = address
    if to and (address := _address(to, to_name)) is not None:
        letter["To"] = address
    letter["Subject"] = subject.translate(_CONTROLS).strip()
    letter.set_content(body, charset="utf-8")
    letter.add_attachment(attachment, maintype="application", subtype="pdf", filename=file_name.translate(_CONTROLS))
    return letter.as_bytes()


def _address(spec: str, name: str) -> Address | None:
    if not spec.isascii():
        return None
    try:
        return Address(display_name=name.translate(_CONTROLS).strip(), addr_spec=spec.strip())
    except (ValueError, IndexError, HeaderParseError):
        return None
