"""The list of what the exchange left to look at."""

from pytestqt.modeltest import ModelTester

from ui.office.entries import Entry, EntryModel
from ui.tables.row_delegate import Drawn


def test_the_entries_keep_the_rules_of_item_models(qtmodeltester: ModelTester) -> None:
    model = EntryModel()
    model.show_entries([Entry(name, Drawn(name[0], name, "the same phone", "", ""), None) for name in ("Anna", "Olga")])

    qtmodeltester.check(model, force_py=True)
