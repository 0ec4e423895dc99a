"""As whom PostgreSQL runs: it refuses to be root, and no folder may be opened wider to please it.

An ordinary user runs it as themselves. Root runs it in a user namespace, where root's own files belong to an
unprivileged number; where namespaces are closed (most containers), as another system user that may pass through
closed folders by a capability, so that a clone in a 0700 folder works without anybody touching that folder.
"""

import os
import pwd
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Passing closed folders, by the narrower capability where the machine still has it.
PASSING_CAPABILITIES = ("dac_read_search", "dac_override")
# PostgreSQL first asks access(2), which otherwise forgets the capabilities of whoever is not root.
KEEP_POWERS_IN_MIND = "--securebits=+no_setuid_fixup"
SUITABLE = 'test "$(id -u)" -ne 0 && test -x "$0" && test -w "$1"'


@dataclass(frozen=True)
class Identity:
    """How to run a program as somebody PostgreSQL accepts, and who then owns its files."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        """Give a file or folder of ours to this identity; its permissions stay as they are."""
        if path.exists() and path.lstat().st_uid != self.uid:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def own_all(self, folder: Path) -> None:
        """The same for a whole folder, unless its top says that it was done before."""
        if folder.lstat().st_uid == self.uid:
            return
        for inside in folder.rglob("*"):
            self.own(inside)
        self.own(folder)


class NoIdentity(Exception):
    """This machine lets nobody but root run PostgreSQL."""


def identity_for(*, binary: Path, folder: Path) -> Identity:
    """The first way that can run `binary` and write in `folder` without being root.

    Raises NoIdentity where there is none. May hand `folder` itself, which is ours, to the identity chosen.
    """
    for identity in _ways(folder):
        if _works(identity, binary=binary, folder=folder):
            return identity
    raise NoIdentity


def _ways(folder: Path) -> Iterator[Identity]:
    if os.geteuid() != 0:
        yield Identity(uid=os.geteuid(), gid=os.getegid())
        return
    if folder.lstat().st_uid == 0:
        yield _in_a_namespace()
    for capability in PASSING_CAPABILITIES:
        yield _as_another_user(_other_user(folder), capability)


def _in_a_namespace() -> Identity:
    # initdb asks for the name of its user number, so the number must be one that the machine knows.
    known = _unprivileged_user()
    mapping = (f"--map-user={known.pw_uid}", f"--map-group={known.pw_gid}")
    return Identity(uid=0, gid=0, prefix=("unshare", "--user", *mapping))


def _as_another_user(user: pwd.struct_passwd, capability: str) -> Identity:
    names = (f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
    only = f"-all,+{capability}"
    powers = (f"--inh-caps={only}", f"--ambient-caps={only}", f"--bounding-set={only}", KEEP_POWERS_IN_MIND)
    return Identity(uid=user.pw_uid, gid=user.pw_gid, prefix=("setpriv", *names, *powers))


def _other_user(folder: Path) -> pwd.struct_passwd:
    # Root working in somebody's clone leaves that person's database theirs.
    owner = folder.lstat().st_uid
    return pwd.getpwuid(owner) if owner else _unprivileged_user()


def _unprivileged_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("daemon")
    except KeyError:
        return next(user for user in pwd.getpwall() if user.pw_uid != 0)


def _works(identity: Identity, *, binary: Path, folder: Path) -> bool:
    previous = folder.lstat()
    identity.own(folder)
    if _succeeds([*identity.prefix, "sh", "-c", SUITABLE, str(binary), str(folder)]):
        return True
    os.chown(folder, previous.st_uid, previous.st_gid)
    return False


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
