"""Notifications over the session bus of a Linux desktop, with buttons: freedesktop.org's Desktop Notifications 1.2.

One thread listens for clicks and answers. A bus or server that dies only ends this connection: the next notification
tries anew.
"""

import os
import socket
import threading
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from jeepney import (  # type: ignore[import-untyped]  # it has no marker for its types
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]  # likewise
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]  # likewise

from app.reminders.notification import OPEN, PROGRAM, Notification, OnAction

PATIENCE = 3.0  # seconds for an answer; the server may have to be started first
_CLICKED = "default"  # the action of a click on the notification itself
_NAME = "org.freedesktop.Notifications"
_SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_HINTS = {"urgency": ("y", 1), "category": ("s", "x-vizitka.reminder"), "desktop-entry": ("s", "vizitka")}
_TROUBLE = (OSError, ValueError, RuntimeError, KeyError, DBusErrorResponse)


def connect(on_action: OnAction) -> "DesktopBus | None":
    """A connection to the desktop's notification server; None where there is no bus or nobody serves."""
    try:
        bus = DesktopBus(open_dbus_connection(_address()), on_action)
    except _TROUBLE:
        return None
    return bus if bus.begin() else None


class DesktopBus:
    """A connection and the notifications shown through it."""

    def __init__(self, connection: DBusConnection, on_action: OnAction) -> None:
        self._connection = connection
        self._on_action = on_action
        self._lock = threading.Lock()
        self._answers: dict[int, Future[Message]] = {}
        self._tags: dict[int, str] = {}  # number of a notification → tag
        self._capabilities: frozenset[str] = frozenset()
        self._listener = threading.Thread(target=self._listen, name="notifications", daemon=True)

    @property
    def lives(self) -> bool:
        """Whether the connection still stands."""
        return self._listener.is_alive()

    def begin(self) -> bool:
        """Listen, and ask the server what it can do; False where it does not answer."""
        self._listener.start()
        rule = MatchRule(type="signal", interface=_NAME, path=_SERVER.object_path)
        watched = self._ask(message_bus.AddMatch(rule))
        can = self._ask(new_method_call(_SERVER, "GetCapabilities"))
        if watched is None or can is None:
            self.close()
            return False
        self._capabilities = frozenset(can[0])
        return True

    def show(self, shown: Notification) -> bool:
        """Show a notification, in place of the one with the same tag."""
        earlier = next((number for number, tag in self._numbers() if tag == shown.tag and tag), 0)
        body = escape(shown.body) if "body-markup" in self._capabilities else shown.body
        content = (PROGRAM, earlier, "", shown.title, body, self._buttons(shown), _HINTS, -1)
        return self._ask(new_method_call(_SERVER, "Notify", "susssasa{sv}i", content), tag=shown.tag) is not None

    @property
    def has_buttons(self) -> bool:
        """Whether the server shows them."""
        return "actions" in self._capabilities

    def take_away(self, tag: str) -> None:
        """Take a notification off the screen: it was answered elsewhere."""
        for number, shown in self._numbers():
            if shown == tag:
                self._ask(new_method_call(_SERVER, "CloseNotification", "u", (number,)))

    def close(self) -> None:
        """Take away what is shown and hang up; the listener ends with that."""
        for number, _tag in self._numbers():
            self._ask(new_method_call(_SERVER, "CloseNotification", "u", (number,)))
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        if threading.current_thread() is not self._listener:
            self._listener.join(PATIENCE)

    def _numbers(self) -> list[tuple[int, str]]:
        with self._lock:
            return list(self._tags.items())

    def _buttons(self, shown: Notification) -> list[str]:
        if not self.has_buttons:
            return []
        pairs = {_CLICKED: shown.actions.get(OPEN, PROGRAM), **shown.actions}
        return [text for pair in pairs.items() for text in pair]

    def _ask(self, message: Message, *, tag: str | None = None) -> tuple[Any, ...] | None:
        """What the bus or the server answers; None where it refuses or is silent."""
        answer: Future[Message] = Future()
        if tag is not None:
            answer.add_done_callback(partial(self._note, tag))
        try:
            with self._lock:
                serial = next(self._connection.outgoing_serial)
                self._answers[serial] = answer
                self._connection.send(message, serial=serial)
            found: tuple[Any, ...] = unwrap_msg(answer.result(PATIENCE if self.lives else 0))
        except _TROUBLE:
            return None
        return found

    def _note(self, tag: str, answer: "Future[Message]") -> None:
        """Keep whose notification this is. Runs on the listener's thread: before a click on it is heard."""
        if answer.exception() is None and answer.result().header.message_type is MessageType.method_return:
            with self._lock:
                self._tags[answer.result().body[0]] = tag

    def _listen(self) -> None:
        try:
            while True:
                self._take(self._connection.receive())
        except _TROUBLE:
            return  # the bus is gone, or `close` hung up
        finally:
            with self._lock:
                self._connection.close()
                waiting = [*self._answers.values()]
                self._answers.clear()
            for answer in waiting:
                answer.set_exception(ConnectionError())

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type in {MessageType.method_return, MessageType.error}:
            with self._lock:
                answer = self._answers.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if answer is not None:
                answer.set_result(message)
        elif message.header.message_type is MessageType.signal and fields.get(HeaderFields.interface) == _NAME:
            self._heard(fields.get(HeaderFields.member, ""), message.body)

    def _heard(self, signal: str, body: tuple[Any, ...]) -> None:
        with self._lock:
            tag = self._tags.get(body[0]) if body else None
            if signal == "NotificationClosed" and body:
                self._tags.pop(body[0], None)
        if signal == "ActionInvoked" and tag is not None:
            self._on_action(tag, OPEN if body[1] == _CLICKED else body[1])


def _address() -> str:
    """Where the session bus is: as the environment says, else at its usual place."""
    said = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if said or not runtime:
        return said or "SESSION"
    return f"unix:path={runtime}/bus"
