"""What the tests of an office share: two people with a laptop each, and what they do."""

from pathlib import Path
from uuid import UUID

from app.services.records import edit_record
from models.kinds import Kind, Ref
from tests.helpers.office import Laptop, Office


def a_pair(
    office: Office, folder: Path, roles: tuple[str, str] = ("salesperson", "salesperson")
) -> tuple[Laptop, Laptop]:
    people = [office.add_person(name, role) for name, role in zip(("Anna", "Boris"), roles, strict=True)]
    one, two = (Laptop.joined(office, folder / str(n), person) for n, person in enumerate(people))
    return one, two


def exchange(*laptops: Laptop) -> None:
    for laptop in laptops:
        laptop.sync()


def edit(laptop: Laptop, record: UUID, **edits: str) -> None:
    laptop.workspace.do(edit_record, Ref(Kind.CONTACT, record), edits).result()
