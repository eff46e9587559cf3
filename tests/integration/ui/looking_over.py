"""Looks over every scene of the window for texts that are cut off or left untranslated.

A test calls `look_over` in its own process. The scale is Qt's for a whole process and is read when Qt starts: for
another one this module is run on its own, `python -m tests.integration.ui.looking_over FOLDER LANG THEME WIDTH HEIGHT
[SCENE…]` with QT_SCALE_FACTOR set, and prints what it found as JSON.
"""

import json
import os
import sys
import tempfile
from collections.abc import Collection
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from babel.messages.pofile import read_po

from app.bootstrap import create_workspace
from app.demo.load import load_demo
from app.executors import Executors
from app.settings import Settings
from app.workspace import Workspace
from resources.i18n import LOCALE, Language
from tests.helpers.raw_sql import nouns_of

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 11, 12, tzinfo=UTC)


def lively_workspace(folder: Path, lang: Language) -> Workspace:
    """A workspace with enough in it for every scene, and a copy of it."""
    workspace = create_workspace(folder, lang, executors=Executors.threads(), clock=lambda: NOW)
    load_demo(workspace, 60, 600, 7, TODAY, lang)
    workspace.backup().result()
    return workspace


def look_over(
    workspace: Workspace, lang: Language, theme: str, size: tuple[int, int], folder: Path, scenes: Collection[str] = ()
) -> dict[str, list[str]]:
    """What is wrong in each scene, all of them or those named; scenes without a fault are not in it."""
    from app.collector import collect_due
    from tests.integration.ui.fitting import cut_off, foreign
    from ui.application import start
    from ui.main_window import MainWindow
    from ui.scenes import SCENES, play, record_for, strike
    from ui.shots import wait_until_settled
    from ui.theme.look import Look

    settings = Settings().with_(language=lang, theme=theme, time_zone="UTC")
    look = Look(start(settings), theme)
    window = MainWindow(settings, look, folder / "state.json", keep=lambda _one: None, now=lambda: NOW)
    window.resize(*size)
    window.show()
    window.speak(lang)
    window.attach(workspace)
    catalogue, data = _catalogue() if lang == "ru" else {}, _data(workspace)
    problems: dict[str, list[str]] = {}
    for scene in SCENES:
        if scenes and scene.name not in scenes:
            continue
        play(window, scene, record_for(workspace, scene.record) if scene.record else None, wait_until_settled)
        found = cut_off(window) + (foreign(window, catalogue, data) if lang == "ru" else [])
        strike(window)
        wait_until_settled(window)
        collect_due()
        if found:
            problems[scene.name] = found
    window.close()
    window.deleteLater()
    return problems


def _catalogue() -> dict[str, str]:
    """What every text of the program is called in Russian."""
    with (LOCALE / "ru" / "LC_MESSAGES" / "vizitka.po").open("rb") as file:
        return {
            str(one.id): str(one.string) for one in read_po(file, locale="ru") if isinstance(one.id, str) and one.id
        }


def _data(workspace: Workspace) -> str:
    """Every text the records hold: what is in it is no text of the program."""
    rows = (row for table in nouns_of(workspace).values() for row in table)
    return "\n".join(str(cell) for row in rows for cell in row if isinstance(cell, str))


def _main(folder: str, lang: str, theme: str, across: str, down: str, *scenes: str) -> int:
    from app.collector import collect_on_demand

    collect_on_demand()  # a reader that freed parts of a closed dialog would bring the program down
    spoken: Language = "ru" if lang == "ru" else "en"
    with closing(lively_workspace(Path(folder), spoken)) as workspace, tempfile.TemporaryDirectory() as state:
        found = look_over(workspace, spoken, theme, (int(across), int(down)), Path(state), scenes)
        sys.stdout.write(json.dumps(found, ensure_ascii=False))
        sys.stdout.flush()
        os._exit(0)  # what Qt does while the interpreter takes it apart is not what is looked at here


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
