"""Guardrails for containers on Azure: one file each under rules/, judged by an analyzer of their own."""

PACK_NAME = "hardened-aks"
PACK_VERSION = "0.1.0"
