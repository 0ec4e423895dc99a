"""What the code does not do at all: run input, ask strangers' servers, take files, roll its own cryptography."""

import ast
import re
import tomllib
from collections.abc import Iterator

import pytest

from tests.house.tree import PACKAGE, ROOT, Source, kept_texts, sources

CODE = sources("src")
SCRIPTS = {name: text for name, text in kept_texts().items() if name.startswith("assets/js/")}
TEMPLATES = {name: text for name, text in kept_texts().items() if name.startswith("src/") and name.endswith(".html")}
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]


def imports(source: Source) -> set[str]:
    """The top-level names of what a file imports."""
    found = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def importers(*modules: str) -> set[str]:
    """Which files import one of these."""
    return {source.name.removeprefix("src/fingerpost/") for source in CODE if imports(source) & set(modules)}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call, with the file and the name by which it is called."""
    for source in CODE:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                yield source.name.removeprefix("src/fingerpost/"), ast.unparse(node.func), node


def test_nothing_is_run_that_somebody_sent():
    running = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}
    assert not [(name, called) for name, called, _node in calls() if called in running]


def test_no_object_is_made_from_what_somebody_sent():
    assert not importers("pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle")


def test_no_xml_ldap_xpath_latex_jndi_memcache_or_graphql():
    assert not importers("xml", "lxml", "defusedxml", "ldap", "ldap3", "pylatex", "memcache", "pymemcache", "graphene")
    names = {package["name"] for package in LOCK}
    assert not names & {"python-ldap", "ldap3", "pymemcache", "pylibmc", "graphene", "strawberry-graphql", "channels"}


def test_programs_are_started_by_a_list_of_words_to_bring_up_the_service_or_to_decode_a_picture():
    assert {name for name in importers("subprocess", "pty") if not name.startswith(("launch/", "desks/"))} == {
        "registration/queries/decoding.py"
    }
    assert not [name for name, _called, node in calls() if any(word.arg == "shell" for word in node.keywords)]


def test_no_statement_is_put_together_from_values():
    """What is put into a statement by an f-string is named here: names of columns and tables of ours, never a value."""
    together = {
        name
        for name, called, node in calls()
        if called.endswith((".execute", ".executemany", ".raw", ".extra", "RawSQL", "RunSQL"))
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    }
    assert together <= STATEMENTS_OF_OURS, together - STATEMENTS_OF_OURS


STATEMENTS_OF_OURS = {"demo/national/copying.py"}


def test_nobody_elses_server_is_asked_but_by_name():
    """The organisations of single sign-on, and the machine itself while it starts."""
    networking = importers("requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib", "smtplib", "telnetlib")
    assert {name for name in networking if not name.startswith("launch/")} == {"accounts/adapter.py"}
    assert not [
        name for name, called, _node in calls() if called.endswith("urlopen") and not name.startswith("launch/")
    ]


def test_no_template_is_made_from_input():
    assert not [name for name, called, _node in calls() if called.endswith("from_string") or called == "Template"]


def test_what_is_not_escaped_is_known_by_name():
    """Each of these marks what our own code made: drawings, and data that was encoded for its script."""
    unescaped = {
        name for name, called, _node in calls() if called.split(".")[-1] in {"Markup", "mark_safe", "SafeString"}
    }
    assert unescaped <= MADE_BY_US, unescaped - MADE_BY_US
    assert not [name for name, text in TEMPLATES.items() if NOT_ESCAPED.search(text)]


# What stands in the template itself, in quotation marks, is ours.
NOT_ESCAPED = re.compile(r"[^\"'\s]\s*\|\s*safe\b|autoescape\s+false")
MADE_BY_US = {
    "desks/account/views/second_factor.py",  # a QR picture
    "desks/public/listing.py",  # pieces of pages that a template made before
    "desks/public/results.py",
    "desks/public/seams.py",
    "desks/public/views/documents.py",
    "registration/queries/paper.py",  # a QR picture
}


def test_a_pattern_holds_no_input():
    """Or it went through `re.escape`."""
    strange = [
        (name, ast.unparse(node.args[0]))
        for name, called, node in calls()
        if called.startswith("re.") and called != "re.escape" and node.args and not is_fixed(node.args[0])
    ]
    assert not [each for each in strange if each not in PATTERNS_OF_OURS], strange


PATTERNS_OF_OURS = {("audit/rules/references.py", r"f'(?<!\\w)(?:{known})(?!\\w)'")}  # `known` is escaped


def is_fixed(pattern: ast.expr) -> bool:
    """A constant, a constant by its name, or one of these around what was escaped."""
    if isinstance(pattern, ast.JoinedStr):
        return all(is_fixed(part.value) if isinstance(part, ast.FormattedValue) else True for part in pattern.values)
    if isinstance(pattern, ast.Call) and ast.unparse(pattern.func) == "re.escape":
        return True
    if isinstance(pattern, ast.BinOp):
        return is_fixed(pattern.left) and is_fixed(pattern.right)
    return isinstance(pattern, ast.Constant) or (isinstance(pattern, ast.Name) and pattern.id.isupper())


def test_no_format_is_taken_from_input():
    formatting = [(name, ast.unparse(node.func)) for name, called, node in calls() if called.endswith(".format_map")]
    assert not formatting


def test_cryptography_is_done_where_the_list_says_and_by_its_library():
    listed = set(re.findall(r"`([a-z_/]+\.py)`", section("## Keys and algorithms")))
    assert listed == importers("cryptography", "hashlib", "hmac", "secrets", "jwt")


def section(heading: str) -> str:
    """A part of the page of decisions."""
    page = (ROOT / "docs" / "keeping-safe.md").read_text(encoding="utf-8")
    assert heading in page
    return page.partition(heading)[2].partition("\n## ")[0]


def test_hashes_are_of_approved_kinds():
    froms = [node for source in CODE for node in ast.walk(source.tree) if isinstance(node, ast.ImportFrom)]
    named = {alias.name for node in froms if node.module == "hashlib" for alias in node.names}
    called = {name.split(".")[1] for _file, name, _node in calls() if re.fullmatch(r"hashlib\.\w+", name)}
    assert called | named <= {"sha256", "blake2b"}
    salted = [node for _name, called, node in calls() if called == "salted_hmac"]
    assert salted
    assert all(any(word.arg == "algorithm" for word in node.keywords) for node in salted), (
        "Django's own choice is SHA-1"
    )


def test_chance_that_can_be_foretold_is_for_the_demonstration_alone():
    assert {name.split("/")[0] for name in importers("random")} <= {"demo"}


TAKES_PAPER = {"file_upload.html", "paper.html", "paper_pages.html", "paper_send.html"}


def test_a_file_is_taken_where_a_paper_form_is_and_nowhere_else():
    taking = re.compile(r'type="file"|multipart/form-data')
    assert {name.split("/")[-1] for name, text in TEMPLATES.items() if taking.search(text)} == TAKES_PAPER
    kinds = {"FileField", "ImageField", "FilePathField", "ClearableFileInput"}
    assert not [name for name, called, _node in calls() if called.split(".")[-1] in kinds]
    assert [source.path.name for source in CODE if "request.FILES" in source.text] == ["uploads.py"]


def test_no_path_is_made_from_a_request():
    views = [source for source in CODE if "/desks/" in source.name]
    assert not [source.name for source in views if re.search(r"\bopen\(|Path\(.*request|FileResponse", source.text)]


@pytest.mark.parametrize(
    "dangerous",
    [
        r"\beval\(",
        r"\bFunction\(",
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write",
        r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.",
        r"postMessage|onmessage|addEventListener\(.message",
        r"WebSocket|EventSource|RTCPeerConnection|serviceWorker",
        r"__proto__|Object\.assign\(|\bwith \(",
        r"onpaste|addEventListener\(.paste",
    ],
)
def test_scripts_do_nothing_dangerous(dangerous):
    assert SCRIPTS
    assert not [name for name, text in SCRIPTS.items() if re.search(dangerous, text)]


def test_no_view_compares_loosely():
    """Python has no loose comparison; what comes is text until a form or a rule has made it something else."""
    assert not [name for name, called, _node in calls() if called in {"literal_eval", "ast.literal_eval"}]


def test_every_dependency_is_locked_with_its_hash_and_comes_from_the_registry():
    others = [package for package in LOCK if package["name"] != "fingerpost"]
    assert len(others) > 50
    assert {str(package["source"].get("registry", "elsewhere")).endswith("/simple") for package in others} == {True}
    files = [file for package in others for file in [*package.get("wheels", []), package.get("sdist")] if file]
    assert all(str(file["hash"]).startswith("sha256:") for file in files)


def test_what_is_for_development_is_not_needed_to_run():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    development = {re.split(r"[<>=\[.]", name)[0].replace("-", "_") for name in project["dependency-groups"]["dev"]}
    assert "pytest" in development
    assert not importers(*development, "tests", "factory")
    assert not (PACKAGE / "tests").exists()


def test_components_are_changed_only_where_it_is_written_down_what_for():
    """A list of who brought what: read from the lock file, which is exact."""
    direct = {
        dependency["name"]
        for package in LOCK
        if package["name"] == "fingerpost"
        for dependency in package["dependencies"]
    }
    named = set(re.findall(r"^\| `([a-z0-9-]+)` \|", section("## Components"), re.MULTILINE))
    assert named == direct
