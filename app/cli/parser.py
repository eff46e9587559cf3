"""argparse in the person's language: its usage, headings and complaints."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from resources.i18n import N_, _

WRONG_USAGE = 2

# What argparse says (Python 3.11–3.13), and how we say it.
_COMPLAINTS = (
    (r"the following arguments are required: (?P<names>.+)", N_("this is missing: {names}")),
    (r"unrecognized arguments: (?P<names>.+)", N_("this is not understood: {names}")),
    (r"argument (?P<name>[^:]+): (?P<reason>.+)", N_("{name}: {reason}")),
    (r"invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)", N_("{value} is none of: {choices}")),
    (r"invalid \w+ value: (?P<value>.+)", N_("{value} cannot be read")),
    (r"not allowed with argument (?P<name>.+)", N_("cannot be used together with {name}")),
    (r"expected one argument", N_("a value is missing")),
    (r"expected at least one argument", N_("a value is missing")),
)


class Parser(argparse.ArgumentParser):
    """A parser that speaks our languages and ends with code 2 when it is not understood."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **options)
        self._positionals.title = _("what is needed")
        self._optionals.title = _("what may be added")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        """Show how the command is written and what is wrong with this one."""
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"{self.prog}: {complaint(message)}\n")


def complaint(message: str) -> str:
    """One of argparse's complaints in the language spoken now; an unknown one stays as it is."""
    for pattern, ours in _COMPLAINTS:
        if found := re.fullmatch(pattern, message):
            parts = found.groupdict()
            if "reason" in parts:
                parts["reason"] = complaint(parts["reason"])
            return _(ours).format(**parts)
    return message


def edit_pair(text: str) -> tuple[str, str]:
    """A field and its new value, `FIELD=VALUE`."""
    name, sign, value = words(text).partition("=")
    if not sign:
        raise argparse.ArgumentTypeError(_("write FIELD=VALUE instead of “{text}”").format(text=words(text)))
    return name.strip(), value


def count(text: str) -> int:
    """A number of things, 1 or more."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def words(text: str) -> str:
    """A text for people: bytes that are no letters in any language become marks."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Formatter(argparse.HelpFormatter):
    """Help with our own word for "usage"."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin the help with how the command is written."""
        super().add_usage(usage, actions, groups, prefix if prefix is not None else _("usage: "))
