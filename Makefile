# `make` lists the targets. The first run of each sets up what it needs in .venv; later runs do not.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve site convert test check docs translations bench browser shots clean validate

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

serve: .venv/installed ## convert what is new in seeds/ and show the digest while you edit
	$(BIN)/digest serve

site: .venv/installed ## build site/, to be opened by double-click or published
	$(BIN)/digest build --offline
	@echo "Open site/index.html"

convert: .venv/installed ## turn new seeds into entries
	$(BIN)/digest convert

test: .venv/tested browser ## run the tests (a real browser included)
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=95 $(TESTS)

check: .venv/tested ## lint, format, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/test_layers.py

browser: .venv/tested
	@$(BIN)/python tests/site/browser.py

shots: .venv/tested browser site ## the screenshots of the README and docs/
	$(BIN)/python docs/shots.py

validate: .venv/installed ## the Nu checker on every page, epubcheck on books (needs java and npm)
	npm install --silent --no-save --prefix .venv/nu vnu-jar
	$(BIN)/digest build -q --site-dir .venv/nu/web
	$(BIN)/digest build -q --offline --site-dir .venv/nu/folder
	java -jar .venv/nu/node_modules/vnu-jar/build/dist/vnu.jar --skip-non-html --errors-only --filterpattern '.*autocomplete.*only allowed when.*' .venv/nu/web .venv/nu/folder
	$(BIN)/python -m pip install --quiet --disable-pip-version-check epubcheck
	$(BIN)/digest export --epub -o .venv/nu/all.epub
	$(BIN)/digest export --epub --week 2025-W49 -o .venv/nu/week.epub
	$(BIN)/digest export --epub --speaker kaja-kallas -o .venv/nu/speaker.epub
	for part in all week speaker; do $(BIN)/epubcheck .venv/nu/$$part.epub || exit 1; done

docs: .venv/tested ## write the parts of docs/ that come from the code
	$(BIN)/python -m cogapp -r docs/entry.md docs/commands.md docs/templates.md
	$(BIN)/python -c 'import json, digest.frontmatter as f; print(json.dumps(f.schema(), indent=2))' > docs/entry.schema.json

translations: .venv/tested ## bring digest/site/locale/ up to date with what the pages say
	$(BIN)/python tests/messages.py

bench: .venv/tested ## time a build beside stock Material's
	$(BIN)/python benchmarks/build.py 300

clean: ## remove what was built and installed
	rm -rf site .venv .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Digest needs Python 3.11 or later; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
