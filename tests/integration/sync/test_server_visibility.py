"""Who sees what, and what is left of a record that somebody may no longer see, on every kind of database alike."""

import json

from sqlalchemy import text

from sync.protocol.digests import buckets
from sync.protocol.messages import ACCESS, OWNER
from sync.server import administration
from sync.server.sql_storage import SqlStorage
from sync.server.tables import metadata
from tests.helpers.firm import FIRM, Firm, Laptop


def a_talk(laptop: Laptop) -> tuple[str, str, str]:
    """A contact with a phone and a talk, owned by who made it."""
    contact = laptop.add("contact", last="Petrova", access="public", owner_id=laptop.user)
    phone = laptop.add("channel", contact, contact_id=contact, value="+7 495 000-00-00")
    talk = laptop.add("history", contact, contact_id=contact, regarding="Talked", access="public")
    return contact, phone, talk


def limit(laptop: Laptop, contact: str) -> None:
    """Its owner keeps the record to himself and the leads."""
    row = laptop.sees(contact)
    assert row is not None
    laptop.edit("contact", contact, row.seq, access="limited")


def test_what_is_limited_is_gone_for_others_with_everything_that_hangs_on_it(firm: Firm) -> None:
    anna, boris, lead = firm.person("Anna"), firm.person("Boris"), firm.person("Vera", "lead")
    records = a_talk(anna)
    _rows, cursor = boris.pull()

    limit(anna, records[0])

    rows, _cursor = boris.pull(cursor)
    assert {row.id for row in rows.values() if row.gone} == set(records)
    assert all(not row.fields for row in rows.values())
    assert [boris.sees(each) for each in records] == [None, None, None]
    assert None not in [anna.sees(each) for each in records]
    assert None not in [lead.sees(each) for each in records]


def test_what_is_public_again_comes_again(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    records = a_talk(anna)
    limit(anna, records[0])
    _rows, cursor = boris.pull()
    row = anna.sees(records[0])
    assert row is not None

    anna.edit("contact", records[0], row.seq, access="public")

    rows, _cursor = boris.pull(cursor)
    assert {row.id for row in rows.values() if not row.gone} == set(records)


def test_a_talk_with_two_people_is_seen_by_those_who_see_both(firm: Firm) -> None:
    anna, boris, lead = firm.person("Anna"), firm.person("Boris"), firm.person("Vera", "lead")
    one = anna.add("contact", last="Petrova", access="limited", owner_id=anna.user)
    two = boris.add("contact", last="Sidorova", access="limited", owner_id=boris.user)

    talk = lead.add("history", one, two, contact_id=one, other_id=two, access="public")

    assert (anna.sees(talk), boris.sees(talk)) == (None, None)
    assert lead.sees(talk) is not None


def test_only_its_owner_or_a_lead_hides_a_record_or_gives_it_away(firm: Firm) -> None:
    anna, boris, lead = firm.person("Anna"), firm.person("Boris"), firm.person("Vera", "lead")
    contact = anna.add("contact", last="Petrova", access="public", owner_id=anna.user)

    refused = boris.edit("contact", contact, 1, access="limited", owner_id=boris.user, last="Ivanova")
    taken = lead.edit("contact", contact, refused.last, owner_id=boris.user)

    assert refused.outcomes[0].rejected == {ACCESS: "not-owner", OWNER: "not-owner"}
    assert refused.rows[0].fields["last"] == "Ivanova"
    assert taken.rows == ()
    row = lead.sees(contact)
    assert row is not None
    assert row.fields[OWNER] == boris.user


def test_what_became_private_leaves_no_trace_on_the_server(firm: Firm, storage: SqlStorage) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="canary-1", access="public", owner_id=anna.user)
    phone = anna.add("channel", contact, contact_id=contact, value="canary-2")
    boris.edit("contact", contact, 1, last="canary-3")
    anna.edit("contact", contact, 1, last="canary-4")
    _rows, cursor = boris.pull()

    anna.send(anna.op("contact", contact, {}, withdrawn=True))

    rows, _cursor = boris.pull(cursor)
    assert {row.id for row in rows.values() if row.gone} >= {contact, phone}
    assert "canary" not in everything(storage)


