"""Nothing stays behind: every noun, own fields and the contents of files go out with a full export and come back."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import create_workspace, open_workspace
from app.cli import main
from app.exchange.detect import open_reader
from app.files import FileStore
from app.records.archive_kinds import KEPT
from app.records.archive_rows import links_of
from app.services.attachments import attach
from app.services.companies import add_channel, add_company, edit_company
from app.services.contact_photos import set_photo
from app.services.contacts import add_contact, edit_contact
from app.services.custom_fields import define_field, set_value
from app.services.importing import ImportCancelled, import_cards, import_file
from app.services.product_pictures import set_picture
from app.services.products import add_product
from app.services.records import counts
from app.services.sellers import default_seller, edit_seller
from app.workspace import FILES, Workspace
from models.group import Group, GroupMember
from models.ids import joined_id, new_id
from models.nouns import NOUNS
from tests.helpers.builders import put

PNG = b"\x89PNG\r\n\x1a\n"


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    with closing(open_workspace(folder)) as workspace:
        yield workspace


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A workspace with one of everything that was once forgotten."""
    folder = tmp_path / "full"
    with closing(create_workspace(folder, "en")) as workspace:
        firm = workspace.do(add_company, {"name": "Alpha", "tags": "key", "status": "customer"}).result()
        workspace.do(add_channel, firm, "phone", "work", "+7 383 123-45-67").result()
        ann = workspace.do(add_contact, {"first": "Ann", "last": "Lee", "company": "Alpha"}).result()
        workspace.do(
            edit_contact, ann, {"do_not_call": "yes", "do_not_mail": "yes", "status": ["Old, dear friend"]}
        ).result()
        vice = workspace.do(add_product, {"name": "Vice"}).result()
        group = Group(id=new_id(), name="Guests")
        put(workspace, group, GroupMember(id=joined_id(group.id, ann), group_id=group.id, contact_id=ann))
        for noun, record, label, kind, value in (
            ("contact", ann, "Shoe size", "decimal", "43.5"),
            ("contact", ann, "Hobby", "choice", "Fishing; and chess"),
            ("contact", ann, "Remembers", "long_text", "one\ntwo, three: four"),
            ("company", firm, "Canteen", "flag", "yes"),
            ("product", vice, "Shelf", "text", "B-12"),
        ):
            field = workspace.do(define_field, noun, label, kind).result()
            workspace.do(set_value, field, record, value).result()
        (tmp_path / "contract.txt").write_bytes(b"we agree " * 300_000)
        kept = workspace.files.put_file(tmp_path / "contract.txt")
        assert kept is not None
        workspace.do(attach, "company", firm, [kept]).result()
        workspace.do(set_photo, ann, PNG + b"Ann", workspace.files).result()
        workspace.do(set_picture, vice, PNG + b"vice", workspace.files).result()
        seller = workspace.ask(default_seller).result()
        assert seller is not None
        logo = workspace.files.put(PNG + b"logo")
        workspace.do(edit_seller, seller.id, {"name": "We", "phone": "+7 383 000-00-00", "logo_hash": logo}).result()
        workspace.do(edit_company, firm, {"industry": "Machines"}).result()
    return folder


def run(*words: object) -> int:
    return main([str(word) for word in words])


