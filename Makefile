# What each target does: CONTRIBUTING.md. Only `setup` and `tools` use the network.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := setup
.PHONY: setup tools demo test test-fast check bench lock

PYTHON := .venv/bin/python
STAMP := .venv/.ready
PYTEST := $(PYTHON) -m pytest -n 2 --dist loadfile
INTO ?=
DATABASE ?=
# The form of requirements.lock: hashes, no addresses, no paths.
LOCK := uv pip compile --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header --all-extras --quiet

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@python=$$(command -v python3.11 || command -v python3 || true); \
	if [ -z "$$python" ] || ! "$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; \
	then echo 'Capbac is locked to Python 3.11: install python3.11 (with venv) and run make again.' >&2; exit 1; fi; \
	if ! $(PYTHON) -c 'import pip, sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; \
	then "$$python" -m venv --clear .venv 2>/dev/null || { \
	  : 'Debian keeps ensurepip in a package of its own; the pip that is there can fill the folder too'; \
	  "$$python" -m venv --clear --without-pip .venv; \
	  "$$python" -m pip --python .venv/bin/python install -qq pip; }; fi
	$(PYTHON) -m pip install -qq --require-hashes -r requirements.lock
	$(PYTHON) -m pip install -qq --no-build-isolation --no-deps -e .
	$(PYTHON) -c 'from flows.server import prepare; prepare()'
	@touch $@

tools:
	@.ci/tools

demo: $(STAMP)
	.venv/bin/capbac demo $(if $(INTO),--into "$(INTO)") $(if $(DATABASE),--database "$(DATABASE)")

test: check
	$(PYTEST) --ignore-glob='tests/test_house_*.py'

test-fast: $(STAMP)
	$(PYTEST) -m 'not slow'

check: $(STAMP)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest -q tests/test_house_*.py

bench: $(STAMP)
	$(PYTHON) -m bench

lock: $(STAMP)
	.venv/bin/$(LOCK) --output-file requirements.lock pyproject.toml
