# Two commands do everything: `make run` and `make test`. Each sets itself up (requirements/install.py), once.
PYTHON ?= python3
IN := .venv/bin/python
UV ?= uv
LOCK := $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
  --no-header --exclude-newer 2026-11-15T00:00:00Z pyproject.toml

.PHONY: run test quick check fix bench docs lock ready-run ready-test

run: ready-run        ; @.venv/bin/legday serve
test: check           ; @$(IN) -m pytest
quick: check          ; @$(IN) -m pytest -q -n auto -m "not browser and not long"
check: ready-test     ; @$(IN) -m ruff check . && $(IN) -m ruff format --check . && .venv/bin/lint-imports && $(IN) -m mypy
fix: ready-test       ; @$(IN) -m ruff check --fix . ; $(IN) -m ruff format .
bench: ready-test     ; @for program in bench/*.py; do $(IN) $$program || exit; done
docs: ready-test      ; @$(IN) -m pytest -q tests/house/test_docs.py
lock:                 ; @$(LOCK) requirements/build.in -o requirements/run.txt && $(LOCK) requirements/dev.in -o requirements/test.txt
ready-run:            ; @$(PYTHON) requirements/install.py run
ready-test:           ; @$(PYTHON) requirements/install.py test
