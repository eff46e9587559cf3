"""`python -m app` and the script `vizitka`: the window, or a sub-command without one."""

import sys
from types import TracebackType

from app import log, paths
from app.cli import main as run
from resources.i18n import _


def main() -> int:
    """Run what the command line says and return the exit code."""
    sys.excepthook = tell_our_fault
    return run()


def tell_our_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell a defect of ours in one line; where it happened is in the log. `python -X dev` shows all of it."""
    if sys.flags.dev_mode:
        sys.__excepthook__(kind, error, trace)
        return
    folder = paths.log_folder()
    log.to_file(folder)
    log.failed("command line", error)
    text = _("This is a fault of the program ({fault}); what was saved is safe. The log is in {folder}.")
    print(text.format(fault=kind.__name__, folder=folder), file=sys.stderr)  # noqa: T201 - a command line prints


if __name__ == "__main__":
    sys.exit(main())
