"""Pictures as the workspace keeps them: what may be one, and where it goes."""

from app.files import FileStore
from models.errors import UserError
from resources.i18n import _

LARGEST = 8 * 1024 * 1024  # bytes: larger ones make offers too heavy to mail
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG and JPEG: what a PDF and a vCard can hold as it is


def keep_picture(files: FileStore, content: bytes, field: str) -> str:
    """Keep a picture and say by which hash it is found; no content is no picture.

    Raises:
        UserError: it is no PNG or JPEG, or too large; it names the field.
        OutsideError: the disk refused.
    """
    if not content:
        return ""
    if not content.startswith(_BEGINNINGS):
        raise UserError(_("A picture is a PNG or JPEG file."), field=field)
    if len(content) > LARGEST:
        raise UserError(_("This picture is larger than 8 MB."), field=field)
    return files.put(content)
