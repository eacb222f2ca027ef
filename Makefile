.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 3000
VENV := .venv
BIN := $(VENV)/bin
LOCK := requirements-dev.txt
STAMP := $(VENV)/.installed
DB ?= data/advisor.db
BROWSE := $(VENV)/browse
BROWSE_PORT ?= 8001
BROWSE_STAMP := $(BROWSE)/.installed

.PHONY: help install run test lint format bench browse lock

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## Set up .venv from the lock file

$(STAMP): $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Framework Advisor needs Python 3.11 or newer as '$(PYTHON)'; install it, or name another one with make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing; on Debian or Ubuntu: apt-get install python3-venv."; exit 1; }
	@echo "Setting up $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

run: $(STAMP) ## Start the advisor in a Slack that runs on this machine
	@PORT=$(PORT) $(BIN)/framework-advisor sandbox

test: $(STAMP) ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(STAMP) ## Check format, style, types and the direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(STAMP) ## Format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(STAMP) ## Measure speed and memory against a floor from the same run
	@$(BIN)/python -m benchmarks

browse: $(BROWSE_STAMP) ## Look through the decisions of DB with Datasette, read-only, on this machine alone
	@test -f "$(DB)" || { echo "There is no database at $(DB); name one with make browse DB=path/to/advisor.db."; exit 1; }
	@mkdir -p $(BROWSE)/$(BROWSE_PORT) && ln -sfn "$$(realpath "$(DB)")" $(BROWSE)/$(BROWSE_PORT)/advisor.db
	@$(BROWSE)/bin/datasette serve --host 127.0.0.1 --port $(BROWSE_PORT) --metadata datasette.yaml $(BROWSE)/$(BROWSE_PORT)/advisor.db

$(BROWSE_STAMP): requirements-browse.txt
	@$(PYTHON) -m venv $(BROWSE)
	@$(BROWSE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browse.txt
	@touch $@

lock: ## Renew the lock files (needs uv)
	@uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 \
	  --upgrade --extra sandbox --group dev pyproject.toml -o $(LOCK)
	@uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 \
	  -c $(LOCK) pyproject.toml -o requirements.txt
	@uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 \
	  -c $(LOCK) --group browse -o requirements-browse.txt
