"""A full export holds everything: it comes back under its own ids, from the recycle bin into the recycle bin."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from app.bootstrap import create_workspace, open_workspace
from app.cli import main
from app.demo.load import load_demo
from app.exchange.detect import open_reader
from app.files import FileStore
from app.full_export import export_everything
from app.services.activities import schedule
from app.services.attachments import attach
from app.services.companies import add_company
from app.services.contact_photos import set_photo
from app.services.contacts import add_contact, edit_contact, remove_contact, restore_contact
from app.services.custom_fields import define_field, set_value
from app.services.importing import ImportOutcome, import_cards, import_file
from app.services.pick_lists import learn
from app.services.products import add_price_list, add_product, remove_product, set_price
from app.services.syncing import open_conflicts, resolve
from app.views.calendar import When
from app.views.contacts import ContactId
from app.workspace import FILES, Workspace
from models.conflict import Conflict
from models.group import Group, GroupMember, Relation
from models.history import HistoryEntry
from models.ids import joined_id, new_id
from models.pick_list import User
from tests.helpers.builders import a_company, a_contact, a_phone, a_tag, put, working
from tests.helpers.raw_sql import out_of_step, rows_of, run_sql, value_of

PNG = b"\x89PNG\r\n\x1a\n"
V1 = Path(__file__).parents[2] / "data" / "export-v1" / "export-v1.json"


@pytest.fixture
def lively(tmp_path: Path) -> Path:
    """Half a year of somebody's work, with something of everything that is easily forgotten."""
    folder = tmp_path / "lively"
    with closing(create_workspace(folder, "ru")) as workspace:
        load_demo(workspace, 60, 600, 4, date(2026, 11, 20), "ru")
        people = [ContactId(UUID(bytes=row[0])) for row in rows_of(workspace, "SELECT id FROM contact ORDER BY rid")]
        ann, bob, gone, merged = people[:4]
        _furnish_people(workspace, ann, bob, tmp_path)
        _furnish_goods(workspace)
        workspace.do(set_photo, gone, PNG + b"gone", workspace.files).result()
        workspace.do(remove_contact, gone).result()
        removed = "UPDATE contact SET removed_at = 5, merged_into = ? WHERE id = ?"
        run_sql(workspace, (removed, (ann.hex, merged.bytes)), "UPDATE tag SET removed_at = 7 WHERE rid = 2",
                "UPDATE history SET removed_at = 8 WHERE rid % 50 = 0",
                "UPDATE channel SET removed_at = 9 WHERE rid % 40 = 0")  # fmt: skip
        _furnish_exchange(workspace, ann)
    return folder


def _furnish_people(workspace: Workspace, ann: ContactId, bob: ContactId, folder: Path) -> None:
    firm = workspace.do(add_company, {"name": "Альфа", "tags": "ключевой", "status": "customer"}).result()
    outer, inner = Group(id=new_id(), name="Гости"), Group(id=new_id(), name="Первый ряд")
    inner.parent_id = outer.id
    put(workspace, outer, inner, GroupMember(id=joined_id(inner.id, ann), group_id=inner.id, contact_id=ann),
        Relation(id=new_id(), contact_a_id=ann, contact_b_id=bob))  # fmt: skip
    for noun, record, label, kind, value in (
        ("contact", ann, "Размер", "decimal", "43.5"),
        ("contact", bob, "Шифр", "text", "0xCAFE"),
        ("company", firm, "Столовая", "flag", "yes"),
    ):
        field = workspace.do(define_field, noun, label, kind).result()
        workspace.do(set_value, field, record, value).result()
    workspace.do(learn, "job_title", "Хранитель ключей").result()
    (folder / "contract.txt").write_bytes(b"we agree " * 3_000)
    kept = workspace.files.put_file(folder / "contract.txt")
    assert kept is not None
    workspace.do(attach, "contact", ann, [kept]).result()
    workspace.do(set_photo, ann, PNG + b"Ann", workspace.files).result()
    workspace.do(schedule, ann, when=When(date(2026, 11, 25), time(10), "Asia/Novosibirsk"), rrule="FREQ=WEEKLY",
                 participants=[bob]).result()  # fmt: skip


