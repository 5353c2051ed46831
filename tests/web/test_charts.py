from __future__ import annotations

import subprocess
import sys

WHILE_PANDAS_IS_IMPORTED = """
import sys, threading, time
from datetime import date
import altair

begun = threading.Event()

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas.core.api":
            begun.set()
            time.sleep(1)

assert "pandas" not in sys.modules
sys.meta_path.insert(0, Slow())
threading.Thread(target=__import__, args=("pandas",)).start()
begun.wait()
from legday.web.charts import trend_chart, week_chart
points = ((date(2026, 1, 5), 60.0), (date(2026, 1, 12), 62.5))
print(trend_chart(points, "kg", "Trend")[:4], week_chart(points, 4.0, "Weeks")[:4])
"""


def test_a_chart_waits_for_the_pandas_that_the_solver_is_importing() -> None:
    done = subprocess.run([sys.executable, "-c", WHILE_PANDAS_IS_IMPORTED], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["<svg", "<svg"], done.stderr
