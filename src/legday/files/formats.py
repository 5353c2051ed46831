"""The registry: every kind of file that legday reads, in the order in which a file is tried."""

from __future__ import annotations

from legday.files import (
    alpha,
    fitbod,
    fitnotes,
    fitnotes_backup,
    garmin,
    gymbook,
    gymcoach,
    health,
    hevy,
    jefit,
    liftosaur,
    liftosaur_json,
    opengym,
    repcount,
    strong,
    stronglifts,
    stronglifts_wide,
    tcx,
    wger,
)
from legday.files.reading import Format

FORMATS: tuple[Format, ...] = (
    garmin.FORMAT,
    health.FORMAT,
    tcx.FORMAT,
    hevy.FORMAT,
    fitbod.FORMAT,
    stronglifts.FORMAT,
    stronglifts_wide.FORMAT,
    repcount.FORMAT,
    alpha.FORMAT,
    fitnotes.FORMAT,
    fitnotes.FORMAT_BODY,
    fitnotes_backup.FORMAT,
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