def _furnish_goods(workspace: Workspace) -> None:
    pump = workspace.do(add_product, {"name": "Насос"}).result()
    prices = workspace.do(add_price_list, {"name": "Опт", "currency": "RUB"}).result()
    workspace.do(set_price, prices, pump, Decimal("1250.50"), from_quantity=Decimal(10), segment="VIP").result()
    workspace.do(remove_product, workspace.do(add_product, {"name": "Старьё"}).result()).result()


def _furnish_exchange(workspace: Workspace, ann: UUID) -> None:
    """A colleague who owns a talk, and what was decided between two people."""
    colleague = User(id=new_id(), name="Марина")
    talk = HistoryEntry(id=new_id(), kind="call", contact_id=ann, owner_id=colleague.id, access="limited")
    put(workspace, colleague, talk, *(
        Conflict(id=new_id(), what="edit", record_kind="contact", record_id=ann.hex, field="job_title", state=state,
                 base_value='""', kept_value='"Директор"', lost_value='"Владелец"', kept_by=colleague.id.hex)
        for state in ("open", "resolved", "archived")
    ))  # fmt: skip


def run(*words: object) -> int:
    return main([str(word) for word in words])


@contextmanager
def opened(folder: Path) -> Iterator[Workspace]:
    with closing(open_workspace(folder)) as workspace:
        yield workspace


def without_me(path: Path) -> str:
    """An export but for its journal and the id of whoever sits at the computer, line by line."""
    text = path.read_text(encoding="utf-8")
    (me,) = (user["id"] for user in json.loads(text)["records"]["app_user"] if user["is_me"])
    return text.replace(me.removeprefix("0x"), "me").partition('"journal": [')[0]


def bring(workspace: Workspace, path: Path) -> ImportOutcome:
    source = import_file(path.name, open_reader(path), path)
    return workspace.do(import_cards, [source], workspace.files).result()


def test_an_export_of_a_busy_workspace_comes_back_as_the_same_file(lively: Path, tmp_path: Path) -> None:
    first, second, fresh = tmp_path / "first.json", tmp_path / "second.json", tmp_path / "fresh"
    run("export", lively, first)
    run("new", fresh)

    assert run("import", fresh, first) == 0
    run("export", fresh, second)

    assert without_me(second) == without_me(first)
    assert sorted(FileStore(fresh / FILES).all()) == sorted(FileStore(lively / FILES).all())
    with opened(fresh) as workspace:
        assert out_of_step(workspace) == []


def test_one_undo_takes_back_what_came_and_a_redo_brings_it_again(lively: Path, tmp_path: Path) -> None:
    first, empty, undone, again = (tmp_path / f"{name}.json" for name in ("first", "empty", "undone", "again"))
    fresh = tmp_path / "fresh"
    run("export", lively, first)
    run("new", fresh)
    run("export", fresh, empty)
    run("import", fresh, first)

    run("undo", fresh)
    run("export", fresh, undone)
    run("redo", fresh)
    run("export", fresh, again)

    assert without_me(undone) == without_me(empty)
    assert without_me(again) == without_me(first)
    assert run("check", fresh) == 0


