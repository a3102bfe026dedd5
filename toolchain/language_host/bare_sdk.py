"""The SDK's protocol messages without the SDK around them."""

import sys
from importlib.util import find_spec, module_from_spec


def import_nothing_but_the_protocol() -> None:
    """Put empty `pulumi` and `pulumi.runtime` packages in place, so that `pulumi.runtime.proto` imports alone.

    Importing the SDK takes 0.3 s and every preview waits for its language host. The process can use no other part of
    the SDK afterwards.
    """
    for package in ("pulumi", "pulumi.runtime"):
        spec = find_spec(package)
        if spec is None:
            sys.exit(f"the Python language host needs the package {package!r}: run `make setup`")
        sys.modules[package] = module_from_spec(spec)
