# What a person does with this checkout. `make` alone lists it.
# Everything is installed into .venv, from locks whose hashes are checked.

PYTHON ?= python3
JOBS ?= 2
ARGS ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate
TEMPLATE := .cache/soptui.pot
CATALOGUES := $(wildcard soptui/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check bench screenshots locale lock wheel clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/.installed ## start soptui; ARGS="..." are its arguments
	@exec $(BIN)/soptui $(ARGS)

test: check ## everything a change must pass; ARGS="..." go to pytest
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: .venv/.dev ## only what needs no test run: style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## measure it against its budgets; ARGS="screens", "trail", "media" or "inbox" is one group
	$(BIN)/python -m tests.benchmarks $(ARGS)

screenshots: .venv/.dev ## draw the pictures that the README shows
	$(BIN)/python -m tests.screenshots $(ARGS)

locale: .venv/.dev ## bring the catalogues up to date with the source, and compile them
	@mkdir -p $(dir $(TEMPLATE))
	$(BIN)/pybabel --quiet extract --output-file=$(TEMPLATE) --sort-output --add-location=file \
		--project=soptui --copyright-holder="soptui contributors" soptui
	$(BIN)/pybabel --quiet update --input-file=$(TEMPLATE) --output-dir=soptui/locale \
		--domain=soptui --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel compile --directory=soptui/locale --domain=soptui --statistics

lock: $(BIN)/uv ## write the locks anew; ARGS=--upgrade takes newer versions
	$(UV_COMPILE) $(ARGS) pyproject.toml --extra pictures --extra raw --group build \
		--output-file requirements.txt
	$(UV_COMPILE) $(ARGS) pyproject.toml --extra pictures --extra raw --extra apprise --group dev \
		--constraint requirements.txt --output-file requirements-dev.txt

wheel: .venv/.dev ## build the wheel and the source archive into dist/
	$(BIN)/python -m hatchling build

clean: ## remove what was installed, built and cached here; never the data in .soptui
	rm -rf .venv .cache .*_cache .hypothesis .coverage build dist snapshot_report.html
	find soptui tests -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f soptui/locale/*/LC_MESSAGES/*.mo

# What is installed, one stamp a step, so that nothing is done twice.

.venv/.created:
	@command -v $(PYTHON) >/dev/null || { echo >&2 "soptui needs Python 3.11 or newer, and \
	there is no '$(PYTHON)' here. On Debian: apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "soptui needs Python 3.11 or \
	newer, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo >&2 "$(PYTHON) cannot make virtual \
	environments. On Debian: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.locked: requirements.txt .venv/.created
	@echo "Installing what soptui needs into .venv; this takes a minute, once."
	@$(PIP) install --require-hashes --requirement requirements.txt
	@touch $@

.venv/.installed: pyproject.toml soptui/locale/build_hook.py $(CATALOGUES) .venv/.locked
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q soptui
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.installed
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@touch $@

$(BIN)/uv: | .venv/.created
	@$(PIP) install uv