def test_somebody_from_the_recycle_bin_comes_back_into_it_and_out_of_it(lively: Path, tmp_path: Path) -> None:
    export, fresh = tmp_path / "all.json", tmp_path / "fresh"
    run("export", lively, export)
    run("new", fresh)
    with opened(lively) as workspace:
        gone = value_of(workspace, "SELECT id FROM contact WHERE removed_at IS NOT NULL AND photo_hash <> ''")
    run("import", fresh, export)

    with opened(fresh) as workspace:
        lies_there = value_of(workspace, "SELECT removed_at FROM contact WHERE id = ?", gone)
        photo = value_of(workspace, "SELECT photo_hash FROM contact WHERE id = ?", gone)
        workspace.do(restore_contact, ContactId(UUID(bytes=gone))).result()

        assert lies_there is not None
        assert workspace.files.get(photo) == PNG + b"gone"
        assert value_of(workspace, "SELECT removed_at FROM contact WHERE id = ?", gone) is None


def test_a_conflict_nobody_has_decided_can_be_decided_where_it_came(lively: Path, tmp_path: Path) -> None:
    export, fresh = tmp_path / "all.json", tmp_path / "fresh"
    run("export", lively, export)
    run("new", fresh)
    run("import", fresh, export)

    with opened(fresh) as workspace:
        (standing,) = workspace.ask(open_conflicts).result()
        workspace.do(resolve, standing.id, "mine").result()

        assert (standing.by, standing.theirs) == ("Марина", "Директор")
        assert workspace.ask(open_conflicts).result() == ()
        key = bytes.fromhex(standing.record_key)
        assert value_of(workspace, "SELECT job_title FROM contact WHERE id = ?", key) == "Владелец"


def test_who_changed_what_and_when_stands_in_the_history_and_the_journal_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        ann = home.do(add_contact, {"first": "Ann", "job_title": "Clerk"}).result()
        home.do(edit_contact, ann, {"job_title": "Head"}).result()
        export_everything(home, path)
        changed = rows_of(home, "SELECT field, details, start_at FROM history WHERE system")

    with working(tmp_path / "away", durable=False) as away:
        outcome = bring(away, path)

        assert changed
        assert rows_of(away, "SELECT field, details, start_at FROM history WHERE system") == changed
        assert outcome.journals == [("all.json", 2)]
        assert [entry.name for entry in away.journal().result()] == ["Import"]
    entries = json.loads(path.read_text("utf-8"))["records"]["journal"]
    assert [(entry["name"], entry["subject"]) for entry in entries] == [("Add contact", "Ann"), ("Edit contact", "Ann")]


