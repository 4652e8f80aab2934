# Everything a person or the build server runs. `make demo` and `make test` need Python 3.11
# or newer and make, and set up the rest themselves. Another interpreter for the virtual
# environment: `make clean setup PYTHON=/path/to/python3.12`.

.DEFAULT_GOAL := help
.SUFFIXES:

VENV := .venv
PY := $(VENV)/bin/python
PORTWRIGHT := $(VENV)/bin/portwright
STAMP := $(VENV)/.installed

# `python3` may be older than 3.11 while a newer one lies beside it under its own name.
CANDIDATES := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python)
NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PIP_INSTALL = $(PY) -m pip install --disable-pip-version-check $$quiet -c constraints.txt

.PHONY: help setup demo check test test-tools corpus clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1:\2/p' Makefile | awk -F: '{ printf "  make %-10s %s\n", $$1, $$2 }'

setup: $(STAMP) ## make .venv and install everything into it; skipped when nothing changed

# The build backend comes first and from the constraints too, so that the editable install
# needs no isolated build environment, which pip would fill with versions of its own choice.
$(STAMP): pyproject.toml constraints.txt
	@$(PY) -c '$(NEW_ENOUGH)' 2>/dev/null || { \
	  found=; \
	  for python in $(CANDIDATES); do \
	    if "$$python" -c '$(NEW_ENOUGH)' 2>/dev/null; then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "No Python 3.11 or newer with venv and ensurepip among: $(CANDIDATES)." >&2; \
	    echo "Install one (on Debian and Ubuntu also python3-venv), or say PYTHON=/path/to/python." >&2; \
	    exit 1; \
	  fi; \
	  echo "Making $(VENV) with $$found"; \
	  "$$found" -m venv --clear $(VENV); \
	}
	@if [ -t 1 ]; then quiet=; else quiet=-q; fi; \
	echo "Installing what constraints.txt names into $(VENV)"; \
	$(PIP_INSTALL) hatchling && $(PIP_INSTALL) --no-build-isolation -e '.[dev]'
	@touch $@

demo: setup ## compile specs/, replay cassettes/, show what came of it
	@$(PY) scripts/demo.py

check: setup ## style, types, laws of the architecture, packaging, generated code up to date
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -q tests/test_layering.py tests/test_packaging.py
	$(PORTWRIGHT) compile --check
	$(PY) scripts/derive_sync.py --check
	$(PY) scripts/derive_currencies.py --check
	$(PY) scripts/catalogue.py --check

test: test-tools check ## everything that the build server checks
	$(PY) -m pytest -n 2 tests cassettes \
	  --ignore=tests/test_layering.py --ignore=tests/test_packaging.py

# What tests use where it is there, and skip where it is not: neither npm nor a network is needed.
LANGUAGE_SERVER := .cache/node_modules/.bin/yaml-language-server

# A vendor's own server, in an environment of its own: its versions need not agree with ours.
KINTO := .cache/kinto
KINTO_VERSIONS := scripts/kinto_live/constraints.txt

$(KINTO)/.installed: $(KINTO_VERSIONS) | $(STAMP)
	@echo "Installing Kinto into $(KINTO)"; mkdir -p .cache; \
	if $(PY) -m venv --clear $(KINTO) && $(KINTO)/bin/python -m pip install -q -q --only-binary :all: \
	  --disable-pip-version-check --no-input --retries 1 --timeout 20 -c $(KINTO_VERSIONS) kinto \
	  >/dev/null 2>&1; then touch $@; \
	else rm -rf $(KINTO); echo "pip could not install it: the tests with a live Kinto are skipped"; fi

test-tools: $(KINTO)/.installed ## what some tests talk to, into .cache: a language server, Kinto
	@if [ -e $(LANGUAGE_SERVER) ]; then exit 0; fi; \
	if ! command -v npm >/dev/null 2>&1 || \
	  ! node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; then \
	  echo "No npm with Node 20 or newer: the tests with yaml-language-server are skipped"; exit 0; \
	fi; \
	echo "Installing yaml-language-server into .cache"; \
	mkdir -p .cache && npm install --prefix .cache --no-save --no-package-lock --no-audit --no-fund \
	  --fetch-retries=1 --fetch-timeout=20000 yaml-language-server@2.0.0 >/dev/null 2>&1 || \
	  echo "npm could not install it: the tests with yaml-language-server are skipped"

corpus: setup ## fetch 2,649 OpenAPI documents from npm into .cache, for tests and benchmarks.corpus
	@$(PY) -m benchmarks.corpus --fetch

clean: ## remove the virtual environment, caches and build output
	rm -rf $(VENV) dist build .cache .portwright .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
