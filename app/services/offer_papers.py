"""An offer on paper: put together from one snapshot, then set as a PDF."""

from collections.abc import Callable

from app.command import Asking, query
from app.documents.offer_paper import OfferPaper
from app.files import FileStore
from app.records.offer_paper import assembled
from app.records.offer_rows import offer_row
from app.views.offers import OfferId
from resources.i18n import LANGUAGES, Language, language, speaking


@query
def offer_paper(
    asking: Asking,
    offer_id: OfferId,
    lang: Language | None = None,
    *,
    files: FileStore | None = None,
    with_images: bool = True,
    payment_code: bool = True,
) -> OfferPaper:
    """Everything an offer prints, in `lang` or in the offer's own language; pictures only where `files` is given.

    Raises:
        NotFoundError: the offer is not here.
    """
    offer = offer_row(asking.connection, offer_id)
    own: Language = next((each for each in LANGUAGES if each == offer.language), language())
    with speaking(lang or own):
        return assembled(
            asking.connection, offer, files.get if files else _no_picture,
            with_images=with_images, payment_code=payment_code,
        )  # fmt: skip


def offer_pdf(paper: OfferPaper, told: Callable[[int, int], bool] = lambda _page, _pages: True) -> bytes:
    """The PDF of a paper. Slow the first time: it loads the typesetter; call it off the writer's thread.

    `told` hears how many pages of about how many are drawn and answers whether to go on.

    Raises:
        UserError: it answered no.
    """
    from app.documents.offer_pdf import render_offer  # noqa: PLC0415 - loads reportlab, which no other command needs

    return render_offer(paper, told)


def _no_picture(digest: str) -> bytes | None:
    del digest
    return None
