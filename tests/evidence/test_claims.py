from __future__ import annotations

import re
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pytest

from legday.evidence.claims import Mark, claims, sections, source_text
from legday.kinds import BadInput

SHARED = Path(__file__).parents[2].parent / "shared"
DATA = Path(str(files("legday"))) / "data"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'", ""))


def sequences(text: str, length: int) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[place : place + length]) for place in range(len(said) - length + 1)}


def test_there_are_forty_one_claims_in_order() -> None:
    assert list(claims()) == [f"C{number:02}" for number in range(1, 42)]


def test_every_claim_has_a_citation_or_says_that_there_is_none() -> None:
    for claim in claims().values():
        assert claim.citations or claim.finding.lower().startswith("no trial")


def test_every_claim_and_section_can_be_written_as_a_source() -> None:
    for source in chain(claims(), (f"models {number}" for number in sections())):
        assert 10 < len(source_text(source)) < 220


def test_a_source_from_memory_says_so() -> None:
    assert source_text("C37").startswith("Van Hooren 2018")
    assert "from memory" in source_text("C37")


def test_a_claim_that_nobody_tested_says_so() -> None:
    assert "No trial found" in source_text("C15")


def test_every_section_that_is_no_convention_names_its_paper() -> None:
    for section in sections().values():
        assert section.mark is Mark.CONVENTION or section.source


def test_a_finding_that_rests_on_memory_alone_shows_no_number() -> None:
    for claim in claims().values():
        if claim.citations and all(citation.certainty is Mark.MEMORY for citation in claim.citations):
            told = re.sub(r"C\d\d", "", claim.finding)
            # Hours of soreness are the one number here that was read elsewhere (models 10.2).
            assert claim.id == "C38" or not re.search(r"\d", told)


def test_a_doi_looks_like_one() -> None:
    for claim in claims().values():
        for citation in claim.citations:
            assert not citation.doi or re.fullmatch(r"10\.\d{4,}/\S+", citation.doi)


@pytest.mark.parametrize("unknown", ["", "C42", "12.2", "models 99", "models", "me"])
def test_an_unknown_source_is_refused(unknown: str) -> None:
    with pytest.raises(BadInput, match="Nothing is known"):
        source_text(unknown)


def test_the_sections_that_advice_needs_are_there() -> None:
    needed = "1 1.2 1.3 1.5 2 3 5 5.1 6 7 8 9 10.1 10.2 11.1 11.2 11.3 11.4 12.1 12.2 13 14 15 18.1 18.2 18.3 19 20"
    assert set(needed.split()) <= set(sections())


@pytest.mark.skipif(not (SHARED / "evidence" / "article.txt").exists(), reason="the article is not beside the repo")
def test_nothing_that_is_shown_shares_six_words_in_a_row_with_the_article() -> None:
    article = sequences((SHARED / "evidence" / "article.txt").read_text(encoding="utf-8"), 6)
    assert article
    for file in (file for file in DATA.parent.rglob("*") if file.suffix in {".toml", ".md", ".html", ".py"}):
        shared = article & sequences(file.read_text(encoding="utf-8"), 6)
        assert not shared, file.name
