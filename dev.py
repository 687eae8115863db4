#!/usr/bin/env python3
"""Every habit of the house in one command; needs Python and nothing else.

python3 dev.py demo [...]     set everything up, then the demo: server, mailbox, authenticator, client
python3 dev.py test [...]     set up, then every check and every test (arguments go to pytest)
python3 dev.py lint           the checks alone
python3 dev.py tour DIR       the demo's story driven by itself, a picture a step in DIR
python3 dev.py bench [NAME]   the measurements of tests/bench, one or all
python3 dev.py fuzz [SEED]    20,000 requests made up from the published interface; a seed repeats them
python3 dev.py setup          the set-up alone
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- whoever runs an older one deserves a sentence
    sys.exit(
        "CCM Desk needs Python 3.11 or newer; this is {}.{} ({}).\n"
        "Run it with a newer one, for instance: python3.12 dev.py demo".format(*sys.version_info[:2], sys.executable),
    )

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
REQUIREMENTS = ROOT / "packaging" / "requirements"
BUILD_FORMS = ROOT / "packaging" / "build_forms.py"
LOG = VENV / "setup.log"
HEARTBEAT_S = 8
TAIL_LINES = 25
FUZZ_REQUESTS = 20_000

# Debian's names of the system libraries that Qt's Linux plugins link to. ldd says which are missing.
DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}


class StopError(Exception):
    """The set-up cannot go on; the text is for whoever runs it."""


def say(text: str) -> None:
    """Print at once, whatever the terminal can write."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def _piped(command: list[str]) -> subprocess.Popen[str]:
    pipe, joined = subprocess.PIPE, subprocess.STDOUT
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=joined, encoding="utf-8", errors="replace")


def run_logged(command: list[str], log: Path) -> None:
    """Run quietly: the output goes to the log; a sign of life now and then; the log's end if it fails."""
    beat = time.monotonic()
    with log.open("a", encoding="utf-8") as out, _piped(command) as process:  # no parentheses: see the version check
        out.write(f"$ {' '.join(command)}\n")
        for line in process.stdout or ():
            out.write(line)
            if time.monotonic() - beat > HEARTBEAT_S and line.strip():
                beat = time.monotonic()
                say(f"      … {line.strip()[:90]}")
    if process.returncode:
        lines = log.read_text(encoding="utf-8").splitlines()[-TAIL_LINES:]
        raise StopError("\n".join([*lines, f"\nThis failed: {' '.join(command)}\nThe whole log: {log}"]))


# -- Debian and its like -----------------------------------------------------------------------------------


def apt_install(packages: list[str], why: str) -> bool:
    """Install system packages when we may (root with apt), else say what to type. Never fatal here."""
    wanted = " ".join(packages)
    if WINDOWS or not shutil.which("apt-get"):
        say(f"      {why}: install {wanted} (or your system's equivalent).")
        return False
    if os.geteuid() != 0:
        say(f"      {why}. Please run: sudo apt-get install {wanted}")
        return False
    say(f"      {why}: apt-get install {wanted}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    for command in (install, [*apt, "update"], install):  # a fresh machine has no package lists yet
        done = subprocess.run(command, env=env, capture_output=True, text=True, errors="replace", check=False)
        if command is install and done.returncode == 0:
            return True
    say(f"      apt-get could not: {done.stderr.strip()[-300:]}")
    return False


def missing_libraries() -> list[str]:
    """Names of the shared libraries Qt needs here and the system lacks (Linux; empty elsewhere)."""
    qt = next(VENV.glob("lib*/python*/site-packages/PySide6/Qt"), None)
    if platform.system() != "Linux" or qt is None or not shutil.which("ldd"):
        return []
    plugins = [qt / "plugins" / "platforms" / f"lib{name}.so" for name in ("qxcb", "qoffscreen")]
    widgets = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Widgets", "Network", "Svg")]
    glx = sorted((qt / "plugins" / "xcbglintegrations").glob("*.so"))
    files = [str(path) for path in (*plugins, *widgets, *glx) if path.exists()]
    out = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False, errors="replace").stdout
    return sorted({line.split()[0] for line in out.splitlines() if line.rstrip().endswith("not found")})


