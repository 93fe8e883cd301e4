"""A Debian of its own in a folder, with systemd as its first process, in namespaces of its own."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from deploy.proxied import ROOT

BOOT = r"""
set -e
cd "$1"
mount --make-rprivate /
mount --bind . . && cd "$1"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
# Devices of its own: systemd changes the owner and mode of its console, which must not be ours.
mount -t tmpfs -o mode=755 tmpfs dev
device() { mknod -m "$5" "dev/$1" "$2" "$3" "$4" && chmod "$5" "dev/$1"; }
device null c 1 3 666; device zero c 1 5 666; device full c 1 7 666; device random c 1 8 666; device urandom c 1 9 666
device tty c 5 0 666; device ptmx c 5 2 666; device console c 1 3 600
mkdir dev/shm dev/pts && ln -s /proc/self/fd dev/fd
mount -t tmpfs tmpfs dev/shm
ip link set lo up
mkdir -p mnt && pivot_root . mnt && cd / && umount -l mnt
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system
"""


def run(*command, **more) -> subprocess.CompletedProcess:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=900, **more)
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


def debian_with(packages: list[str], folder: Path) -> Path:
    """A fresh copy of a minimal Debian 12 with these packages. The original is kept in build/, as it takes a minute to make."""
    name = hashlib.sha256(" ".join(packages).encode()).hexdigest()[:16]
    original = ROOT / "build/test-root" / name
    if not (original / "etc/debian_version").exists():
        shutil.rmtree(original.parent, ignore_errors=True)
        original.parent.mkdir(parents=True)
        half = original.with_suffix(".half")
        run("mmdebstrap", "--quiet", "--mode=root", "--variant=apt", f"--include={','.join(packages)}", "bookworm", half)
        half.rename(original)
    root = folder / "root"
    run("cp", "-a", "--reflink=auto", original, root)
    return root


class Machine:
    """systemd runs what is installed in the root, with the sandbox of each unit."""

    def __init__(self, root: Path):
        self.outer = subprocess.Popen(["unshare", "--fork", "--kill-child", "--pid", "--mount", "--cgroup", "--uts", "--ipc", "--net",
                                       "bash", "-c", BOOT, "boot", root], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.first = self.first_process()

    def first_process(self) -> int:
        children = Path(f"/proc/{self.outer.pid}/task/{self.outer.pid}/children")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            assert self.outer.poll() is None, self.outer.stderr.read().decode()
            for child in children.read_text().split():
                if (Path("/proc") / child / "comm").read_text() == "systemd\n":
                    return int(child)
            time.sleep(0.05)  # between two looks at the condition
        raise AssertionError("systemd did not begin")

    def inside(self, *command: str, check: bool = True) -> subprocess.CompletedProcess:
        """Runs a command of the root, on the machine."""
        done = subprocess.run(["nsenter", "-t", str(self.first), "-a", "-r", *command], capture_output=True, text=True, timeout=60)
        assert not check or done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done

    def from_its_network(self, *command) -> subprocess.CompletedProcess:
        """Runs one of our commands so that 127.0.0.1 is the machine's."""
        return run("nsenter", "-t", self.first, "-n", *command, env=os.environ | {"PYTHONPATH": str(ROOT / "tests")})

    def off(self) -> None:
        """--kill-child ends what is inside as well."""
        self.outer.send_signal(signal.SIGKILL)
        self.outer.wait()
