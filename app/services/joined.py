"""Whether there is an office at all: asked at the start, before anything of the exchange is read."""

from app.command import Asking, query
from models.store import sync_marks


@query
def has_joined(asking: Asking) -> bool:
    """Whether this workspace has joined an office, left since or not."""
    return sync_marks.joined(asking.raw)
