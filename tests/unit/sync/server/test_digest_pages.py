"""Pages of the digest: kept up batch by batch, they say what the rows themselves say."""

from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.digests import added, bucket_of, buckets, row_hash, taken
from sync.server import digest_pages

ids = st.binary(min_size=16, max_size=16)
batches = st.lists(st.dictionaries(ids, st.integers(1, 99), max_size=20), max_size=6)


@given(batches, st.sampled_from((("public",), ("public", "user:a"))))
def test_what_is_kept_up_is_what_the_rows_say(batches: list[dict[bytes, int]], scopes: tuple[str, ...]) -> None:
    stands: dict[tuple[str, int], bytes] = {}
    versions: dict[bytes, int] = {}
    records = 0

    for batch in batches:
        deltas: dict[tuple[str, int], tuple[int, int]] = {}
        for record, seq in batch.items():
            scope = scopes[record[0] % len(scopes)]
            key = (scope, bucket_of(record.hex()))
            count, total = deltas.get(key, (0, 0))
            before = versions.get(record)
            if before is not None:
                count, total = count - 1, taken(total, row_hash(record, before))
            deltas[key] = (count + 1, added(total, row_hash(record, seq)))
            versions[record] = seq
        pages = digest_pages.changed(stands, deltas)
        assert pages.keys() == digest_pages.keys(deltas)
        stands |= {key: page.sums for key, page in pages.items()}
    records = sum(sum(each.count for each in digest_pages.buckets([(0, sums)])) for sums in stands.values())

    assert digest_pages.buckets((page, sums) for (_scope, page), sums in stands.items()) == buckets(versions.items())
    assert records == len(versions)
