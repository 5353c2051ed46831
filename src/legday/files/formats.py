"""The registry: every kind of file that legday reads, in the order in which a file is tried."""

from __future__ import annotations

from legday.files import gymbook, gymcoach, hevy, jefit, liftosaur, liftosaur_json, opengym, strong, wger
from legday.files.reading import Format

FORMATS: tuple[Format, ...] = (
    hevy.FORMAT,
    jefit.FORMAT,
    gymbook.FORMAT,
    liftosaur.FORMAT,
    liftosaur_json.FORMAT,
    gymcoach.FORMAT_CSV,
    gymcoach.FORMAT_BACKUP,
    opengym.FORMAT,
    wger.FORMAT,
    strong.FORMAT,
)
"""One line a reader; those that are known by little come last."""

APPS = tuple(dict.fromkeys(format.app for format in FORMATS))
"""The ids of the apps, as facts and answers about names hold them."""
