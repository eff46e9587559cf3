"""Demo workspaces of two sizes, made once: they are only read."""

from datetime import date

import pytest

from app.demo.generate import DemoSet, generate
from app.demo.records import DemoCompany, DemoPerson, DemoTalk

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def demo() -> DemoSet:
    return generate(3000, 10_000, seed=7, today=TODAY)


@pytest.fixture(scope="session")
def demo_people(demo: DemoSet) -> list[DemoPerson]:
    return list(demo.people())


@pytest.fixture(scope="session")
def demo_companies(demo: DemoSet) -> list[DemoCompany]:
    return list(demo.companies())


@pytest.fixture(scope="session")
def demo_talks(demo: DemoSet) -> list[DemoTalk]:
    return list(demo.history())
