"""Heads of the columns other programs write, and what each means.

Sources: exports of Outlook in English and Russian, Google Contacts (elder and present heads), Thunderbird, Bitrix24 and
amoCRM. Heads stand here in small letters with ё as е. Targets are explained in `csv_mapping`.
"""

_PLAIN = {
    "full_name": "full name|display name|contact name|contact|person|фио|ф.и.о.|ф и о|полное имя|контакт|контактное лицо"
    "|отображаемое имя|имя и фамилия|фамилия имя отчество|фамилия, имя, отчество|полное имя контакта|наименование",
    "first": "first name|given name|firstname|forename|first",
    "middle": "middle name|additional name|second name|patronymic|отчество|middlename|middle",
    "last": "last name|family name|surname|lastname|фамилия|last",
    "prefix": "name prefix|prefix|salutation|обращение|honorific",
    "suffix": "name suffix|suffix|суффикс",
    "nickname": "nickname|псевдоним|прозвище|ник",
    "gender": "gender|sex|пол",
    "company": "company|company name|organization|organisation|organization name|employer|firm|компания|организация"
    "|фирма|предприятие|название компании|название организации|место работы|юрлицо|контрагент|клиент",
    "department": "department|organization department|отдел|подразделение",
    "job_title": "job title|position|organization title|должность|role|позиция",
    "birthday": "birthday|date of birth|birth date|dob|день рождения|дата рождения|др",
    "birthday.year": "birth year|год рождения",
    "birthday.month": "birth month|месяц рождения",
    "birthday.day": "birth day|число рождения",
    "categories": "categories|category|labels|label|group membership|groups|group|tags|категории|категория|группы|группа"
    "|метки|теги|тег",
    "note": "notes|note|comment|comments|remarks|description|about|заметки|заметка|комментарий|комментарии|примечание"
    "|примечания|описание|о контакте",
    "language": "language|язык",
    "time_zone": "time zone|timezone|часовой пояс",
    "phone.other": "phone|phones|telephone|tel|phone number|phone numbers|other phone|phone 2|phone 3|телефон|телефоны"
    "|тел|тел.|номер|номер телефона|номера телефонов|другой телефон|телефон 1|телефон 2|телефон 3|контактный телефон",
    "phone.mobile": "mobile phone|mobile|cell|cell phone|mobile number|cellular|mobile phone 2|мобильный телефон|мобильный"
    "|мобильный 2|сотовый|сотовый телефон|моб. телефон|моб|моб.|телефон переносной|мобильный номер",
    "phone.work": "business phone|business phone 2|work phone|office phone|рабочий телефон|телефон раб. 2|раб. телефон"
    "|рабочий|рабочий телефон 2|городской телефон|рабочий прямой телефон|телефон рабочий|телефон (рабочий)",
    "phone.home": "home phone|home phone 2|домашний телефон|телефон дом. 2|домашний|дом. телефон",
    "phone.main": "company main phone|primary phone|main phone|основной телефон|основной телефон организации",
    "phone.fax": "business fax|home fax|other fax|fax|fax number|рабочий факс|домашний факс|другой факс|факс",
    "phone.other:Car": "car phone|телефон в машине",
    "phone.other:Pager": "pager|pager number|пейджер",
    "phone.other:Assistant": "assistant's phone|телефон помощника",
    "phone.other:Callback": "callback|обратный вызов",
    "phone.other:Radio": "radio phone|радиотелефон",
    "email.other": "e-mail address|e-mail|email|email address|mail|e-mails|emails|e-mail 2 address|e-mail 3 address"
    "|primary email|secondary email|почта|эл. почта|эл.почта|электронная почта|электронный адрес|емейл|имейл|е-mail"
    "|адрес эл. почты|адрес 2 эл. почты|адрес 3 эл. почты|адрес электронной почты|email 2|другой e-mail|другой email",
    "email.work": "work email|work e-mail|business email|рабочий email|рабочий e-mail|рабочая почта",
    "email.home": "home email|home e-mail|personal email|личный email|личный e-mail|личная почта|частный e-mail",
    "web.other": "web page|website|web site|web page 1|url|site|homepage|www|веб-страница|сайт|веб-сайт|интернет-сайт|web",
    "web.work": "work website|business website|web page 2|корпоративный сайт",
    "messenger.telegram": "telegram|телеграм|телеграмм|телега|tg",
    "messenger.whatsapp": "whatsapp|вотсап|ватсап|вацап",
    "messenger.viber": "viber|вайбер",
    "messenger.skype": "skype|скайп|skype name",
    "messenger.icq": "icq|аська",
    "messenger.jabber": "jabber|xmpp",
    "messenger.vk": "vk|вконтакте|вк",
    "address.other": "address|full address|postal address|адрес|почтовый адрес|полный адрес|фактический адрес",
    "address.other.street": "street|street address|улица",
    "address.other.city": "city|town|город",
    "address.other.region": "state|region|province|область|регион|край",
    "address.other.postcode": "zip|zip code|zipcode|postal code|postcode|индекс|почтовый индекс",
    "address.other.country": "country|страна",
    "date.anniversary": "anniversary|годовщина",
}
_ENGLISH_PLACES = {"business": "work", "work": "work", "home": "home", "other": "other"}
_ENGLISH_PARTS = {
    "address": "street",
    "address 2": "street",
    "street": "street",
    "street 2": "street",
    "street 3": "street",
    "city": "city",
    "state": "region",
    "postal code": "postcode",
    "zipcode": "postcode",
    "country": "country",
    "country/region": "country",
    "address po box": "po_box",
}
_RUSSIAN_PLACES = {"раб. адрес": "work", "дом. адрес": "home", "другой адрес": "other"}
_RUSSIAN_PARTS = {
    "улица": "street",
    "улица 2": "street",
    "улица 3": "street",
    "город": "city",
    "область": "region",
    "индекс": "postcode",
    "почтовый код": "postcode",
    "страна или регион": "country",
    "почтовый ящик": "po_box",
}
# Columns Outlook fills for everybody; these values of theirs say nothing.
SILENT = {
    **dict.fromkeys(("priority", "важность", "sensitivity", "пометка"), ("normal", "обычная", "обычный", "средняя")),
    **dict.fromkeys(("private", "частное"), ("false", "ложь", "нет")),
    **dict.fromkeys(("gender", "пол"), ("unspecified", "не определен", "не указан")),
    **dict.fromkeys(("e-mail type", "e-mail 2 type", "e-mail 3 type", "тип эл. почты"), ("smtp", "ex")),
    **dict.fromkeys(("тип 2 эл. почты", "тип 3 эл. почты"), ("smtp", "ex")),
}


def normalised_head(text: str) -> str:
    """A head as it stands in the table."""
    return " ".join(text.strip("\ufeff \t\n*:").lower().replace("ё", "е").split())


def _table() -> dict[str, str]:
    found = {head: target for target, heads in _PLAIN.items() for head in heads.split("|")}
    for place, kind in _ENGLISH_PLACES.items():
        found.update({f"{place} {words}": f"address.{kind}.{part}" for words, part in _ENGLISH_PARTS.items()})
    for place, kind in _RUSSIAN_PLACES.items():
        found.update({f"{words} ({place})": f"address.{kind}.{part}" for words, part in _RUSSIAN_PARTS.items()})
    found["почтовый код (дом.)"] = "address.home.postcode"
    return found


HEADS = _table()
