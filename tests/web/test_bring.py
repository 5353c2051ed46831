from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from legday.web import sizes

STRONG = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
HEVY = (
    '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index",'
    '"set_type","weight_kg","reps","distance_km","duration_seconds","rpe"\n'
)


def strong(*rows: str) -> str:
    return STRONG + "".join(f"2026-11-1{number} 18:00:00,Legs,{row},0,0,,,\n" for number, row in enumerate(rows))


def hevy(*exercises: str) -> str:
    when = '"10 Nov 2026, 18:00","10 Nov 2026, 19:00"'
    return HEVY + "".join(f'"Legs",{when},"","{name}",,"",{at},"normal",60,8,,,\n' for at, name in enumerate(exercises))


def look(browser: TestClient, text: str | bytes, **form: str) -> str:
    """Choose a file and see what would become of it."""
    answer = browser.post("/bring", files={"file": ("log.csv", text, "text/csv")}, data=form)
    assert answer.status_code == 200, answer.text
    return answer.text


def token(page: str) -> str:
    return page.split('name="token" value="')[1].split('"', maxsplit=1)[0]


def send(browser: TestClient, text: str | bytes, **form: str) -> str:
    """Choose a file and bring it in, where there is something new in it."""
    page = look(browser, text)
    if "Bring it in" not in page:
        return page
    answer = browser.post("/bring", data={"token": token(page), "name": "log.csv", "sure": "1", **form})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_what_would_come_in_is_shown_before_anything_is_stored(browser: TestClient) -> None:
    page = look(browser, hevy("Squat (Barbell)"))
    assert "What would come in" in page
    assert "<strong>1</strong><span>rows new" in page
    assert browser.get("/healthz").json()["facts"] == 0


def test_an_import_is_listed_and_can_be_taken_out_and_brought_in_again(browser: TestClient) -> None:
    text = hevy("Squat (Barbell)")
    send(browser, text)
    page = browser.get("/bring").text
    assert "What you brought" in page
    about = page.split('name="import" value="')[1].split('"')[0]
    assert browser.post("/bring/undo", data={"import": about}).status_code == 200
    assert "60\u00a0kg" not in browser.get("/movement/back_squat").text
    assert browser.post("/bring/undo", data={"import": about}).status_code == 400
    assert "<strong>1</strong><span>rows stored" in send(browser, text)
    assert "60\u00a0kg\u00a0×\u00a08" in browser.get("/movement/back_squat").text


def test_a_log_comes_in_once_however_often_it_is_brought(browser: TestClient) -> None:
    text = hevy("Squat (Barbell)", "Bench Press (Barbell)")
    assert "<strong>2</strong><span>rows stored" in send(browser, text)
    assert "1 of 2 sets are for the legs" in send(browser, text)
    assert "<strong>2</strong><span>known already" in send(browser, text)
    assert "Bench Press" in browser.get("/history").text


def test_the_unit_is_asked_with_the_lifts_in_both_and_the_file_is_kept(browser: TestClient) -> None:
    text = strong("Squat (Barbell),1,225,5")
    asked = browser.post("/bring", files={"file": ("log.csv", text, "text/csv")})
    assert asked.status_code == 422
    assert "Kilograms or pounds?" in asked.text
    assert "102 kg" in asked.text
    form = {"token": token(asked.text), "name": "log.csv", "unit": "lb"}
    assert "<strong>1</strong><span>rows new" in browser.post("/bring", data=form).text
    done = browser.post("/bring", data={**form, "sure": "1"})
    assert "<strong>1</strong><span>rows stored" in done.text
    assert "225\u00a0lb\u00a0×\u00a05" in browser.get("/movement/back_squat").text
    later = look(browser, strong("Squat (Barbell),1,225,5", "Squat (Barbell),1,230,5"))
    assert "as you said before" in later


def test_an_unknown_leg_name_is_asked_about_and_the_answer_remembered(browser: TestClient) -> None:
    text = hevy("Grandma's Wobbly Squat Thing")
    page = send(browser, text)
    name = "name:hevy:Grandma's Wobbly Squat Thing"
    assert "What are these?" in page
    assert "Not a leg movement" in page
    assert browser.post("/bring/names", data={name: "unicorn"}).status_code == 400
    assert browser.post("/bring/names", data={name: "back_squat"}).url.path == "/history"
    assert "60\u00a0kg\u00a0×\u00a08" in browser.get("/movement/back_squat").text
    assert "What are these?" not in send(browser, text)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"hello", STRONG.encode(), b"{}"])
def test_a_file_that_is_no_log_is_refused_and_changes_nothing(browser: TestClient, data: bytes) -> None:
    answer = browser.post("/bring", files={"file": ("log.csv", data, "text/csv")})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert browser.get("/healthz").json()["facts"] == 0


def test_a_file_that_is_far_too_large_is_refused(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sizes.ROUTES, "/bring", 10)
    answer = browser.post("/bring", files={"file": ("log.csv", hevy("Squat (Barbell)"), "text/csv")})
    assert answer.status_code == 413
    assert "more than" in answer.text


def test_a_set_that_changed_in_the_file_is_taken_when_asked(browser: TestClient) -> None:
    text = hevy("Squat (Barbell)")
    send(browser, text)
    page = look(browser, text.replace(",60,8,", ",60,9,"))
    assert "<strong>1</strong><span>refused" in page
    form = {"token": token(page), "name": "log.csv", "unit": "kg", "update": "1"}
    assert "<strong>1</strong><span>rows new" in browser.post("/bring", data=form).text
    assert "<strong>1</strong><span>rows stored" in browser.post("/bring", data={**form, "sure": "1"}).text
    assert "60\u00a0kg\u00a0×\u00a09" in browser.get("/movement/back_squat").text
