"""What the screens are shown of files kept with a record: frozen views, light to import."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

AttachmentId = NewType("AttachmentId", UUID)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose content lies in the workspace's folder `files/` already."""

    name: str
    sha256: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file of a record."""

    id: AttachmentId
    name: str
    sha256: str
    size: int  # bytes
    media_type: str
    added: datetime  # aware UTC