def said(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    return content


def comparable(path: Path) -> dict[str, list[str]]:
    """Everything an export says, but for the id of whoever sits at the computer and for the journal."""
    text = path.read_text(encoding="utf-8-sig")
    content = json.loads(text)
    (me,) = (user["id"] for user in content["records"]["app_user"] if user["is_me"])
    content = json.loads(text.replace(me.removeprefix("0x"), "me"))
    del content["records"]["journal"]
    kinds = {"cards": content["contacts"], **content["records"]}
    return {kind: sorted(json.dumps(row, sort_keys=True) for row in rows) for kind, rows in kinds.items()}


def test_every_noun_is_kept() -> None:
    assert sorted(KEPT) == sorted(noun.__tablename__ for noun in NOUNS)


def test_whatever_a_record_points_to_comes_before_it() -> None:
    for place, name in enumerate(KEPT):
        assert set(links_of(name).values()) <= {*KEPT[: place + 1]}, name


def test_everything_comes_back_and_says_the_same_again(full: Path, tmp_path: Path) -> None:
    first, second, fresh = tmp_path / "first.json", tmp_path / "second.json", tmp_path / "fresh"
    run("export", full, first)
    run("new", fresh)

    assert run("import", fresh, first) == 0
    run("export", fresh, second)

    assert comparable(second) == comparable(first)
    assert all(comparable(first)[kind] for kind in ("attachment", "custom_value", "channel", "company_tag", "seller"))
    assert sorted(FileStore(fresh / FILES).all()) == sorted(FileStore(full / FILES).all())
    assert run("check", fresh) == 0


def test_an_import_of_everything_goes_with_one_undo(full: Path, tmp_path: Path) -> None:
    first, before, after, fresh = (tmp_path / name for name in ("first.json", "before.json", "after.json", "fresh"))
    run("export", full, first)
    run("new", fresh)
    run("export", fresh, before)
    run("import", fresh, first)

    run("undo", fresh)

    run("export", fresh, after)
    assert comparable(after) == comparable(before)
    assert run("import", fresh, first) == 0
    run("export", fresh, after)
    assert comparable(after) == comparable(first)


def test_the_same_export_twice_adds_nothing(full: Path, tmp_path: Path) -> None:
    first, once, twice, fresh = (tmp_path / name for name in ("first.json", "once.json", "twice.json", "fresh"))
    run("export", full, first)
    run("new", fresh)
    run("import", fresh, first)
    run("export", fresh, once)

    run("import", fresh, first)

    run("export", fresh, twice)
    assert comparable(twice) == comparable(once)


def test_files_that_are_not_beside_the_export_are_told(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, fresh = tmp_path / "first.json", tmp_path / "fresh"
    run("export", full, first)
    shutil.rmtree(tmp_path / "first-files")
    run("new", fresh)
    capsys.readouterr()

    assert run("import", fresh, first, "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert sorted(one["name"] for one in told["lost"]) == ["Vice", "We", "contract.txt"]
    with opened(fresh) as workspace:
        assert len(workspace.check().result().problems) == 3


def test_people_who_look_alike_stay_two_and_come_home_to_themselves(tmp_path: Path) -> None:
    home, first, second, fresh = (tmp_path / name for name in ("home", "first.json", "second.json", "fresh"))
    with closing(create_workspace(home, "en")) as workspace:
        for _time in range(2):
            workspace.do(add_contact, {"last": "Lee", "company": "Alpha"}, [("phone", "work", "+73831234567")]).result()
        workspace.do(add_contact, {"last": "Nobody"}).result()
    run("export", home, first)
    run("new", fresh)

    run("import", fresh, first)
    run("import", home, first)

    for folder in (home, fresh):
        run("export", folder, second)
        assert comparable(second) == comparable(first)


def test_an_export_into_no_folder_makes_none(full: Path, tmp_path: Path) -> None:
    assert run("export", full, tmp_path / "nowhere" / "all.json") == 1
    assert not (tmp_path / "nowhere").exists()


def test_an_import_stopped_among_the_files_keeps_nothing(full: Path, tmp_path: Path) -> None:
    export = tmp_path / "first.json"
    run("export", full, export)
    reader = open_reader(export)
    source = import_file("first.json", reader, export)

    with closing(create_workspace(tmp_path / "fresh", "en")) as workspace:
        with pytest.raises(ImportCancelled):
            workspace.do(import_cards, [source], workspace.files, progress=lambda _records: False).result()
        assert workspace.ask(counts).result()["contact"] == 0


def test_an_export_torn_off_in_the_middle_brings_what_it_still_holds(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export, fresh = tmp_path / "first.json", tmp_path / "fresh"
    run("export", full, export)
    whole = export.read_bytes()
    export.write_bytes(whole[: whole.index(b'"history": [') + 30])
    run("new", fresh)
    capsys.readouterr()

    assert run("import", fresh, export, "--json") == 0

    told = json.loads(capsys.readouterr().out)
    assert [one["reason"] for one in told["refused"]] == ["The file is cut off here."]
    assert run("find", fresh, "Lee") == 0
    assert "Ann" in capsys.readouterr().out


@pytest.mark.parametrize(("ending", "version"), [("vcf", "2.1"), ("vcf", "3.0"), ("vcf", "4.0"), ("csv", "4.0")])
def test_own_fields_and_what_is_forbidden_survive_a_file_for_other_programs(
    full: Path, tmp_path: Path, ending: str, version: str
) -> None:
    out, first, second, fresh = tmp_path / f"out.{ending}", tmp_path / "a.json", tmp_path / "b.json", tmp_path / "fresh"
    run("export", full, out, "--version", version)
    run("export", full, first)
    run("new", fresh)

    assert run("import", fresh, out) == 0
    run("export", fresh, second)

    (before,), (after,) = said(first)["contacts"], said(second)["contacts"]
    assert sorted(after["extra"]) == sorted(before["extra"])
    assert {"do_not_call", "do_not_mail", "status", "own:decimal:Shoe size", "own:choice:Hobby"} <= {
        name for name, _value in after["extra"]
    }
    kinds = {(one["label"], one["kind"]) for one in said(second)["records"]["custom_field"]}
    assert kinds == {("Shoe size", "decimal"), ("Hobby", "choice"), ("Remembers", "long_text")}
