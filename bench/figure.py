"""How long a picture of the figure takes and how large it is, against a chart with as many marks as it has muscles.

    python bench/figure.py

All movements from all three sides: the median and the worst time to film a movement (nine postures in space and from
one side), to draw one posture of it, and the two together, and the sizes of what is sent. The named peer is Altair
with vl-convert, which draws the other pictures of the pages: a chart of eighty marks, in the same run.
"""

from __future__ import annotations

import gzip
from statistics import median
from time import process_time

import altair as alt
import vl_convert

from legday.figure.film import film, film_of, reel, shading_of, still, to_json
from legday.figure.scene import View
from legday.movement.atlas import atlas
from legday.movement.catalogue import catalogue


def main() -> None:
    """Draw everything and print what it took."""
    filmed, drawn, sizes, played = [], [], [], []
    for movement in catalogue().values():
        film_of(movement)  # what each muscle does is computed once, and is not drawing
        shading = shading_of(atlas().efforts[movement.id])
        for view in View:
            film.cache_clear()
            start = process_time()
            shown = film_of(movement, view)
            middle = process_time()
            picture = still(shown, 4, shading, movement.name)
            filmed.append(1000 * (middle - start))
            drawn.append(1000 * (process_time() - middle))
            sizes.append(len(picture.encode()))
            played.append(len(gzip.compress(to_json(reel(shown)))))
    peer = median(chart() for _ in range(20))
    both = [one + other for one, other in zip(filmed, drawn, strict=True)]
    print(f"{len(both)} pictures: {len(catalogue())} movements from {len(View)} sides; milliseconds of one core")
    for name, times in (("film", filmed), ("draw", drawn), ("both", both)):
        print(f"{name:6s} median {median(times):6.1f}   worst {max(times):6.1f}")
    print(f"altair median {peer:6.1f}   a chart of 80 marks; {peer / median(both):.1f} times as long as a picture")
    print(f"size   median {median(sizes) / 1000:6.1f} kB worst {max(sizes) / 1000:6.1f} kB")
    print(f"reel   median {median(played) / 1000:6.1f} kB worst {max(played) / 1000:6.1f} kB compressed")


def chart() -> float:
    """Draw the peer's chart; the milliseconds it took."""
    start = process_time()
    rows = [{"x": i % 10, "y": i // 10, "value": i / 80} for i in range(80)]
    made = alt.Chart(alt.InlineData(values=rows)).mark_circle().encode(x="x:Q", y="y:Q", color="value:Q")
    vl_convert.vegalite_to_svg(made.to_dict())
    return 1000 * (process_time() - start)


if __name__ == "__main__":
    main()
