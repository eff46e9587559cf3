"""Requisites of companies as rows, their numbers written one way, and the doubts about them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.command import Tx
from app.records.editing import edit_fields, editable_fields
from app.views.companies import AccountView, RequisiteHint, RequisitesView
from models.company import BankAccount, Requisites
from models.nouns import TABLES
from models.rules import requisites
from resources.i18n import _

NUMBERS = frozenset({"inn", "kpp", "ogrn", "okpo", "account", "bic", "correspondent_account"})
_SETS = TABLES["requisites"]
_ACCOUNTS = TABLES["bank_account"]
# The rule's names of fields where they differ from those of the columns.
_COLUMN_OF = {"bik": "bic", "correspondent": "correspondent_account"}


def hints_of(fields: Mapping[str, object]) -> tuple[RequisiteHint, ...]:
    """The doubts about numbers as typed, by the names of their columns; fields that are not there are not judged."""
    said = {name: str(value or "") for name, value in fields.items()}
    bic = said.get("bic", "")
    doubts = [
        requisites.check_inn(said.get("inn", "")),
        requisites.check_kpp(said.get("kpp", "")),
        requisites.check_ogrn(said.get("ogrn", "")),
        requisites.check_okpo(said.get("okpo", "")),
        requisites.check_bik(bic),
        requisites.check_account(said.get("account", ""), bic),
        requisites.check_correspondent(said.get("correspondent_account", ""), bic),
    ]
    return tuple(RequisiteHint(_COLUMN_OF.get(doubt.field, doubt.field), doubt.message) for doubt in doubts if doubt)


def write_numbers(tx: Tx, noun: type[Requisites | BankAccount], record_id: UUID, edits: Mapping[str, object]) -> None:
    """Write edits of requisites or of an account; numbers lose their spaces and dashes."""
    plain = {
        name: requisites.normal_requisite(str(value)) if name in NUMBERS else value for name, value in edits.items()
    }
    edit_fields(tx, noun, record_id, plain)


def set_rows(connection: sa.Connection, company_id: UUID) -> list[Any]:
    """The sets of a company, the primary one first."""
    statement = sa.select(_SETS).where(_SETS.c.company_id == company_id, _SETS.c.removed_at.is_(None))
    return list(connection.execute(statement.order_by(_SETS.c.is_primary.desc(), _SETS.c.rid)))


def account_rows(connection: sa.Connection, requisites_id: UUID) -> list[Any]:
    """The accounts of a set, the primary one first."""
    statement = sa.select(_ACCOUNTS).where(_ACCOUNTS.c.requisites_id == requisites_id, _ACCOUNTS.c.removed_at.is_(None))
    return list(connection.execute(statement.order_by(_ACCOUNTS.c.is_primary.desc(), _ACCOUNTS.c.rid)))


def requisites_of(connection: sa.Connection, company_id: UUID) -> tuple[RequisitesView, ...]:
    """The sets of a company with their accounts and doubts."""
    return tuple(_view(connection, row) for row in set_rows(connection, company_id))


def _view(connection: sa.Connection, row: Any) -> RequisitesView:
    fields = tuple(
        (name, _(field.label), str(getattr(row, name)))
        for name, field in editable_fields("requisites").items()
        if name not in ("is_primary", "form", "legal_name")
    )
    accounts = tuple(
        AccountView(
            each.id, each.account, each.bic, each.bank, each.correspondent_account, each.currency, each.is_primary,
            hints_of(each._mapping),  # noqa: SLF001 - SQLAlchemy's public name for it
        )
        for each in account_rows(connection, row.id)
    )  # fmt: skip
    hints = hints_of({name: value for name, _label, value in fields})
    return RequisitesView(row.id, row.form, row.legal_name, fields, row.is_primary, accounts, hints)
