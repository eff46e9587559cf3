"""The picture of a product: kept beside the database by its content, shown on the card and printed in offers."""

from app.command import Asking, Tx, command, query
from app.files import FileStore
from app.records.pictures import keep_picture
from app.views.offers import ProductId
from models.product import Product
from resources.i18n import N_


@command(N_("Set picture"))
def set_picture(tx: Tx, product_id: ProductId, content: bytes, files: FileStore) -> None:
    """Give a product a picture, or take it away where `content` is empty.

    Raises:
        UserError: it is no picture that can be printed, or too large.
        OutsideError: the disk refused.
    """
    product = tx.get(Product, product_id)
    product.picture_hash = keep_picture(files, content, "picture_hash")
    tx.subject = product.name


@query
def picture(asking: Asking, digest: str, files: FileStore) -> bytes:
    """The content of a picture; empty where it is not here."""
    del asking
    return files.get(digest) or b""
