"""How values lie in the file: ids as 16 bytes, moments as integers, money as scaled integers."""

import json
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from models.clock import from_millis, to_millis

__all__ = ["Day", "Identity", "Json", "Moment", "Scaled", "from_millis", "to_millis"]


class Identity(TypeDecorator[UUID]):
    """A UUID kept as its 16 bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """To the file."""
        return None if value is None else value.bytes

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        """From the file."""
        return None if value is None else UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment kept as milliseconds since 1970: sorts, subtracts and travels as an integer."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the file; a moment without a zone is a defect of the caller."""
        return None if value is None else to_millis(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the file."""
        return None if value is None else from_millis(value)


class Day(TypeDecorator[date]):
    """A calendar day kept as `YYYY-MM-DD`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """To the file."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """From the file."""
        return None if value is None else date.fromisoformat(value)


class Scaled(TypeDecorator[Decimal]):
    """A decimal kept as an integer of its smallest unit, so that SQL sums and sorts it exactly."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places
        self._unit = Decimal(1).scaleb(-places)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """To the file, rounded half up at the last place kept."""
        if value is None:
            return None
        return int(value.quantize(self._unit, ROUND_HALF_UP).scaleb(self.places))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """From the file."""
        return None if value is None else Decimal(value).scaleb(-self.places)


class Json(TypeDecorator[Any]):
    """A small structure kept as compact JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """To the file."""
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From the file."""
        return None if value is None else json.loads(value)
