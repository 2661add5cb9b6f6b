# One way to do each thing. `make run` and `make test` need only python3 (>= 3.11, with venv) and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
export DJANGO_SETTINGS_MODULE := parvis.config.settings

.PHONY: run test check setup
