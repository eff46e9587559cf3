"""A small notification server on the session bus, run by the tests as a program of its own.

It takes requests as words on its command line (`markup`, `actions`: what it can do; `click=<key>`: that action is invoked
at once for each notification; `mute`: it takes the name and never answers) and prints what it is asked as lines of JSON.
"""

import json
import sys
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, message_bus, new_method_return, new_signal  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


def serve(wishes: list[str]) -> None:
    """Answer until the bus goes away."""
    connection = open_dbus_connection("SESSION")
    connection.send_and_get_reply(message_bus.RequestName(NAME))
    say({"ready": True})
    shown = 0
    while True:
        message = connection.receive()
        if message.header.message_type is not MessageType.method_call or "mute" in wishes:
            continue
        member = message.header.fields.get(HeaderFields.member)
        if member == "GetCapabilities":
            can = [name for wish, name in (("markup", "body-markup"), ("actions", "actions")) if wish in wishes]
            connection.send(new_method_return(message, "as", (["body", *can],)))
        elif member == "Notify":
            shown = message.body[1] or shown + 1
            connection.send(new_method_return(message, "u", (shown,)))
            say(asked(message, shown))
            click(connection, shown, wishes)
        elif member == "CloseNotification":
            connection.send(new_method_return(message))
            say({"closed": message.body[0]})


def asked(message: Message, number: int) -> dict[str, Any]:
    """What a notification holds."""
    program, replaces, _icon, title, body, actions, hints, _time = message.body
    return {"number": number, "program": program, "replaces": replaces, "title": title, "body": body,
            "actions": actions, "hints": sorted(hints)}  # fmt: skip


def click(connection: DBusConnection, number: int, wishes: list[str]) -> None:
    """Invoke the actions wished for, as if somebody clicked."""
    emitter = DBusAddress(PATH, interface=NAME)
    for wish in wishes:
        if wish.startswith("click="):
            connection.send(new_signal(emitter, "ActionInvoked", "us", (number, wish.removeprefix("click="))))
            connection.send(new_signal(emitter, "NotificationClosed", "uu", (number, 2)))


def say(content: dict[str, Any]) -> None:
    """One line for the test."""
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        serve(sys.argv[1:])
    except (ConnectionError, KeyboardInterrupt):
        sys.exit(0)
