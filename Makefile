.DEFAULT_GOAL := help
.PHONY: help setup run test lint messages bench

PYTHON ?= python3
VENV_PYTHON := .venv/bin/python
MANAGE := $(VENV_PYTHON) manage.py

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv and install the locked packages where they changed
	@$(PYTHON) .ci/setup.py

run: setup ## serve on http://localhost:8000/ (PORT=), with sample content in an empty database
	@$(MANAGE) compile_catalogues
	@echo "Preparing the database …"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) setup_site
	@$(MANAGE) load_sample_content --if-empty
	@$(MANAGE) create_demo_users
	@$(MANAGE) run_service

test: setup ## run every check and test (FULL=1: all tests on PostgreSQL too)
	@$(VENV_PYTHON) .ci/verify.py $(if $(FULL),--full)

lint: setup ## run the checks without the tests
	@$(VENV_PYTHON) .ci/verify.py --checks-only

messages: setup ## gather the translatable texts into locale/ and compile the catalogues
	@$(MANAGE) update_catalogues
	@$(MANAGE) compile_catalogues

bench: setup ## measure the API's speed with wrk on both databases (BENCH="--size large --only cold", BENCH=--help)
	@$(VENV_PYTHON) -m tests.bench $(or $(BENCH),--seconds 3)
