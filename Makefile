# make run    opens Postil on your library (all set-up included)
# make speech installs what reading aloud needs (large; Postil works without it)
# make test   the same set-up, then every check: ruff, mypy, import-linter, pytest
# make fuzz   the tests of laws, with other examples each time, and 20,000 wrong files
# make lock   writes the lock files anew from pyproject.toml
# make benchmarks prints how fast it is
# make bundle a program that needs no Python, by PyInstaller, in dist/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHON

.PHONY: run speech test lint types layers tests fuzz lock bundle benchmarks clean

run: $(VENV)/runtime.installed
	@packaging/linux/system-libraries.sh run
	@if [ "$$(uname)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "There is no display here, so Postil shows its work without a window:"; \
		$(BIN)/python -m postil tour; \
	else \
		$(BIN)/python -m postil; \
	fi

speech: $(VENV)/runtime.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-speech.lock

test: $(VENV)/development.installed
	@packaging/linux/system-libraries.sh test
	@$(MAKE) --no-print-directory lint types layers tests

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports --no-cache

tests:
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile

fuzz: $(VENV)/development.installed
	POSTIL_FUZZ=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile -m "not gui"
	$(BIN)/python -m tests.importers.fuzz

# Those that need pages with known answers say in their first lines where they look for them.
benchmarks: $(VENV)/development.installed
	@for name in store search library_list reader importing; do \
		echo "== $$name"; $(BIN)/python -m tests.benchmarks.$$name; \
	done

# The system packages come first: without them a virtual environment cannot even be made.
$(VENV)/bin/python:
	@packaging/linux/system-libraries.sh run
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.installed: requirements.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python packaging/link_checkout.py
	@touch $@

$(VENV)/development.installed: requirements-dev.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python packaging/link_checkout.py
	@touch $@ $(VENV)/runtime.installed

LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet

lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra speech --constraint requirements.lock --output-file requirements-speech.lock
	$(LOCK) --extra dev --extra bundle --constraint requirements.lock --output-file requirements-dev.lock

bundle: $(VENV)/development.installed
	$(BIN)/python -m PyInstaller --noconfirm --clean packaging/postil.spec

clean:
	rm -rf $(VENV) build dist
