"""The sources keep the house rules, and each rule sees what it is meant to see."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from tests.architecture import house_rules as rules
from tests.architecture.sources import PACKAGES, ROOT, parsed, place, python_files, text_files

Rule = Callable[[ast.AST], Iterator[int]]

LONGEST = 400
NAMELESS = {"utils", "util", "misc", "common", "helpers", "helper"}
MONEY = (
    "models/money.py",
    "models/rules/money.py",
    "models/rules/offer_totals.py",
    "models/rules/vat.py",
    "models/rules/words*.py",
)
MODELS_TESTED = {
    "ui/tables/row_model.py": "tests/unit/ui/test_row_model.py",
    "ui/sections/opportunities/cards.py": "tests/integration/ui/deals/test_opportunities_board.py",
    "ui/sections/offers/lines_model.py": "tests/integration/ui/offers/test_offers_grid.py",
    "ui/dialogs/importing/pages.py": "tests/integration/ui/test_import_sheet.py",
    "ui/search_results.py": "tests/integration/ui/test_search_box.py",
    "ui/office/entries.py": "tests/unit/ui/test_office_entries.py",
}
MAY_CATCH_EVERYTHING = {"app/workspace.py", "ui/tasks.py"}
MACHINE_PATH = re.compile(r"(?<![\w.<])(/(?:work|home|root|Users|mnt)/\w|[A-Z]:\\+Users\\)")


def violations(rule: Rule, *folders: str) -> list[str]:
    return [place(path, line) for path in python_files(*folders) for line in rule(parsed(path))]


def test_screens_hold_no_database_in_hand() -> None:
    found = violations(rules.database_words, "ui")

    assert found == []


def test_no_text_is_translated_while_a_module_loads() -> None:
    found = violations(rules.texts_spoken_at_import, *PACKAGES)

    assert found == []


def test_every_marked_text_is_a_whole_sentence_in_the_source() -> None:
    found = violations(rules.texts_that_cannot_be_gathered, *PACKAGES)

    assert found == []


def test_money_is_reckoned_without_binary_fractions() -> None:
    files = [path for pattern in MONEY for path in ROOT.glob(pattern)]

    found = [place(path, line) for path in files for line in rules.floats(parsed(path))]

    assert files
    assert found == []


def test_no_file_is_longer_than_a_reader_s_patience() -> None:
    files = python_files(*PACKAGES, "installer", "tests")

    lengths = {place(path, 1): len(path.read_text(encoding="utf-8").splitlines()) for path in files}

    assert {file: length for file, length in lengths.items() if length > LONGEST} == {}


def test_every_module_has_a_name_of_its_own() -> None:
    files = python_files(*PACKAGES, "installer")

    nameless = [place(path, 1) for path in files if NAMELESS & {*path.relative_to(ROOT).with_suffix("").parts}]

    assert nameless == []


def test_only_three_places_catch_everything() -> None:
    found = violations(rules.catches_everything, *PACKAGES, "installer")

    counts = Counter(line.split(":")[0] for line in found)
    elsewhere = {file: count for file, count in counts.items() if file not in MAY_CATCH_EVERYTHING}
    hooks = [file for file in elsewhere if "sys.excepthook" in (ROOT / file).read_text(encoding="utf-8")]
    assert sorted(elsewhere) == sorted(hooks)
    assert len(hooks) <= 1
    assert all(count == 1 for count in counts.values()), counts


def test_no_row_is_replaced_behind_the_recorder_s_back() -> None:
    found = violations(rules.replacing_inserts, *PACKAGES)

    assert found == []


def test_the_composition_root_is_asked_by_the_two_entrances_alone() -> None:
    found = violations(lambda tree: rules.imports_of(tree, "app.bootstrap"), *PACKAGES)

    assert [line for line in found if not line.startswith(("app/__main__.py:", "app/cli/"))] == []


def test_every_command_has_a_label_to_be_undone_by() -> None:
    found = violations(rules.commands_without_label, "app", "sync")

    assert found == []


def test_every_item_model_is_tried_by_the_model_tester() -> None:
    found = {one.rpartition(":")[0] for one in violations(rules.item_models, "ui")}

    assert found == MODELS_TESTED.keys()
    for test in MODELS_TESTED.values():
        assert "qtmodeltester.check(" in (ROOT / test).read_text(encoding="utf-8")


def test_nothing_is_called_later_for_one_who_has_gone() -> None:
    found = violations(rules.calls_left_to_qt, "ui")

    assert found == []


def test_nothing_names_a_path_of_somebody_s_machine() -> None:
    found = [
        place(path, number)
        for path in text_files()
        if path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (rules.database_words, "rows = ctx.session.scalars(query)"),
        (rules.database_words, "def load(engine): ..."),
        (rules.database_words, "from models.store import execute as run"),
        (rules.texts_spoken_at_import, "TITLE = _('Contacts')"),
        (rules.texts_spoken_at_import, "class Page:\n    title = pgettext('menu', 'File')"),
        (rules.texts_spoken_at_import, "def show(title=_('Contacts')): ..."),
        (rules.texts_that_cannot_be_gathered, "def say(): return _(f'{count} contacts')"),
        (rules.texts_that_cannot_be_gathered, "def say(): return _('One ' + word)"),
        (rules.texts_that_cannot_be_gathered, "def say(): return _('{n} calls'.format(n=3))"),
        (rules.item_models, "class Rows(QAbstractListModel): ..."),
        (rules.item_models, "class Rows(RowModel[Row]): ..."),
        (rules.calls_left_to_qt, "QTimer.singleShot(0, self, self.go)"),
        (rules.floats, "RATE = 0.22"),
        (rules.floats, "total = float(price)"),
        (rules.floats, "def total(price: float) -> Decimal: ..."),
        (rules.catches_everything, "try: go()\nexcept Exception: pass"),
        (rules.catches_everything, "try: go()\nexcept (OSError, Exception) as e: raise"),
        (rules.catches_everything, "try: go()\nexcept: pass"),
        (rules.catches_everything, "with suppress(Exception): go()"),
        (rules.replacing_inserts, "connection.run('insert or\\n replace into contact values (1)')"),
        (lambda tree: rules.imports_of(tree, "app.bootstrap"), "from app import bootstrap"),
        (lambda tree: rules.imports_of(tree, "app.bootstrap"), "from app.bootstrap import build"),
        (lambda tree: rules.imports_of(tree, "app.bootstrap"), "import app.bootstrap"),
        (rules.commands_without_label, "@command\ndef edit(tx): ..."),
        (rules.commands_without_label, "@command('Edit contact')\ndef edit(tx): ..."),
    ],
)
def test_a_rule_sees_a_planted_violation(rule: Rule, planted: str) -> None:
    found = list(rule(ast.parse(planted)))

    assert found


@pytest.mark.parametrize(
    ("rule", "honest"),
    [
        (rules.texts_spoken_at_import, "TITLE = N_('Contacts')\ndef title(): return _(TITLE)"),
        (rules.texts_spoken_at_import, "TITLES = [lambda: _('Contacts')]"),
        (rules.texts_that_cannot_be_gathered, "def say(): return _('{n} calls').format(n=3)"),
        (rules.texts_that_cannot_be_gathered, "def say(): return ngettext('a call', 'calls', len(calls) + 1)"),
        (rules.texts_that_cannot_be_gathered, "def say(): return _(KIND_LABELS[kind])"),
        (rules.calls_left_to_qt, "soon(self, self.go)"),
        (rules.catches_everything, "try: go()\nexcept BaseException:\n    undo()\n    raise"),
        (rules.catches_everything, "try: go()\nexcept BaseException as e: future.set_exception(e)"),
        (rules.replacing_inserts, '"""No INSERT OR REPLACE here."""'),
        (rules.commands_without_label, "@command(N_('Edit contact'))\ndef edit(tx): ..."),
    ],
)
def test_a_rule_lets_honest_code_pass(rule: Rule, honest: str) -> None:
    found = list(rule(ast.parse(honest)))

    assert found == []
