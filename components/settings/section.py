"""The base of every setting with parts."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{1,11}$")]

SecretName = Annotated[str, Field(pattern=r"^[0-9a-zA-Z-]{1,127}$")]
"""Name of a secret, key or certificate in a vault."""


class Section(BaseModel):
    """A setting with parts, written in camelCase like all of Pulumi's configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, coerce_numbers_to_str=True)
