"""Messages as bytes: whole on the other side, refused where they are not what the protocol says."""

import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import json_form
from sync.protocol.json_form import read_batch, write
from sync.protocol.json_reading import LARGEST
from sync.protocol.messages import (
    MOST_ROWS_PUSHED,
    Batch,
    Bucket,
    Cell,
    Changes,
    Hello,
    NumbersGiven,
    NumbersWanted,
    Op,
    Outcome,
    PushReply,
    Row,
    Segment,
    SignedIn,
    SignIn,
    Snapshot,
    Welcome,
)
from sync.protocol.problems import MalformedError, TooLargeError

few = settings(max_examples=25)  # of each message; there are many
ids = st.sampled_from(("0" * 32, "af" * 16, "9" * 64))
names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
wholes = st.integers(0, LARGEST)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
values = st.one_of(st.none(), st.booleans(), st.integers(-LARGEST - 1, LARGEST), texts)
cells = st.builds(Cell, values, wholes, wholes)
ops = st.builds(Op, names, ids, st.dictionaries(names, cells, max_size=4), st.tuples() | st.tuples(ids), st.booleans())
rows = st.builds(
    Row, names, ids, wholes, wholes, st.dictionaries(names, values, max_size=4), st.just(value=False)
) | st.builds(Row, names, ids, wholes, st.just(0), st.just({}), st.just(value=True))
outcomes = st.builds(
    Outcome, ids, st.dictionaries(names, wholes, max_size=3), st.dictionaries(names, texts, max_size=2)
)
rows_of = st.lists(rows, max_size=2).map(tuple)
segments = st.builds(Segment, wholes, names, wholes, wholes, st.just("") | st.just("a" * 64))
MESSAGES: dict[type, tuple[st.SearchStrategy[Any], Callable[[bytes], Any]]] = {
    Batch: (st.builds(Batch, st.lists(ops, max_size=4).map(tuple)), json_form.read_batch),
    PushReply: (
        st.builds(PushReply, wholes, wholes, st.lists(outcomes, max_size=2).map(tuple), rows_of),
        json_form.read_push_reply,
    ),
    Changes: (st.builds(Changes, rows_of, wholes, st.booleans()), json_form.read_changes),
    Hello: (st.builds(Hello, wholes, texts, texts, wholes, wholes, wholes, wholes), json_form.read_hello),
    Welcome: (
        st.builds(
            Welcome,
            status=st.sampled_from(("ok", "rolled_back", "cloned", "upgrade")),
            protocol=wholes,
            epoch=texts,
            head=wholes,
            last_batch=wholes,
            time_ms=wholes,
            durable=wholes,
            access_rev=wholes,
            user_id=ids,
            user_name=texts,
            role=texts,
            rows=wholes,
        ),
        json_form.read_welcome,
    ),
    Snapshot: (st.builds(Snapshot, texts, wholes, st.lists(segments, max_size=2).map(tuple)), json_form.read_snapshot),
    NumbersWanted: (st.builds(NumbersWanted, ids, texts, wholes, wholes), json_form.read_numbers_wanted),
    NumbersGiven: (st.builds(NumbersGiven, wholes, wholes), json_form.read_numbers_given),
    SignIn: (st.builds(SignIn, *[texts] * len(fields(SignIn))), json_form.read_sign_in),
    SignedIn: (st.builds(SignedIn, texts, texts, ids, texts, texts, texts), json_form.read_signed_in),
}
anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=5)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
def test_a_message_is_the_same_on_the_other_side(kind: type) -> None:
    strategy, read = MESSAGES[kind]

    @few
    @given(strategy)
    def check(message: Any) -> None:
        body = write(message)
        assert read(body) == message
        assert write(read(body)) == body

    check()


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
def test_what_a_newer_version_says_in_addition_is_left_alone(kind: type) -> None:
    strategy, read = MESSAGES[kind]

    @few
    @given(strategy, anything)
    def check(message: Any, more: object) -> None:
        said = json.loads(write(message)) | {"from_the_future": more}
        assert read(json.dumps(said).encode()) == message

    check()


@pytest.mark.parametrize("kind", MESSAGES, ids=lambda kind: kind.__name__)
def test_anything_else_is_refused_and_nothing_worse(kind: type) -> None:
    strategy, read = MESSAGES[kind]

    @few
    @given(strategy, st.data())
    def check(message: Any, data: st.DataObject) -> None:
        said = json.loads(write(message))
        key = data.draw(st.sampled_from(sorted(said)))
        said[key] = data.draw(anything)
        try:
            read(json.dumps(said).encode())
        except (MalformedError, TooLargeError):
            return

    check()


@given(st.binary(max_size=60))
def test_bytes_that_are_no_json_are_refused(body: bytes) -> None:
    try:
        read_batch(body)
    except MalformedError:
        return


@pytest.mark.parametrize("body", [b"[" * 100_000, b"1" * 5_000, b'{"ops": [NaN]}', b'{"ops": 1}', b"[]", b"\xff"])
def test_bodies_made_to_hurt_are_refused(body: bytes) -> None:
    with pytest.raises(MalformedError):
        read_batch(body)


def test_a_refusal_names_the_place_and_not_the_content() -> None:
    body = b'{"ops":[{"kind":"contact","id":"' + b"a" * 32 + b'","cells":{"last":["secret",-1,0]}}]}'

    with pytest.raises(MalformedError, match=r"^body\.ops\[0\]\.cells\.last: a value") as refusal:
        read_batch(body)

    assert "secret" not in str(refusal.value)


def test_more_rows_than_a_batch_may_have_are_refused() -> None:
    many = Batch(tuple(Op("contact", f"{n:032x}", {}) for n in range(MOST_ROWS_PUSHED + 1)))

    with pytest.raises(TooLargeError):
        read_batch(write(many))


def test_a_single_row_may_be_larger_than_a_batch_of_many() -> None:
    large = Op("note", "a" * 32, {"text": Cell("x" * 600_000, 0, 1)})

    assert read_batch(write(Batch((large,)))).ops == (large,)
    with pytest.raises(TooLargeError):
        read_batch(write(Batch((large, Op("note", "b" * 32, {})))))


def test_a_digest_and_its_rows_are_the_same_on_the_other_side() -> None:
    buckets = (Bucket(0, 1, 2**64 - 1), Bucket(255, 3, 0))
    found = (("a" * 32, 1), ("b" * 64, 2))

    assert json_form.read_buckets(json_form.write_buckets(buckets)) == buckets
    assert json_form.read_digest_rows(json_form.write_digest_rows(found)) == found
    assert json_form.read_ids(json_form.write_ids(["a" * 32])) == ("a" * 32,)
