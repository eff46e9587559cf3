"""Kinds and results of one's own on the command line: by their words, whatever the case, with a clear word where wrong."""

from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap import open_workspace
from app.services.kinds import add_kind, add_result
from tests.end2end.playing import Vizitka, vcards


@pytest.fixture
def anna(vizitka: Vizitka, tmp_path: Path) -> str:
    """The id of the only contact; beside the usual kinds there is a visit, and nobody may be met on it."""
    phone = tmp_path / "phone.vcf"
    phone.write_text(vcards("Щукина Анна"), encoding="utf-8", newline="")
    vizitka("import", str(phone))
    with closing(open_workspace(vizitka.folder)) as workspace:
        workspace.do(add_kind, "Визит").result()
        workspace.do(add_result, "Визит", "Никого").result()
    return vizitka.contact("щукина")


def test_an_own_kind_is_planned_done_and_followed(vizitka: Vizitka, anna: str) -> None:
    planned = vizitka.json("schedule", anna, "--kind", "визит", "--at", "завтра 10:30")

    done = vizitka.json("done", planned["id"], "--result", "никого", "--next-at", "mon 9:00")

    fields = vizitka.json("show", done["history"])["fields"]
    assert (planned["kind"], planned["duration"], fields["kind"], fields["result"]) == ("Визит", 0, "Визит", "Никого")
    assert [one["kind"] for one in vizitka.json("agenda", "--through", "2026-11-30")] == ["Визит"]
    assert "Визит" in vizitka("agenda", "--through", "2026-11-30").out


def test_what_happened_is_of_an_own_kind(vizitka: Vizitka, anna: str) -> None:
    logged = vizitka.json("log", anna, "--kind", "Визит", "--result", "done", "--text", "Был")

    assert vizitka.json("show", logged["id"])["fields"]["kind"] == "Визит"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("schedule", "--kind", "танцы", "--at", "завтра"), "call, meeting, todo, email, personal, Визит."),
        (("schedule", "--kind", "letter", "--at", "завтра"), "call, meeting, todo, email, personal, Визит."),
        (("log", "--kind", "танцы"), "call, meeting, todo, email, letter, messenger, personal, Визит."),
        (("log", "--kind", "Визит", "--result", "reached"), "done, not_done, Никого."),
    ],
)
def test_a_word_that_is_none_is_answered_with_those_there_are(
    vizitka: Vizitka, anna: str, words: tuple[str, ...], complaint: str
) -> None:
    verb, *options = words

    said = vizitka(verb, anna, *options)

    assert said.complaint.endswith(complaint)


def test_a_next_step_of_no_kind_leaves_the_activity_open(vizitka: Vizitka, anna: str) -> None:
    planned = vizitka.json("schedule", anna, "--kind", "Визит", "--at", "завтра 10:30")

    said = vizitka("done", planned["id"], "--next-at", "mon 9:00", "--next-kind", "танцы")

    assert "call, meeting, todo, email, personal, Визит." in said.complaint
    assert [one["id"] for one in vizitka.json("agenda", "--through", "2026-11-30")] == [planned["id"]]


def test_a_full_export_carries_own_kinds_and_results(vizitka: Vizitka, anna: str, tmp_path: Path) -> None:
    vizitka.json("log", anna, "--kind", "Визит", "--result", "Никого")
    out = tmp_path / "all.json"
    vizitka("export", str(out))

    other = tmp_path / "other"
    vizitka.says("new", str(other))
    vizitka.says("import", str(other), str(out))

    (person,) = [one for one in vizitka.says("find", str(other), "щукина", "--json").json if one["kind"] == "contact"]
    logged = vizitka.says("log", str(other), person["id"], "--kind", "визит", "--result", "никого", "--json").json
    fields = vizitka.says("show", str(other), logged["id"], "--json").json["fields"]
    assert (fields["kind"], fields["result"]) == ("Визит", "Никого")
