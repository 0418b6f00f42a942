# make start   everything a first start needs, then the application on port 8501 (PORT)
# make test    the whole test suite with real Chromium        make check   lint, types, layer law
# make torture  the long forms: fifty kills, thousand schedules; an hour
# make clean   takes away what make has installed; never your data
#
# PORT, DATA_DIR, PUBLIC_URL and DATABASE_URL are read from the environment.

PORT ?= 8501
VENV := .venv
PYTHON := $(VENV)/bin/python
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: start test torture check clean installed developed chromium
.DEFAULT_GOAL := start

start: installed
	@exec $(PYTHON) -m streamlit run app.py --server.port $(PORT)

test: check chromium
	$(PYTHON) -m pytest

torture: developed chromium
	$(PYTHON) -m pytest -m torture

check: developed
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest --durations=0 -p no:cacheprovider tests/test_layers.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed stands in a copy of the list, so only a changed list installs anything.
installed: $(PYTHON)
	@cmp -s requirements.txt $(VENV)/requirements.txt || { \
	  echo "Installing what the application needs. This takes a minute, once." ; \
	  $(PYTHON) -m pip install --quiet --requirement requirements.txt && \
	  cp requirements.txt $(VENV)/requirements.txt ; }

developed: installed
	@cmp -s requirements-dev.txt $(VENV)/requirements-dev.txt || { \
	  echo "Installing what the tests need. This takes a minute, once." ; \
	  $(PYTHON) -m pip install --quiet --requirement requirements-dev.txt && \
	  cp requirements-dev.txt $(VENV)/requirements-dev.txt ; }

# The distribution's Chromium if there is one or root may install it, else Playwright's own.
HAS_CHROMIUM := { command -v chromium || command -v chromium-browser ; } >/dev/null

chromium: developed
	@$(HAS_CHROMIUM) || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null ; then \
	    echo "Installing Chromium for the browser tests." ; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null ; \
	  fi ; \
	  $(HAS_CHROMIUM) || $(PYTHON) -m playwright install chromium ; }

$(PYTHON):
	@for candidate in python3.13 python3.12 python3.11 python3 ; do \
	  if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ; then \
	    found=$$candidate ; break ; \
	  fi ; \
	done ; \
	if [ -z "$$found" ] ; then \
	  echo "Python 3.11 or newer is needed, and none was found. See https://www.python.org/downloads/" >&2 ; exit 1 ; \
	fi ; \
	if ! $$found -c 'import ensurepip, venv' 2>/dev/null ; then \
	  version=$$($$found -c 'import sys; print("%d.%d" % sys.version_info[:2])') ; \
	  echo "Python $$version cannot make virtual environments here. On Debian and Ubuntu this helps:" >&2 ; \
	  echo "  apt-get install python$$version-venv" >&2 ; exit 1 ; \
	fi ; \
	$$found -m venv --clear $(VENV)
