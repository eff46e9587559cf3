"""Logos, stamps and product pictures made fit for paper: upright, no larger than print needs, in RGB.

A file that is no picture, or a broken one, is None and leaves no trace on the page.
"""

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

_DOTS_PER_POINT = 3.5
_MOST_PIXELS = 60_000_000
_QUALITY = 88
_TRIED = 20.0  # points: a small one is tried quickly


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture ready for the page and its proportion (width by height)."""

    reader: ImageReader
    proportion: float

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size within the box that keeps the proportion."""
        return min(width, height * self.proportion), min(height, width / self.proportion)


@lru_cache(maxsize=256)
def picture(content: bytes | None, width: float, height: float) -> Picture | None:
    """The picture in `content`, sharp enough for a box of that many points at print's 252 dots per inch."""
    if not content:
        return None
    try:
        with Image.open(io.BytesIO(content)) as source:
            if source.width * source.height > _MOST_PIXELS:
                return None
            ready = _ready(source, (round(width * _DOTS_PER_POINT), round(height * _DOTS_PER_POINT)))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return Picture(ImageReader(ready), _proportion(ready))


def is_printable(content: bytes) -> bool:
    """Whether paper can show it: what is refused here would leave an empty place on an offer."""
    return picture(content, _TRIED, _TRIED) is not None


def _ready(source: Image.Image, most: tuple[int, int]) -> io.BytesIO:
    upright = ImageOps.exif_transpose(source)
    clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if clear else "RGB")
    plain.thumbnail(most, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if clear or source.format != "JPEG":
        (_blanked(plain) if clear else plain).save(out, "PNG")
    else:
        plain.save(out, "JPEG", quality=_QUALITY)
    out.seek(0)
    return out


def _blanked(clear: Image.Image) -> Image.Image:
    """The same picture with nothing hidden under its transparent parts, which would only fill the file."""
    blank = Image.new("RGBA", clear.size, (255, 255, 255, 0))
    seen = clear.getchannel("A").point([0] + [255] * 255)
    return Image.composite(clear, blank, seen)


def _proportion(ready: io.BytesIO) -> float:
    with Image.open(ready) as image:
        width, height = image.size
    ready.seek(0)
    return width / height
