"""A file of vCards as another program would export them, every field filled, written once; and its import."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.collector import collector_at_rest
from app.demo.generate import generate
from app.demo.records import DemoCompany, DemoPerson
from app.exchange.card import Card, CardAddress, CardChannel, CardDate, RawProperty
from app.exchange.detect import open_reader
from app.exchange.vcard_writer import write_vcard
from app.files import FileStore
from app.services.importing import ImportFile, ImportOutcome, import_cards
from app.workspace import FILES, Workspace
from models.rules.search_text import search_text
from tests.bench.bases import SEED, TODAY
from tests.bench.measuring import Bench

_SPARE = 8  # one made-up person in so many may stand for somebody who is in the file already


def card_file(bench: Bench) -> Path:
    """The file of cards of this size."""
    path = bench.folder / "cards" / f"{bench.size.cards}.vcf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(write_vcard(card, "3.0") for card in _cards(bench.size.cards))
        path.write_bytes(text.encode())
    return path


def import_file(workspace: Workspace, path: Path) -> ImportOutcome:
    """Read and import a file as the window and the command line do."""
    source = ImportFile(path.name, open_reader(path))
    with collector_at_rest():
        return workspace.do(import_cards, [source], FileStore(workspace.folder / FILES)).result()


def _cards(count: int) -> Iterator[Card]:
    """So many people nobody of whom an import would take for another one."""
    demo = generate(count + count // _SPARE + 20, 0, SEED, TODAY, "ru")
    firms = list(demo.companies())
    met: set[tuple[str, str]] = set()
    for person in demo.people():
        firm = firms[person.company if person.company is not None else person.index % len(firms)]
        key = (search_text(person.last, person.first, person.middle), search_text(firm.name))
        if person.double_of is None and key not in met:
            met.add(key)
            yield _card(person, firm)
            if len(met) == count:
                return


def _card(person: DemoPerson, firm: DemoCompany) -> Card:
    channels = tuple(
        CardChannel(one.kind, one.value, one.type, service=one.service, primary=one.primary)  # type: ignore[arg-type]  # the same words
        for one in person.channels
    )
    addresses = person.addresses or firm.addresses
    return replace(
        Card(),
        uid=f"urn:uuid:00000000-0000-4000-8000-{person.index:012d}",
        prefix=person.prefix or "г-н", first=person.first, middle=person.middle, last=person.last,
        suffix=person.suffix or "мл.", full_name=f"{person.last} {person.first} {person.middle}".strip(),
        nickname=person.first[:3], gender=person.gender,
        company=firm.name, department=person.department or "Отдел продаж", job_title=person.job_title or "менеджер",
        birthday=person.birthday or "1980-02-03",
        dates=tuple(CardDate(one.date, one.label) for one in person.dates) or (CardDate("--06-07", "Свадьба"),),
        channels=_with_every_kind(channels, person),
        addresses=tuple(
            CardAddress(one.type, street=one.street, city=one.city, region=one.region, postcode=one.postcode,  # type: ignore[arg-type]  # the same words
                        country=one.country, primary=one.primary)
            for one in addresses
        ) or (CardAddress("work", street="ул. Ленина, 1", city="Томск", region="Томская область", postcode="634000",
                          country="Россия", primary=True),),
        categories=person.tags or ("Клиенты",), note=person.about or f"Знакомы с {person.created:%Y} года.",
        language=person.language, time_zone=person.time_zone, revised=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        unknown=(RawProperty("X-PHONETIC-LAST-NAME", person.last),),
    )  # fmt: skip


def _with_every_kind(channels: tuple[CardChannel, ...], person: DemoPerson) -> tuple[CardChannel, ...]:
    """The person's own channels, and one of each kind that is missing."""
    made = {
        "phone": CardChannel(
            "phone", f"+7 913 {person.index % 1000:03d}-{person.index // 1000 % 100:02d}-17", "mobile"
        ),
        "email": CardChannel("email", f"p{person.index}@example.ru", "work"),
        "web": CardChannel("web", f"https://example.ru/p{person.index}", "work"),
        "messenger": CardChannel("messenger", f"person{person.index}", "other", service="telegram"),
    }
    have = {one.kind for one in channels}
    return (*channels, *(one for kind, one in made.items() if kind not in have))
