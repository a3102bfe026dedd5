"""Pulumi's Python language host, for machines where `pulumi-language-python` is missing.

The engine starts one host per run and asks it, over the LanguageRuntime protocol, to run the program, policy packs and
plugins. Programs themselves run under the SDK's own `pulumi-language-python-exec`.
"""