def test_what_was_private_can_be_made_public_again(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact, phone, _talk = a_talk(anna)
    anna.send(anna.op("contact", contact, {}, withdrawn=True))

    anna.send(
        anna.op("contact", contact, {"last": "Petrova", ACCESS: "public", OWNER: anna.user}),
        anna.op("channel", phone, {"contact_id": contact, "value": "+7 495"}, parents=(contact,)),
    )

    row = boris.sees(phone)
    assert row is not None
    assert row.fields["value"] == "+7 495"
    assert anna.hub.digest() == boris.hub.digest()


def test_what_somebody_wrote_on_a_record_he_may_no_longer_see_is_kept_for_its_owner(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact, _phone, _talk = a_talk(anna)
    anna.send(anna.op("contact", contact, {}, withdrawn=True))

    reply = boris.edit("contact", contact, 1, last="Ivanova")

    assert reply.rows[0].gone
    assert reply.outcomes[0].accepted == {"last": 0}
    assert boris.conflicts() == []
    (conflict,) = anna.conflicts()
    assert conflict.fields["what"] == "withdrawn"
    assert json.loads(str(conflict.fields["lost_value"])) == {"last": "Ivanova"}
    assert conflict.fields["lost_by"] == boris.user


def test_what_somebody_wrote_about_a_limited_record_reaches_those_who_see_it(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact, _phone, _talk = a_talk(anna)
    limit(anna, contact)

    reply = boris.send(boris.op("note", "c" * 32, {"text": "Met her", "contact_id": contact}, parents=(contact,)))

    assert reply.rows[0].gone
    row = anna.sees("c" * 32)
    assert row is not None
    assert row.fields["text"] == "Met her"


def test_a_private_record_is_refused_whole(firm: Firm, storage: SqlStorage) -> None:
    anna = firm.person("Anna")

    reply = anna.send(anna.op("contact", "a" * 32, {"last": "canary", ACCESS: "private"}))

    assert reply.outcomes[0].rejected == {"last": "private", ACCESS: "private"}
    assert "canary" not in everything(storage)


def test_a_conflict_about_a_limited_record_is_not_told_to_others(firm: Firm) -> None:
    anna, boris, lead = firm.person("Anna"), firm.person("Boris"), firm.person("Vera", "lead")
    contact, phone, _talk = a_talk(anna)
    limit(anna, contact)
    lead.edit("channel", phone, 99, value="+7 495 111")

    anna.send(anna.op("channel", phone, {"value": "+7 495 222"}, 2))
    anna.send(anna.op("channel", phone, {"value": "+7 495 222"}, 2))

    assert boris.conflicts() == []
    assert len(lead.conflicts()) == len(anna.conflicts())


def test_the_digest_is_that_of_what_is_seen(firm: Firm) -> None:
    anna, boris, lead = firm.person("Anna"), firm.person("Boris"), firm.person("Vera", "lead")
    for _each in range(5):
        a_talk(anna)
    contact, _phone, _talk = a_talk(boris)
    limit(boris, contact)
    firm_wide = a_talk(boris)[0]
    boris.send(boris.op("contact", firm_wide, {}, withdrawn=True))

    for laptop in (anna, boris, lead):
        rows = [row for row in laptop.pull()[0].values() if not row.gone]
        assert laptop.hub.digest() == buckets((bytes.fromhex(row.id), row.seq) for row in rows)
        for bucket in laptop.hub.digest():
            assert len(laptop.hub.digest_rows(bucket.number)) == bucket.count


def test_a_leaving_persons_records_are_handed_over_with_what_hangs_on_them(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    records = a_talk(anna)
    limit(anna, records[0])
    _rows, cursor = boris.pull()

    given = administration.hand_over(firm.storage, FIRM, anna.user, boris.user, firm.clock())
    administration.dismiss(firm.storage, FIRM, anna.user, firm.clock())

    assert given == 1
    rows, _cursor = boris.pull(cursor)
    assert {row.id for row in rows.values() if not row.gone} == set(records)
    assert rows[records[0]].fields[OWNER] == boris.user


def everything(storage: SqlStorage) -> str:
    """The text of every table."""
    with storage.engine.connect() as connection:
        return "".join(
            str(row) for table in metadata.tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))
        )
