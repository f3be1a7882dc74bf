# make setup | run [PORT=8000] | stop | test | lint | typecheck | bench | screenshots [ONLY=results] | lock
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.PHONY: setup run stop test lint typecheck bench screenshots lock

PORT ?= 8000
# The interpreter that makes the virtual environments: Debian's own where it can, since that one is optimised and the
# image runs it too. One that is there already keeps the interpreter that made it until it is removed.
PYTHON3 ?= $(shell /usr/bin/python3.11 -c 'import ensurepip, sys, venv; print(sys.executable)' 2>/dev/null \
	|| command -v python3.11 || command -v python3)

VENV := .venv
PYTHON := $(VENV)/bin/python
BENCH_VENV := .venv-bench

# A development checkout unless the caller says otherwise.
export DEBUG ?= 1

setup:
	@scripts/environment $(VENV) requirements-dev.txt "$(PYTHON3)"

run: setup
	@scripts/run "$(PORT)"

stop:
	@scripts/stop

test: setup
	@scripts/test

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

typecheck: setup
	$(VENV)/bin/mypy

bench: setup
	@scripts/environment $(BENCH_VENV) requirements-bench.txt "$(PYTHON3)"
	@$(PYTHON) -m config.postgres start
	$(BENCH_VENV)/bin/python -m tests.bench.run

# Pictures of every page at 390 and 1280 px, in screenshots/; ONLY picks those whose names contain a word.
screenshots: setup
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py seed
	@$(PYTHON) -m tests.screenshots $(ONLY)

LOCK := $(VENV)/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

# Upgrades nothing that need not change; UPGRADE=--upgrade takes the newest of all.
lock: setup
	$(LOCK) $(UPGRADE) -o requirements.txt
	$(LOCK) $(UPGRADE) -c requirements.txt --group dev -o requirements-dev.txt
	$(LOCK) $(UPGRADE) -c requirements.txt --group bench -o requirements-bench.txt
