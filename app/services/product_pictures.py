"""The picture of a product: kept beside the database by its content, shown on the card and printed in offers."""

from app.command import Asking, Tx, command, query
from app.files import FileStore
from app.views.offers import ProductId
from models.errors import UserError
from models.product import Product
from resources.i18n import N_, _

LARGEST = 8 * 1024 * 1024  # bytes: larger ones make offers too heavy to mail
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG and JPEG: what a PDF can hold as it is


@command(N_("Set picture"))
def set_picture(tx: Tx, product_id: ProductId, content: bytes, files: FileStore) -> None:
    """Give a product a picture, or take it away where `content` is empty.

    Raises:
        UserError: it is no picture that can be printed, or too large.
        OutsideError: the disk refused.
    """
    product = tx.get(Product, product_id)
    if content and not content.startswith(_BEGINNINGS):
        raise UserError(_("A picture is a PNG or JPEG file."), field="picture_hash")
    if len(content) > LARGEST:
        raise UserError(_("This picture is larger than 8 MB."), field="picture_hash")
    product.picture_hash = files.put(content) if content else ""
    tx.subject = product.name


@query
def picture(asking: Asking, digest: str, files: FileStore) -> bytes:
    """The content of a picture; empty where it is not here."""
    del asking
    return files.get(digest) or b""
