"""One search over everything, on a small furnished workspace."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from app.services.activities import schedule
from app.services.attachments import attach
from app.services.companies import add_company, add_requisites
from app.services.contacts import remove_contact
from app.services.custom_fields import define_field, set_value
from app.services.history import add_promise, log_call, write_note
from app.services.offers import new_offer
from app.services.opportunities import add_opportunity
from app.services.search import Hit, find
from app.views.attachments import KeptFile
from app.views.calendar import When
from app.views.contacts import ContactId
from app.workspace import Workspace
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import NOON, ZONE, a_person, furnished
from tests.helpers.offers import a_draft_line


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Some people, a firm with requisites, and words of every kind. Nothing here changes it."""
    clock = FixedClock(NOON)
    with furnished(tmp_path_factory.mktemp("search"), clock) as opened:
        fill(opened, clock)
        yield opened


def fill(workspace: Workspace, clock: FixedClock) -> None:
    ann = a_person(workspace, "Щукина", first="Анна", company="ООО «Сибирский станок»", phone="8 (913) 123-45-67",
                   email="shchukina@sib.example", job_title="технолог")  # fmt: skip
    a_person(workspace, "О'Нил", first="Ольга", company="North Star Ltd")
    firm = workspace.do(add_company, {"name": "Эталон"}, [("phone", "main", "8 383 222-33-44")]).result()
    workspace.do(add_requisites, firm, {"legal_name": "ООО «Эталон»", "inn": "5407123451"}).result()
    workspace.do(write_note, ann, "любит зелёный чай").result()
    workspace.do(add_promise, ann, "прислать каталог оснастки").result()
    workspace.do(attach, "contact", ann, [KeptFile("чертёж шпинделя.pdf", "0" * 64, 1)]).result()
    boat = workspace.do(define_field, "contact", "Лодка").result()
    workspace.do(set_value, boat, ann, "катамаран «Ёж»").result()
    workspace.do(log_call, ann, text="спрашивала про фрезеровку").result()
    clock.go_on(days=1)
    workspace.do(log_call, ann, text="фрезеровка нужна в марте").result()
    workspace.do(schedule, ann, when=When(date(2026, 11, 16), time(10), ZONE), regarding="образцы пластин").result()
    workspace.do(add_opportunity, "Токарная линия", contact_id=ann).result()
    workspace.do(new_offer, ann, None, (a_draft_line("Патрон токарный"),)).result()


def hits(workspace: Workspace, text: str, **how: object) -> tuple[Hit, ...]:
    return workspace.ask(find, text, **how).result()  # type: ignore[arg-type]


def titles(found: tuple[Hit, ...]) -> list[str]:
    return [f"{hit.kind}: {hit.title}" for hit in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("щук", "contact: Щукина Анна"),
        ("ЩУКИНА АННА", "contact: Щукина Анна"),
        ("oerbyf", "contact: Щукина Анна"),  # the wrong keyboard layout
        ("shchukina", "contact: Щукина Анна"),
        ("онил", "contact: О'Нил Ольга"),
        ("о'нил", "contact: О'Нил Ольга"),
        ("сибирский станок ооо", "contact: Щукина Анна"),
        ("1234", "contact: Щукина Анна"),
        ("+7 913 123", "contact: Щукина Анна"),
        ("222-33-44", "company: Эталон"),
        ("5407123451", "company: Эталон"),
        ("зеленый чай", "note: любит зелёный чай"),
        ("образцы", "activity: образцы пластин"),
        ("токарная", "opportunity: Токарная линия"),
        ("щукена", "contact: Щукина Анна"),  # a typo, the last resort
    ],
)
def test_what_a_person_types_finds_what_was_meant(workspace: Workspace, text: str, first: str) -> None:
    assert titles(hits(workspace, text))[:1] == [first]


def test_a_contact_is_told_by_firm_and_job(workspace: Workspace) -> None:
    (hit,) = hits(workspace, "щукина", kinds=("contact",))

    assert hit.subtitle == "ООО «Сибирский станок» · технолог"


def test_promises_files_and_values_of_ones_own_fields_are_found(workspace: Workspace) -> None:
    (promise,) = hits(workspace, "оснастки")
    (file,) = hits(workspace, "шпинд")

    assert (promise.kind, promise.title, promise.subtitle) == ("promise", "прислать каталог оснастки", "Щукина Анна")
    assert (file.kind, file.title, file.opens) == ("attachment", "чертёж шпинделя.pdf", promise.opens)
    assert titles(hits(workspace, "катамаран еж")) == ["contact: Щукина Анна"]


def test_history_comes_newest_first(workspace: Workspace) -> None:
    found = hits(workspace, "фрезеровк", kinds=("history",))

    assert [hit.title for hit in found] == [
        "фрезеровка нужна в марте · Щукина Анна", "спрашивала про фрезеровку · Щукина Анна"
    ]  # fmt: skip


def test_the_lines_of_an_offer_find_it(workspace: Workspace) -> None:
    (hit,) = hits(workspace, "патрон")

    assert (hit.kind, hit.subtitle) == ("offer", "ООО «Сибирский станок» · Draft")


def test_only_the_kinds_asked_for_are_found(workspace: Workspace) -> None:
    assert hits(workspace, "щукина", kinds=("company",)) == ()
    assert hits(workspace, "1234567", kinds=("company", "offer")) == ()


def test_somebody_in_the_recycle_bin_is_not_found_nor_what_belongs_to_them(tmp_path: Path) -> None:
    clock = FixedClock(NOON)
    with furnished(tmp_path, clock) as workspace:
        fill(workspace, clock)
        (ann,) = hits(workspace, "щукина", kinds=("contact",))

        workspace.do(remove_contact, ContactId(ann.id)).result()

        for text in ("щукина", "1234567", "зеленый чай", "фрезеровка", "образцы"):
            assert hits(workspace, text) == ()


def test_the_status_of_a_deal_is_a_word_of_its_list(workspace: Workspace) -> None:
    (hit,) = hits(workspace, "токарная линия", kinds=("opportunity",))

    assert hit.subtitle == "In progress"


@pytest.mark.parametrize("text", ["", "  ", "…", '"', "никогда такого", "AND OR NOT", "чай* OR *"])
def test_odd_texts_find_nothing_and_break_nothing(workspace: Workspace, text: str) -> None:
    assert hits(workspace, text) == ()


def test_no_kind_gives_more_than_was_asked(workspace: Workspace) -> None:
    found = hits(workspace, "фрезеровк", limit=1)

    assert [hit.title for hit in found] == ["фрезеровка нужна в марте · Щукина Анна"]
