"""What every new workspace begins with: its owner, pick lists, a way of selling, an own firm that numbers offers."""

from app.command import Tx
from app.records.pick_lists import seed_pick_lists
from app.records.stages import seed_process
from models.ids import seed_id
from models.offer import SellerEntity
from models.pick_list import User
from resources.i18n import _, language


def lay_foundations(tx: Tx) -> None:
    """Fill a new workspace, in the language spoken now."""
    tx.add(User(is_me=True, language=language()))
    seed_pick_lists(tx)
    seed_process(tx)
    tx.add(
        SellerEntity(
            id=seed_id("seller usual"),
            name=_("My company"),
            is_default=True,
            number_pattern=_("Q-{year}-{n}"),
            currency="RUB" if language() == "ru" else "USD",
            vat_mode="included" if language() == "ru" else "none",
            offer_days=14,
        )
    )
