"""Gathers every text a person may see into the Russian catalogue; runs inside the virtual environment.

No line numbers and no dates are written, so the catalogue changes only when a text does.
"""

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from installer.places import ROOT

CATALOGUE = ROOT / "resources" / "locale" / "ru" / "LC_MESSAGES" / "vizitka.po"
PACKAGES = ("app", "models", "resources", "sync", "ui")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "counted": (1, 2),  # app.formatting: the same with the number written in
    "pgettext": ((1, "c"), 2),
}


def main() -> int:
    """Update the catalogue in place, keep every translation, print what has none."""
    gathered = gather(ROOT)
    catalogue = load(CATALOGUE)
    # A guessed translation reads like a true one: what is new stays empty until somebody translates it.
    catalogue.update(gathered, no_fuzzy_matching=True)
    save(catalogue, CATALOGUE)
    left = list(complaints(gathered, catalogue))
    for line in left:
        print(line)
    print(f"{len(gathered)} texts, {len(left)} to look at, in {CATALOGUE.relative_to(ROOT)}")
    return 0


def gather(root: Path, packages: Iterable[str] = PACKAGES) -> Catalog:
    """Every marked text in the sources of `packages`."""
    catalogue = Catalog(charset="utf-8", locale="ru")
    for package in packages:
        found = extract_from_dir(root / package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("NOTE:",))
        for _file, _line, message, comments, context in found:
            catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def load(path: Path) -> Catalog:
    """A catalogue as it lies on the disk."""
    with path.open("rb") as source:
        return read_po(source, locale="ru", charset="utf-8", abort_invalid=True)


def save(catalogue: Catalog, path: Path) -> None:
    """Write the texts sorted, without places or dates, under the header the file already has."""
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0].rstrip("\n")
    body = io.BytesIO()
    write_po(body, catalogue, width=120, no_location=True, omit_header=True, sort_output=True)
    text = f"{header}\n\n{body.getvalue().decode('utf-8').strip()}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def complaints(gathered: Catalog, catalogue: Catalog) -> Iterator[str]:
    """What keeps the catalogue from being complete, a line a text: missing, fuzzy, or other placeholders."""
    for message in gathered:
        if not message.id:
            continue
        label = _label(message)
        translated = catalogue.get(_key(message), message.context)
        forms = _forms(translated.string) if translated else ()
        if translated is None or not forms or not all(forms):
            yield f"no translation: {label}"
        elif translated.fuzzy:
            yield f"fuzzy: {label}"
        elif odd := _odd_placeholders(message, forms):
            yield f"other placeholders: {label}: {odd}"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _label(message: Message) -> str:
    return f"{_key(message)!r}" + (f" ({message.context})" if message.context else "")


def _forms(string: str | Iterable[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def _odd_placeholders(message: Message, forms: Iterable[str]) -> str:
    # The last English form counts many; each Russian form, "один" included (21, 101 …), names what it names.
    expected = placeholders(_forms(message.id)[-1])
    odd = [form for form in forms if placeholders(form) != expected]
    return " | ".join(odd)


def placeholders(text: str) -> frozenset[str]:
    """The names a text leaves to be filled in."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        # A text with a lone brace is shown as it stands.
        return frozenset()


if __name__ == "__main__":
    sys.exit(main())
