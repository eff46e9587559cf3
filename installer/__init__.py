"""Sets the project up on a bare machine with the standard library alone: run it, test it, check it."""

import sys

# Said before anything else is imported: an older Python would stop at a line of syntax instead of a sentence.
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(
        "Vizitka runs on Python 3.11, 3.12 or 3.13, and this is {}.{}: "
        "start it with one of those, for example python3.13 -m installer run.".format(*sys.version_info[:2])
    )
