# Every target does its own set-up; the second time it is quick.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

export NO_MKDOCS_2_WARNING = 1
export DISABLE_MKDOCS_2_WARNING = true
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUTF8 = 1

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet
ADDRESS ?= 127.0.0.1:8000
WORKERS ?= 2

.PHONY: help setup setup-test browser servers serve site check test bench lock clean

help: ## Diese Liste
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready ## Richtet die Umgebung in .venv ein

$(VENV)/.ready: requirements.lock pyproject.toml
	python="$$(.ci/find-python)" && "$$python" -m venv $(VENV)
	$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

setup-test: $(VENV)/.ready-test

$(VENV)/.ready-test: requirements-dev.lock $(VENV)/.ready
	$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

browser: setup-test
	@$(BIN)/python tests/browser/ensure_chromium.py

servers: setup-test
	@$(BIN)/python tests/ensure_servers.py

serve: setup ## Zeigt die Website auf 127.0.0.1:8000; jede Änderung erscheint sofort
	$(BIN)/lotse serve --address $(ADDRESS)

site: setup ## Baut die fertige Website nach site/, streng geprüft und in einem Zug
	$(BIN)/lotse build

check: setup ## Prüft Daten und Texte
	$(BIN)/lotse check

test: setup-test browser servers ## Führt alle Tests aus, auch die im Browser
	$(BIN)/ruff check hooks tests benchmarks
	$(BIN)/lotse check
	$(BIN)/python -m pytest -n $(WORKERS)

bench: setup-test ## Misst, im Verhältnis zu anderen Werkzeugen im selben Lauf
	$(BIN)/python benchmarks/run.py

# The locks name no registry, so that any configured one serves; --universal makes them fit every platform.
COMPILE := UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile pyproject.toml --extra setup --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --quiet

lock: setup ## Schreibt die Versionen aller Pakete neu fest
	$(PIP_INSTALL) 'uv>=0.9,<1'
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --extra test --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Entfernt alles, was make erzeugt hat
	rm -rf site .site-* $(VENV) build .pytest_cache .ruff_cache .hypothesis hooks/*.egg-info
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +
