"""What a round is made of: the first sync, files, numbers, joining, other versions, rows that cannot be read."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app import office as own_office
from app.services import history, syncing
from app.services.offers import new_offer
from app.views.contacts import ContactId
from models.errors import OutsideError, UserError
from models.ids import is_seed
from sync.client import attachments, numbers, state
from sync.client.round import Ways
from sync.protocol.json_form import write
from sync.protocol.messages import Batch, Cell, Op, SignedIn, SignIn
from sync.protocol.problems import MalformedError, UnreachableError
from tests.helpers.builders import a_contact, a_note, a_phone, put
from tests.helpers.clock import FixedClock
from tests.helpers.furnished import furnished
from tests.helpers.office import Laptop, Office
from tests.helpers.raw_sql import out_of_step, run_sql, value_of
from tests.helpers.two_laptops import a_pair, edit, exchange


def test_the_usual_first_records_of_two_workspaces_are_one(office: Office, tmp_path: Path) -> None:
    anna, boris = office.add_person("Anna"), office.add_person("Boris")
    with furnished(tmp_path / "a") as one, furnished(tmp_path / "b") as two:
        paths = one.folder, two.folder
    first, second = (
        Laptop.joining(office, path, person, FixedClock(), usual=own_office.usual_records())
        for path, person in zip(paths, (anna, boris), strict=True)
    )
    run_sql(first.workspace, "UPDATE stage SET probability = 15 WHERE position = 0")

    exchange(first, second, first)

    for laptop in (first, second):
        assert value_of(laptop.workspace, "SELECT count(*) FROM pick_list WHERE key = 'contact_status'") == 1
        assert value_of(laptop.workspace, "SELECT count(*) FROM app_user") == 2
        assert value_of(laptop.workspace, "SELECT count(*) FROM seller") == 1
        assert value_of(laptop.workspace, "SELECT probability FROM stage WHERE position = 0") == 15
        assert laptop.workspace.ask(syncing.open_conflicts).result() == ()
    assert all(is_seed(row[0]) for row in first.rows("SELECT id FROM pick_item"))


def test_offers_draw_their_numbers_from_ranges_nobody_else_has(office: Office, tmp_path: Path) -> None:
    people = [office.add_person(name) for name in ("Anna", "Boris")]
    laptops = []
    for number, person in enumerate(people):
        with furnished(tmp_path / str(number)) as made:
            folder = made.folder
        laptops.append(Laptop.joining(office, folder, person, FixedClock(), usual=own_office.usual_records()))
    exchange(*laptops, *laptops)

    given = []
    for laptop in laptops:
        (client,) = put(laptop.workspace, a_contact("Олег"))
        offer_id = laptop.workspace.do(new_offer, ContactId(client), None).result()
        given.append(value_of(laptop.workspace, "SELECT number FROM offer WHERE id = ?", offer_id.bytes))

    assert len(set(given)) == 2
    assert laptops[0].door.ask(lambda raw: numbers.needed(raw, laptops[0].clock().date(), lambda name: name[:3])) == []


def test_the_numbers_of_the_next_year_are_there_in_december_though_nothing_moves(
    office: Office, tmp_path: Path
) -> None:
    with furnished(tmp_path) as made:
        folder = made.folder
    clock = FixedClock()
    anna = Laptop.joining(office, folder, office.add_person("Anna"), clock, usual=own_office.usual_records())
    exchange(anna, anna, anna)
    before = anna.rows("SELECT DISTINCT scope FROM number_counter WHERE reserved_through > 0")

    clock.go_on(days=10)
    said = len(anna.line.said)
    exchange(anna, anna)

    after = anna.rows("SELECT DISTINCT scope FROM number_counter WHERE reserved_through > 0 ORDER BY scope")
    assert (before, after) == ([("2026",)], [("2026",), ("2027",)])
    assert [verb for verb, _values in anna.line.said[said:]].count("reserve_numbers") == 1


def test_a_file_goes_before_the_record_that_names_it_and_comes_when_it_is_wanted(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    content = bytes(range(256)) * 3_000
    sha256 = anna.workspace.files.put(content)
    put(anna.workspace, a_contact("Олег", photo_hash=sha256))
    exchange(anna, boris)
    verbs = [verb for verb, _values in anna.line.said]

    assert verbs.index("put_blob") < verbs.index("push")
    assert boris.workspace.files.get(sha256) is None

    failing = iter(("ok", "lost answer"))
    boris.line.fault = lambda verb: next(failing, "ok") if verb == "get_blob" else "ok"
    with pytest.raises(UnreachableError):
        attachments.fetch(boris.door, boris.hub, sha256, len(content))
    assert attachments.fetch(boris.door, boris.hub, sha256, len(content)) == content
    assert boris.workspace.files.get(sha256) == content


def test_a_large_first_sync_comes_in_parts_and_goes_on_where_it_stopped(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.client.round.SNAPSHOT_FROM", 1)
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Олег", "Щукин")
    put(anna.workspace, client, a_phone(client))
    anna.workspace.do(history.log_call, ContactId(client.id), result="reached", text="Просил цены").result()
    anna.sync()
    failing = iter(("ok", "lost answer"))
    boris.line.fault = lambda verb: next(failing, "ok") if verb == "segment" else "ok"
    with pytest.raises(UnreachableError):
        boris.sync()
    done = int(boris.door.ask(lambda raw: state.get(raw, state.SEGMENT)))

    report = boris.sync()

    assert done == 1
    assert [verb for verb, _values in boris.line.said].count("snapshot") == 1
    assert report.mended == 0
    assert value_of(boris.workspace, "SELECT count(*) FROM history") == 1
    assert out_of_step(boris.workspace) == []


def test_a_part_of_a_first_sync_that_arrives_damaged_is_fetched_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.client.round.SNAPSHOT_FROM", 1)
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, a_contact("Олег", "Щукин"))
    anna.sync()
    honest = boris.line.hub.segment
    damage = iter((b"", b"no gzip"))
    boris.line.hub.segment = lambda snapshot, number: next(damage, honest(snapshot, number))  # type: ignore[method-assign]

    boris.sync()

    assert boris.rows("SELECT first FROM contact") == [("Олег",)]


def test_fields_and_kinds_of_a_newer_version_are_kept_as_they_came(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    (client,) = put(anna.workspace, a_contact("Олег"))
    anna.sync()
    newer = office.hub(anna.user_id, office.add_device(anna.user_id))
    newer.push(
        1,
        write(
            Batch(
                (
                    Op("contact", client.hex, {"zodiac": Cell("рак", 99, 5), "interest": Cell("чай", 99, 5)}),
                    Op("horoscope", "ab" * 16, {"text": Cell("удача", 0, 5)}),
                )
            )
        ),
    )

    boris.sync()
    edit(boris, client, job_title="Инженер")
    report = boris.sync()

    assert boris.rows("SELECT interest FROM contact") == [("чай",)]
    assert boris.rows('SELECT "table", field, value FROM sync_unknown WHERE field <> ?', "*") == [
        ("contact", "zodiac", '"рак"')
    ]
    assert value_of(boris.workspace, "SELECT count(*) FROM sync_unknown WHERE field = '*'") == 1
    assert report.mended == 0
    (row,) = newer.rows((client.hex,))
    assert (row.fields["zodiac"], row.fields["job_title"]) == ("рак", "Инженер")


def test_a_part_that_comes_before_its_record_waits_for_it(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    client = a_contact("Олег")
    put(anna.workspace, client, a_phone(client), a_note(client))
    anna.sync()
    edit(anna, client.id, interest="чай")  # its seq is now past those of its parts
    anna.sync()

    boris.sync(Ways(page=1, at_once=1))

    assert len(boris.rows("SELECT * FROM channel")) == 1
    assert boris.rows("SELECT contact_id FROM note") == [(client.id.bytes,)]
    assert boris.rows("SELECT * FROM sync_orphan") == []


def stumbles_over(laptop: Laptop, word: str) -> None:
    """The server cannot read a batch with this word in it."""
    honest = laptop.line.hub.push

    def push(number: int, body: bytes) -> Any:
        if word in body.decode():
            raise MalformedError
        return honest(number, body)

    laptop.line.hub.push = push  # type: ignore[method-assign]


def test_one_row_the_office_cannot_read_is_put_aside_and_the_others_go(office: Office, tmp_path: Path) -> None:
    anna, boris = a_pair(office, tmp_path)
    put(anna.workspace, *(a_contact(f"Клиент {n}") for n in range(5)), a_contact("ядовитый"))
    stumbles_over(anna, "ядовитый")

    exchange(anna, boris)

    assert value_of(boris.workspace, "SELECT count(*) FROM contact") == 5
    assert '"ядовитый"' in [row[0] for row in anna.rows("SELECT value FROM sync_rejected WHERE field = 'first'")]
    assert anna.rows("SELECT * FROM sync_dirty") == []


def test_what_was_refused_stands_as_the_office_has_it_and_goes_whole_once_it_is_mended(
    office: Office, tmp_path: Path
) -> None:
    anna, boris = a_pair(office, tmp_path)
    (known,) = put(anna.workspace, a_contact("Олег"))
    exchange(anna, boris)
    put(anna.workspace, a_contact("ядовитый", job_title="закупки", interest="чай"))
    edit(anna, known, job_title="ядовитый", interest="мёд")
    stumbles_over(anna, "ядовитый")
    exchange(anna, boris)
    stands = anna.rows("SELECT job_title, interest FROM contact WHERE first = 'Олег'")
    run_sql(anna.workspace, ("UPDATE contact SET first = 'здоровый' WHERE first = 'ядовитый'", ()))
    exchange(anna, boris)

    assert stands == [("", "")]
    assert {row[0] for row in anna.rows("SELECT value FROM sync_rejected")} >= {'"ядовитый"', '"мёд"'}
    said = "SELECT first, job_title, interest FROM contact ORDER BY first"
    assert boris.rows(said) == anna.rows(said) == [("Олег", "", ""), ("здоровый", "закупки", "чай")]
    assert anna.rows("SELECT * FROM sync_dirty") == []


def test_a_workspace_joins_adopts_the_persons_id_and_exchanges(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    transport = InProcess(office, office.add_person("Anna"))
    clock = FixedClock()
    with furnished(tmp_path, clock) as workspace:
        me = value_of(workspace, "SELECT id FROM app_user WHERE is_me")
        workspace.act_as(UUID(bytes=me))
        put(workspace, a_contact("Олег", owner_id=UUID(bytes=me)))
        with pytest.raises(UserError, match="has not joined"):
            own_office.exchange(workspace, transport=transport, clock=clock)

        signed = own_office.join(workspace, "https://office", SignIn(code="CODE"), transport=transport, clock=clock)
        report = own_office.exchange(workspace, transport=transport, clock=clock)
        stands = workspace.ask(syncing.exchange_state).result()

        assert (stands.joined, stands.organisation, stands.waiting, stands.to_review) == (True, "Office", 0, 0)
        assert report.sent > 100
        assert value_of(workspace, "SELECT id FROM app_user WHERE is_me").hex() == signed.user_id
        assert value_of(workspace, "SELECT owner_id FROM contact").hex() == signed.user_id
        assert [each for each in own_office_rows(office, transport, "app_user") if "is_me" in each] == []


def test_an_office_out_of_reach_is_said_in_a_sentence(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.office._into_keyring", lambda _name, _token: False)
    transport = InProcess(office, office.add_person("Anna"))
    with furnished(tmp_path) as workspace:
        own_office.join(workspace, "https://office", SignIn(code="CODE"), transport=transport)

        def unreachable(*_values: object) -> None:
            raise UnreachableError

        monkeypatch.setattr(transport, "connect", unreachable)
        with pytest.raises(OutsideError, match=r"The office cannot be reached\. Nothing is lost"):
            own_office.exchange(workspace, transport=transport)


class InProcess:
    """What carries questions, without a network."""

    def __init__(self, office: Office, user_id: str) -> None:
        self.office, self.user_id, self.device = office, user_id, office.add_device(user_id)

    def sign_in(self, url: str, sign_in: SignIn, fingerprint: str) -> SignedIn:
        """Join as the person of the invitation."""
        assert sign_in.code == "CODE"
        return SignedIn(self.device, "secret", self.user_id, "Anna", "salesperson", "Office")

    def connect(self, url: str, token: str, fingerprint: str, device: str) -> Any:
        """The server itself, for who has the secret."""
        assert (url, token, device) == ("https://office", "secret", self.device)
        return self.office.hub(self.user_id, self.device)


def own_office_rows(office: Office, transport: InProcess, kind: str) -> list[dict[str, Any]]:
    page = office.hub(transport.user_id, transport.device).changes(0, 2_000, ())
    return [dict(row.fields) for row in page.rows if row.kind == kind]