def test_two_people_with_one_identity_in_another_program_stay_two(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        put(home, a_contact("Ann", foreign_uid="from-phone"), a_contact("Anna", foreign_uid="from-phone"))
        export_everything(home, path)

    with working(tmp_path / "away", durable=False) as away:
        put(away, a_contact("Annie", foreign_uid="from-phone"))
        bring(away, path)

        names = rows_of(away, "SELECT first FROM contact ORDER BY rid")
    assert [name for (name,) in names] == ["Annie", "Anna"]


def test_somebody_known_here_is_filled_and_gets_the_new_phones_once(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        ann = a_contact("Ann", "Lee", about="likes tea")
        put(home, ann, a_phone(ann, "+79131234567", is_primary=True), a_phone(ann, "+79137654321"))
        export_everything(home, path)

    with working(tmp_path / "away", durable=False) as away:
        here = a_contact("Ann", "Lee")
        put(away, here, a_phone(here, "8 (913) 123-45-67", is_primary=True))
        run_sql(away, "UPDATE channel SET normal = '+79131234567'")
        bring(away, path)
        bring(away, path)

        assert rows_of(away, "SELECT first, about FROM contact") == [("Ann", "likes tea")]
        assert rows_of(away, "SELECT value, is_primary FROM channel ORDER BY rid") == [
            ("8 (913) 123-45-67", 1), ("+79137654321", 0),
        ]  # fmt: skip


def test_somebody_who_was_removed_here_comes_back_as_a_new_contact_with_phone_and_tag(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        ann = home.do(add_contact, {"first": "Ann", "tags": "vip"}, [("phone", "work", "+79131234567")]).result()
        export_everything(home, path)
        home.do(remove_contact, ann).result()

        bring(home, path)

        (new,) = rows_of(home, "SELECT id FROM contact WHERE removed_at IS NULL")
        for part in ("channel", "contact_tag"):
            assert value_of(home, f"SELECT count(*) FROM {part} WHERE contact_id = ? AND removed_at IS NULL", *new) == 1


def test_a_damaged_line_of_a_person_is_made_good_by_the_card_and_the_other_way_round(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        put(home, a_contact("Ann"), a_contact("Bob"))
        export_everything(home, path)
    lines = path.read_bytes().split(b"\n")
    rows = [place for place, line in enumerate(lines) if b'"edited_at"' in line]
    cards = [place for place, line in enumerate(lines) if b'"full_name"' in line]
    lines[rows[0]] = lines[rows[0]].replace(b'"first"', b'"fir')
    lines[cards[1]] = lines[cards[1]].replace(b'"first"', b'"fir')
    path.write_bytes(b"\n".join(lines))

    with working(tmp_path / "away", durable=False) as away:
        outcome = bring(away, path)

        assert sorted(rows_of(away, "SELECT first FROM contact")) == [("Ann",), ("Bob",)]
        assert len(outcome.refused) == 2


def test_a_record_whose_neighbour_is_damaged_comes_without_the_link(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        mother = a_company("Alpha")
        put(home, mother, a_company("Beta", parent_id=mother.id), a_tag("x"))
        export_everything(home, path)
    whole = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join(line[:40] if b'"name":"Alpha"' in line else line for line in whole))

    with working(tmp_path / "away", durable=False) as away:
        bring(away, path)

        assert ("Beta", None) in rows_of(away, "SELECT name, parent_id FROM company")
        assert away.check().result().problems == []


def test_an_export_of_the_first_version_still_comes_back(tmp_path: Path) -> None:
    said = json.loads(V1.read_text("utf-8"))
    fresh = tmp_path / "fresh"
    run("new", fresh)

    assert run("import", fresh, V1) == 0

    with opened(fresh) as workspace:
        for kind, rows in said["records"].items():
            living = "removed_at IS NULL"
            if kind in ("channel", "address"):
                living += " AND company_id IS NOT NULL"
            count = value_of(workspace, f"SELECT count(*) FROM {kind} WHERE {living}")
            assert kind == "custom_value" or count == len(rows), kind
        anna = "SELECT id FROM contact WHERE first = 'Анна' AND do_not_call AND photo_hash <> ''"
        assert value_of(workspace, anna) is not None
        assert value_of(workspace, "SELECT value FROM custom_value") == "43.5"
        assert workspace.check().result().problems == []
    assert run("import", fresh, V1) == 0
    with opened(fresh) as workspace:
        assert value_of(workspace, "SELECT count(*) FROM contact") == len(said["contacts"])


def test_a_file_in_the_recycle_bin_goes_out_too(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    (tmp_path / "old.txt").write_bytes(b"old")
    with working(tmp_path / "home", durable=False) as home:
        ann = a_contact("Ann")
        put(home, ann)
        kept = home.files.put_file(tmp_path / "old.txt")
        assert kept is not None
        home.do(attach, "contact", ann.id, [kept]).result()
        run_sql(home, "UPDATE attachment SET removed_at = 5")
        done = export_everything(home, path)

    with working(tmp_path / "away", durable=False) as away:
        outcome = bring(away, path)

        assert (done.carried.count, outcome.files) == (1, 1)
        assert away.files.get(kept.sha256) == b"old"


def test_there_is_one_me_however_many_come(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    with working(tmp_path / "home", durable=False) as home:
        put(home, a_contact("I", is_me=True))
        export_everything(home, path)

    with working(tmp_path / "away", durable=False) as away:
        put(away, a_contact("Myself", is_me=True))
        bring(away, path)

        assert rows_of(away, "SELECT first FROM contact WHERE is_me") == [("Myself",)]
