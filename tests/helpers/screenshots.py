"""Draws the pictures of the README anew: `python -m tests.helpers.screenshots`, on made-up workspaces of a fixed day."""

import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from app.bootstrap import create_workspace
from app.demo.load import load_demo
from app.executors import Executors
from resources.i18n import Language

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "resources" / "screenshots"
NOW = datetime(2026, 11, 20, 5, 12, tzinfo=UTC)
SIZE = (1440, 900)
SHOWN: tuple[tuple[str, Language, str], ...] = (
    ("contacts", "ru", "light"), ("offers-editor", "ru", "light"), ("contacts-call", "ru", "light"), ("today", "en", "dark"),
)  # fmt: skip


def draw(folder: Path) -> None:
    """Draw every picture into a folder, each as small as a page of text wishes it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["TZ"] = "Asia/Novosibirsk"
    from ui.shots import render

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for lang in ("ru", "en"):
            wanted = [(scene, theme) for scene, spoken, theme in SHOWN if spoken == lang]
            workspace = create_workspace(
                Path(scratch) / lang, lang, executors=Executors.threads(), clock=lambda: NOW
            )  # fmt: skip
            load_demo(workspace, 400, 6_000, 7, date(2026, 11, 20), lang)
            for scene, theme in wanted:
                (made,) = render(workspace, Path(scratch), lang, theme, section=scene, size=SIZE, now=lambda: NOW)[:1]
                picture = Image.open(made).convert("RGB")
                picture.quantize(192, dither=Image.Dither.NONE).save(
                    folder / f"{scene}-{lang}-{theme}.png", optimize=True
                )
            workspace.close()


if __name__ == "__main__":
    draw(PICTURES)
