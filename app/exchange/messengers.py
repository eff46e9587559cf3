"""Names of messengers as other programs write them, and ours for each."""

_NAMES = {
    "xmpp": "jabber",
    "gtalk": "googletalk",
    "google talk": "googletalk",
    "google-talk": "googletalk",
    "hangouts": "googletalk",
    "facebook messenger": "facebook",
    "fb-messenger": "facebook",
    "msnim": "msn",
    "windows live messenger": "msn",
    "ymsgr": "yahoo",
    "tg": "telegram",
    "wa": "whatsapp",
    "skype-username": "skype",
    "вотсап": "whatsapp",
    "телеграм": "telegram",
    "вконтакте": "vk",
    "gadugadu": "gadu-gadu",
    "gg": "gadu-gadu",
}
SERVICES = frozenset(
    [
        "telegram",
        "whatsapp",
        "viber",
        "signal",
        "skype",
        "icq",
        "jabber",
        "googletalk",
        "aim",
        "msn",
        "yahoo",
        "qq",
        "facebook",
        "vk",
        "max",
        "wechat",
        "line",
        "threema",
        "matrix",
        "gadu-gadu",
        "groupwise",
        "zoom",
        "teams",
        "discord",
        "sip",
    ]
)


def service_name(written: str) -> str:
    """Our name of a messenger, in small letters; an unknown one keeps its own."""
    name = written.strip().lower()
    return _NAMES.get(name, name)


def is_service(written: str) -> bool:
    """Whether a name is that of a messenger we know."""
    return service_name(written) in SERVICES
