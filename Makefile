# Fingerpost. `make run` starts it, `make test` proves it, `make help` names the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run demo test check fix docs bench soak lighthouse assets messages clean

PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# What was done before Fingerpost itself could time its steps.
STEPS := .venv/.steps

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.ready ## Start Fingerpost on http://127.0.0.1:8000 (PORT and DATABASE_URL are honoured)
	@FINGERPOST_STEPS=$(STEPS) exec $(BIN)/fingerpost run

demo: .venv/.ready ## Fill the private database with the make-believe county
	@$(BIN)/fingerpost migrate --verbosity 0
	@$(BIN)/fingerpost demo

test: .venv/.ready-dev ## Check the code, then run every test on both kinds of PostgreSQL
	@scripts/test-machine
	@failed=; \
	$(MAKE) --no-print-directory check || failed=1; \
	scripts/second-engine || failed=1; \
	$(BIN)/pytest -n 2 --dist worksteal || failed=1; \
	test -z "$$failed" || { echo 'make test: something failed, see above.'; exit 1; }

check: .venv/.ready-dev ## Lint, types, import contracts, missing migrations
	@failed=; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check --quiet . || { echo 'Some files want formatting: make fix'; failed=1; }; \
	$(BIN)/lint-imports --cache-dir .import_linter_cache || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/fingerpost makemigrations --check --dry-run || failed=1; \
	test -z "$$failed"

fix: .venv/.ready-dev ## Put right what ruff can put right by itself
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@$(BIN)/ruff check .

docs: .venv/.ready-dev ## Check the documentation against the code
	@$(BIN)/pytest -n 0 -q tests/house

bench: .venv/.ready-dev ## Measure speed and size on a national set (docs/performance.md)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.keeping
	@$(BIN)/python -m benchmarks.looking
	@$(BIN)/uv sync --locked --inexact --quiet --group matching
	@$(BIN)/python -m benchmarks.doubles
	@$(BIN)/python -m benchmarks.importing
	@$(BIN)/python -m benchmarks.submitting
	@$(BIN)/python -m benchmarks.row_security
	@$(BIN)/python -m benchmarks.keying

soak: .venv/.ready-dev ## Tamper with the record 10,000 times, compare five million decisions and 50,000 requests, press forms 20,000 times, take back what was shared, ask for pages for ten minutes (MINUTES, PORT)
	@$(BIN)/python -m benchmarks.tampering 10000
	@DECISIONS=5000000 $(BIN)/pytest -q -n 0 --timeout 0 tests/accounts/test_rules_properties.py tests/accounts/test_glass.py
	@PEOPLE=10000 $(BIN)/pytest -q -n 0 --timeout 0 tests/accounts/test_row_security.py tests/families/test_row_security.py
	@REQUESTS=50000 $(BIN)/pytest -q -n 0 --timeout 0 tests/walk -k everybody_gets
	@ROUNDS=1000 $(BIN)/pytest -q -n 0 --timeout 0 tests/registration/test_double_presses.py
	@STEPS=10000 $(BIN)/pytest -q -n 0 --timeout 0 tests/sharing/test_late_reads.py -k taken_back
	@$(BIN)/python -m benchmarks soak
	@$(BIN)/python -m benchmarks.soak $(MINUTES)

lighthouse: .venv/.ready-dev ## Ask Lighthouse about the pages on a phone (needs npm and Chromium)
	@$(BIN)/python -m benchmarks lighthouse

assets: ## Compile the styles and scripts anew (needs npm; the result is committed)
	@cd assets && npm ci --no-audit --no-fund && npm run build

messages: .venv/.ready-dev ## Gather the words to translate (COMPILE=1 also compiles the translations)
	@$(BIN)/python scripts/messages.py $(if $(COMPILE),--compile)

clean: ## Remove the environment, but not the try-out's data
	@rm -rf .venv

.venv/.ready: pyproject.toml uv.lock
	@SECONDS=0; scripts/python-environment $(PYTHON) $(UV_VERSION); echo "$$SECONDS Python environment" >> $(STEPS)
	@SECONDS=0; echo '… Locked dependencies'; $(BIN)/uv sync --locked --no-dev --inexact --quiet; \
		echo "✓ Locked dependencies ($$SECONDS s)"; echo "$$SECONDS Locked dependencies" >> $(STEPS)
	@SECONDS=0; scripts/pango; echo "$$SECONDS PDF fonts" >> $(STEPS)
	@touch $@

.venv/.ready-dev: pyproject.toml uv.lock
	@scripts/python-environment $(PYTHON) $(UV_VERSION)
	@echo '… Locked dependencies, with those for development'; $(BIN)/uv sync --locked --quiet
	@scripts/pango
	@touch $@ .venv/.ready
