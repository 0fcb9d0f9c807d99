# The few things that people do. Each target works from nothing: a clone, Python 3.11 or newer, make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
DEMO_CORPUS ?= .demo.mediaqa

.PHONY: demo test lint types unit format bench record clean

demo: $(VENV)/.runtime  ## index the sample reports and ask a question; no key, no network
	$(BIN)/mediaqa index examples/reports --corpus $(DEMO_CORPUS)
	$(BIN)/mediaqa ask "Who blamed Brussels for the break?" --corpus $(DEMO_CORPUS)

test: lint types unit  ## everything that a change must pass

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

unit: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

record: $(VENV)/.dev  ## ask the recorded questions again, of the endpoint in MEDIAQA_RECORD_URL (minutes)
	$(BIN)/python -m pytest tests/composing/test_recorded.py --record-mode=rewrite

bench: $(VENV)/.dev  ## print the tables of benchmarks/ (minutes)
	$(BIN)/python benchmarks/run_all.py

clean:
	rm -rf $(VENV) $(DEMO_CORPUS) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --editable .
	touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP_INSTALL) --editable '.[dev]'
	touch $@ $(VENV)/.runtime
