# Two commands to know: `make run` and `make test`. `make help` lists the rest.

HOST ?= 127.0.0.1
PORT ?= 5000
SIZE ?= 10000
VENV ?= .venv
# One worker more than cores: tests wait for databases and browsers as often as they reckon.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
BIN = $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run install dev test lint unit bench lock messages vendor wheel

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 18
	@echo "  HOST=$(HOST) PORT=$(PORT) for run; SIZE=$(SIZE) for bench; ARGS=... is handed to pytest"

run: install ## make what is missing, then serve http://HOST:PORT with the demonstration year
	CASETRACKER_HOST=$(HOST) CASETRACKER_PORT=$(PORT) $(BIN)/casetracker up

install: $(VENV)/.installed ## what running needs, from requirements.lock, every file checked against its hash

dev: $(VENV)/.dev ## what testing needs besides, from requirements-dev.lock

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python lacks venv. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.installed: $(VENV)/bin/python requirements.lock setup.cfg pyproject.toml
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

test: lint unit ## everything: lint, types, import contracts, templates; tests on SQLite and PostgreSQL; the browser

lint: dev ## ruff, mypy, import-linter, djlint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet

unit: dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --max-worker-restart 0 $(ARGS)

bench: dev ## what must be fast, each line beside its floor and its budget
	SIZE=$(SIZE) $(BIN)/python -m benchmarks

wheel: dev ## dist/casetracker-*.whl, with templates, static files and migrations inside
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

lock: ## resolve the requirements of setup.cfg again (needs uv)
	uv pip compile setup.cfg --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra build -U -o requirements.lock
	uv pip compile setup.cfg --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--all-extras -U -c requirements.lock -o requirements-dev.lock

messages: dev ## collect the sentences for translation, and compile them
	$(BIN)/pybabel -q extract -F babel.cfg -k _l -k lazy_gettext -k Sentence -k ngettext:1,2 --no-location --sort-output \
		--project casetracker -o casetracker/translations/messages.pot .
	$(BIN)/pybabel -q update -i casetracker/translations/messages.pot -d casetracker/translations --no-fuzzy-matching \
		--ignore-obsolete --width 120
	$(BIN)/pybabel -q compile -d casetracker/translations

vendor: ## compile static/vendor/ again (needs Node; the application does not)
	cd frontend && npm ci && npm run build
