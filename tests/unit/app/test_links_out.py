"""Links that begin a letter, a chat or a map elsewhere."""

import pytest

from app.links_out import mail_link, map_link, telegram_link, web_link, whatsapp_link
from resources.i18n import speaking


def test_a_map_is_the_one_usual_where_the_language_is_spoken() -> None:
    with speaking("ru"):
        assert map_link("Омск, Мира 1/2").startswith("https://yandex.ru/maps/?text=%D0%9E")
    with speaking("en"):
        assert map_link("Omsk & co, #2") == "https://www.openstreetmap.org/search?query=Omsk%20%26%20co%2C%20%232"


def test_a_letter_is_begun_to_the_address_and_nothing_can_be_smuggled_in() -> None:
    assert mail_link(" anna+sales@sibmash.example ") == "mailto:anna+sales@sibmash.example"
    assert mail_link("a@b.example?bcc=x@y.example&body=hi") == "mailto:a@b.example%3Fbcc%3Dx@y.example%26body%3Dhi"
    assert mail_link("a@b.example", "Ещё & ещё").endswith("?subject=%D0%95%D1%89%D1%91%20%26%20%D0%B5%D1%89%D1%91")


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("+79132223344", "https://t.me/+79132223344"),
        ("@anna_sib", "https://t.me/anna_sib"),
        ("t.me/anna_sib", "https://t.me/anna_sib"),
        ("https://t.me/+79132223344", "https://t.me/+79132223344"),
        ("Anna from the fair", ""),
        ("abc", ""),
    ],
)
def test_a_chat_in_telegram_is_found_by_phone_or_name(value: str, link: str) -> None:
    assert telegram_link(value) == link


def test_a_chat_in_whatsapp_needs_a_phone_in_international_form() -> None:
    assert whatsapp_link("+7 (913) 222-33-44") == "https://wa.me/79132223344"
    assert whatsapp_link("22-33-44") == ""


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("sibmash.example/about", "https://sibmash.example/about"),
        ("HTTP://sibmash.example", "HTTP://sibmash.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("no page", ""),
    ],
)
def test_only_a_page_is_opened_as_a_page(value: str, link: str) -> None:
    assert web_link(value) == link
