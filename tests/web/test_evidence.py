"""What is said and what is known, on the page: every claim and section with its sources, and the way there."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from legday.evidence.claims import IN_WORDS, Area, Certainty, Mark, Verdict, claims, sections
from legday.plan.week import Week
from legday.web.text import cited, dois, place


def ids(page: str) -> list[str]:
    return re.findall(r'<article class="card claim" id="(C\d\d)"', page)


def test_every_claim_and_every_section_stands_there_once(browser: TestClient) -> None:
    page = browser.get("/evidence").text
    assert sorted(ids(page)) == sorted(claims())
    assert re.findall(r'<article id="models-([\d.]+)"', page) == list(sections())


def test_what_does_not_hold_comes_first(browser: TestClient) -> None:
    order = [list(IN_WORDS).index(claims()[id].verdict) for id in ids(browser.get("/evidence").text)]
    assert order == sorted(order)
    assert next(iter(IN_WORDS)) is Verdict.REFUTED


def test_a_claim_has_its_verdict_numbers_sources_and_what_follows(browser: TestClient) -> None:
    page = unescape(browser.get("/evidence").text)
    claim = page[page.index('id="C29"') :].partition("</article>")[0]
    for words in ("Partly true", "+12.4 %", "Moderate certainty", "straight-knee raise", "never counts", "Kinoshita"):
        assert words in claim
    assert '<a href="https://doi.org/10.3389/fphys.2023.1272106" rel="noopener">' in claim
    assert "<svg" in claim  # a shape beside the word, so that colour alone says nothing


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_can_be_chosen(browser: TestClient, verdict: Verdict) -> None:
    page = browser.get("/evidence", params={"verdict": verdict.value}).text
    assert sorted(ids(page)) == [id for id, claim in claims().items() if claim.verdict is verdict]


@pytest.mark.parametrize("area", list(Area))
def test_a_subject_can_be_chosen_and_has_claims(browser: TestClient, area: Area) -> None:
    page = browser.get("/evidence", params={"area": area.value}).text
    assert sorted(ids(page)) == [id for id, claim in claims().items() if claim.area is area] != []


def test_a_choice_of_both_that_holds_nothing_leads_back(browser: TestClient) -> None:
    page = browser.get("/evidence?verdict=naming+error&area=body").text
    assert ids(page) == []
    assert '<a href="/evidence">Show everything</a>' in page


def test_every_link_of_the_choice_leads_somewhere(browser: TestClient) -> None:
    links = re.findall(r'class="filter" href="([^"]+)"', browser.get("/evidence?verdict=partly&area=movements").text)
    assert len(links) == len(Verdict) + len(Area) + 2
    for link in links:
        assert browser.get(unescape(link)).status_code == 200


def test_a_choice_that_is_none_is_refused_in_words(browser: TestClient) -> None:
    answer = browser.get("/evidence?verdict=perhaps")
    assert answer.status_code == 400
    assert "Choose one of" in answer.text


def test_every_certainty_and_every_mark_is_said_in_plain_words(browser: TestClient) -> None:
    page = browser.get("/evidence").text
    for certainty in Certainty:
        assert f"{certainty.value.capitalize()} certainty" in page
    shown = {section.mark for section in sections().values()} | {Mark.MEMORY}
    words = {Mark.VERIFIED: "Read in the paper", Mark.SECONDARY: "Second-hand", Mark.DERIVED: "Worked out here"}
    words |= {Mark.CONVENTION: "Convention: what coaches do", Mark.MEMORY: "From memory"}
    assert all(words[mark] in page for mark in shown)


def test_a_reason_on_another_page_leads_to_its_place(browser: TestClient, planned: Week) -> None:
    links = set(re.findall(r'href="/evidence#([^"]+)"', browser.get("/week").text))
    assert "models-12.2" in links
    page = browser.get("/evidence").text
    assert all(f'id="{link}"' in page for link in links)
    movement = browser.get("/movement/calf_seated_machine").text
    assert 'href="/evidence#C29"' in movement


def test_a_wish_and_an_unknown_source_lead_nowhere() -> None:
    from legday.kinds import Because

    assert place(Because(say="", why="", source="you")) == ""
    assert place(Because(say="", why="", source="models 99")) == ""


def test_what_is_written_stays_text() -> None:
    assert str(cited("<b> C27")) == '&lt;b&gt; <a href="/evidence#C27">C27</a>'
    assert "<script" not in str(dois("doi 10.1234/<script>"))
