"""The window: screens, row models, dialogs and theme on PySide6."""
