"""The sub-commands: how each is written, and which function does it (imported only when it is asked for)."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from app.cli.parser import Parser, count, edit_pair, words
from resources.i18n import LANGUAGES, _

VCARD_VERSIONS = ("2.1", "3.0", "4.0")
_NOTHING = argparse.SUPPRESS  # an option not used leaves no trace, so that it may stand before the sub-command too


def build_parser() -> Parser:
    """The whole command line, in the language spoken now."""
    parser = Parser(prog="vizitka", description=_("Vizitka without its window. Without a command the window opens."))
    _common(parser)
    parser.add_argument("--tray", action="store_true", help=_("open the window in the tray, where it rings in time"))
    verbs = parser.add_subparsers(dest="verb", metavar=_("command"), title=_("commands"))
    for verb, build in _BUILDERS.items():
        build(_Verbs(verbs, verb))
    return parser


class _Adder(Protocol):
    """What argparse hands out for sub-commands."""

    def add_parser(self, name: str, **options: Any) -> Parser:
        """A parser for one sub-command."""


class _Verbs:
    """One sub-command being declared."""

    def __init__(self, verbs: Any, name: str) -> None:
        self._verbs: _Adder = verbs
        self._name = name

    def made(self, run: str, text: str, *, workspace: bool = True, lang: bool = True) -> Parser:
        """The parser of this sub-command; `run` is `module:function` inside this package."""
        parser = self._verbs.add_parser(self._name, help=text, description=text)
        parser.set_defaults(run=run)
        if workspace:
            parser.add_argument("workspace", metavar="WS", type=Path, help=_("the folder of the workspace"))
        _common(parser, lang=lang)
        return parser


def _common(parser: Parser, *, lang: bool = True) -> None:
    parser.add_argument("--json", action="store_true", default=_NOTHING, help=_("answer in JSON"))
    if lang:
        parser.add_argument("--lang", choices=LANGUAGES, default=_NOTHING, help=_("the language to answer in"))


def _contact(parser: Parser) -> None:
    text = _("a contact: its id, the end of it, or a text that finds nobody else")
    parser.add_argument("contact", metavar="CONTACT", type=words, help=text)


def _new(verb: _Verbs) -> None:
    verb.made("workspaces:new", _("make an empty workspace"))


def _demo(verb: _Verbs) -> None:
    parser = verb.made("workspaces:demo", _("make a workspace full of made-up people"))
    parser.add_argument("--contacts", type=count, default=200, metavar="N", help=_("how many people"))
    parser.add_argument("--history", type=count, default=2_000, metavar="M", help=_("how many talks with them"))
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=_("the same number makes the same people"))


def _import(verb: _Verbs) -> None:
    parser = verb.made("importing:bring_in", _("bring in contacts: vCard, CSV or JSON"))
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help=_("files of contacts"))
    parser.add_argument("--report", metavar="CSV", type=Path, help=_("write every refused record there"))


def _export(verb: _Verbs) -> None:
    parser = verb.made("exporting:write_out", _("write all contacts to a file"))
    parser.add_argument("target", metavar="OUT", type=Path, help=_("a file ending in .vcf, .csv or .json"))
    parser.add_argument("--version", choices=VCARD_VERSIONS, default="4.0", help=_("the version of vCard"))


def _find(verb: _Verbs) -> None:
    parser = verb.made("finding:find", _("find anything: names, digits of phones, notes, offers"))
    parser.add_argument("text", metavar="TEXT", type=words, nargs="+", help=_("what to find"))
    parser.add_argument("--limit", type=count, default=20, metavar="N", help=_("at most so many of a kind"))


def _show(verb: _Verbs) -> None:
    parser = verb.made("finding:show_record", _("show all fields of a record"))
    _record(parser)


def _edit(verb: _Verbs) -> None:
    parser = verb.made("editing:edit", _("change fields of a record"))
    _record(parser)
    text = _("last=…, company=…, status=…, tags=…, phone=…, email=… and every other field")
    parser.add_argument("edits", metavar="FIELD=VALUE", type=edit_pair, nargs="+", help=text)


def _remove(verb: _Verbs) -> None:
    parser = verb.made("editing:remove", _("put a record into the recycle bin"))
    _record(parser)


def _record(parser: Parser) -> None:
    text = _("the id of a record, or four and more letters of its end")
    parser.add_argument("record", metavar="ID", type=words, help=text)


def _schedule(verb: _Verbs) -> None:
    parser = verb.made("planning:schedule", _("plan a call, a meeting, a to-do"))
    _contact(parser)
    _kind(parser, "--kind", _("what is planned: call, meeting, todo, email, personal, or a kind of your own"), "call")
    parser.add_argument(
        "--at", required=True, type=words, metavar="TIME", help=_("2026-11-25T10:30, “fri 3pm”, “завтра 10:30”")
    )
    parser.add_argument("--regarding", type=words, default="", metavar="TEXT", help=_("what it is about"))
    parser.add_argument("--details", type=words, default="", metavar="TEXT", help=_("what to remember"))
    parser.add_argument("--duration", type=_minutes, metavar="MIN", help=_("how many minutes it takes"))
    parser.add_argument("--alarm", type=_minutes, metavar="MIN", help=_("ring so many minutes before"))
    parser.add_argument("--repeat", type=words, default="", metavar="RRULE", help=_("repeat it: FREQ=WEEKLY;BYDAY=MO"))


def _agenda(verb: _Verbs) -> None:
    parser = verb.made("planning:agenda", _("what is planned, late things first"))
    parser.add_argument("--through", type=words, metavar="DATE", help=_("up to the end of that day; today if not said"))


def _remind(verb: _Verbs) -> None:
    verb.made("planning:remind", _("what rings now"))


def _done(verb: _Verbs) -> None:
    parser = verb.made("planning:done", _("clear an activity with its result"))
    parser.add_argument("activity", metavar="ACTIVITY", type=words, help=_("the id of an activity, or the end of it"))
    _result(parser)
    parser.add_argument("--next-at", type=words, metavar="TIME", help=_("when the next step is"))
    _kind(parser, "--next-kind", _("what the next step is, likewise"))


def _log(verb: _Verbs) -> None:
    parser = verb.made("talking:log", _("write down something that happened"))
    _contact(parser)
    text = _("what happened: call, meeting, todo, email, personal, letter, messenger, or a kind of your own")
    _kind(parser, "--kind", text, "call")
    _result(parser)


def _kind(parser: Parser, option: str, text: str, usual: str = "") -> None:
    """An option that names a kind: which there are is known once the workspace is open."""
    parser.add_argument(option, metavar="KIND", type=words, default=usual, help=text)


def _result(parser: Parser) -> None:
    parser.add_argument("--result", default="", type=words, help=_("reached, not_reached, held, done, sent …"))
    parser.add_argument("--text", type=words, default="", help=_("what was said"))


def _note(verb: _Verbs) -> None:
    parser = verb.made("talking:note", _("write a note"))
    _contact(parser)
    parser.add_argument("text", metavar="TEXT", type=words, nargs="+", help=_("the note; !… and ?… in it are promises"))


def _offer(verb: _Verbs) -> None:
    parser = verb.made("offers:offer", _("make, print and list offers"), lang=False)
    parser.add_argument("what", metavar="new|list|NUMBER", type=words, help=_("new, list, or the number of an offer"))
    parser.add_argument("--contact", metavar="CONTACT", type=words, help=_("whom a new offer is for"))
    parser.add_argument("--lines", metavar="CSV", type=Path, help=_("the lines of a new offer"))
    parser.add_argument("--title", type=words, default="", metavar="TEXT", help=_("the title of a new offer"))
    parser.add_argument("--pdf", metavar="OUT", type=Path, help=_("print the offer into this file"))
    parser.add_argument("--lang", dest="paper", choices=LANGUAGES, help=_("the language of the paper"))


def _journal(verb: _Verbs) -> None:
    parser = verb.made("undoing:journal", _("what was changed, the newest first"))
    parser.add_argument("--limit", type=count, default=20, metavar="N", help=_("at most so many entries"))


def _undo(verb: _Verbs) -> None:
    parser = verb.made("undoing:undo", _("take back the newest change, or one of the journal"))
    parser.add_argument("entry", metavar="ENTRY", type=count, nargs="?", help=_("the number of a journal entry"))


def _redo(verb: _Verbs) -> None:
    verb.made("undoing:redo", _("do again what was undone last"))


def _backup(verb: _Verbs) -> None:
    verb.made("workspaces:backup", _("copy the workspace and check the copy"))


def _restore(verb: _Verbs) -> None:
    parser = verb.made("workspaces:restore", _("make a workspace of a backup, in a new folder"))
    parser.add_argument("copy", metavar="BACKUP", type=Path, help=_("a file of the folder of backups"))


def _check(verb: _Verbs) -> None:
    parser = verb.made("workspaces:check", _("look whether the workspace is sound"))
    parser.add_argument("--rebuild-index", action="store_true", help=_("make the search index anew first"))


def _join(verb: _Verbs) -> None:
    parser = verb.made("exchanging:join", _("join the office's server"))
    parser.add_argument("url", metavar="URL", type=words, help=_("the address of the server"))
    parser.add_argument("--code", metavar="CODE", type=words, default="", help=_("the invitation code"))
    parser.add_argument("--name", metavar="NAME", type=words, default="", help=_("the name to sign in with"))
    parser.add_argument("--fingerprint", metavar="HEX", type=words, default="", help=_("of the server's certificate"))


def _sync(verb: _Verbs) -> None:
    parser = verb.made("exchanging:sync", _("exchange with the office"))
    text = _("go on although the server shows far fewer records than before")
    parser.add_argument("--smaller-is-right", action="store_true", help=text)


def _conflicts(verb: _Verbs) -> None:
    verb.made("exchanging:conflicts", _("what two people changed at once"))


def _resolve(verb: _Verbs) -> None:
    parser = verb.made("exchanging:resolve", _("decide a conflict"))
    parser.add_argument("conflict", metavar="CONFLICT", type=words, help=_("the id of a conflict, or the end of it"))
    parser.add_argument("--take", metavar="mine|theirs|VALUE", type=words, required=True, help=_("what is to stand"))
    text = _("the same for every conflict of that record")
    parser.add_argument("--whole-record", action="store_true", help=text)


def _serve(verb: _Verbs) -> None:
    parser = verb.made("serving:serve", _("run the office's server"), workspace=False)
    _server_data(parser)
    parser.add_argument("--host", metavar="ADDRESS", type=words, default="", help=_("listen on this address only"))
    parser.add_argument("--port", metavar="N", type=_port, default=8437, help=_("listen on this port"))
    parser.add_argument("--name", metavar="NAME", type=words, default="", help=_("what the office is called"))
    parser.add_argument("--plain", action="store_true", help=_("without TLS, for a proxy on this machine"))
    text = _("the address of a proxy whose word is taken for where a laptop asks from")
    parser.add_argument("--proxy", metavar="ADDRESS", type=words, action="append", default=[], help=text)
    parser.add_argument("--workers", metavar="N", type=count, default=1, help=_("so many processes, with PostgreSQL"))


def _server(verb: _Verbs) -> None:
    parser = verb.made("serving:everybody", _("who the office's server lets in"), workspace=False)
    verbs = parser.add_subparsers(dest="what_to_do", metavar=_("command"), title=_("commands"), required=True)
    added = _Verbs(verbs, "add-user").made("serving:add_user", _("let somebody in"), workspace=False)
    added.add_argument("name", metavar="NAME", type=words, help=_("the name to sign in with"))
    added.add_argument("--role", choices=("salesperson", "lead"), default="salesperson", help=_("a lead sees all"))
    invited = _Verbs(verbs, "invite").made("serving:invite", _("a new code for somebody"), workspace=False)
    invited.add_argument("name", metavar="NAME", type=words, help=_("the name to sign in with"))
    listed = _Verbs(verbs, "list").made("serving:everybody", _("people and their laptops"), workspace=False)
    shut = _Verbs(verbs, "revoke").made("serving:revoke", _("shut a person or a laptop out"), workspace=False)
    text = _("the name of a person, or the end of a laptop's id")
    shut.add_argument("what", metavar="NAME|LAPTOP", type=words, help=text)
    handed = _Verbs(verbs, "hand-over").made("serving:hand_over", _("give somebody's records away"), workspace=False)
    handed.add_argument("leaving", metavar="FROM", type=words, help=_("whose records"))
    handed.add_argument("to", metavar="TO", type=words, help=_("who gets them"))
    for each in (added, invited, listed, shut, handed, *_server_copies(verbs)):
        _server_data(each)


def _server_copies(verbs: Any) -> tuple[Parser, ...]:
    copied = _Verbs(verbs, "backup").made("serving:backup", _("copy the server's file while it runs"), workspace=False)
    copied.add_argument("target", metavar="FILE", type=Path, help=_("where the copy goes"))
    text = _("the newest number: ask it before PostgreSQL is copied")
    head = _Verbs(verbs, "head").made("serving:head", text, workspace=False)
    text = _("a copy of PostgreSQL holds everything up to that number")
    noted = _Verbs(verbs, "backed-up").made("serving:backed_up", text, workspace=False)
    noted.add_argument("seq", metavar="NUMBER", type=count, help=_("what `head` said before the copy began"))
    text = _("the database was put back from a copy: say so before it serves again")
    put_back = _Verbs(verbs, "restored").made("serving:restored", text, workspace=False)
    return copied, head, noted, put_back


def _server_data(parser: Parser) -> None:
    parser.add_argument("--data", metavar="FOLDER", type=Path, help=_("the folder of the server's data"))
    text = _("a PostgreSQL instead of a file: postgresql://…, or VIZITKA_DATABASE in the environment")
    parser.add_argument("--database", metavar="URL", type=words, default="", help=text)


def _shots(verb: _Verbs) -> None:
    parser = verb.made("workspaces:shots", _("draw every section of the window into pictures"))
    parser.add_argument("folder", metavar="OUTDIR", type=Path, help=_("where the pictures go"))
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help=_("light or dark"))
    parser.add_argument("--scale", type=count, default=100, metavar="PERCENT", help=_("100 to 200"))
    parser.add_argument("--section", default="", metavar="NAME", help=_("this section only"))


def _self_test(verb: _Verbs) -> None:
    verb.made("self_test:self_test", _("try the program out in a folder of its own"), workspace=False)


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 1 << 16:
        raise ValueError(text)
    return number


def _minutes(text: str) -> int:
    minutes = int(text)
    if minutes < 0:
        raise ValueError(text)
    return minutes


_BUILDERS: dict[str, Callable[[_Verbs], None]] = {
    "new": _new, "demo": _demo, "import": _import, "export": _export, "find": _find, "show": _show, "edit": _edit,
    "remove": _remove, "schedule": _schedule, "agenda": _agenda, "remind": _remind, "done": _done, "log": _log,
    "note": _note, "offer": _offer, "journal": _journal, "undo": _undo, "redo": _redo, "backup": _backup,
    "restore": _restore,
    "join": _join, "sync": _sync, "conflicts": _conflicts, "resolve": _resolve,
    "serve": _serve, "server": _server, "check": _check, "shots": _shots, "self-test": _self_test,
}  # fmt: skip
VERBS = frozenset(_BUILDERS)
