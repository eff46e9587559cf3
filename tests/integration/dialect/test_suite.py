"""SQLAlchemy's own dialect suite, on our driver and on the stock one beside it."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]

# Test of the suite → why our driver may fail it. Kept honest both ways: one that passes again must leave the list.
KNOWN_FAILURES: dict[str, str] = {}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return run_suite("sqlite+apsw", tmp_path_factory.mktemp("ours"))


def test_the_driver_passes_sqlalchemys_own_suite(ours: dict[str, str]) -> None:
    failed = {name for name, result in ours.items() if result == "failed"}

    assert failed == set(KNOWN_FAILURES)
    assert sum(result == "passed" for result in ours.values()) > 1600


def test_the_driver_passes_whatever_the_stock_one_passes(ours: dict[str, str], tmp_path: Path) -> None:
    stock = run_suite("sqlite+pysqlite", tmp_path)

    assert sum(result == "passed" for result in stock.values()) > 1500
    assert [name for name, result in stock.items() if result == "passed" and ours.get(name) != "passed"] == []


def run_suite(driver: str, folder: Path) -> dict[str, str]:
    """Run the suite in a process of its own (its plugin and ours do not mix); what became of each test."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-p", "sqlalchemy.testing.plugin.pytestplugin", "-p", "no:cacheprovider"]
    command += ["-c", str(HERE / "suite" / "setup.cfg"), "--rootdir", str(HERE / "suite"), "-q", "--tb=short"]
    command += [str(HERE / "suite" / "dialect_suite.py"), "--dburi", f"{driver}:///suite.db", f"--junitxml={report}"]
    paths = os.pathsep.join([str(ROOT), str(HERE)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert report.exists(), run.stdout + run.stderr
    return {_name(case): _result(case) for case in ET.parse(report).iter("testcase")}


def _name(case: ET.Element) -> str:
    # The class carries the driver and the version of its SQLite: "RowCountTest_sqlite+apsw_3_54_0".
    return f"{case.attrib['classname'].rsplit('.', 1)[-1].split('_sqlite+')[0]}::{case.attrib['name']}"


def _result(case: ET.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"
