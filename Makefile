# make start   everything a first start needs, then the application on port 8501 (PORT)
# make test    the whole test suite with real Chromium        make check   lint, types, layer law
# make torture  the long forms of faults, races and strings: some hours
# make audit   known weaknesses of what is installed (needs the internet)     make sbom   the bill of materials
# make lock    after a change of requirements*.txt: versions, hashes, licences and bill of materials anew
# make clean   takes away what make has installed; never your data
#
# PORT, DATA_DIR, PUBLIC_URL and DATABASE_URL are read from the environment.

PORT ?= 8501
VENV := .venv
PYTHON := $(VENV)/bin/python
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: start test torture check audit lock sbom clean installed developed chromium
.DEFAULT_GOAL := start

start: installed
	@exec $(PYTHON) -m streamlit run app.py --server.port $(PORT)

test: check audit chromium
	$(PYTHON) -m pytest -m "alone and not torture"
	$(PYTHON) -m pytest -m "not alone and not torture" --numprocesses 3 --dist loadfile --no-loadscope-reorder

torture: developed chromium
	$(PYTHON) -m pytest -m torture

check: developed
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest --durations=0 -p no:cacheprovider tests/test_layers.py

# Says so when it could not check, and does not fail then.
audit: developed
	$(PYTHON) -m supply.audit

sbom: developed
	$(PYTHON) -m supply.sbom

lock: developed
	$(PYTHON) -m pip install --quiet uv==0.13.9
	$(PYTHON) -m supply.lock
	$(PYTHON) -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(PYTHON) -m supply.licenses
	$(PYTHON) -m supply.sbom

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed stands in a copy of the list, so only a changed list installs anything.
installed: $(PYTHON)
	@cmp -s requirements.lock $(VENV)/requirements.lock || { \
	  echo "Installing what the application needs. This takes a minute, once." ; \
	  $(PYTHON) -m pip install --quiet --require-hashes --requirement requirements.lock && \
	  cp requirements.lock $(VENV)/requirements.lock ; }

developed: installed
	@cmp -s requirements-dev.lock $(VENV)/requirements-dev.lock || { \
	  echo "Installing what the tests need. This takes a minute, once." ; \
	  $(PYTHON) -m pip install --quiet --require-hashes --requirement requirements-dev.lock && \
	  cp requirements-dev.lock $(VENV)/requirements-dev.lock ; }

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
