# One word runs everything. Needs a Python of at least 3.11 with its venv module, git, and the network once, for the locked packages.
#
#   make site     build the archive's site from scratch
#   make test     lint, types and all tests
#   make peers    build the site with ProperDocs and Zensical too, and compare; have other programs read data and pages
#   make ner      install what `archive suggest --ner` needs (some 200 MB)
#   make lint     lint and types only
#   make format   lay the code out as `make lint` wants it
#   make lock     renew the locks after a change of the dependencies in pyproject.toml (needs uv)
#   make clean    remove what was built; the virtual environment stays
#   make distclean   remove that too

# The first Python that is new enough and can make virtual environments; `make PYTHON=/path/to/python3` chooses another.
GOOD_PYTHON = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do $$name -c '$(GOOD_PYTHON)' 2>/dev/null && echo $$name && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
TESTS ?= -n auto --dist loadfile

# A machine's own pip settings may say where packages come from, never where they go or what is installed.
PIP := env -u PIP_TARGET -u PIP_PREFIX -u PIP_ROOT -u PIP_CONSTRAINT -u PIP_REQUIREMENT \
	-u PIP_NO_DEPS -u PIP_DRY_RUN -u PIP_PYTHON -u PYTHONPATH -u PYTHONHOME \
	PIP_USER=0 PIP_BREAK_SYSTEM_PACKAGES=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_BINARY=:none: PIP_ONLY_BINARY=:none: PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore \
	$(BIN)/python -m pip -qq

.DELETE_ON_ERROR:
.PHONY: site test peers ner lint format lock clean distclean chromium

site: $(VENV)/site.stamp
	@$(BIN)/python -m builder build
	@printf '\nThe site is in %s/\n' "$(CURDIR)/site"
	@printf '  read it:   open site/index.html in a browser (no server needed)\n'
	@printf '  serve it:  %s -m http.server --bind 127.0.0.1 --directory site 8000   then open http://127.0.0.1:8000/\n' "$(BIN)/python"

test: lint chromium
	@$(BIN)/python -m pytest -n auto --dist loadfile $(TESTS)

peers: $(VENV)/site.stamp .cache/peers/properdocs/venv.stamp .cache/peers/zensical/venv.stamp .cache/peers/data/venv.stamp .cache/peers/vnu/npm.stamp
	@$(BIN)/python -m builder annotate
	@$(BIN)/python -m builder render
	@$(BIN)/python peers/compare.py
	@.cache/peers/data/venv/bin/python peers/data.py
	@$(BIN)/python peers/pages.py

ner: $(VENV)/ner.stamp

lint: $(VENV)/test.stamp
	@$(BIN)/python -m ruff check --quiet
	@$(BIN)/python -m ruff format --check --quiet
	@$(BIN)/python -m mypy --no-error-summary

format: $(VENV)/test.stamp
	@$(BIN)/python -m ruff check --quiet --fix-only
	@$(BIN)/python -m ruff format --quiet

# --- the virtual environment: a stamp says for which lock it was filled -----------------------------------------------------------------

# One whose Python is gone (the system was upgraded) is made anew.
ifneq ($(shell $(BIN)/python -c 'print("alive")' 2>/dev/null),alive)
$(shell rm -f $(VENV)/*.stamp)
endif

$(VENV)/python.stamp:
	@"$(PYTHON)" -c '$(GOOD_PYTHON)' 2>/dev/null || { \
		echo "make: no Python here that is 3.11 or newer and has its venv module" >&2; \
		echo "      on Debian and Ubuntu: apt-get install python3 python3-venv; or name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) ..."
	@"$(PYTHON)" -m venv --clear $(VENV)
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

$(VENV)/ner.stamp: $(VENV)/site.stamp requirements/ner.txt
	@echo "Installing the statistical model ..."
	@$(PIP) install --require-hashes -r requirements/ner.txt
	@touch $@

# Each peer has an environment of its own: ProperDocs and MkDocs share names of modules.
.cache/peers/%/venv.stamp: requirements/peers-%.txt | $(VENV)/python.stamp
	@echo "Installing $* ..."
	@$(BIN)/python -m venv --clear .cache/peers/$*/venv
	@$(subst $(BIN)/python,.cache/peers/$*/venv/bin/python,$(PIP)) install --require-hashes -r $<
	@touch $@

# The Nu HTML checker runs on Java and comes from npm, locked by its digest; both come from the system.
.cache/peers/vnu/npm.stamp: requirements/vnu/package.json requirements/vnu/package-lock.json
	@if command -v java && command -v npm; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "Installing Java and npm for the HTML checker ..." >&2; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends default-jre-headless npm; \
	else \
		echo "make: no Java or no npm found, which the HTML checker needs; on Debian: sudo apt-get install default-jre-headless npm" >&2; exit 1; \
	fi >/dev/null
	@echo "Installing the HTML checker ..."
	@mkdir -p $(@D) && cp $^ $(@D)/
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error
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
	$(LOCK) -o requirements/ner.txt --extra ner -c requirements/site.txt pyproject.toml requirements/build.in
	$(LOCK) -o requirements/test.txt --extra test -c requirements/site.txt pyproject.toml requirements/build.in
	$(LOCK) -o requirements/peers-properdocs.txt -c requirements/site.txt requirements/peers-properdocs.in
	$(LOCK) -o requirements/peers-zensical.txt -c requirements/site.txt requirements/peers-zensical.in
	$(LOCK) -o requirements/peers-data.txt requirements/peers-data.in

clean:
	@if [ -f $(VENV)/site.stamp ]; then $(BIN)/python -c "from pathlib import Path; from builder.write import FOLDERS, write; write(Path(), (), FOLDERS)"; fi
	rm -rf site .cache .search

distclean: clean
	rm -rf $(VENV) .hypothesis