def system_libraries() -> None:
    """Check what Qt links to; a bank's window that dies with a linker's message helps nobody."""
    missing = missing_libraries()
    if missing:
        packages = sorted({DEBIAN.get(name, name) for name in missing})
        apt_install(packages, "Qt needs system libraries that are not here")


def postgresql() -> None:
    """Have the PostgreSQL server at hand, as half of the server's tests run on it too (skipped without)."""
    here = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not here and not WINDOWS:
        apt_install(["postgresql"], "The PostgreSQL tests need its server; they are skipped without")


# -- set-up ------------------------------------------------------------------------------------------------


def stamp_of(profile: str) -> str:
    """Name of everything the set-up depends on: change it and the set-up runs again."""
    digest = hashlib.sha256(f"{sys.version}|{sysconfig.get_platform()}|{ROOT}|{profile}".encode())
    for path in [*sorted(REQUIREMENTS.glob("*.txt")), Path(__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_ready(profile: str) -> bool:
    """Whether the set-up for this profile (`run` or `dev`; dev includes run) was completed and still holds."""
    stamps = (VENV / f"ready-{name}" for name in {profile, "dev"})
    return PYTHON.exists() and any(
        path.exists() and path.read_text(encoding="ascii") == stamp_of(path.name.removeprefix("ready-"))
        for path in stamps
    )


def create_venv() -> None:
    """Make `.venv` of this very Python."""
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not apt_install([package], "This Python cannot make virtual environments (no ensurepip)"):
            raise StopError(f"Install {package} (or another Python with ensurepip), then run this again.")
    version = "{}.{}.{}".format(*sys.version_info[:3])
    config = VENV / "pyvenv.cfg"
    same = PYTHON.exists() and config.exists() and f"version = {version}\n" in config.read_text(encoding="utf-8")
    if same and subprocess.run([str(PYTHON), "-m", "pip", "-V"], capture_output=True, check=False).returncode == 0:
        return
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StopError(f"{done.stdout}{done.stderr}\nThe virtual environment {VENV} could not be made.")


def install_project() -> None:
    """Put the checkout on the environment's path and give it its `ccmdesk` command, with no build to wait for."""
    done = subprocess.run(
        [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    (Path(done.stdout.strip()) / "ccmdesk.pth").write_text(f"{ROOT}\n", encoding="locale")  # as site reads it
    if WINDOWS:
        (PYTHON.parent / "ccmdesk.cmd").write_text('@"%~dp0python.exe" -m ccmdesk %*\n', encoding="ascii")
        return
    script = PYTHON.parent / "ccmdesk"
    code = "import sys\nfrom ccmdesk.cli import main\nsys.exit(main())\n"
    script.write_text(f"#!/bin/sh\n'''exec' '{PYTHON}' \"$0\" \"$@\"\n' '''\n{code}", encoding="utf-8")
    script.chmod(0o755)


def setup(profile: str) -> None:
    """Bring `.venv` to what `profile` needs. Does nothing when it is already so."""
    if is_ready(profile):
        return
    requirements = REQUIREMENTS / {"run": "server.txt", "dev": "dev.txt"}[profile]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    steps = [
        ("Virtual environment in .venv", create_venv),
        (
            "Libraries (about 200 MB the first time)",
            lambda: run_logged([*pip, "install", "--no-deps", "-r", str(requirements)], LOG),
        ),
        ("Libraries agree with each other", lambda: run_logged([*pip, "check"], LOG)),
        ("System libraries of Qt", system_libraries),
        ("The ccmdesk command", install_project),
        ("Compiled Python", lambda: run_logged([str(PYTHON), "-m", "compileall", "-q", str(ROOT / "ccmdesk")], LOG)),
    ]
    if profile == "dev":
        steps.insert(4, ("PostgreSQL", postgresql))
    for number, (title, work) in enumerate(steps, 1):
        start = time.monotonic()
        say(f"[{number}/{len(steps)}] {title} …")
        work()
        say(f"      done in {time.monotonic() - start:.1f} s")
    (VENV / f"ready-{profile}").write_text(stamp_of(profile), encoding="ascii")


# -- commands ----------------------------------------------------------------------------------------------


def call(*command: str) -> int:
    """Run one of ours in the environment, on this terminal; Ctrl-C belongs to it, we only wait."""
    env = {**os.environ, "PATH": f"{PYTHON.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    if os.environ.get("CI"):
        env["NO_COLOR"] = "1"
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start a hundred Pythons: each would compile everything again
    with subprocess.Popen([str(PYTHON), *command], cwd=ROOT, env=env) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def build_forms() -> int:
    """Compile forms, translations and resources if one is newer than what was made of it."""
    return call(str(BUILD_FORMS))


def checks() -> list[tuple[str, list[str]]]:
    """List the checks that read the code without running it."""
    return [
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("mypy", ["-m", "mypy"]),
        ("import-linter", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
    ]


def run_all(steps: list[tuple[str, list[str]]]) -> int:
    """Run every step, even after a failure, and close with one line a step and a verdict."""
    results = []
    for number, (title, command) in enumerate(steps, 1):
        say(f"\n[{number}/{len(steps)}] {title}")
        start = time.monotonic()
        results.append((title, call(*command), time.monotonic() - start))
    say("")
    for title, code, seconds in results:
        say(f"{'ok  ' if code == 0 else 'FAIL'}  {title:<14} {seconds:7.1f} s")
    failed = [title for title, code, _ in results if code]
    say(f"FAIL: {', '.join(failed)}" if failed else "PASS")
    return 1 if failed else 0


def demo(arguments: list[str]) -> int:
    """Set up and start the demo."""
    setup("run")
    return build_forms() or call("-m", "ccmdesk", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Set up, check everything, test everything."""
    setup("dev")
    parallel = (
        []
        if any(a.startswith(("-n", "--pdb", "-s")) for a in arguments)
        else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    )
    return run_all(
        [("forms", [str(BUILD_FORMS)]), *checks(), ("pytest", ["-m", "pytest", *parallel, *arguments])],
    )


def lint(arguments: list[str]) -> int:
    """Run the checks alone: style, types, imports, rules of the house."""
    setup("dev")
    house = ("house", ["-m", "pytest", "-q", "tests/house", *arguments])
    return run_all([("forms", [str(BUILD_FORMS)]), *checks(), house])


def tour(arguments: list[str]) -> int:
    """Drive the demo's story."""
    if len(arguments) != 1:
        raise StopError("Where shall the pictures go? python3 dev.py tour DIR")
    return demo(["--tour", str(Path(arguments[0]).resolve())])


def bench(arguments: list[str]) -> int:
    """Run the measurements one after the other (they share no processor with anything else)."""
    setup("dev")
    build_forms()
    scripts = {path.stem.removeprefix("bench_"): path for path in sorted((ROOT / "tests/bench").glob("bench_*.py"))}
    unknown = [name for name in arguments if name not in scripts]
    if unknown:
        raise StopError(f"No measurement is called {unknown[0]}. There are: {', '.join(scripts)}")
    return run_all([(name, [str(scripts[name])]) for name in (arguments or scripts)])


def fuzz(arguments: list[str]) -> int:
    """Send the server 20,000 made-up requests, other ones each time unless a seed is given."""
    seed = arguments[0] if arguments else str(time.time_ns() % 10**9)
    if len(arguments) > 1 or not seed.isdecimal():
        raise StopError("Which ones? python3 dev.py fuzz [SEED], a number")
    setup("dev")
    build_forms()
    os.environ.update(CCMDESK_FUZZ_REQUESTS=str(FUZZ_REQUESTS), CCMDESK_FUZZ_SEED=seed)
    say(f"python3 dev.py fuzz {seed} repeats these requests")
    files = [str(path) for path in sorted((ROOT / "tests/contract").glob("test_fuzz*.py"))]
    return call("-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--timeout", "0", *files)


def only_setup(_arguments: list[str]) -> int:
    """Set up for development."""
    setup("dev")
    say("Everything is in place: python3 dev.py demo")
    return 0


COMMANDS = {"demo": demo, "test": test, "lint": lint, "tour": tour, "bench": bench, "fuzz": fuzz, "setup": only_setup}


def main() -> int:
    """Run the command named first."""
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        say(__doc__.strip())
        return 0 if name in {"help", "-h", "--help"} else 2
    try:
        return COMMANDS[name](arguments)
    except StopError as reason:
        say(f"\n{reason}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
