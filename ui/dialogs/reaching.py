"""Reaching out through other programs: a letter, a chat, a page, a map; what reaches a person is written down."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton

from app.errors import UserError
from app.links_out import mail_link, map_link, telegram_link, web_link, whatsapp_link
from app.views.contacts import ChannelView, ContactId
from resources.i18n import _
from ui.context import UiContext
from ui.outside import open_link
from ui.widgets.facts import Touch

TELEGRAM, WHATSAPP = "Telegram", "WhatsApp"


def chats_of(channels: Sequence[ChannelView]) -> list[tuple[str, str, str]]:
    """The chats there may be with somebody: service, by what, link; named messengers before phones."""
    found = []
    for one in channels:
        named = (one.service or one.type).casefold()
        if one.kind == "messenger" and named == "telegram" and (link := telegram_link(one.raw)):
            found.append((TELEGRAM, one.shown, link))
    phones = [one for one in channels if one.kind == "phone" and one.type != "fax"]
    phones += [one for one in channels if one.kind == "messenger" and (one.service or one.type) == "whatsapp"]
    for phone in phones:
        number = phone.normal if phone.normal.startswith("+") else phone.raw
        for service, link in ((TELEGRAM, telegram_link(number)), (WHATSAPP, whatsapp_link(number))):
            if link and number.startswith("+"):
                found.append((service, phone.shown, link))
    return found


class Reaching:
    """`contact_id` is nobody where the record is a firm: then nothing is written down, for history is of people."""

    def __init__(self, ctx: UiContext) -> None:
        self._ctx = ctx

    def write(self, contact_id: ContactId | None, address: str) -> None:
        """Begin a letter in the mail program; where there is none, the address is ready to be pasted."""
        from app.services.reaching import begin_letter  # noqa: PLC0415 - heavy: after the first paint

        try:
            open_link(mail_link(address))
        except UserError:
            QGuiApplication.clipboard().setText(address)
            said = _("No mail program answers. {address} is copied: paste it where you write letters.")
            self._tell(said.format(address=address))
            return
        if contact_id is not None:
            self._ctx.do(begin_letter, contact_id, address)

    def chat(self, contact_id: ContactId | None, service: str, whom: str, link: str) -> None:
        """Open a chat."""
        from app.services.reaching import begin_chat  # noqa: PLC0415 - heavy: after the first paint

        if self._open(link) and contact_id is not None:
            self._ctx.do(begin_chat, contact_id, service, whom)

    def show_on_map(self, address: str) -> None:
        """Show an address on the map of the browser."""
        self._open(map_link(address))

    def touch(self, channel: ChannelView, contact_id: ContactId | None) -> Touch | None:
        """What is done with a channel beside editing it; nothing where there is no program for it."""
        if channel.kind == "email":
            return Touch("mail", _("Write an e-mail"), partial(self.write, contact_id, channel.raw))
        if channel.kind == "web" and (link := web_link(channel.raw)):
            return Touch("external-link", _("Open the page"), partial(self._open, link))
        chats = chats_of([channel]) if channel.kind == "messenger" else []
        if chats:
            return Touch("message-circle", _("Open the chat"), partial(self.chat, contact_id, *chats[0]))
        return None

    def choose_address(self, anchor: QPushButton, contact_id: ContactId, channels: Sequence[ChannelView]) -> bool:
        """Write to the only address, or ask to which; whether there is any."""
        mails = [one for one in channels if one.kind == "email"]
        if len(mails) == 1:
            self.write(contact_id, mails[0].raw)
        elif mails:
            _drop_menu(anchor, [(one.shown, partial(self.write, contact_id, one.raw)) for one in mails])
        return bool(mails)

    def choose_chat(self, anchor: QPushButton, contact_id: ContactId, channels: Sequence[ChannelView]) -> bool:
        """Ask in which chat; whether there is any."""
        chats = chats_of(channels)
        if chats:
            _drop_menu(
                anchor,
                [(f"{service} · {whom}", partial(self.chat, contact_id, service, whom, link))
                 for service, whom, link in chats],
            )  # fmt: skip
        return bool(chats)

    def _open(self, link: str) -> bool:
        try:
            open_link(link)
        except UserError as refusal:
            self._tell(str(refusal))
            return False
        return True

    def _tell(self, sentence: str) -> None:
        self._ctx.tasks.refused.emit(UserError(sentence))


def _drop_menu(anchor: QPushButton, items: Sequence[tuple[str, "partial[None]"]]) -> None:
    menu = QMenu(anchor)
    for title, run in items:
        menu.addAction(title, run)
    menu.setActiveAction(menu.actions()[0])
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(anchor.mapToGlobal(anchor.rect().bottomLeft()))
