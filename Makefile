# Everything a contributor runs. Needs make and Python 3.11, 3.12 or 3.13; the rest goes into .venv.

VENV  := .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT  ?= 8000

# The first of these that runs and is of a version we support. Another one: make setup PYTHON=/path/to/python
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) -c '$(SUPPORTED)' >/dev/null 2>&1 && echo $(name))))

# pip must take exactly what the lock names: no resolving, no version check, no question
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --no-deps

# By files, those that take longest first (tests/conftest.py); xdist itself would begin with those of many tests. One of
# its processes that dies ends the run: others might wait for ever for tests that they are handed in its place
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --max-worker-restart 0

# what the pages' scripts are bundled from, without what npm puts there
PAGES := hatch_build.py $(shell find api/ui -name node_modules -prune -o -type f -print)

.PHONY: help setup ui demo test test-virtuoso check lint format bench lock
.DELETE_ON_ERROR:

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## make .venv with everything in it, from requirements-dev.lock

ui: $(STAMP) ## bundle the pages' scripts (api/ui) anew, where their sources have changed
	@$(BIN)/python hatch_build.py

demo: $(STAMP) ## load the seed article and serve it at http://127.0.0.1:8000 (PORT=… for another port)
	@$(BIN)/policygraph demo --port $(PORT)

test: lint ## everything that CI checks
	$(TESTS) $(ARGS)
	TEST_STORE=oxigraph-server $(TESTS) -m "not slow" tests/api $(ARGS)

test-virtuoso: $(STAMP) ## the service's tests over a real Virtuoso (tests/virtuoso.toml: what fails)
	TEST_STORE=virtuoso $(TESTS) -m "not slow" tests/api $(ARGS)

check: lint ## the fast loop: lint, types, and the tests that are not slow
	$(TESTS) -m "not slow" $(ARGS)

lint: $(STAMP) ## ruff, mypy and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## let ruff tidy the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) ## measure speed and memory, beside the bare language model (ARGS="--help" tells what)
	$(BIN)/python tests/bench/run.py $(ARGS)

$(STAMP): requirements-dev.lock pyproject.toml $(PAGES)
	@test -n "$(PYTHON)" || { \
	  echo "policygraph needs Python 3.11, 3.12 or 3.13, and found none on the PATH." >&2; \
	  echo "Install one, or name it: make setup PYTHON=/path/to/python3.12" >&2; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$$($(PYTHON) --version) lacks the module that makes virtual environments." >&2; \
	  echo "On Debian or Ubuntu: sudo apt install python3-venv. Then run make again." >&2; exit 1; }
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing policygraph into $(VENV): a few hundred megabytes, once."
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(BIN)/python hatch_build.py
	$(INSTALL) --no-build-isolation --editable .
	@$(BIN)/policygraph places >/dev/null
	@touch $@

# One lock for every system and Python that we support: uv resolves for all of them at once, pip-compile only for
# the one it runs on. The files name no index, so that they install from any mirror; the hashes hold everywhere.
COMPILE := $(VENV)-lock/bin/uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header $(UPGRADE) pyproject.toml

lock: ## resolve again what pyproject.toml asks for (UPGRADE=--upgrade takes the newest of everything)
	test -x $(VENV)-lock/bin/uv || { $(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet uv; }
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
