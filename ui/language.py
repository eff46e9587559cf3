"""The language of the screen: chosen by the person or the system's, for our texts and for Qt's own buttons."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from resources.i18n import LANGUAGES, Language, set_language

_qt_texts: list[QTranslator] = []


def wanted(choice: str) -> Language:
    """The language meant by a setting: "ru", "en" or "system"."""
    for lang in LANGUAGES:
        if choice == lang:
            return lang
    return "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"


def speak(choice: str) -> None:
    """Use a language from now on; what is on the screen already is not touched."""
    lang = wanted(choice)
    set_language(lang)
    QLocale.setDefault(QLocale(lang))
    application = QCoreApplication.instance()
    if application is None:
        return
    while _qt_texts:
        application.removeTranslator(_qt_texts.pop())
    translator = QTranslator(application)
    if lang != "en" and translator.load(f"qtbase_{lang}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
        _qt_texts.append(translator)
