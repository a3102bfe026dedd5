"""What a stack may decide about admission: what offends, and whose signatures images must have."""

from base64 import b64decode
from typing import Annotated

from pydantic import AfterValidator, Field

from components.admission.rendering import Mode
from components.settings.cluster import Certificate
from components.settings.network import Host
from components.settings.section import SecretName, Section
from components.signatures.trust import Signing

_OWN_IMAGE = r"^[a-z0-9]+([._/-][a-z0-9]+)*(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64}$"


def subject(value: str) -> str:
    """Return the subject of a certificate as Notation compares it."""
    parts = dict(part.strip().split("=", 1) for part in value.split(",") if "=" in part)
    if missing := [key for key in ("C", "ST", "O") if not parts.get(key)]:
        raise ValueError(f"{value!r} names no {', '.join(missing)}; write C=NL, ST=Utrecht, O=Example, CN=pipeline")
    return value


class SignaturesSetting(Section):
    """Whose signatures images must have to run."""

    certificates: Annotated[list[SecretName], Field(min_length=1)]
    """Names of certificates in the applications' vault."""
    trusted_identities: Annotated[list[Annotated[str, AfterValidator(subject)]], Field(min_length=1)]
    """Subjects of the certificates that sign."""
    image: Annotated[str, Field(pattern=_OWN_IMAGE)]
    """Ratify in the platform's registry."""
    timestamp_root: Certificate
    """Root certificate of the authority that says when an image was signed."""
    revocation_hosts: Annotated[list[Host], Field(default_factory=list)]
    """Hosts that say which certificates are revoked, of those that sign and of timestamps; asked on port 80."""

    @property
    def signing(self) -> Signing:
        """The same as the platform takes it."""
        return {
            "certificates": self.certificates,
            "identities": self.trusted_identities,
            "image": self.image,
            "timestamp_root": b64decode(self.timestamp_root).decode("ascii"),
            "revocation_hosts": self.revocation_hosts,
        }


class AdmissionSetting(Section):
    """What admission does about what offends."""

    mode: Mode = Mode.DENY
    host_suffixes: Annotated[list[Host], Field(default_factory=list)]
    allow_shells: bool = False
    signatures: SignaturesSetting | None = None
