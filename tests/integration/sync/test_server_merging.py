"""What a push comes to, on every kind of database alike."""

import json
from dataclasses import replace

import pytest

from sync.protocol.json_form import write
from sync.protocol.messages import REMOVED, Batch, Cell, Op
from sync.protocol.problems import ClonedError, MalformedError, NotSignedInError, RevokedError
from sync.server import administration
from tests.helpers.firm import FIRM, Firm


def test_a_record_sent_by_one_is_seen_by_another(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")

    contact = anna.add("contact", last="Petrova", first="Olga")

    row = boris.sees(contact)
    assert row is not None
    assert row.fields == {"last": "Petrova", "first": "Olga"}


def test_a_batch_sent_twice_is_merged_once_and_answered_alike(firm: Firm) -> None:
    anna = firm.person("Anna")
    op = anna.op("contact", "a" * 32, {"last": "Petrova"})

    first = anna.hub.push(1, write(Batch((op,))))
    second = anna.hub.push(1, write(Batch((op,))))
    third = anna.hub.push(1, write(Batch((op,))))

    assert replace(second, rows=()) == first
    assert third == second
    assert anna.hub.changes(0, 10, ()).cursor == first.last


def test_a_batch_sent_twice_is_answered_with_the_record_as_it_stands_now(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    op = anna.op("contact", "a" * 32, {"last": "Petrova"})
    first = anna.hub.push(1, write(Batch((op,))))
    boris.edit("contact", op.id, first.last, last="Ivanova")

    second = anna.hub.push(1, write(Batch((op,))))

    assert second.outcomes == first.outcomes
    assert second.rows[0].fields == {"last": "Ivanova"}


def test_another_batch_under_a_used_number_tells_of_a_copied_workspace(firm: Firm) -> None:
    anna = firm.person("Anna")
    anna.add("contact", last="Petrova")

    with pytest.raises(ClonedError):
        anna.hub.push(1, write(Batch((anna.op("contact", "a" * 32, {"last": "Other"}),))))
    anna.hub.new_device()
    other = anna.op("contact", "a" * 32, {"last": "Other"})
    reply = anna.hub.push(1, write(Batch((other,))))

    assert reply.outcomes_of([other])[0].accepted == {"last": reply.first}


def test_of_what_was_taken_whole_and_stands_as_sent_nothing_is_said(firm: Firm) -> None:
    anna = firm.person("Anna")
    born = [anna.op("contact", f"{number:032x}", {"last": f"Petrova {number}"}) for number in range(1, 4)]

    made = anna.hub.push(1, write(Batch(tuple(born))))
    edits = [anna.op("contact", op.id, {"first": "Olga"}, made.first + place) for place, op in enumerate(born)]
    edited = anna.hub.push(2, write(Batch(tuple(edits))))

    assert (made.outcomes, made.rows, edited.outcomes, edited.rows) == ((), (), (), ())
    assert [each.accepted for each in edited.outcomes_of(edits)] == [{"first": seq} for seq in (4, 5, 6)]
    rows, _cursor = anna.pull()
    assert [(row.seq, row.fields["first"]) for row in rows.values()] == [(4, "Olga"), (5, "Olga"), (6, "Olga")]


def test_a_record_its_author_had_not_seen_as_it_stood_is_shown_to_him(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova")
    boris.edit("contact", contact, 1, job_title="Buyer")

    newer = anna.edit("contact", contact, 1, first="Olga")
    of_a_former_life = boris.edit("contact", contact, newer.last + 7, first="Helga")

    assert newer.rows[0].fields == {"last": "Petrova", "job_title": "Buyer", "first": "Olga"}
    assert of_a_former_life.rows[0].fields["first"] == "Helga"


def test_a_removal_is_always_shown(firm: Firm) -> None:
    anna = firm.person("Anna")
    contact = anna.add("contact", last="Petrova")

    reply = anna.edit("contact", contact, 1, **{REMOVED: 5})

    assert reply.rows[0].fields == {"last": "Petrova", REMOVED: 5}


def test_a_record_given_to_somebody_who_keeps_it_to_himself_is_gone_at_once(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova", access="public", owner_id=anna.user)

    reply = anna.edit("contact", contact, 1, owner_id=boris.user, access="limited")

    assert reply.rows[0].gone


def test_a_sequel_wins_whatever_its_clock_says(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova")
    row = boris.sees(contact)
    assert row is not None

    reply = boris.send(boris.op("contact", contact, {"last": "Ivanova"}, row.seq, hlc=1))

    assert reply.rows[0].fields["last"] == "Ivanova"
    assert boris.conflicts() == []


def test_of_two_edits_that_did_not_know_of_each_other_the_later_stands_and_the_other_is_kept(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", job_title="Buyer", first="Olga")
    seen = anna.sees(contact)
    assert seen is not None
    early = anna.op("contact", contact, {"job_title": "Director"}, seen.seq)
    boris.edit("contact", contact, seen.seq, job_title="Manager", first="Helga")

    reply = anna.send(early)

    assert reply.outcomes[0].accepted == {"job_title": 0}
    assert reply.rows[0].fields == {"job_title": "Manager", "first": "Helga"}
    (conflict,) = boris.conflicts()
    said = {name: conflict.fields[name] for name in ("what", "record_id", "field", "state", "device")}
    assert said == {
        "what": "edit",
        "record_id": contact,
        "field": "job_title",
        "state": "open",
        "device": "Anna's laptop",
    }
    values = [json.loads(str(conflict.fields[f"{which}_value"])) for which in ("base", "kept", "lost")]
    assert values == ["Buyer", "Manager", "Director"]
    assert (conflict.fields["kept_by"], conflict.fields["lost_by"]) == (boris.user, anna.user)


def test_concurrent_edits_of_different_fields_both_stand(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova", first="")

    boris.edit("contact", contact, 1, first="Olga")
    anna.edit("contact", contact, 1, last="Ivanova")

    row = boris.sees(contact)
    assert row is not None
    assert row.fields == {"last": "Ivanova", "first": "Olga"}
    assert boris.conflicts() == []


def test_a_deletion_does_not_bury_an_edit_its_author_had_not_seen(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova")
    boris.edit("contact", contact, 1, last="Ivanova")

    reply = anna.edit("contact", contact, 1, **{REMOVED: 5})

    assert reply.rows[0].fields.get(REMOVED) is None
    (conflict,) = anna.conflicts()
    assert (conflict.fields["what"], conflict.fields["lost_by"]) == ("removed", anna.user)


def test_an_edit_of_what_was_removed_meanwhile_brings_it_back(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova")
    anna.edit("contact", contact, 1, **{REMOVED: 5})

    reply = boris.edit("contact", contact, 1, last="Ivanova")

    assert reply.rows[0].fields == {"last": "Ivanova", REMOVED: None}
    assert [conflict.fields["what"] for conflict in boris.conflicts()] == ["removed"]


def test_an_edit_in_the_bin_leaves_it_in_the_bin(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact = anna.add("contact", last="Petrova")
    removed = anna.edit("contact", contact, 1, **{REMOVED: 5})

    reply = boris.edit("contact", contact, removed.last, last="Ivanova")

    assert reply.rows == ()  # it stands as he has it
    row = anna.sees(contact)
    assert row is not None
    assert row.fields == {"last": "Ivanova", REMOVED: 5}


def test_a_tag_added_by_one_and_taken_away_by_another_stays(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    contact, tag = anna.add("contact", last="Petrova"), anna.add("tag", name="VIP")
    ends = {"contact_id": contact, "tag_id": tag}
    added = anna.send(anna.op("contact_tag", contact + tag, ends, parents=(contact,)))
    boris.send(boris.op("contact_tag", contact + tag, ends, parents=(contact,)))

    anna.edit("contact_tag", contact + tag, added.last, **{REMOVED: 5})

    row = boris.sees(contact + tag)
    assert row is not None
    assert row.fields.get(REMOVED) is None
    assert boris.conflicts() == []


def test_what_is_done_stays_done(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    activity = anna.add("activity", regarding="Call", completed_at=None)
    done = anna.op("activity", activity, {"completed_at": 7}, 1)
    boris.edit("activity", activity, 1, completed_at=None)

    reply = anna.send(done)

    assert reply.rows[0].fields["completed_at"] == 7


def test_one_bad_field_does_not_stop_the_others(firm: Firm) -> None:
    anna = firm.person("Anna")

    reply = anna.send(anna.op("contact", "a" * 32, {"last": "Petrova", "first": "Ol\x00ga"}))

    assert reply.outcomes[0].rejected == {"first": "text"}
    assert reply.rows[0].fields == {"last": "Petrova"}


def test_a_refused_push_leaves_nothing_behind(firm: Firm) -> None:
    anna = firm.person("Anna")

    with pytest.raises(MalformedError):
        anna.hub.push(1, b'{"ops": [{"kind": "contact"}]}')

    assert anna.hub.changes(0, 10, ()).cursor == 0


def test_two_groups_of_one_name_are_told_apart(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    anna.add("contact_group", name="Moscow")

    group = boris.add("contact_group", name="Moscow")

    row = boris.sees(group)
    assert row is not None
    assert row.fields["name"] == "Moscow (2)"
    assert [conflict.fields["what"] for conflict in boris.conflicts()] == ["renamed"]


def test_a_late_phone_of_a_merged_contact_goes_to_the_one_that_stayed(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    stays, double = anna.add("contact", last="Petrova"), anna.add("contact", last="Petrova O.")
    anna.edit("contact", double, 2, merged_into=stays, removed_at=5)

    phone = boris.add("channel", double, contact_id=double, value="+7 495 000-00-00")

    row = anna.sees(phone)
    assert row is not None
    assert row.fields["contact_id"] == stays


def test_an_untouched_seed_never_overrides_a_person(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    stage = "e" * 32
    anna.send(anna.op("stage", stage, {"name": "First talk"}))

    reply = boris.send(Op("stage", stage, {"name": Cell("Lead", 0, 0), "position": Cell(1, 0, 0)}))

    assert reply.rows[0].fields == {"name": "First talk", "position": 1}
    assert boris.conflicts() == []


def test_a_laptop_that_was_shut_out_pushes_nothing(firm: Firm) -> None:
    anna = firm.person("Anna")
    administration.revoke_devices(firm.storage, FIRM, [anna.hub.caller.device], firm.clock())

    with pytest.raises(RevokedError):
        anna.add("contact", last="Petrova")


def test_nobody_pushes_under_the_device_of_somebody_else(firm: Firm) -> None:
    anna, boris = firm.person("Anna"), firm.person("Boris")
    boris.hub.caller = replace(boris.hub.caller, device=anna.hub.caller.device)

    with pytest.raises(NotSignedInError):
        boris.add("contact", last="Petrova")
