"""The command line: the main jobs without a window, through the same two doors; a module a group of sub-commands."""

import importlib
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

from app import paths
from app.bootstrap import run_window
from app.cli.desk import Desk
from app.cli.output import Answer, one_line, show
from app.cli.usage import VERBS, build_parser
from app.errors import VizitkaError
from app.settings import Settings
from models.clock import Clock, system_clock
from resources.i18n import LANGUAGES, Language, _, set_language

DONE, PROBLEM, WRONG_USAGE = 0, 1, 2


def main(argv: Sequence[str] | None = None, *, clock: Clock = system_clock) -> int:
    """Run one command line; returns the exit code: 0 done, 1 a problem said in one line on stderr, 2 wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    settings = Settings.load(paths.settings_file())
    set_language(language_said(words) or settings.spoken())
    _prepare_streams()
    if len(words) == 1 and words[0] not in VERBS and Path(words[0]).is_dir():
        return _open_window(Path(words[0]))
    try:
        args = build_parser().parse_args(words)
    except SystemExit as leaving:
        return int(leaving.code or DONE)
    if args.verb is None:
        return _open_window(None, hidden=args.tray)
    set_language(getattr(args, "lang", None) or settings.spoken())
    return _run(args, Desk(settings, clock))


def language_said(words: Sequence[str]) -> Language | None:
    """The language named by `--lang`, before the words are parsed: help and complaints speak it too.

    After `offer` it means the language of the paper.
    """
    said = list(takewhile(lambda word: word != "offer", words))
    for before, word in pairwise(["", *said]):
        name = word if before == "--lang" else word.removeprefix("--lang=")
        if name in LANGUAGES and (before == "--lang" or name != word):
            return next(lang for lang in LANGUAGES if lang == name)
    return None


def _open_window(folder: Path | None, *, hidden: bool = False) -> int:
    """The window, or one line where no window can open: Qt itself would end the program without a word of ours."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        return _complain(_("There is no screen to open the window on; --help shows what can be done without one."))
    return run_window(folder, hidden=hidden)


def _run(args: Namespace, desk: Desk) -> int:
    try:
        answer = _command(args.run)(args, desk)
        show(answer, as_json=getattr(args, "json", False))
    except VizitkaError as error:
        return _complain(one_line(str(error)))
    except KeyboardInterrupt:
        return _complain(_("Stopped."))
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python would complain of it once more while leaving.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _complain(place + one_line(error.strerror or str(error)))
    return _complain(answer.problem) if answer.problem else DONE


def _command(place: str) -> Callable[[Namespace, Desk], Answer]:
    """The function of a sub-command, imported now: the others stay unread."""
    module, name = place.split(":")
    command: Callable[[Namespace, Desk], Answer] = getattr(importlib.import_module(f"app.cli.{module}"), name)
    return command


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return PROBLEM


def _prepare_streams() -> None:
    """Let any letter be printed anywhere, in UTF-8 to files and pipes; and keep the log off the terminal."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace")
    logging.getLogger("vizitka").addHandler(logging.NullHandler())
