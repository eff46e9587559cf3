"""What somebody typed and has not kept, as the screens see it."""

from models.store.left_words import About, LeftWords

__all__ = ["About", "LeftWords"]
