"""The photo of a contact: kept beside the database by its content, carried by vCards."""

from app.command import Tx, command
from app.files import FileStore
from app.records.names import shown_name
from app.records.pictures import keep_picture
from app.views.contacts import ContactId
from models.contact import Contact
from resources.i18n import N_


@command(N_("Set photo"))
def set_photo(tx: Tx, contact_id: ContactId, content: bytes, files: FileStore) -> None:
    """Give a contact a photo, or take it away where `content` is empty.

    Raises:
        UserError: it is no PNG or JPEG, or too large.
        OutsideError: the disk refused.
    """
    contact = tx.get(Contact, contact_id)
    contact.photo_hash = keep_picture(files, content, "photo_hash")
    tx.subject = shown_name(contact)
