# Two commands do it all: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 3978
DATA   ?= build/demo
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

.PHONY: help demo test unit check bench faults evals screens lock page clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

demo: $(VENV)/run page ## set up, build the demo, serve the chat page on 127.0.0.1:$(PORT)
	$(BIN)/alke demo --data $(DATA) --port $(PORT)

test: $(VENV)/test page ## set up and run the whole suite
	$(PYTEST)

unit: $(VENV)/test ## the quick part of the suite
	$(PYTEST) -m "not bench and not faults and not browser and not http and not long and not postgres and not scenes and not whole"

check: $(VENV)/test ## lint, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/test ## measure against peers in the same run (ONLY=name)
	$(BIN)/python -m tests.bench $(ONLY)

faults: $(VENV)/test ## let things go wrong at full size, and count what was lost or came twice (ONLY=name)
	$(BIN)/python -m tests.faults $(ONLY)

evals: $(VENV)/test ## measure understanding and search (ONLY=name, SETS=folder)
	SETS="$(SETS)" $(BIN)/python -m tests.evals $(ONLY)

screens: $(VENV)/test page ## take the README's pictures
	$(BIN)/python -m tests.browser.screens

lock: $(VENV)/test ## pin the newest allowed versions, with hashes
	$(BIN)/uv pip compile -q --upgrade $(LOCKED) --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade $(LOCKED) --extra build --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock
LOCKED := --generate-hashes --universal --no-emit-index-url --no-emit-find-links --no-header

page: bot/webchat/node_modules/.package-lock.json ## fetch the chat page's libraries

bot/webchat/node_modules/.package-lock.json: bot/webchat/package-lock.json | $(VENV)/run
	manifest/setup/page "$(BIN)"

$(VENV)/run: requirements.lock pyproject.toml
	manifest/setup/debian demo
	manifest/setup/python "$(PYTHON)" "$(VENV)" requirements.lock
	touch $@

$(VENV)/test: tests/requirements.lock pyproject.toml
	manifest/setup/debian test
	manifest/setup/python "$(PYTHON)" "$(VENV)" tests/requirements.lock
	touch $(VENV)/run $@

clean: ## remove everything that was made
	rm -rf $(VENV) build bot/webchat/node_modules
