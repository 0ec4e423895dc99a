"""The forms that wait in the inbox of the make-believe county: one of each kind that staff will meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

Answers = dict[str, list[str]]
CALLS: Answers = {"adults/0/safe": ["call", "text"], "adults/0/preferred": ["text"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrives:
    """A form, and what happened since. days: ago it was sent. tries: what came of each call, the last yesterday.

    on_paper: its pages came, and it was keyed in; sent: else it still waits to be.
    """

    key: str
    days: int
    answers: Answers = field(default_factory=dict)
    tries: Sequence[tuple[str, str]] = ()
    question: str = ""
    on_paper: bool = False
    sent: bool = True


def forms_that_came(today: date, centre: str, postcode: str) -> tuple[Arrives, ...]:
    """Each of them. centre: the short name of the one that was chosen."""

    def home(lines: str) -> Answers:
        settled: Answers = {"home/stay": ["settled"], "home/address": [lines], "home/postcode": [postcode]}
        return {"home/hidden": ["no"], "home/centre": [centre], "agreement/read": ["yes"], **settled}

    def child(name: str, months: int) -> Answers:
        born = today - timedelta(days=months * 30 + 4)
        said: Answers = {"born": ["born"], "given_name": [name], "relationship/0": ["mother"]}
        said["date_of_birth"] = [str(born.day), str(born.month), str(born.year)]
        return {f"children/0/{key}": value for key, value in said.items()}

    def parent(given: str, last: str, number: str) -> Answers:
        names = {"adults/0/given_name": [given], "adults/0/family_name": [last]}
        return {**names, "adults/0/mobile": [number], **CALLS}

    by_call: Answers = {"adults/0/preferred": ["call"]}
    tansy = parent("Tansy", "Applewhistle", "07700 900 301") | child("Quill", 5) | home("17 Mill Leat")
    odalys = parent("Odalys", "Thimblewick", "07700 900 302") | child("Fern", 19) | home("8 Tansy Road")
    unsure: Answers = {"home/hidden": ["not-sure"]}
    message: Answers = {"adults/0/safe": ["call", "voicemail", "text"]}  # one is left below
    juniper = parent("Juniper", "Cobblestone", "07700 900 303") | child("Rowan", 33) | home("61 Cuckoo Rise") | message
    pippa = parent("Pippa", "Oatenshaw", "07700 900 206") | home("4 Quince Row")
    wilf = child("Wilf", 26) | {"children/0/relationship/0": ["kinship-carer"]}
    saffron = parent("Saffron", "Merriweather-Pike", "07700 900 304") | child("Ottilie", 2) | home("3 Lantern Court")
    basil = parent("Basil", "Underhillock", "07700 900 305") | child("Clover", 11) | home("29 Bobbin Street")
    father: Answers = {"children/0/relationship/0": ["father"], "help/wishes": ["speech-and-language"]}
    no_answer = ("no-answer", "Rang out twice. Try after four.")
    return (
        Arrives(key="new", days=0, answers=tansy),
        Arrives(key="call", days=2, answers=odalys | by_call | unsure),
        Arrives(key="late", days=11, answers=juniper, tries=(no_answer, ("message", ""))),
        Arrives(key="double", days=1, answers=pippa | wilf),
        Arrives(key="returned", days=4, answers=saffron, tries=(("spoke", ""),), question="Which flat is it?"),
        Arrives(key="keyed", days=1, answers=basil | father, on_paper=True),
        Arrives(key="to key", days=1, on_paper=True, sent=False),
    )
