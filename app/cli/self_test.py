"""The installed program tries itself out: a small working day in a folder of its own, by its own commands."""

import io
import json
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from app.cli import main
from app.cli.desk import Desk
from app.cli.output import Answer, columns
from app.errors import OutsideError, VizitkaError
from resources.i18n import N_, _, language, set_language, speaking

_CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Щукина;Анна;Викторовна;;\r\nFN:Анна Щукина\r\nORG:ООО «Проба»\r\n"
    "TEL;TYPE=CELL:+7 913 000-11-22\r\nEND:VCARD\r\n"
)
_LINES = "name;unit;quantity;price\r\nПроба пера;шт.;2;10,50\r\n"

Steps = list[dict[str, object]]


def self_test(_args: Namespace, _desk: Desk) -> Answer:
    """Play the day; the first step that fails ends it."""
    steps: Steps = []
    reason = ""
    with tempfile.TemporaryDirectory(prefix="vizitka-") as folder:
        try:
            _play(Path(folder), steps)
        except VizitkaError as error:
            reason = str(error)
    rows = [(_("ok") if step["ok"] else _("failed"), _(str(step["step"]))) for step in steps]
    return Answer({"ok": not reason, "steps": steps, "reason": reason}, columns(rows), reason)


def _play(folder: Path, steps: Steps) -> None:
    workspace, card, lines, paper = (str(folder / name) for name in ("workspace", "one.vcf", "lines.csv", "offer.pdf"))
    Path(card).write_bytes(_CARD.encode())
    Path(lines).write_bytes(_LINES.encode())
    with _step(N_("A new workspace"), steps):
        _run("new", workspace)
    with _step(N_("An import"), steps):
        _expect(_run("import", workspace, card)["created"] == 1)
    with _step(N_("A search"), steps):
        (contact,) = _run("find", workspace, "щукина")
    with _step(N_("A call written down"), steps):
        _run("log", workspace, contact["id"], "--result", "reached", "--text", "self-test")
    with _step(N_("An offer on paper"), steps):
        number = _run("offer", workspace, "new", "--contact", contact["id"], "--lines", lines)["number"]
        _run("offer", workspace, number, "--pdf", paper)
        _expect(Path(paper).read_bytes().startswith(b"%PDF-"))
    with _step(N_("An undo"), steps):
        _run("undo", workspace)
    with _step(N_("A backup"), steps):
        _expect(Path(_run("backup", workspace)["file"]).exists())
    with _step(N_("A check of the file"), steps):
        _expect(_run("check", workspace)["sound"])


@contextmanager
def _step(title: str, steps: Steps) -> Iterator[None]:
    """One step; it is written down as failed until it has ended."""
    step: dict[str, object] = {"step": title, "ok": False}
    steps.append(step)
    yield
    step["ok"] = True


def _run(*words: str) -> Any:
    """One command of the day and its answer."""
    said, complained, spoken = io.StringIO(), io.StringIO(), language()
    with redirect_stdout(said), redirect_stderr(complained), speaking(spoken):
        code = main([*words, "--json"] if words[0] == "offer" else [*words, "--json", "--lang", spoken])
    set_language(spoken)  # each command chooses a language for itself
    if code:
        raise OutsideError(complained.getvalue().strip())
    return json.loads(said.getvalue())


def _expect(held: object) -> None:
    if not held:
        raise OutsideError(_("The result is not what it should be."))
