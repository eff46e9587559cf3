"""SQLAlchemy's own dialect suite, gathered under a name the project's test run does not collect."""

from typing import Any

from sqlalchemy.testing.suite import *  # noqa: F403 - the suite is meant to be taken whole
from sqlalchemy.testing.suite import ServerSideCursorsTest as _ServerSideCursorsTest


class ServerSideCursorsTest(_ServerSideCursorsTest):  # type: ignore[no-redef]
    """The suite knows by driver name how to tell a streaming cursor; ours is told apart here."""

    def _is_server_side(self, cursor: Any) -> bool:
        return bool(cursor.streaming)
