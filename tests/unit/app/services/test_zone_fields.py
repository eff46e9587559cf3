"""A time zone is typed as a person says it wherever a field is written, and stays as it stands in a file brought in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.card import Card
from app.services.activities import schedule
from app.services.conditions import choices, condition_fields, conditioned_count
from app.services.contact_bulk import edit_chosen, many_fields
from app.services.contact_cards import contact_card
from app.services.contact_lists import contact_columns, contact_page
from app.services.contacts import add_contact, edit_contact, edit_contacts
from app.services.importing import ImportFile, import_cards
from app.services.records import edit_record
from app.views.calendar import When
from app.views.chosen import Chosen
from app.views.conditions import Condition
from app.views.contacts import ContactId
from app.workspace import Workspace
from models.fields import OF_WORDS, FieldKind, fields_of
from models.kinds import Kind, Ref
from models.nouns import TABLES
from resources.i18n import speaking
from tests.helpers.furnished import ZONE, a_person, furnished
from tests.helpers.raw_sql import value_of

Way = Callable[[Workspace, ContactId, str], object]
WAYS: dict[str, Way] = {
    "the card": lambda workspace, one, typed: workspace.do(edit_contact, one, {"time_zone": typed}).result(),
    "several cards": lambda workspace, one, typed: workspace.do(edit_contacts, [one], {"time_zone": typed}).result(),
    "many": lambda workspace, one, typed: workspace.do(
        edit_chosen, Chosen(ids=frozenset([one])), "time_zone", typed
    ).result(),
    "any record": lambda workspace, one, typed: workspace.do(
        edit_record, Ref(Kind.CONTACT, one), {"time_zone": typed}
    ).result(),
}
CARD = Card(uid="urn:1", last="Щукина", first="Анна")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with furnished(tmp_path) as opened:
        yield opened


@pytest.fixture
def anna(workspace: Workspace) -> ContactId:
    return a_person(workspace)


def zone_of(workspace: Workspace) -> object:
    return value_of(workspace, "SELECT time_zone FROM contact WHERE NOT is_me")


def test_every_time_zone_of_the_workspace_is_declared_as_one() -> None:
    kinds = {table: field.kind for table in TABLES for name, field in fields_of(TABLES[table]) if name == "time_zone"}

    assert kinds == dict.fromkeys(("contact", "activity", "app_user"), FieldKind.ZONE)
    assert FieldKind.ZONE in OF_WORDS


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Екатеринбург", "Asia/Yekaterinburg"),
        (" yekaterinburg ", "Asia/Yekaterinburg"),
        ("UTC+5", "Etc/GMT-5"),
        ("МСК+2", "Etc/GMT-5"),
        ("Asia/Omsk", "Asia/Omsk"),
        ("  ", ""),
    ],
)
def test_a_zone_is_typed_as_it_is_said_whichever_way_it_comes(
    workspace: Workspace, anna: ContactId, way: str, typed: str, kept: str
) -> None:
    WAYS["the card"](workspace, anna, "Asia/Vladivostok")

    WAYS[way](workspace, anna, typed)

    assert zone_of(workspace) == kept


@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_zone_is_refused_in_the_words_of_zones(workspace: Workspace, anna: ContactId, way: str) -> None:
    with pytest.raises(UserError, match="No time zone is called “Нигде”; a large city of it will do") as refusal:
        WAYS[way](workspace, anna, " Нигде ")

    assert refusal.value.field == "time_zone"
    assert zone_of(workspace) == ""


def test_a_new_contact_is_added_with_the_zone_of_a_city(workspace: Workspace) -> None:
    workspace.do(add_contact, {"last": "Щукина", "time_zone": "омск"}).result()

    assert zone_of(workspace) == "Asia/Omsk"


def test_the_zone_of_what_is_planned_is_read_likewise(workspace: Workspace, anna: ContactId) -> None:
    planned = workspace.do(schedule, anna, when=When(date(2026, 11, 12), time(10), ZONE)).result()
    step = Ref(Kind.ACTIVITY, planned)

    workspace.do(edit_record, step, {"time_zone": "Омск"}).result()

    assert value_of(workspace, "SELECT time_zone FROM activity") == "Asia/Omsk"
    with pytest.raises(UserError, match="No time zone"):
        workspace.do(edit_record, step, {"time_zone": "Нигде"}).result()


@pytest.mark.parametrize(("lang", "city"), [("ru", "Екатеринбург"), ("en", "Yekaterinburg")])
def test_a_card_tells_a_zone_by_its_city(workspace: Workspace, anna: ContactId, lang: str, city: str) -> None:
    workspace.do(edit_contact, anna, {"time_zone": "Asia/Yekaterinburg"}).result()

    with speaking(lang):  # type: ignore[arg-type]  # one of the two
        card = workspace.ask(contact_card, anna).result()

    assert card.time_zone == "Asia/Yekaterinburg"
    assert [shown for name, _label, shown in card.facts if name == "time_zone"] == [city]


def test_a_table_shows_a_zone_sorts_by_it_and_lets_it_be_typed(workspace: Workspace, anna: ContactId) -> None:
    vera = a_person(workspace, "Вера", time_zone="Владивосток")
    workspace.do(edit_contact, anna, {"time_zone": "Екатеринбург"}).result()

    (column,) = [one for one in workspace.ask(contact_columns).result() if one.name == "time_zone"]
    rows = workspace.ask(contact_page, sort=column.sort, columns=["time_zone"]).result().rows  # type: ignore[arg-type]  # an order of a column

    assert (column.kind, column.edits) == ("text", "line")
    assert [(row.id, *row.cells) for row in rows][:2] == [(vera, "Asia/Vladivostok"), (anna, "Asia/Yekaterinburg")]


def test_a_zone_is_compared_and_offered_like_a_word(workspace: Workspace, anna: ContactId) -> None:
    workspace.do(edit_contact, anna, {"time_zone": "Asia/Omsk"}).result()

    (known,) = [one for one in workspace.ask(condition_fields).result() if one.name == "time_zone"]
    (many,) = [one for one in workspace.ask(many_fields).result() if one.name == "time_zone"]
    (offered,) = workspace.ask(choices, "time_zone").result()

    assert (known.ops, known.choices) == (("is", "is_not", "empty", "filled", "contains"), True)
    assert (many.kind, many.choices) == ("text", True)
    assert (offered.value, offered.count) == ("Asia/Omsk", 1)
    for op, value in (("is", ("Asia/Omsk",)), ("contains", "omsk"), ("filled", None)):
        met = Condition("time_zone", op, value)  # type: ignore[arg-type]  # of the ways just read
        assert workspace.ask(conditioned_count, [met]).result() == 1


@pytest.mark.parametrize("said", ["Asia/Omsk", "+05:00", "Raleigh/North America", "Омск"])
@pytest.mark.parametrize("known", [False, True])
def test_a_file_brings_a_zone_as_it_stands_there(workspace: Workspace, said: str, known: bool) -> None:  # noqa: FBT001 - a case
    def bring(card: Card) -> None:
        workspace.do(import_cards, [ImportFile("cards.vcf", (card,))], workspace.files).result()

    if known:
        bring(CARD)
    bring(replace(CARD, time_zone=said))
    bring(replace(CARD, uid="urn:2", last="Ёлкина", extra=(("time_zone", f" {said} "),)))

    assert value_of(workspace, "SELECT time_zone FROM contact WHERE last = 'Щукина'") == said
    assert value_of(workspace, "SELECT time_zone FROM contact WHERE last = 'Ёлкина'") == said
