"""Bytes on the wire, names on the wire, parts of a first sync, digests."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.digests import added, bucket_of, buckets, differing, row_hash, taken
from sync.protocol.json_reading import are_identities, is_identity
from sync.protocol.messages import Bucket, Row
from sync.protocol.problems import MalformedError, TooLargeError
from sync.protocol.segments import read_columns, read_segment, write_segment
from sync.protocol.wire import WIRE_NAMES, grown, names_today, packed, published, unpacked

values = st.one_of(st.none(), st.integers(-9, 9), st.text("abж", max_size=3))
rows = st.lists(
    st.builds(
        Row,
        st.just("contact"),
        st.integers(0, 2**64).map(lambda n: f"{n:032x}"),
        st.integers(0, 99),
        st.integers(0, 99),
        st.dictionaries(st.sampled_from(("last", "first", "about")), values),
        st.just(value=False),
    )
)


@given(st.binary(max_size=200))
def test_a_body_is_the_same_after_the_wire_and_the_same_bytes_every_time(body: bytes) -> None:
    assert unpacked(packed(body), 200) == body
    assert packed(body) == packed(body)


def test_a_small_stream_that_promises_a_huge_body_is_stopped() -> None:
    with pytest.raises(TooLargeError):
        unpacked(gzip.compress(bytes(50_000_000)), 1_000_000)


@pytest.mark.parametrize("content", [b"", b"no gzip", packed(b"whole")[:-3], packed(b"one") + b"more"])
def test_what_is_not_one_whole_stream_is_refused(content: bytes) -> None:
    with pytest.raises(MalformedError):
        unpacked(content, 100)


def test_every_name_sent_today_is_published() -> None:
    missing = {kind: fields - published().get(kind, frozenset()) for kind, fields in names_today().items()}

    assert {kind: fields for kind, fields in missing.items() if fields} == {}, "run python -m sync.protocol.wire"


def test_published_names_are_never_taken_out() -> None:
    text = WIRE_NAMES.read_text(encoding="utf-8") + "contact: once_sent\nonce: too\n"

    after = grown(text)

    assert "once: too" in after
    assert "once_sent" in after
    assert grown(after) == after


@given(rows)
def test_a_part_of_a_first_sync_is_the_same_on_the_other_side(found: list[Row]) -> None:
    content = write_segment("contact", found)

    assert list(read_segment(content)) == found
    assert list(read_columns(content).ids) == [row.id for row in found]


@given(st.dictionaries(st.binary(min_size=16, max_size=16), st.integers(0, 99), max_size=12), st.data())
def test_a_digest_kept_up_is_the_digest_computed(records: dict[bytes, int], data: st.DataObject) -> None:
    sums: dict[int, int] = {}
    for record, seq in records.items():
        older = data.draw(st.integers(0, 99))
        total = sums.get(record[-1], 0)
        total = added(total, row_hash(record, older))
        sums[record[-1]] = added(taken(total, row_hash(record, older)), row_hash(record, seq))

    assert {each.number: each.sum for each in buckets(records.items())} == sums


def test_only_the_bucket_that_differs_is_named() -> None:
    mine = buckets([(bytes(15) + b"\x01", 5), (bytes(15) + b"\x02", 6)])
    theirs = buckets([(bytes(15) + b"\x01", 5), (bytes(15) + b"\x02", 7)])

    assert differing(mine, theirs) == (2,)
    assert differing(mine, (*mine, Bucket(9, 0, 0))) == ()
    assert bucket_of("00" * 15 + "fe") == 254


odd_ids = st.one_of(
    st.integers(0, 2**128 - 1).map(lambda n: f"{n:032x}"),
    st.sampled_from(["A" * 32, "g" * 32, "", "a" * 31, "a" * 64, "é" * 32, "a" * 31 + "\n"]),
    st.none(),
    st.integers(),
)


@given(st.lists(odd_ids, max_size=4))
def test_a_column_of_ids_is_one_if_each_of_them_is(column: list[object]) -> None:
    assert are_identities(column) == all(map(is_identity, column))
