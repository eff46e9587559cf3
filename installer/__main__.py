"""`python3 -m installer run | test | check`, and the developer's `texts` and `lock`."""

import argparse
import io
import sys
from collections.abc import Callable

from installer import checks, launch, lock
from installer.steps import StepFailedError, Steps

VERBS: dict[str, tuple[str, Callable[[Steps], int]]] = {
    "run": ("set everything up and open the window", launch.run),
    "test": ("set everything up and run every check and test", checks.test),
    "check": ("the fast part of test: lint, types, contracts, unit tests", checks.check),
    "texts": ("gather the texts into the Russian catalogue and print those without a translation", checks.texts),
    "lock": ("write requirements.lock anew from pyproject.toml (needs uv)", lock.relock),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 done, 2 wrong usage, else the failing step's own."""
    # A console that cannot show a letter shows a question mark instead of stopping the set-up.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    verb = _parser().parse_args(arguments).verb
    try:
        return VERBS[verb][1](Steps())
    except StepFailedError as failure:
        print(f"installer: {failure}", file=sys.stderr, flush=True)
        return failure.code
    except KeyboardInterrupt:
        print("installer: stopped; run it again to go on from here", file=sys.stderr, flush=True)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m installer", description="Set Vizitka up, run it, test it.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="|".join(VERBS))
    for name, (purpose, _) in VERBS.items():
        verbs.add_parser(name, help=purpose)
    return parser


if __name__ == "__main__":
    sys.exit(main())
