# Everything a newcomer types. Each target sets up what it needs, in .venv, and nothing outside this folder.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EVAL ?= ../shared/eval
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: chat serve test check format phrases quality answers pictures bench linearity trust fuzz clean

chat: $(VENV)/ready          ## ask the shipped passages in this terminal
	@$(BIN)/verbatim chat

serve: $(VENV)/ready         ## answer in Telegram; needs TELEGRAM_BOT_TOKEN
	@$(BIN)/verbatim serve

test: $(VENV)/ready-test     ## every test
	@$(BIN)/python -m pytest --numprocesses 4 --dist worksteal

check: $(VENV)/ready-test    ## formatting, lint, types, requirements that fit together, licences
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pip --disable-pip-version-check check
	@$(BIN)/python -m tests.licences

format: $(VENV)/ready-test
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

phrases: $(VENV)/ready-test  ## name the phrases that English has, and give them to every language, to be translated
	@$(BIN)/python -m tests.locales

quality: $(VENV)/ready-quality   ## how often the right sentence comes first, beside other systems
	@$(BIN)/python -m tests.quality $(EVAL) $(SETS)

answers: $(VENV)/ready-test  ## every answer to the questions of EVAL, to OUT; with AGAINST, what another version answered
	@$(BIN)/python -m tests.quality.answers $(OUT) --eval $(EVAL) $(if $(AGAINST),--against $(AGAINST))

pictures: $(VENV)/ready-test ## draw the pictures in README anew, from what the bot answers
	@$(BIN)/python -m tests.pictures

bench: $(VENV)/ready-quality     ## speed and memory, beside other systems
	@$(BIN)/python -m tests.bench

linearity: $(VENV)/ready-test ## every kind of hostile text on all that reads it, in documents of a million characters
	@$(BIN)/python -m tests.linearity

trust: $(VENV)/ready-test    ## every attack by itself, and all of them at once; with SHORT=1, the latter in two minutes
	@$(BIN)/python -m tests.trust $(if $(SHORT),--short)

fuzz: $(VENV)/ready-test     ## invented input for all that reads what others write; with MINUTES=60, an hour of it
	@$(BIN)/python -m tests.fuzz $(if $(MINUTES),--minutes $(MINUTES))

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Verbatim needs Python 3.11 or later, and $(PYTHON) is %d.%d: try make PYTHON=python3.11" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Verbatim into $(VENV) …"
	@$(PIP) install --only-binary :all: --constraint constraints.txt --editable .
	@touch $@

$(VENV)/ready-%: $(VENV)/ready
	@echo "Installing what \"make $*\" needs …"
	@$(PIP) install --only-binary :all: --constraint constraints.txt --editable ".[test,quality]"
	@touch $@

clean:
	@rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
