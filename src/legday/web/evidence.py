"""What people say of leg training, what is known of it, and what the coach reckons with."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from legday.evidence.claims import IN_WORDS, READ, SURE, Area, Verdict, claims, ranked, sections
from legday.web.forms import one_of
from legday.web.site import Here

router = APIRouter()

AREAS = {
    Area.MUSCLE: "Muscle and shape",
    Area.HORMONES: "Hormones",
    Area.SORENESS: "Warm-up and soreness",
    Area.BODY: "Bone, fat, health",
    Area.MOVEMENTS: "How it is done",
    Area.HABIT: "Keeping at it",
}


@router.get("/evidence")
def show(site: Here, verdict: str = "", area: str = "") -> Response:
    """The claims, of one verdict or one area where asked, and the sections of the models."""
    judged = one_of(Verdict, verdict, "The verdict") if verdict else None
    about = one_of(Area, area, "What it is about") if area else None
    chosen = [one for one in ranked() if judged in (None, one.verdict) and about in (None, one.area)]
    counted = Counter(one.verdict for one in ranked())
    return site.page(
        "evidence.html",
        claims=chosen,
        every=len(claims()),
        verdicts=first(judged, [(one, words, counted[one]) for one, words in IN_WORDS.items()]),
        areas=first(about, list(AREAS.items())),
        judged=judged,
        about=about,
        verdict_words=IN_WORDS,
        sure=SURE,
        read=READ,
        sections=[] if judged or about else sections().values(),
    )


def first(chosen: object, choices: list[Any]) -> list[Any]:
    """The choices with the chosen one in front, since on a phone a long row goes on beyond the edge."""
    return sorted(choices, key=lambda choice: choice[0] is not chosen)
