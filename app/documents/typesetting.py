"""Text on paper: measured, broken into lines, written.

A small setter of our own instead of reportlab's Paragraph: no markup to escape, Russian manners at the end of a line
(no lone «в», no dash at the beginning, a figure stays with its word), and a table of 600 lines in a fraction of the time.
Characters without a glyph are settled by `glyphs`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from app.documents.glyphs import FontKey, font_name, printable, spare_name, widths
from app.documents.palette import RGB
from app.formatting import NBSP

Align = Literal["left", "right", "center"]

ELLIPSIS = "…"
DOT = " · "
_LEADING_WORD = re.compile(r"[«(„“\"]*[A-Za-zА-Яа-яЁё]{1,2}|№|[-+−]?\d[\d.,×x/]*", re.ASCII)
_DASHES = ("—", "–", "-")
_INSIDE = re.compile(r"(?<=[-/,;:_.@\\])(?=\S)|(?<=[)])(?=\w)")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: face, size, distance between lines, colour."""

    size: float
    leading: float
    colour: RGB
    font: FontKey = "regular"


def text_width(text: str, style: Style) -> float:
    """How wide one line of printable text is, in points."""
    known = widths(style.font)
    return sum([known[char] for char in text]) * style.size / 1000


def set_lines(text: str, style: Style, width: float, most: int = 0) -> list[str]:
    """The text broken into lines no wider than `width`; more than `most` lines (if any) end in an ellipsis."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _broken(printable(paragraph), style, width)
    while lines and not lines[-1]:
        lines.pop()
    return lines if not most or len(lines) <= most else shortened(lines, most, style, width)


def shortened(lines: list[str], most: int, style: Style, width: float) -> list[str]:
    """The first `most` lines, the last of them ending in an ellipsis."""
    last = lines[most - 1]
    while last and text_width(last + ELLIPSIS, style) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,.;:") + ELLIPSIS]


def set_items(items: Iterable[str], style: Style, width: float, most: int) -> list[str]:
    """Short texts in a row with middle dots between them, broken only between two of them where that is possible."""
    unbroken = [printable(item).replace(" ", NBSP) for item in items]
    lines = set_lines(DOT.join(item for item in unbroken if item), style, width, most)
    return [line.removesuffix(DOT.rstrip()) for line in lines]


class Pen:
    """Writes many strings as one PDF text object, which is half the work of drawing each for itself."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._text = canvas.beginText()
        self._style: Style | None = None

    def write(self, x: float, y: float, text: str, style: Style, align: Align = "left") -> None:
        """One printable line with its baseline at `y`; `x` is its left, right or middle."""
        if not text:
            return
        if align != "left":
            width = text_width(text, style)
            x -= width if align == "right" else width / 2
        out = self._text
        if style is not self._style:
            self._style = style
            out.setFillColorRGB(*style.colour)
            out.setFont(font_name(style.font), style.size)
        out.setTextOrigin(x, y)
        borrowed = widths(style.font).borrowed
        if borrowed and not borrowed.isdisjoint(text):
            self._write_mixed(text, style, borrowed)
        else:
            out.textOut(text)

    def write_lines(self, x: float, y: float, lines: Iterable[str], style: Style, align: Align = "left") -> float:
        """Lines under each other from the baseline `y`; returns the baseline the next line would have."""
        for line in lines:
            self.write(x, y, line, style, align)
            y -= style.leading
        return y

    def close(self) -> None:
        """Hand everything written over to the page."""
        self._canvas.drawText(self._text)

    def _write_mixed(self, text: str, style: Style, borrowed: set[str]) -> None:
        for part in re.findall(
            f"[{re.escape(''.join(sorted(borrowed)))}]+|[^{re.escape(''.join(sorted(borrowed)))}]+", text
        ):
            name = spare_name(style.font) if part[0] in borrowed else font_name(style.font)
            self._text.setFont(name, style.size)
            self._text.textOut(part)
        self._text.setFont(font_name(style.font), style.size)


def _broken(text: str, style: Style, width: float) -> list[str]:
    if text_width(text, style) <= width:
        return [text]
    space = text_width(" ", style)
    lines: list[str] = []
    line, used = "", 0.0
    for chunk in _fitting(_glued(text.split(" ")), style, width):
        joint = chunk.startswith("\0")
        word = chunk[1:] if joint else chunk
        gap = 0.0 if joint or not line else space
        wide = text_width(word, style)
        if line and used + gap + wide > width:
            lines.append(line)
            line, used = word, wide
        else:
            line = f"{line}{word}" if joint or not line else f"{line} {word}"
            used += gap + wide
    return [*lines, line]


def _glued(words: Sequence[str], dashes: Sequence[str] = _DASHES) -> list[str]:
    """Words that must not part joined by a space: a short word with the next one, a dash with the one before."""
    chunks: list[str] = []
    holds = False
    for word in words:
        if chunks and (holds or word in dashes):
            chunks[-1] = f"{chunks[-1]} {word}"
        else:
            chunks.append(word)
        holds = _LEADING_WORD.fullmatch(word) is not None
    return chunks


def _fitting(chunks: Iterable[str], style: Style, width: float) -> Iterable[str]:
    """The chunks, those too wide for a line taken apart; a piece that continues a word begins with NUL."""
    for chunk in chunks:
        if text_width(chunk, style) <= width:
            yield chunk
            continue
        words = re.split(f"[ {NBSP}]", chunk)
        pairs = _glued(words, dashes=()) if len(words) > 2 else words  # noqa: PLR2004 - a pair cannot be glued less
        for pair in pairs:
            if text_width(pair, style) <= width:
                yield pair
                continue
            for word in pair.split(" "):
                yield from _pieces(word, style, width)


def _pieces(word: str, style: Style, width: float) -> Iterable[str]:
    joint = ""
    for part in _INSIDE.split(word):
        rest = part
        while rest:
            count = len(rest)
            if text_width(rest, style) > width:
                count = _fit_count(rest, style, width)
            yield joint + rest[:count]
            rest, joint = rest[count:], "\0"


def _fit_count(text: str, style: Style, width: float) -> int:
    known, room, count = widths(style.font), width * 1000 / style.size, 0
    for char in text:
        room -= known[char]
        if room < 0:
            break
        count += 1
    return max(count, 1)
