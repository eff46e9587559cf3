"""What the screens are shown of kinds of activities and their results: frozen views, light to import."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind: what a record keeps of it, its word on the list, its results with theirs; `own` where a person added it."""

    key: str
    label: str
    own: bool
    planned: bool  # such things are planned, not only written down
    results: tuple[tuple[str, str], ...]  # key and label: those of the program
    own_results: tuple[str, ...]  # those a person added: the word is what is kept
