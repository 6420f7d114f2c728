# One word runs everything. Needs a Python of at least 3.11 with its venv module, git, and the network once, for the locked packages.
#
#   make site     build the archive's site from scratch
#   make test     lint, types and all tests
#   make lint     lint and types only
#   make format   lay the code out as `make lint` wants it
#   make lock     renew the locks after a change of the dependencies in pyproject.toml (needs uv)
#   make clean    remove what was built; the virtual environment stays
#   make distclean   remove that too

PYTHON ?= $(firstword $(foreach name,python3.14 python3.13 python3.12 python3.11 python3,$(if $(shell command -v $(name) 2>/dev/null),$(name))))
VENV ?= .venv
BIN := $(VENV)/bin
TESTS ?=

# A machine's own pip settings may say where packages come from, never where they go or what is installed.
PIP := env -u PIP_TARGET -u PIP_PREFIX -u PIP_ROOT -u PIP_CONSTRAINT -u PIP_REQUIREMENT \
	-u PIP_NO_DEPS -u PIP_DRY_RUN -u PIP_PYTHON -u PYTHONPATH -u PYTHONHOME \
	PIP_USER=0 PIP_BREAK_SYSTEM_PACKAGES=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_BINARY=:none: PIP_ONLY_BINARY=:none: PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore \
	$(BIN)/python -m pip --quiet

.DELETE_ON_ERROR:
.PHONY: site test lint format lock clean distclean chromium

site: $(VENV)/site.stamp
	@$(BIN)/archive build
	@printf '\nThe site is in %s/\n' "$(CURDIR)/site"
	@printf '  read it:   open site/index.html in a browser (no server needed)\n'
	@printf '  serve it:  %s -m http.server --bind 127.0.0.1 --directory site 8000   then open http://127.0.0.1:8000/\n' "$(BIN)/python"

test: lint chromium
	@$(BIN)/python -m pytest $(TESTS)

lint: $(VENV)/test.stamp
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary

format: $(VENV)/test.stamp
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet

# --- the virtual environment: a stamp says for which lock it was filled -----------------------------------------------------------------

$(VENV)/python.stamp:
	@test -n "$(PYTHON)" || { echo "make: no Python found; install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "make: $(PYTHON) is older than 3.11; install a newer one, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "make: $(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/site.stamp: $(VENV)/python.stamp requirements/site.txt pyproject.toml
	@echo "Installing the locked packages ..."
	@$(PIP) install --require-hashes -r requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements/test.txt
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@

# The browser comes from the system: the tests look for chromium or google-chrome on PATH.
chromium:
	@if command -v chromium || command -v chromium-browser || command -v google-chrome; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Chromium for the tests in a browser ..."; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >/dev/null; \
	else \
		echo "make: no Chromium found, which the tests in a browser need; on Debian: sudo apt-get install chromium" >&2; exit 1; \
	fi >/dev/null

# --- upkeep -------------------------------------------------------------------------------------------------------------------------------

LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate $(UPGRADE)

lock:
	@command -v uv >/dev/null || { echo "make: uv is needed to renew the locks: pip install uv" >&2; exit 1; }
	$(LOCK) -o requirements/site.txt pyproject.toml requirements/build.in
	$(LOCK) -o requirements/test.txt --extra test -c requirements/site.txt pyproject.toml requirements/build.in

clean:
	@if [ -f $(VENV)/site.stamp ]; then $(BIN)/python -c "from pathlib import Path; from builder.write import FOLDERS, write; write(Path(), (), FOLDERS)"; fi
	rm -rf site .cache .search

distclean: clean
	rm -rf $(VENV) .hypothesis
