"""Requisites of invented organisations and entrepreneurs, right to the last check digit."""

from app.demo.checksums import bank_account, correspondent_account, ogrn, okpo, organisation_inn, person_inn
from app.demo.lists import rows
from app.demo.records import DemoBankAccount, DemoRequisites

_OFFICE = "98"  # no tax office has this number: the ИНН is right in form and nobody's
_SERIALS = 100_000


def organisation(company: int, region: str, name: str, address: str, people: tuple[str, str]) -> DemoRequisites:
    """A set of requisites for a firm; `people` are its director and accountant."""
    serial = (company * 7919 + 17) % _SERIALS
    return DemoRequisites(
        kind="organisation",
        name=name,
        inn=organisation_inn(f"{region}{_OFFICE}{serial:05d}"),
        kpp=f"{region}{_OFFICE}01001",
        ogrn=ogrn(f"1{company % 24:02d}{region}{_OFFICE}{serial:05d}"),
        okpo=okpo(f"{_SERIALS * 90 + company:07d}"),
        legal_address=address,
        postal_address=address if company % 3 else "",
        director=people[0],
        accountant=people[1],
        accounts=_accounts(company, "40702810"),
    )


def entrepreneur(company: int, region: str, name: str, address: str) -> DemoRequisites:
    """A set of requisites for an ИП."""
    serial = (company * 7919 + 17) % _SERIALS
    return DemoRequisites(
        kind="entrepreneur",
        name=name,
        inn=person_inn(f"{region}{_OFFICE}{serial:06d}"),
        kpp="",
        ogrn=_sole_ogrn(company, f"{region}{_OFFICE}{serial:07d}"),
        okpo=okpo(f"{_SERIALS * 90 + company:09d}"),
        legal_address=address,
        postal_address="",
        director=name,
        accountant="",
        accounts=_accounts(company, "40802810"),
    )


def abroad(name: str, address: str, people: tuple[str, str]) -> DemoRequisites:
    """A firm outside Russia: a name and an address, none of the Russian numbers."""
    return DemoRequisites("organisation", name, "", "", "", "", address, "", people[0], people[1], ())


def _sole_ogrn(company: int, tail: str) -> str:
    """ОГРНИП of a year whose remainder is one digit: programs disagree on what to do with two."""
    bodies = (f"3{(company + shift) % 24:02d}{tail}" for shift in range(24))
    return ogrn(next(body for body in bodies if int(body) % 13 < 10))  # noqa: PLR2004 - one digit


def _accounts(company: int, balance: str) -> tuple[DemoBankAccount, ...]:
    banks = rows("ru", "banks")
    count = 2 if company % 11 == 0 else 1
    return tuple(_account(company, banks[(company + place) % len(banks)], balance) for place in range(count))


def _account(company: int, bank: tuple[str, ...], balance: str) -> DemoBankAccount:
    name, region, tail = bank
    bik = f"04{region}00{tail}"
    return DemoBankAccount(
        bank=name,
        bik=bik,
        account=bank_account(f"{balance}00000{company % 10_000_000:07d}", bik),
        correspondent=correspondent_account(f"30101810000000000{tail}", bik),
    )
