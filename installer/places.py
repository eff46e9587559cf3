"""Where things lie in the project folder."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
BUILD = ROOT / "build"
LOGS = BUILD / "logs"
WORKING_DAY = BUILD / "working-day"
SAMPLES = ROOT / "resources" / "sample_data"
