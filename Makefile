# make demo   install, archive what can be reached, verify the six quotes, list them
# make test   install, lint, check types, run the tests, every example of the docs, the accuracy gate
# make test-spark   the tests of batches on Spark: needs Java 17, installs pyspark (450 MB)
# make docs   write docs/commands.md anew from the commands' help, and the site into build/site
#
# Both install into .venv, once; they need nothing but make and Python 3.11 or newer.
# Another Python: make demo PYTHON=python3.12

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip -qq --disable-pip-version-check
# A link that leads nowhere and a page that no list names are errors.
SITE = $(BIN)/sphinx-build -q -W --keep-going -b html -d build/doctrees docs build/site

.PHONY: demo test test-spark docs
.DELETE_ON_ERROR:

demo: $(VENV)/installed-demo
	@printf '\n== Archiving every source that can be reached\n\n'
	@# Exit code 1 says that sources were refused or out of reach; each is named above.
	@$(BIN)/quotetrack --quotes quotes --archive archive archive --all || test $$? -eq 1
	@printf '\n== Verifying every quote\n\n'
	@$(BIN)/quotetrack --quotes quotes --archive archive verify --all --fail-on none
	@printf '\n== The list (one quote in full: %s show bush-2004-permission-slip)\n\n' $(BIN)/quotetrack
	@$(BIN)/quotetrack --quotes quotes --archive archive list

test: $(VENV)/installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p quotetrack
	$(BIN)/pytest -n auto --dist worksteal
	$(BIN)/python benchmarks/gate.py
	$(SITE)
	$(BIN)/python benchmarks/extraction.py --gate

test-spark: $(VENV)/installed-spark
	$(BIN)/pytest -q tests/spark

docs: $(VENV)/installed-test
	$(BIN)/python docs/generate_commands.py
	$(BIN)/python docs/generate_publishers.py
	$(SITE)

# One stamp for each set of extras, made anew when the packaging or the Python changes. The
# installation is editable: a changed module needs no other, unless it is one that is compiled.
TYPES = $(shell find quotetrack -name '*.pxd')
$(VENV)/installed-demo: EXTRAS = demo
$(VENV)/installed-test: EXTRAS = demo,test
$(VENV)/installed-spark: EXTRAS = demo,test,spark
$(VENV)/installed-%: setup.cfg setup.py pyproject.toml $(TYPES) $(TYPES:.pxd=.py) $(BIN)/python
	@echo "Installing quotetrack[$(EXTRAS)] into $(VENV); this takes a few minutes, once"
	@$(PIP) install --editable '.[$(EXTRAS)]'
	@touch $@

# A venv whose Python has gone is cleared; a folder that is no venv never is.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "quotetrack needs Python 3.11 or newer; $(PYTHON) is: $$($(PYTHON) --version 2>&1 | head -n 1)." \
	    "Name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
	  exit 1; }
	@$(PYTHON) -m venv $(if $(wildcard $(VENV)/pyvenv.cfg),--clear) $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment; on Debian: apt install python3-venv" >&2; \
	  test ! -f $(VENV)/pyvenv.cfg || rm -rf $(VENV); exit 1; }
