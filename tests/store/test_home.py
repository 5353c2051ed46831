from __future__ import annotations

from pathlib import Path

import pytest

from legday.store.facts import open_store
from legday.store.home import database_url, home


def test_the_home_is_the_folder_of_the_setting() -> None:
    assert home({"LEGDAY_HOME": "/somewhere/else"}) == Path("/somewhere/else")


def test_a_tilde_is_the_person_s_own_folder() -> None:
    assert home({"LEGDAY_HOME": "~/legs"}) == Path.home() / "legs"


def test_an_empty_setting_is_no_setting() -> None:
    assert home({"LEGDAY_HOME": ""}) == home({})
    assert database_url({"LEGDAY_DATABASE_URL": "", "LEGDAY_HOME": "legs"}) == "sqlite:///legs/legday.db"


def test_settings_are_read_from_the_environment_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / "chosen"))
    assert home() == tmp_path / "chosen"


@pytest.mark.parametrize("name", ["plain", "with a space", "žluťoučký", "what?#%20"])
def test_the_store_opens_in_a_home_of_any_name(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEGDAY_HOME", str(tmp_path / name))
    open_store().close()
    assert (tmp_path / name / "legday.db").is_file()
