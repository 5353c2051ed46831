from __future__ import annotations

import subprocess
import sys

WHILE_PANDAS_IS_IMPORTED = """
import importlib, sys, threading
from datetime import date
from importlib.machinery import PathFinder
import altair

begun, asked = threading.Event(), threading.Event()

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name != "pandas.core.api":
            return None
        found = PathFinder.find_spec(name, path)
        load = found.loader.exec_module

        def wait(module):
            begun.set()
            asked.wait(20)  # it goes on when the chart asks for pandas, and not before
            load(module)

        found.loader.exec_module = wait
        return found

assert "pandas" not in sys.modules
sys.meta_path.insert(0, Slow())
threading.Thread(target=__import__, args=("pandas",)).start()
begun.wait()

def ask(name, real=importlib.import_module):
    if name == "pandas":
        asked.set()
    return real(name)

importlib.import_module = ask
from legday.web.charts import trend_chart, week_chart
points = ((date(2026, 1, 5), 60.0), (date(2026, 1, 12), 62.5))
print(trend_chart(points, "kg", "Trend")[:4], week_chart(points, 4.0, "Weeks")[:4])
"""


def test_a_chart_waits_for_the_pandas_that_the_solver_is_importing() -> None:
    done = subprocess.run([sys.executable, "-c", WHILE_PANDAS_IS_IMPORTED], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["<svg", "<svg"], done.stderr
