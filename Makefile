# One way to do each thing. `make run` and `make test` need only python3 (>= 3.11, with venv) and make.
# A stamp in .stamps/ says that a step is done; it is older than what the step reads when the step must run again.

PYTHON ?= python3
ARGS   ?=
BIN    := .venv/bin
TEST   := .venv-test/bin
NPM    := $(or $(shell command -v npm),$(CURDIR)/.venv-node/bin/npm)

.DEFAULT_GOAL := help
.PHONY: help run setup setup-test assets catalogues test journeys check lint fix docs messages lock bench bench-kill clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: setup assets catalogues ## set up, load the demonstration, serve on http://localhost:8000 until Ctrl-C
	@exec $(BIN)/python tools/run.py $(ARGS)

setup: .stamps/venv ## the virtual environment of the program: .venv
setup-test: .stamps/venv-test ## the same with what tests and checks need: .venv-test
assets: .stamps/assets ## the front end, built and collected
catalogues: .stamps/catalogues .stamps/compiled ## the translations, compiled, and the code
setup setup-test assets catalogues:
	@:

# $(1) the environment, $(2) what goes into it. `sync` also takes out what is no longer listed.
define environment
	@echo "Setting up $(1) (the first time: up to a minute) …"
	@test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
	@echo "  fetching the installer, uv …"
	@$(1)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.lock
	@echo "  fetching and compiling what $(2) lists …"
	@$(1)/bin/uv pip sync --quiet --compile-bytecode --python $(1)/bin/python --require-hashes requirements-tools.lock $(2)
	@echo "  putting Parvis itself in …"
	@$(1)/bin/uv pip install --quiet --python $(1)/bin/python --no-deps --no-build-isolation --editable .
	@mkdir -p .stamps && touch $@
endef

.stamps/venv: requirements-tools.lock requirements.lock pyproject.toml
	$(call environment,.venv,requirements.lock)

.stamps/venv-test: requirements-tools.lock requirements-test.lock pyproject.toml
	$(call environment,.venv-test,requirements-test.lock)

# Compiled here, since no process may write it later where PYTHONDONTWRITEBYTECODE is set: each start would compile anew.
.stamps/compiled: $(shell find parvis -name '*.py' 2>/dev/null) | .stamps/venv
	@echo "Compiling the code …"
	@$(BIN)/python -m compileall -q -j 0 parvis
	@touch $@

# The front end: package.json's `build` writes parvis/assets/built/, Django collects and fingerprints it.
# Where the machine has no Node, one comes from PyPI.
FRONT_END := package.json $(shell find parvis/ui/frontend -type f 2>/dev/null)

.venv-node/bin/npm: requirements-node.lock
	@echo "Fetching Node, which this machine does not have …"
	@test -x .venv-node/bin/python || $(PYTHON) -m venv .venv-node
	@.venv-node/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
	@touch $@

.stamps/node_modules: package-lock.json .npmrc | $(filter .venv-node/%,$(patsubst $(CURDIR)/%,%,$(NPM)))
	@echo "Fetching what the front end is built from (npm ci) …"
	@PATH="$(dir $(NPM)):$$PATH" $(NPM) ci --silent --no-audit --no-fund
	@mkdir -p .stamps && touch $@

.stamps/built: .stamps/node_modules $(FRONT_END)
	@echo "Building the front end …"
	@PATH="$(dir $(NPM)):$$PATH" $(NPM) run --silent build
	@touch $@

.stamps/assets: .stamps/built | .stamps/venv
	@echo "Collecting the front end …"
	@$(BIN)/parvis collectstatic --noinput --clear --ignore django_htmx --verbosity 0
	@touch $@

.stamps/catalogues: $(shell find parvis/locale -name '*.po' 2>/dev/null) tools/catalogues.py | .stamps/venv
	@echo "Compiling the translations …"
	@$(BIN)/python tools/catalogues.py compile
	@touch $@

test: setup setup-test assets catalogues ## the whole suite; choose with ARGS="-k milestone tests/plans"
	@$(TEST)/python -m pytest $(or $(ARGS),-n 2 --dist loadfile --no-loadscope-reorder)

journeys: setup setup-test assets catalogues ## the stories in a real browser only
	@$(TEST)/python -m pytest tests/journeys $(ARGS)

check: lint test ## everything that must hold before a push, tests included

lint: setup-test assets catalogues ## format, lint, types, contracts, migrations
	$(TEST)/ruff check
	$(TEST)/ruff format --check
	$(TEST)/lint-imports
	$(TEST)/mypy parvis
	$(TEST)/parvis makemigrations --check --dry-run

fix: setup-test ## what ruff can put right by itself
	$(TEST)/ruff check --fix
	$(TEST)/ruff format

docs: setup-test ## the parts of docs/ that are written from the code
	$(TEST)/python -m tools.docs

messages: setup-test ## put new sentences into the catalogues, and translations in parts/ with them
	$(TEST)/python tools/catalogues.py update

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
lock: ## write the lock files again from pyproject.toml; ARGS=--upgrade for newer releases
	@test -x $(BIN)/uv || $(MAKE) --no-print-directory setup
	$(LOCK) $(ARGS) --group pyproject.toml:tools -o requirements-tools.lock
	$(LOCK) $(ARGS) --group pyproject.toml:node -o requirements-node.lock
	$(LOCK) $(ARGS) pyproject.toml -o requirements.lock
	$(LOCK) $(ARGS) --group pyproject.toml:test pyproject.toml -c requirements.lock -o requirements-test.lock

bench: setup setup-test assets catalogues ## what pages, reports, OGP’s data, sources and the register cost, and what kills do
	$(TEST)/python -m bench.pages $(ARGS)
	$(TEST)/python -m bench.read_reports
	$(TEST)/python -m bench.commitments
	$(TEST)/python -m bench.bibliography
	$(TEST)/python -m bench.captures
	$(TEST)/python -m bench.journal
	$(TEST)/python -m bench.verify_log
	$(TEST)/python -m bench.register_throughput
	$(TEST)/python -m bench.register_throughput --acts inserts
	$(TEST)/python -m bench.kill_acts

bench-kill: setup setup-test assets catalogues ## acts while servers, workers and PostgreSQL are killed at random moments
	$(TEST)/python -m bench.kill_acts $(ARGS)

clean: ## everything made here, but not var/, which holds an installation's data
	rm -rf .stamps .venv .venv-test .venv-node node_modules parvis/assets
	find parvis -name '*.mo' -delete
