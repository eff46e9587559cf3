"""What is said while many contacts are changed."""

from app.formatting import number
from resources.i18n import ngettext


def waiting(count: int) -> str:
    """What is said while very many are changed."""
    said = ngettext("Changing {count} contact; the window can be used meanwhile.",
                    "Changing {count} contacts; the window can be used meanwhile.", count)  # fmt: skip
    return said.format(count=number(count))
